package web

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/page"
	"hearsay/internal/reading"
	"hearsay/internal/web/correct"
)

// reportView is what the page of a report shows.
type reportView struct {
	Page    *desk.ReportPage
	Title   string
	Record  string // markup, escaped by room page
	Tells   []told
	Against string // the report its text is compared with
	Diff    []desk.Line
	Headed  bool // the text holds its headline
	correct.Choices
	deciding
}

// told is an incident that a report tells of.
type told struct{ Path, Name string }

func (s *Server) report(w http.ResponseWriter, r *http.Request) error {
	id := strings.ToLower(r.PathValue("id"))
	if len(id) < 6 || len(id) > 64 || strings.Trim(id, "0123456789abcdef") != "" {
		return &problem{http.StatusNotFound, "There is no such report.", "A report is named by its sha256, or the first six digits of it or more."}
	}
	at, err := when(r)
	if err != nil {
		return err
	}
	p, err := s.opt.Desk.Report(r.Context(), id, at)
	if err != nil {
		return err
	}
	v := &reportView{Page: p, Title: reportName(&p.Head)}
	if p.Headline != "" {
		v.Title = one(p.Headline, 200)
	}
	if p.Reading != nil {
		doc := &reading.Document{
			Format: reading.Format, Reader: p.Reading.Reader, Readings: []*reading.Reading{p.Reading}, Incidents: p.Reading.Incidents,
			Facts: p.Reading.Facts, Failures: []reading.Failure{},
		}
		var b bytes.Buffer
		if err := page.WriteReport(&b, doc, v.beside); err != nil {
			return err
		}
		v.Choices = correct.Offer(p.Reading)
		for _, f := range p.Reading.Report.Basis {
			v.Headed = v.Headed || f.Field == "source_headline" && f.Span != nil
		}
		v.Record = b.String()
	}
	lines, err := s.opt.Desk.Lines(r.Context(), p.Incidents, at)
	if err != nil {
		return err
	}
	for _, in := range p.Incidents {
		t := told{Path: incidentPath(in), Name: in}
		if l, ok := lines[in]; ok {
			t.Name = lineName(&l)
		}
		v.Tells = append(v.Tells, t)
	}
	if other := r.FormValue("against"); other != "" {
		if v.Diff, err = s.opt.Desk.Diff(r.Context(), other, p.ID, at); err != nil {
			return err
		}
		v.Against = other
	}
	if v.deciding, err = s.mayDecide(r); err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, v.Title, "incidents", reportPage(v))
	return nil
}

// beside is what people decided on a statement, in words.
func (v *reportView) beside(id string) []string {
	var out []string
	for i := range v.Page.Decisions {
		if d := &v.Page.Decisions[i]; d.Subject == id && d.Withdrawn == 0 && d.What != entry.Withdraw {
			out = append(out, d.Who+" "+verdict(&d.Decided)+", "+caption.Day(d.Time.UTC().Format(time.DateOnly)))
		}
	}
	return out
}

// lineName is an incident in one line: what, where, when.
func lineName(l *desk.IncidentLine) string {
	t := headed(l)
	parts := []string{t.Title}
	for _, s := range []string{place(&t), t.When.Value} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return one(strings.Join(parts, ", "), 120)
}

// shownURI is whence a capture came.
func shownURI(uri, url string) string {
	if url != "" {
		return url
	}
	return uri
}

// againstPath is a report's page with its text compared with another's.
func againstPath(id, other string) string { return reportPath(id) + "?against=" + other + "#diff" }
