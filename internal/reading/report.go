package reading

import (
	"time"

	"hearsay/internal/document"
)

// reportOf writes down what a document says of itself.
func reportOf(doc *document.Document) Report {
	r := Report{
		ID: doc.ID, URI: doc.URI, By: []string{}, InfoSources: []string{}, Language: doc.Language, Encoding: doc.Encoding,
		Basis: []Basis{}, Text: doc.Text.String(), Damage: []Damage{},
	}
	field := func(name string, f document.Field) string {
		b := Basis{Field: name, Stated: f.Stated}
		switch {
		case f.Value == "":
			return ""
		case !f.Stated:
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
		r.SourceDate = field("source_date", document.Field{Value: d.Day.Format(time.DateOnly), Span: d.Span, Stated: d.Stated})
	}
	r.Located = field("located", doc.Located)
	for _, f := range doc.Credits {
		r.InfoSources = append(r.InfoSources, field("info_sources", f))
	}
	for _, d := range doc.Damage {
		r.Damage = append(r.Damage, Damage{Kind: string(d.Kind), Span: doc.Text.Quote(d.Span)})
	}
	return r
}
