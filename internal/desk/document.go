package desk

import (
	"context"
	"slices"

	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
)

// Document is an incident's page as the faces of a reading show it: its reports
// as they were read, and its facts with what people decided in place of what the
// machine says.
func (d *Desk) Document(ctx context.Context, p *IncidentPage) (*reading.Document, error) {
	doc := p.document()
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		for i := range p.Reports {
			rd, err := kept.Reading(r, p.Reports[i].Reading)
			if err != nil {
				return err
			}
			doc.Readings = append(doc.Readings, rd)
			doc.Reader = rd.Reader
		}
		return nil
	})
	return doc, err
}

// document is a page's incident and facts, without readings.
func (p *IncidentPage) document() *reading.Document {
	in := p.Shown()
	if in.WhereDescription != p.Incident.WhereDescription {
		in.WhereDescription = "" // a person's place is no words of a report
	}
	doc := &reading.Document{Format: reading.Format, Incidents: []incident.Incident{in}, Failures: []reading.Failure{}}
	for i := range p.Facts {
		f := p.Facts[i].Fact
		f.Standing = p.Facts[i].Stands()
		if p.Facts[i].Corrected != "" {
			f.Value = p.Facts[i].Corrected
		}
		doc.Facts = append(doc.Facts, f)
	}
	return doc
}

// Excerpt is a Document with, of each report, no more than what takes a stand on
// a fact: neither text nor reader. It asks the ledger only where an older program
// made the page.
func (d *Desk) Excerpt(ctx context.Context, p *IncidentPage) (*reading.Document, error) {
	doc := p.document()
	at := map[string]*reading.Reading{}
	for i := range p.Reports {
		h := &p.Reports[i]
		rd := &reading.Reading{Report: reading.Report{ID: h.ID, URI: h.URI, URL: h.URL, SourceOffice: h.Outlet, SourceHeadline: h.Headline, SourceDate: h.Date}}
		if h.HeadlineSpan != nil {
			rd.Report.Basis = append(rd.Report.Basis, reading.Basis{Field: "source_headline", Span: &span.Quote{Span: *h.HeadlineSpan}})
		}
		at[h.ID] = rd
		doc.Readings = append(doc.Readings, rd)
	}
	old := map[string]bool{} // reports of which the page lacks sources
	for i := range p.Passages {
		ps := &p.Passages[i]
		rd := at[ps.Report]
		if rd == nil {
			continue
		}
		rd.Statements = append(rd.Statements, ps.Statement)
		if ps.Speaker != nil {
			known(rd, *ps.Speaker)
		}
		for _, s := range ps.Others {
			known(rd, s)
		}
		if ps.Others == nil && (len(ps.Chain) > 0 || ps.Speaker != nil && len(ps.Speaker.Members) > 0) {
			old[ps.Report] = true
		}
	}
	if len(old) == 0 {
		return doc, nil
	}
	return doc, d.store.Read(ctx, func(r ledger.Reader) error {
		for i := range p.Reports {
			if !old[p.Reports[i].ID] {
				continue
			}
			rd, err := kept.Reading(r, p.Reports[i].Reading)
			if err != nil {
				return err
			}
			doc.Readings[i] = rd
		}
		return nil
	})
}

// known adds a source to a reading that lacks it.
func known(rd *reading.Reading, s source.Source) {
	if !slices.ContainsFunc(rd.Sources, func(o source.Source) bool { return o.ID == s.ID }) {
		rd.Sources = append(rd.Sources, s)
	}
}
