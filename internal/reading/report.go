package reading

import (
	"cmp"
	"slices"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/document/draft"
)

// reportOf writes down what a document says of itself.
func reportOf(doc *document.Document) Report {
	r := Report{
		ID: doc.ID, URI: doc.URI, By: []string{}, InfoSources: []string{}, Language: doc.Language, Encoding: doc.Encoding,
		Basis: []Basis{}, Text: doc.Text.String(), Damage: []Damage{}, Map: []Run{}, Notes: []Note{},
	}
	field := func(name string, f document.Field) string {
		b := Basis{Field: name, Stated: f.Stated, From: f.From}
		switch {
		case f.Value == "":
			return ""
		case !f.Stated && f.From == "":
			q := doc.Text.Quote(f.Span)
			b.Span = &q
		}
		r.Basis = append(r.Basis, b)
		return f.Value
	}
	r.URL = field("url", doc.URL)
	r.SourceOffice = field("source_office", doc.Outlet)
	r.SourceHeadline = field("source_headline", doc.Headline)
	for _, f := range doc.By {
		r.By = append(r.By, field("by", f))
	}
	if d := doc.Date; !d.Day.IsZero() {
		r.SourceDate = field("source_date", document.Field{Value: d.Day.Format(time.DateOnly), Span: d.Span, Stated: d.Stated, From: d.From})
	}
	r.Located = field("located", doc.Located)
	for _, f := range doc.Credits {
		r.InfoSources = append(r.InfoSources, field("info_sources", f))
	}
	for _, d := range doc.Damage {
		r.Damage = append(r.Damage, Damage{Kind: string(d.Kind), Span: doc.Text.Quote(d.Span)})
	}
	if doc.Kind != capture.Text {
		r.Media = string(doc.Kind)
	}
	r.Published, r.Updated = moment(doc.Published), moment(doc.Updated)
	for _, m := range doc.Map {
		r.Map = append(r.Map, Run{m.Text, m.Source, m.Len})
	}
	for _, n := range doc.Notes {
		r.Notes = append(r.Notes, Note{n.Kind, n.Reason})
	}
	return r
}

// moment is a time as the format states it; "" where it states none, or a day
// alone, which source_date has.
func moment(t draft.Time) string {
	if t.Time.IsZero() || t.Day {
		return ""
	}
	return t.Time.Format(time.RFC3339)
}

// Sources are the places in the capture's own text that the code points
// [start, end) of the report's text stand at, in order of the text; nil where
// text and capture are the same characters (Map is empty).
func (r *Report) Sources(start, end int) []Run {
	var out []Run
	k, _ := slices.BinarySearchFunc(r.Map, start, func(m Run, at int) int { return cmp.Compare(m.Text+m.Length, at+1) })
	for ; k < len(r.Map) && r.Map[k].Text < end; k++ {
		m := r.Map[k]
		if cut := start - m.Text; cut > 0 {
			m = Run{m.Text + cut, m.Source + cut, m.Length - cut}
		}
		m.Length = min(m.Length, end-m.Text)
		out = append(out, m)
	}
	return out
}
