package reading

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearsay/internal/document"
	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/lineage"
	"hearsay/internal/origin"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Telling is a reading made ready to be joined with others, again and again. Of the
// report's analysis it keeps no more than that takes. It does not change.
type Telling struct {
	// Reading is what it was made of; it is not live.
	Reading *Reading
	// Text is that of the report.
	Text *span.Text

	told  *union.Report
	heard *origin.Report
}

// Telling makes a live reading ready.
func (rd *Reading) Telling() *Telling {
	rooms := rd.rooms
	rooms.Replied = &incident.Reply{}
	rooms.Replied.Incidents, rooms.Replied.Facts = incident.Replies(&rd.rooms)
	page := lineage.PageOf(origin.Bare(&rd.rooms))
	rooms.Document = bare(rooms.Document)
	rooms.Syntax = &syntax.Analysis{Text: rooms.Document.Text, Sentences: rooms.Syntax.Sentences}
	rooms.Events, rooms.Claims = nil, nil
	return tellingOf(rd, &rooms, page)
}

func tellingOf(rd *Reading, rooms *incident.Report, page *lineage.Page) *Telling {
	still := *rd
	still.rooms = incident.Report{}
	return &Telling{Reading: &still, Text: rooms.Document.Text, told: union.ReportOf(rooms), heard: origin.ReportOf(rooms, page)}
}

// bare is a document with what joining looks at.
func bare(d *document.Document) *document.Document {
	return &document.Document{ID: d.ID, Text: d.Text, Headline: d.Headline, Outlet: d.Outlet, Date: d.Date, Credits: d.Credits, Paragraphs: d.Paragraphs}
}

// brief is what a telling has besides its reading's JSON, as it is written down.
type brief struct {
	Headline   document.Field       `json:"headline"`
	Outlet     document.Field       `json:"outlet"`
	Day        time.Time            `json:"day,omitzero"`
	Credits    []document.Field     `json:"credits,omitempty"`
	Paragraphs []document.Paragraph `json:"paragraphs"`
	Sentences  []span.Span          `json:"sentences"`
	Replied    incident.Reply       `json:"replied"`
	Days       []days               `json:"days"`   // of the facts that have some, in their order
	Denied     []days               `json:"denied"` // of those of the replies
	Page       []byte               `json:"page"`
}

// within reports whether all spans lie in a text of n code points.
func (b *brief) within(n int) bool {
	ok := func(s span.Span) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= n }
	fields := append([]document.Field{b.Headline, b.Outlet}, b.Credits...)
	return !slices.ContainsFunc(fields, func(f document.Field) bool { return !ok(f.Span) }) &&
		!slices.ContainsFunc(b.Paragraphs, func(p document.Paragraph) bool { return !ok(p.Span) }) &&
		!slices.ContainsFunc(b.Sentences, func(s span.Span) bool { return !ok(s) })
}

// days are those of a fact's date, which its JSON does not have.
type days struct {
	Fact  int       `json:"fact"` // its place
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

func daysOf(facts []incident.Fact) []days {
	var out []days
	for i := range facts {
		if d := facts[i].Norm.Date; d != nil && !(d.Start.IsZero() && d.End.IsZero()) {
			out = append(out, days{i, d.Start, d.End})
		}
	}
	return out
}

// dated gives facts their days.
func dated(facts []incident.Fact, list []days) error {
	for _, d := range list {
		if d.Fact < 0 || d.Fact >= len(facts) || facts[d.Fact].Norm.Date == nil {
			return errBrief
		}
		whole := *facts[d.Fact].Norm.Date
		whole.Start, whole.End = d.Start, d.End
		facts[d.Fact].Norm.Date = &whole
	}
	return nil
}

var errBrief = errors.New("what was kept of a reading to join it is damaged, or of another")

// Brief writes down what a telling has besides its reading's JSON: with both,
// Recall makes it again without reading the report anew.
func (t *Telling) Brief() []byte {
	r := t.told.Report
	b := brief{
		Headline: r.Document.Headline, Outlet: r.Document.Outlet, Day: r.Document.Date.Day, Credits: r.Document.Credits, Paragraphs: r.Document.Paragraphs,
		Replied: *r.Replied, Days: daysOf(r.Facts), Denied: daysOf(r.Replied.Facts), Page: t.heard.Page().Encode(),
	}
	for i := range r.Syntax.Sentences {
		b.Sentences = append(b.Sentences, r.Syntax.Sentences[i].Span)
	}
	out, err := json.Marshal(b)
	if err != nil {
		panic(err) // it always encodes
	}
	return out
}

// Recall makes a telling of a decoded reading and what Brief wrote down of it.
func Recall(rd *Reading, written []byte) (*Telling, error) {
	var b brief
	if err := json.Unmarshal(written, &b); err != nil {
		return nil, fmt.Errorf("%w: %w", errBrief, err)
	}
	doc := &document.Document{
		ID: rd.Report.ID, Text: span.NewText(rd.Report.Text), Headline: b.Headline, Outlet: b.Outlet, Credits: b.Credits, Paragraphs: b.Paragraphs, Date: document.Date{Day: b.Day},
	}
	if !b.within(doc.Text.Len()) {
		return nil, errBrief
	}
	page, err := lineage.Decode(doc, b.Page)
	if err != nil {
		return nil, err
	}
	syn := &syntax.Analysis{Text: doc.Text}
	for _, s := range b.Sentences {
		syn.Sentences = append(syn.Sentences, syntax.Sentence{Span: s})
	}
	live := rd.spoken()
	if err := dated(live.Facts, b.Days); err != nil {
		return nil, err
	}
	if err := dated(b.Replied.Facts, b.Denied); err != nil {
		return nil, err
	}
	rooms := incident.Report{
		Document: doc, Syntax: syn, Sources: live.Sources, Statements: live.Statements, Incidents: live.Incidents, Facts: live.Facts, Replied: &b.Replied,
	}
	return tellingOf(live, &rooms, page), nil
}
