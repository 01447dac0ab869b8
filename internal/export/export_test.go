package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"hearsay/internal/capture"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
	"hearsay/internal/source/identity"
	"hearsay/internal/span"
)

// The report is invented.
const text = `Drone Strike Hits Dock in Taiz

March 11, 2025

A drone strike hit a dock in Taiz, Yemen, on Monday, killing four people, two security officials said. The coalition denied that it had struck the dock.

=HYPERLINK("x") said Ana Harb, a doctor, who counted six wounded.
`

// example is the incident of an invented report as the ledger would show it.
func example(t testing.TB) *projection.Page {
	t.Helper()
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	rd, err := r.Read(capture.Of([]byte(text), "dock.txt", capture.Stated{Outlet: "Meridian Press"}))
	if err != nil {
		t.Fatal(err)
	}
	if len(rd.Incidents) == 0 {
		t.Fatal("no incident was read")
	}
	p := &projection.Page{Incident: rd.Incidents[0], Row: 7, Reports: []projection.Head{{ID: rd.Report.ID, Outlet: rd.Report.SourceOffice, Headline: "=cmd|' /C calc'!A0", Date: rd.Report.SourceDate}}}
	for _, f := range rd.Facts {
		if f.Incident == p.Incident.ID {
			p.Facts = append(p.Facts, projection.Fact{Fact: f})
		}
	}
	doc := span.NewText(rd.Report.Text)
	for _, st := range rd.Statements {
		ps := projection.Passage{Statement: st, Report: rd.Report.ID}
		for i := range rd.Sources {
			if st.Source != nil && rd.Sources[i].ID == *st.Source {
				ps.Speaker, ps.SourceKey = &rd.Sources[i], identity.Key(&rd.Sources[i])
			}
		}
		if len(st.Content) > 0 {
			ps.Words = doc.Quote(st.Content[0].Span)
		}
		p.Passages = append(p.Passages, ps)
	}
	return p
}

func written(t testing.TB, f Format, p *projection.Page) []byte {
	t.Helper()
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := ofIncidents(&b, f)
	if err != nil {
		t.Fatal(err)
	}
	write, _, err := w.render([][]byte{body})
	for _, step := range []func() error{func() error { return err }, write, w.end} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestSheets(t *testing.T) {
	p := example(t)
	for f, want := range map[Format]map[string]string{
		UCDP:    {"year": "2025", "date_start": "2025-03-10", "country": "Yemen", "high": "4", "low": "4", "best": "4", "event_clarity": "", "hearsay_row": "7", "source_office": "Meridian Press"},
		ACLED:   {"event_date": "2025-03-10", "time_precision": "1", "event_type": "Explosions/Remote violence", "disorder_type": "Political violence", "fatalities": "4", "inter1": "", "iso": "887"},
		Airwars: {"incident_date": "2025-03-10", "strike_type": "Air/drone strike", "killed_status_unknown": "4", "civilians_reported_killed_min": "", "grading": ""},
	} {
		rows, err := csv.NewReader(bytes.NewReader(written(t, f, p))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%s: %d lines, %v", f, len(rows), err)
		}
		got := map[string]string{}
		for i, name := range rows[0] {
			got[name] = rows[1][i]
			if v := rows[1][i]; v != "" && strings.ContainsRune("=+@", rune(v[0])) {
				t.Errorf("%s: %s is a formula: %q", f, name, v)
			}
		}
		for name, v := range want {
			if got[name] != v {
				t.Errorf("%s: %s is %q, want %q", f, name, got[name], v)
			}
		}
		// Whatever is empty says why.
		why := map[string]bool{}
		for _, n := range Notes(f) {
			why[n.Column] = true
		}
		for i, name := range rows[0] {
			if rows[1][i] == "" && !why[name] {
				t.Errorf("%s: %s is empty without a reason", f, name)
			}
		}
	}
}

func TestClaims(t *testing.T) {
	p := example(t)
	rows, err := csv.NewReader(bytes.NewReader(written(t, Claims, p))).ReadAll()
	if err != nil || len(rows) < 4 {
		t.Fatalf("%d lines, %v", len(rows), err)
	}
	for _, r := range rows[1:] {
		if len(r) != len(claimColumns) {
			t.Errorf("%d columns", len(r))
		}
	}
	b := written(t, Parquet, p)
	got, err := parquet.Read[Claim](bytes.NewReader(b), int64(len(b)))
	if err != nil || len(got) != len(rows)-1 {
		t.Fatalf("%d of %d lines, %v", len(got), len(rows)-1, err)
	}
	denied := false
	for _, c := range got {
		denied = denied || c.Stance == "denies"
		if c.Words == "" || c.End <= c.Start {
			t.Errorf("a claim without words: %+v", c)
		}
	}
	if !denied {
		t.Error("the denial is missing")
	}
}

// TestAnnotation: a client finds the words again, by position and by quotation.
func TestAnnotation(t *testing.T) {
	p := example(t)
	runes := []rune(text)
	n := 0
	for line := range strings.Lines(string(written(t, Annotation, p))) {
		var a struct {
			Type   string
			Target struct {
				Source   string
				Selector []struct {
					Type, Exact string
					Start, End  int
				}
			}
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		q, pos := a.Target.Selector[0], a.Target.Selector[1]
		if a.Type != "Annotation" || !strings.HasPrefix(a.Target.Source, "urn:sha256:") || string(runes[pos.Start:pos.End]) != q.Exact {
			t.Errorf("%q is not at %d to %d", q.Exact, pos.Start, pos.End)
		}
		n++
	}
	if n != len(p.Passages) {
		t.Errorf("%d annotations of %d statements", n, len(p.Passages))
	}
}
