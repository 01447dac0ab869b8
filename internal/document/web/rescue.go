package web

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"

	"github.com/go-shiori/go-readability"
	xhtml "golang.org/x/net/html"

	"hearsay/internal/document/web/article"
	"hearsay/internal/document/web/tree"
)

// rescue looks for a longer article than the one found: in what the page
// states, in the state it keeps for its scripts, by go-readability. A text that
// stands in no block is returned.
func (p *page) rescue() string {
	if body := plain(p.witness.Body); words(body) > max(2*p.found.Words, 40) {
		p.note("not_shown", "the text is the page's "+p.witness.BodyFrom+"; it stands nowhere that a browser shows")
		return body
	}
	if s := p.entries(); words(s) > max(2*p.found.Words, 40) {
		p.note("not_shown", "the text is the page's json-ld liveBlogUpdate; it stands nowhere that a browser shows")
		return s
	}
	if s := p.state(); words(s) > max(3*p.found.Words, 60) {
		p.note("not_shown", "the text is from the data that the page keeps for its scripts; it stands nowhere that a browser shows")
		return s
	}
	if s := p.template(); words(s) > max(3*p.found.Words, 60) {
		p.note("not_shown", "the text is in a template that the page's scripts fill; it stands nowhere that a browser shows")
		return s
	}
	p.readability()
	return ""
}

// template is the longest text in the page's templates, which some blogs keep
// their posts in until a script sets them: a script of HTML that no browser runs.
func (p *page) template() (best string) {
	most := 0
	for i := range p.blocks.Tree.Nodes {
		n := &p.blocks.Tree.Nodes[i]
		if n.IsText || n.Data != "script" || i+1 >= int(n.End) {
			continue
		}
		switch strings.ToLower(n.Get("type")) {
		case "text/template", "text/html", "text/x-template":
		default:
			continue
		}
		s := p.blocks.Tree.Nodes[i+1].Data
		if len(s) > 2<<20 || strings.Contains(s, "{{") || strings.Contains(s, "<%") {
			continue
		}
		text := plain(s)
		if n := words(text); n > most && strings.ContainsAny(text, ".!?") {
			best, most = text, n
		}
	}
	return best
}

// mostNodes is how large a page may be for go-readability, whose time grows
// faster than the page. Pages of news have two to five thousand.
const mostNodes = 15_000

// readability lets go-readability choose the blocks, where it finds more.
func (p *page) readability() {
	if p.blocks.Tree.Deep || len(p.source) > 2<<20 || len(p.blocks.Tree.Nodes) > mostNodes {
		return
	}
	root, err := xhtml.Parse(strings.NewReader(p.source))
	if err != nil {
		return
	}
	r, err := readability.FromDocument(root, nil)
	if err != nil || r.Node == nil || words(r.TextContent) < p.found.Words*3/2 {
		return
	}
	set := map[uint64]bool{}
	var b strings.Builder
	flat(&b, r.Node)
	for _, h := range article.Shingles(nil, b.String()) {
		set[h] = true
	}
	var blocks []int
	n := 0
	var buf []uint64
	for i := range p.blocks.Blocks {
		bl := &p.blocks.Blocks[i]
		buf = article.Shingles(buf[:0], bl.Text(p.blocks))
		hit := 0
		for _, h := range buf {
			if set[h] {
				hit++
			}
		}
		if hit > 0 && 2*hit >= len(buf) {
			blocks = append(blocks, i)
			n += bl.Words
		}
	}
	if n > p.found.Words {
		p.found.Blocks, p.found.Words = blocks, n
	}
}

func flat(b *strings.Builder, n *xhtml.Node) {
	if n.Type == xhtml.TextNode {
		b.WriteString(n.Data)
	} else if tree.Block(n.DataAtom) || n.Data == "br" {
		b.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		flat(b, c)
	}
}

// entries is the text of a live blog's entries.
func (p *page) entries() string {
	var b strings.Builder
	for _, e := range p.witness.Entries {
		if e.Headline != "" {
			b.WriteString(e.Headline + "\n\n")
		}
		b.WriteString(plain(e.Body) + "\n\n")
	}
	return strings.TrimSpace(b.String())
}

var (
	breaks = regexp.MustCompile(`(?i)</?(?:p|div|h[1-6]|li|ul|ol|blockquote|br|section|article|tr)\b[^>]*>`)
	tags   = regexp.MustCompile(`<[a-zA-Z/!][^>]*>`)
	blanks = regexp.MustCompile(`[ \t\x{00A0}]+`)
	lines  = regexp.MustCompile(` *\n[\n ]*`)
)

// plain is a text that may hold HTML, as paragraphs.
func plain(s string) string {
	if strings.Contains(s, "&lt;") || strings.Contains(s, "&amp;") {
		s = html.UnescapeString(s)
	}
	if strings.Contains(s, "<") {
		s = tags.ReplaceAllString(breaks.ReplaceAllString(s, "\n"), "")
	}
	s = html.UnescapeString(s)
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.TrimSpace(lines.ReplaceAllString(blanks.ReplaceAllString(s, " "), "\n\n"))
}

func words(s string) int { return len(strings.Fields(s)) }

// state looks through the JSON that the page's scripts hold for the longest
// list of paragraphs: strings at one place of its structure that read as such.
func (p *page) state() string {
	best := ""
	bestN := 0
	for i := range p.blocks.Tree.Nodes {
		n := &p.blocks.Tree.Nodes[i]
		if n.IsText || n.Data != "script" || i+1 >= int(n.End) {
			continue
		}
		s := p.blocks.Tree.Nodes[i+1].Data
		if len(s) < 400 || len(s) > 8<<20 || strings.Contains(n.Get("type"), "ld+json") {
			continue
		}
		for _, at := range objects(s) {
			var v any
			if json.NewDecoder(strings.NewReader(s[at:])).Decode(&v) != nil {
				continue
			}
			c := &collector{texts: map[string]*column{}}
			c.walk(v, "", "", 0)
			if text, n := c.best(); n > bestN {
				best, bestN = text, n
			}
			break
		}
	}
	return best
}

// objects are the places where an object or a list may begin in a script: at
// its beginning, and after each of its first assignments.
func objects(s string) []int {
	var out []int
	for i := 0; i < len(s) && len(out) < 8; i++ {
		if (s[i] == '{' || s[i] == '[') && (strings.TrimSpace(s[:i]) == "" || strings.HasSuffix(strings.TrimRight(s[:i], " "), "=") || s[i-1] == '(') {
			out = append(out, i)
		}
		if i > 4096 && len(out) == 0 {
			break
		}
	}
	return out
}

// collector gathers strings by the place they stand at, numbers of list entries
// left out.
type collector struct {
	texts map[string]*column
	order []string
}

type column struct {
	paras []string
	words int
}

// maxState is how deep a state is looked through.
const maxState = 40

func (c *collector) walk(v any, path, key string, depth int) {
	if depth > maxState {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		// Maps have no order; what is in one place stays in the order of lists.
		sortKeys(keys)
		for _, k := range keys {
			c.walk(v[k], path+"."+k, k, depth+1)
		}
	case []any:
		for _, e := range v {
			c.walk(e, path+"[]", key, depth+1)
		}
	case string:
		text := plain(v)
		if n := words(text); n >= 2 && !strings.Contains(text, "{") && !strings.Contains(text, "://") {
			col := c.texts[path]
			if col == nil {
				col = &column{}
				c.texts[path] = col
				c.order = append(c.order, path)
			}
			for _, old := range col.paras {
				if old == text {
					return
				}
			}
			col.paras = append(col.paras, text)
			if n >= 8 && strings.ContainsAny(text, ".!?") { // a heading among them does not count
				col.words += n
			}
		}
	}
}

func (c *collector) best() (string, int) {
	var best *column
	for _, path := range c.order {
		if col := c.texts[path]; best == nil || col.words > best.words {
			best = col
		}
	}
	if best == nil {
		return "", 0
	}
	return strings.Join(best.paras, "\n\n"), best.words
}
