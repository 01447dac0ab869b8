package edge_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

var ctx = context.Background()

// press is a ledger into which invented reports come, each telling of one
// incident.
type press struct {
	t     testing.TB
	store ledger.Store
	n     int
}

// id is a report's, as a sha256 looks.
func id(n int) string { return strings.Repeat(fmt.Sprintf("%016x", uint64(n+1)*0x9E3779B97F4A7C15), 4) }

// in brings a report in; a later one of the same number is read anew.
func (p *press) in(n int, rep reading.Report, sources ...source.Source) {
	p.t.Helper()
	p.n++
	rep.ID = id(n)
	rd := &reading.Reading{Report: rep, Sources: sources}
	for i := range sources {
		rd.Statements = append(rd.Statements, statement.Statement{Source: &sources[i].ID})
	}
	read := &entry.Read{Capture: rep.ID, Reading: rd}
	body, err := json.Marshal(read)
	if err != nil {
		p.t.Fatal(err)
	}
	err = p.store.Write(ctx, func(tx ledger.Tx) error {
		rows, err := tx.Append(ledger.Draft{Kind: ledger.Reading, ID: fmt.Sprintf("%s.%d", rep.ID[:12], p.n), Body: body})
		if err != nil {
			return err
		}
		if err := tx.Put(link.Members, rows[0].ID+".inc1", 0, []any{"inc-1", "inc-1", rep.ID, rows[0].ID, int64(0), nil}, nil); err != nil {
			return err
		}
		return edge.Trace(tx, &rows[0], read)
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// edges are those that hold, as lines, with the words that show them.
func (p *press) edges(texts map[int]string) []string {
	p.t.Helper()
	out := []string{}
	short := func(s string) string {
		for n := range 100 {
			if id(n) == s {
				return fmt.Sprint(n)
			}
		}
		return s
	}
	if err := p.store.Read(ctx, func(r ledger.Reader) error {
		for h, err := range r.Select(ledger.Query{Table: edge.Edges, Order: []ledger.Order{{Column: "to_report"}}}) {
			if err != nil {
				return err
			}
			var m entry.Made
			if err := json.Unmarshal(h.Body, &m); err != nil {
				return err
			}
			words := ""
			for n, text := range texts {
				if id(n) == m.To {
					words = string([]rune(text)[m.Start:m.End])
				}
			}
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s %.2f “%.24s”", short(m.To), m.Kind, short(m.From), m.Name, m.Score, words)))
		}
		return nil
	}); err != nil {
		p.t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// The texts are invented.
const wire = `Strike hits the vegetable market of Mocha

MOCHA (Meridian Press) - An airstrike hit a crowded vegetable market in the old quarter of the town on Monday morning and killed four people, two of them children, the head of the district hospital told reporters there.

Traders carried the wounded to the hospital on handcarts because the road along the shore was closed, and the water supply of the quarter was cut until the evening.
`

const own = `Fishermen of Mocha stay ashore

The fishing boats of the town did not leave the harbour on Tuesday. Their owners had met after the strike on the market, which Meridian Press reported on Monday, and agreed to wait until the sea was safe again.
`

func (p *press) report(outlet, day, text string) reading.Report {
	return reading.Report{SourceOffice: outlet, SourceDate: day, Text: text}
}

func outlet(name, text string) source.Source {
	at := len([]rune(text[:strings.Index(text, name)]))
	return source.Source{ID: "s1", Name: name, Kind: source.Outlet, Mentions: []span.Quote{{Span: span.Of(at, at+len(name)), Text: name}}}
}

func TestTrace(t *testing.T) {
	p := &press{t: t, store: memory.New(nil)}
	cut := strings.Replace(wire, "\n\nTraders", "\n\nThe ledger adds a sentence of its own here.\n\nTraders", 1)
	texts := map[int]string{1: wire, 2: cut, 3: own, 4: wire, 5: own}
	credited := p.report("Gulf Ledger", "2025-03-11", cut)
	at := strings.Index(cut, "Meridian Press")
	credited.InfoSources = []string{"Meridian Press"}
	credited.Basis = []reading.Basis{{Field: "info_sources", Span: &span.Quote{Span: span.Of(at, at+14), Text: "Meridian Press"}}}
	p.in(2, credited)
	p.in(3, p.report("Harbour Lantern", "2025-03-12", own), outlet("Meridian Press", own))
	if d := cmp.Diff([]string{
		"2 credit  Meridian Press 1.00 “Meridian Press”",
		"3 cite  Meridian Press 1.00 “Meridian Press”",
	}, p.edges(texts)); d != "" {
		t.Error(d)
	}
	// The elder comes in late: it is what the others were made from.
	p.in(1, p.report("Meridian Press", "2025-03-10", wire))
	p.in(4, p.report("Evening Courier", "2025-03-13", wire))
	if d := cmp.Diff([]string{
		"2 copy 1  1.00 “Strike hits the vegetabl”",
		"2 credit 1 Meridian Press 1.00 “Meridian Press”",
		"3 cite 1 Meridian Press 1.00 “Meridian Press”",
		"4 copy 1  1.00 “Strike hits the vegetabl”",
	}, p.edges(texts)); d != "" {
		t.Error(d)
	}
	// A later reading of the same bytes takes its edges' place.
	p.in(3, p.report("Harbour Lantern", "2025-03-12", own))
	if got := p.edges(texts); len(got) != 3 {
		t.Errorf("%v", got)
	}
}
