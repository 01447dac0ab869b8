package document

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hearsay/internal/document/draft"
	"hearsay/internal/span"
)

// stated takes what the format states of the report and of its blocks. It goes
// before what the words say, which are read for what the format leaves open.
func (p *press) stated(d draft.Draft) {
	doc := p.doc
	doc.Map, doc.Notes = d.Map, d.Notes
	doc.Published, doc.Updated = d.Published, d.Updated
	if len(d.Blocks) == 0 {
		return
	}
	p.roles(d)
	if d.Headline.Text != "" {
		doc.Headline = p.value(d.Headline)
	}
	if d.URL.Text != "" {
		doc.URL = p.value(d.URL)
	}
	if d.Outlet.Text != "" {
		p.publishedBy(p.value(d.Outlet))
	}
	if d.Located.Text != "" && doc.Located.Value == "" {
		doc.Located = p.value(d.Located)
	}
	var by []Field
	for _, v := range d.By {
		f := p.value(v)
		n, agency := makerOf(v.Text)
		if agency != "" {
			p.credited(Field{Value: agency, Span: f.Span, From: f.From})
			if n == 0 {
				continue
			}
			f.Value = v.Text[:n]
			if !f.Span.Empty() {
				f = p.value(draft.Value{Text: f.Value, Span: span.Of(v.Span.Start, v.Span.Start+n), From: v.From})
			}
		}
		if !slices.ContainsFunc(by, func(o Field) bool { return o.Value == f.Value }) {
			by = append(by, f)
		}
	}
	if len(by) > 0 {
		doc.By = by
	}
	for _, v := range d.Credits {
		p.stateCredit(p.value(v))
	}
	if t := d.Published.Time; !t.IsZero() {
		day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		// Words of the text that give the same day are a second witness, and a
		// better one to show; a guess never goes before words.
		same := doc.Date.Day.Equal(day)
		// A moment in UTC may fall on the day beside the one that the outlet
		// prints.
		if _, zone := t.Zone(); zone == 0 && !d.Published.Day && !doc.Date.Day.IsZero() {
			same = same || doc.Date.Day.AddDate(0, 0, 1).Equal(day) || doc.Date.Day.AddDate(0, 0, -1).Equal(day)
		}
		if !same && (doc.Date.Day.IsZero() || !strings.HasPrefix(d.Published.From, "guess")) {
			doc.Date = Date{Day: day, From: d.Published.From}
		}
	}
}

func (p *press) credited(f Field) {
	if !slices.ContainsFunc(p.doc.Credits, func(o Field) bool { return o.Value == f.Value }) {
		p.doc.Credits = append(p.doc.Credits, f)
	}
}

// value is a field of a draft's value: its span goes from bytes to code points.
func (p *press) value(v draft.Value) Field {
	f := Field{Value: v.Text, From: v.From}
	if !v.Span.Empty() {
		f.Span = p.doc.Text.OfBytes(v.Span.Start, v.Span.End)
		f.From = ""
	}
	return f
}

// roles gives each paragraph the role that its block has. What the words say
// stays where the format says no more than that it is running text.
func (p *press) roles(d draft.Draft) {
	doc := p.doc
	k := 0
	for i := range doc.Paragraphs {
		par := &doc.Paragraphs[i]
		at := doc.Text.Byte(par.Start)
		for k < len(d.Blocks)-1 && d.Blocks[k].To <= at {
			k++
		}
		switch d.Blocks[k].Role {
		case draft.Headline, draft.Subhead:
			par.Role = Headline
		case draft.Byline:
			par.Role = Byline
		case draft.Correction:
			par.Role = Correction
		case draft.Credit:
			par.Role = Credit
		case draft.Entry:
			par.Role = Byline
		default:
			if par.Role == Headline {
				par.Role = Body
			}
		}
	}
}

// again marks the pull quotes that the format shows as such and that are too
// short to be found by their words.
func (d *Document) again(dr draft.Draft) {
	added := false
	for _, b := range dr.Blocks {
		if b.Repeats < 0 || len(dr.Blocks) == 0 {
			continue
		}
		sp := d.Text.OfBytes(b.From, b.To)
		if !slices.ContainsFunc(d.Damage, func(o Damage) bool { return o.Kind == RepeatedPassage && o.Span.Overlaps(sp) }) {
			d.Damage = append(d.Damage, Damage{RepeatedPassage, sp})
			added = true
		}
	}
	if added {
		slices.SortFunc(d.Damage, func(a, b Damage) int {
			return cmp.Or(span.Compare(a.Span, b.Span), strings.Compare(string(a.Kind), string(b.Kind)))
		})
	}
}
