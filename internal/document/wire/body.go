package wire

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// split cuts a body into paragraphs. One with markup is cut at its blocks; of
// plain text a blank line parts paragraphs, or each line end where there is no
// blank line.
func split(body string) []string {
	body = strings.ReplaceAll(strings.ReplaceAll(body, "\r\n", "\n"), "\r", "\n")
	if marked(body) {
		body = unmark(body)
	}
	sep := "\n\n"
	if !strings.Contains(body, "\n\n") {
		sep = "\n"
	}
	var out []string
	for p := range strings.SplitSeq(body, sep) {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// marked reports whether a text has markup: a closing tag, or a tag that stands
// alone.
func marked(s string) bool {
	low := strings.ToLower(s)
	for _, t := range []string{"</p>", "<br", "</div>", "<p>", "</a>", "</h", "</li>", "</b>", "</em>", "</strong>"} {
		if strings.Contains(low, t) {
			return true
		}
	}
	return false
}

// parts are the tags at which a paragraph ends.
var parts = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Li: true, atom.Ul: true, atom.Ol: true,
	atom.Blockquote: true, atom.Section: true, atom.Article: true, atom.Table: true, atom.Tr: true, atom.Pre: true, atom.Figure: true, atom.Figcaption: true, atom.Hr: true, atom.Body: true,
}

// unmark takes the markup off a body; a blank line stands where a block ends.
func unmark(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if hidden == 0 {
				b.WriteString(strings.Join(strings.FieldsFunc(string(z.Text()), func(r rune) bool { return r == '\n' }), " "))
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			tok := z.Token()
			switch {
			case tok.DataAtom == atom.Script || tok.DataAtom == atom.Style:
				if tok.Type == html.StartTagToken {
					hidden++
				} else if tok.Type == html.EndTagToken && hidden > 0 {
					hidden--
				}
			case tok.DataAtom == atom.Br:
				b.WriteString("\n\n")
			case parts[tok.DataAtom]:
				b.WriteString("\n\n")
			}
		}
	}
}
