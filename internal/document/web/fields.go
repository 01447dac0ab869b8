package web

import (
	"regexp"
	"strings"
	"time"

	"hearsay/internal/document/draft"
	"hearsay/internal/document/web/witness"
	"hearsay/internal/span"
)

// fields takes what the page states of the article, best witness first, with
// the words of the text that say the same where there are any.
func (p *page) fields() {
	w, d := p.witness, &p.out
	for _, b := range d.Blocks {
		if b.Role == draft.Headline {
			d.Headline = draft.Value{Text: d.Text[b.From:b.To], Span: span.Of(b.From, b.To), From: "page"}
		}
	}
	if d.Headline.Text == "" && len(w.Headline) > 0 {
		h := w.Headline[0]
		d.Headline = draft.Value{Text: p.bare(h.Text), From: h.From}
	}
	d.Outlet = first(w.Outlet)
	d.URL = p.address()
	if l := first(w.Language); l.Text != "" {
		d.Language, _, _ = strings.Cut(strings.ToLower(l.Text), "-")
	}
	for _, by := range w.By {
		if name(by.Text) && !strings.EqualFold(by.Text, d.Outlet.Text) {
			d.By = append(d.By, p.shown(by))
		}
	}
	for _, a := range w.Agency {
		d.Credits = append(d.Credits, draft.Value{Text: a.Text, From: a.From})
	}
	for _, s := range w.Sources {
		d.Sources = append(d.Sources, draft.Value{Text: s.Text, From: s.From})
	}
	d.Located = first(w.Dateline)
	d.Published, d.Updated = p.published(), when(w.Updated)
	if !d.Updated.Time.After(d.Published.Time) {
		d.Updated = draft.Time{}
	}
}

func first(list []witness.Said) draft.Value {
	if len(list) == 0 {
		return draft.Value{}
	}
	return draft.Value{Text: list[0].Text, From: list[0].From}
}

func when(list []witness.Moment) draft.Time {
	if len(list) == 0 {
		return draft.Time{}
	}
	return draft.Time{Time: list[0].Time, Day: list[0].Day, From: list[0].From}
}

// shown is a name with its place in the lines about the report, where it
// stands there.
func (p *page) shown(s witness.Said) draft.Value {
	v := draft.Value{Text: s.Text, From: s.From}
	for _, b := range p.out.Blocks {
		if b.Role != draft.Byline {
			continue
		}
		if i := strings.Index(p.out.Text[b.From:b.To], s.Text); i >= 0 {
			v.Span = span.Of(b.From+i, b.From+i+len(s.Text))
			break
		}
	}
	return v
}

// name reports whether a stated author is one: no address, no domain, no desk
// number, no placeholder of a template.
func name(s string) bool {
	return len(s) >= 3 && len(s) <= 60 && !strings.ContainsAny(s, "@/{}<>_0123456789") && !domain.MatchString(s) && !placeholder.MatchString(s)
}

var (
	domain      = regexp.MustCompile(`(?i)\.(?:com|org|net|co|uk|de|at|ch|fr|in|ng|ke|za|tv|info|news|eu|au|ca)$`)
	placeholder = regexp.MustCompile(`^(?i:(?:wp|site|web|super)?\s*admin(?:istrator)?|editors?|editorial|staff|authors?|unknown|null|none|undefined|no author|agencies|news agencies|redaktion|newsroom|webdesk|web desk|news desk|online|guest|default|user|(?:our|staff) (?:reporter|correspondent|writer)s?)$`)
)

// bare is a title without the outlet's name at its end.
func (p *page) bare(title string) string {
	for _, sep := range []string{" | ", " – ", " — ", " - ", " :: ", " » "} {
		i := strings.LastIndex(title, sep)
		if i < 0 {
			continue
		}
		tail := strings.TrimSpace(title[i+len(sep):])
		if len(p.witness.Outlet) > 0 && strings.EqualFold(tail, p.witness.Outlet[0].Text) || sep != " - " && len(strings.Fields(tail)) <= 4 && len(strings.Fields(title[:i])) >= 4 {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

// address is the first absolute address.
func (p *page) address() draft.Value {
	for _, u := range p.witness.URL {
		if strings.HasPrefix(u.Text, "http://") || strings.HasPrefix(u.Text, "https://") {
			return draft.Value{Text: u.Text, From: u.From}
		}
	}
	return draft.Value{}
}

var inAddress = regexp.MustCompile(`/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/-]|$)`)

// published is the moment of publication: what the page states, else a day in
// its address, which is a guess and says so.
func (p *page) published() draft.Time {
	t := when(p.witness.Published)
	if !t.Time.IsZero() {
		// Of a day and a moment of that day, the moment says more.
		for _, m := range p.witness.Published {
			if t.Day && !m.Day && m.Time.Format(time.DateOnly) == t.Time.Format(time.DateOnly) {
				return draft.Time{Time: m.Time, From: m.From}
			}
		}
		return t
	}
	for _, u := range p.witness.URL {
		path, _, _ := strings.Cut(u.Text, "?")
		if m := inAddress.FindStringSubmatch(path); m != nil {
			if day, err := time.Parse(time.DateOnly, m[1]+"-"+m[2]+"-"+m[3]); err == nil {
				return draft.Time{Time: day, Day: true, From: "guess: the address"}
			}
		}
	}
	return draft.Time{}
}
