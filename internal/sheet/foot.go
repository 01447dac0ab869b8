package sheet

import (
	"slices"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/reading"
	"hearsay/internal/span"
)

// rules says what each standing that occurs means, once for all tables.
func (p *printer) rules(tables []caption.Table) {
	var all []caption.Rule
	for _, t := range tables {
		for _, r := range t.Rules {
			if !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	if len(all) == 0 {
		return
	}
	slices.SortFunc(all, func(a, b caption.Rule) int { return strings.Compare(a.Name, b.Name) })
	p.heading("What the standings mean")
	for _, r := range all {
		p.hang(nil, run{r.Name + ": ", bold}, run{r.Rule, noInk})
	}
	p.put(run{"origins: how many independent informants can stand behind a value, at least–at most; [n]: the statement of that number below", dim})
}

// damage lists where texts are not what their authors wrote, and how they were
// decoded.
func (p *printer) damage() {
	first := true
	say := func(runs ...run) {
		if first {
			p.heading("Damage found")
			first = false
		}
		p.put(runs...)
	}
	for _, rd := range p.index.Doc.Readings {
		in := ""
		if len(p.index.Doc.Readings) > 1 {
			in = caption.File(rd.Report) + ": "
		}
		if e := rd.Report.Encoding; e != "" && e != "utf-8" {
			say(run{in, dim}, run{"decoded from " + e, noInk})
		}
		for _, n := range rd.Report.Notes {
			if n.Kind != "pages" { // where each page of a PDF begins is nothing to read
				say(run{in, dim}, run{strings.ReplaceAll(n.Kind, "_", " ") + ": ", yellow}, run{n.Reason, noInk})
			}
		}
		for _, d := range rd.Report.Damage {
			say(run{in, dim}, run{strings.ReplaceAll(d.Kind, "_", " ") + ": ", yellow}, run{"“" + caption.Shorten(damaged(rd.Report.Text, d), 120) + "”", noInk})
		}
	}
}

// damaged is the damaged words; of a text that breaks off, the last ones.
func damaged(text string, d reading.Damage) string {
	if d.Kind != "truncated" {
		return d.Span.Text
	}
	t := span.NewText(text)
	from := max(0, d.Span.Start-50)
	words := t.Slice(span.Of(from, d.Span.End))
	if _, after, ok := strings.Cut(words, " "); ok && from > 0 {
		words = "…" + after
	}
	return words + "…"
}

// failures lists what could not be read.
func (p *printer) failures() {
	if len(p.index.Doc.Failures) == 0 {
		return
	}
	p.heading("Not read")
	for _, f := range p.index.Doc.Failures {
		p.put(run{f.URI + ": ", bold}, run{f.Reason, red}, run{"; " + f.Advice, noInk})
	}
}
