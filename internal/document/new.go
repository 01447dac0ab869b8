package document

import (
	"fmt"
	"strings"
	"unicode"

	"hearsay/internal/capture"
	"hearsay/internal/language"
	"hearsay/internal/span"
)

// New reads a capture as a report. Its errors are *Error.
func New(c capture.Capture) (*Document, error) {
	d, err := Open(c)
	if err != nil {
		return nil, err
	}
	s := d.Text
	if !strings.ContainsFunc(s, unicode.IsLetter) {
		return nil, emptyError("the report has no words")
	}
	if g := language.Of(s); g.Code != "en" {
		return nil, &Error{
			Kind:   Language,
			Reason: fmt.Sprintf("this is written in %s (%s), and only English is read", g.Name, g.Code),
			Advice: "give an English text or a translation that says it is one",
		}
	}
	doc := &Document{
		ID:       c.SHA256,
		URI:      c.URI,
		Text:     span.NewText(s),
		Encoding: d.Encoding,
		Language: "en",
		Kind:     c.Kind(),
	}
	doc.Paragraphs = paragraphs(doc.Text)
	p := newPress(doc)
	p.read()
	p.stated(d)
	doc.Damage = damage(doc)
	doc.again(d)
	doc.elsewhere(c.URL, d.Sources)
	if c.URL != "" {
		doc.URL = Field{Value: c.URL, Stated: true}
	}
	if c.Outlet != "" {
		p.publishedBy(Field{Value: c.Outlet, Stated: true})
	}
	if c.Credit != "" {
		p.stateCredit(Field{Value: c.Credit, Stated: true})
	}
	if !c.Date.IsZero() {
		doc.Date = Date{Day: c.Date, Stated: true}
	}
	return doc, nil
}

// Prefix begins every id of this report's reading: twelve hexadecimal digits,
// which keeps a hundred thousand reports apart with odds of 50,000 to one.
func (d *Document) Prefix() string { return d.ID[:min(12, len(d.ID))] }
