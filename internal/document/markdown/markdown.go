// Package markdown reads the text of a Markdown file (CommonMark's blocks and
// inline marks, as far as news uses them).
//
//	d := markdown.Open("# Dock hit\n\nTwo people **died**.")
//	d.Text // "Dock hit\n\nTwo people died."
//
// Marks are left out, links keep their words, images and comments go. What
// front matter states (title, date, author, outlet, url) is taken as stated.
// Source of the map counts code points of the file.
package markdown

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hearsay/internal/document/draft"
	"hearsay/internal/document/web/witness"
)

var (
	front   = regexp.MustCompile(`(?s)^---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)`)
	heading = regexp.MustCompile(`^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$`)
	rule    = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	under   = regexp.MustCompile(`^ {0,3}(=+|-+)[ \t]*$`)
	fence   = regexp.MustCompile("^ {0,3}(?:```+|~~~+)")
	item    = regexp.MustCompile(`^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+`)
	quote   = regexp.MustCompile(`^ {0,3}(?:>[ \t]?)+`)
	label   = regexp.MustCompile(`^ {0,3}\[[^\]]+\]:[ \t]*\S+`)
	inline  = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]|!\\[[^\\]\\n]*\\]\\([^)\\n]*\\)|\\[((?:[^\\[\\]\\n]|\\[[^\\]\\n]*\\])*)\\](?:\\([^)\\n]*\\)|\\[[^\\]\\n]*\\])|<(https?://[^>\\s]+)>|<!--(?s:.*?)-->|</?[a-zA-Z][^>\\n]*>|\\*{1,3}|_{1,3}|~~|`+")
)

// Open reads a file's text, which has line feeds alone.
func Open(s string) draft.Draft {
	w := &draft.Writer{}
	r := &reader{w: w}
	at := 0
	var stated draft.Draft
	if m := front.FindStringSubmatchIndex(s); m != nil {
		stated = matter(s[m[2]:m[3]])
		at = utf8.RuneCountInString(s[:m[1]])
		s = s[m[1]:]
	}
	r.lines(s, at)
	d := w.Draft()
	d.Headline, d.Outlet, d.URL, d.By, d.Published, d.Updated = stated.Headline, stated.Outlet, stated.URL, stated.By, stated.Published, stated.Updated
	if d.Headline.Text == "" {
		for _, b := range d.Blocks {
			if b.Role == draft.Headline {
				d.Headline = draft.Value{Text: d.Text[b.From:b.To], From: "heading"}
				d.Headline.Span.Start, d.Headline.Span.End = b.From, b.To
				break
			}
		}
	}
	return d
}

// matter reads front matter: "key: value" a line.
func matter(s string) (d draft.Draft) {
	for l := range strings.Lines(s) {
		key, val, ok := strings.Cut(l, ":")
		val = strings.Trim(strings.TrimSpace(val), `"'[]`)
		if !ok || val == "" {
			continue
		}
		key = strings.ToLower(strings.TrimSpace(key))
		v := draft.Value{Text: val, From: "front matter " + key}
		switch key {
		case "title", "headline":
			d.Headline = v
		case "outlet", "source", "publication", "publisher", "site":
			d.Outlet = v
		case "url", "link", "canonical":
			d.URL = v
		case "author", "authors", "by", "byline":
			for _, n := range witness.Names(val) {
				d.By = append(d.By, draft.Value{Text: strings.Trim(n, `"'`), From: v.From})
			}
		case "date", "published", "pubdate":
			if t, day, ok := witness.Time(val); ok {
				d.Published = draft.Time{Time: t, Day: day, From: v.From}
			}
		case "updated", "modified", "lastmod":
			if t, day, ok := witness.Time(val); ok {
				d.Updated = draft.Time{Time: t, Day: day, From: v.From}
			}
		}
	}
	return d
}

type reader struct {
	w      *draft.Writer
	open   bool // a paragraph goes on
	titled bool
}

func (r *reader) lines(s string, at int) {
	all := strings.SplitAfter(s, "\n")
	code := false
	for i, l := range all {
		n := utf8.RuneCountInString(l)
		line := strings.TrimRight(l, "\n")
		switch {
		case fence.MatchString(line):
			code = !code
			r.end()
		case strings.TrimSpace(line) == "":
			r.end()
		case code:
			r.w.Begin(draft.Body)
			r.w.Write(line, at)
			r.end()
		case !r.open && rule.MatchString(line), label.MatchString(line), r.open && under.MatchString(line):
			r.end()
		default:
			next := ""
			if i+1 < len(all) {
				next = strings.TrimRight(all[i+1], "\n")
			}
			r.line(line, at, next)
		}
		at += n
	}
	r.end()
}

func (r *reader) end() {
	r.w.End()
	r.open = false
}

// line adds a line of text.
func (r *reader) line(line string, at int, next string) {
	from, role := 0, draft.Body
	switch {
	case heading.MatchString(line):
		m := heading.FindStringSubmatchIndex(line)
		r.end()
		role = draft.Subhead
		if m[3]-m[2] == 1 && !r.titled {
			role, r.titled = draft.Headline, true
		}
		r.begin(role)
		r.inline(line[m[4]:m[5]], at+utf8.RuneCountInString(line[:m[4]]))
		r.end()
		return
	case !r.open && under.MatchString(next) && !item.MatchString(line) && !quote.MatchString(line):
		role = draft.Subhead
		if strings.Contains(next, "=") && !r.titled {
			role, r.titled = draft.Headline, true
		}
	case quote.MatchString(line):
		from = len(quote.FindString(line))
		role = draft.Quote
		if strings.TrimSpace(line[from:]) == "" {
			r.end()
			return
		}
	case item.MatchString(line):
		r.end()
		from = len(item.FindString(line))
		role = draft.Item
	}
	if !r.open {
		r.begin(role)
	} else {
		r.w.Write(" ", at-1)
	}
	hard := strings.HasSuffix(line, "  ") || strings.HasSuffix(line, "\\")
	r.inline(strings.TrimSuffix(strings.TrimRight(line[from:], " "), "\\"), at+utf8.RuneCountInString(line[:from]))
	if hard {
		r.w.Break()
	}
}

func (r *reader) begin(role draft.Role) {
	r.w.Begin(role)
	r.open = true
}

// inline writes a line without its marks. A star or a line below that stands
// between blanks, or inside a word, is none.
func (r *reader) inline(s string, at int) {
	pos := 0
	put := func(from, to int) {
		r.w.Write(s[from:to], at+utf8.RuneCountInString(s[:from]))
	}
	for _, m := range inline.FindAllStringSubmatchIndex(s, -1) {
		put(pos, m[0])
		pos = m[1]
		mark := s[m[0]:m[1]]
		switch {
		case m[2] >= 0:
			r.inline(s[m[2]:m[3]], at+utf8.RuneCountInString(s[:m[2]]))
		case m[4] >= 0:
			put(m[4], m[5])
		case mark[0] == '\\':
			put(m[0]+1, m[1])
		case (mark[0] == '*' || mark[0] == '_' || mark[0] == '~') && !flanks(s, m[0], m[1]):
			put(m[0], m[1])
		}
	}
	put(pos, len(s))
}

// flanks reports whether the mark at [from, to) may open or close emphasis.
func flanks(s string, from, to int) bool {
	before := from == 0 || s[from-1] == ' '
	after := to == len(s) || s[to] == ' '
	if before && after {
		return false
	}
	inside := from > 0 && to < len(s) && wordy(s[from-1]) && wordy(s[to])
	return s[from] != '_' || !inside
}

func wordy(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c >= 0x80
}
