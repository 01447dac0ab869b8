// Package block cuts a page into the blocks that a reader sees as paragraphs,
// lines and cells, with the text of each, where it stands in the page, and what
// speaks for its being of an article.
//
//	p := block.Cut(tree.Parse(html))
//	p.Blocks[3].Text(p)  // "Two people died when a blast tore through a dock."
//	p.Blocks[3].Cue      // hints of its element and of those around it
//
// Always true: blocks are in document order; a block's text has no blank at an
// end, no two blanks in a row and nothing invisible; its runs map each code
// point of it to one of the page's text content, but for line feeds, which
// stand for <br>. What a browser shows nobody (scripts, styles) is in no block.
package block

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"hearsay/internal/document/draft"
	"hearsay/internal/document/glyph"
	"hearsay/internal/document/web/cue"
	"hearsay/internal/document/web/tree"
)

// Page is a page in blocks.
type Page struct {
	Tree   *tree.Tree
	Blocks []Block
	// Cues of each element: its own, without what stands around it.
	Cues []cue.Cue
	text []byte
	runs []draft.Run // of all blocks; Text counts code points of the block
}

// Block is a paragraph of the page.
type Block struct {
	First int       // index of its first text node
	Node  int       // the element it is directly in
	Tag   atom.Atom // the nearest element that says what it is: p, li, h2, td, figcaption, blockquote, div …
	Cue   cue.Cue   // of every element around it

	Words  int // in all
	Linked int // words in links
	Stops  int // sentence ends
	Commas int

	from, to       int // bytes of Page.text
	runFrom, runTo int
}

// Text is the block's text.
func (b *Block) Text(p *Page) string { return string(p.text[b.from:b.to]) }

// Bytes is the block's text, not to be changed.
func (b *Block) Bytes(p *Page) []byte { return p.text[b.from:b.to] }

// Runs says where the block's text stands: Text counts code points of the
// block, Source those of the page's text content.
func (b *Block) Runs(p *Page) []draft.Run { return p.runs[b.runFrom:b.runTo] }

// LinkShare is the share of words that stand in links.
func (b *Block) LinkShare() float64 { return float64(b.Linked) / float64(max(1, b.Words)) }

// cutter walks the tree once.
type cutter struct {
	p       *Page
	open    bool
	b       Block
	cp      int  // code points of the block so far
	gap     int  // pending blank: 0 none, 1 a blank, 2 a line feed
	src     int  // where the pending blank stands in the page, -1 for a <br>
	brs     int  // <br> in a row
	word    bool // inside a word
	link    int32
	last    byte
	letters int // beyond ASCII
	// elements whose end is ahead, innermost last
	stack []level
}

type level struct {
	node  int32
	end   int32
	cue   cue.Cue
	tag   atom.Atom
	block bool
}

// Cut cuts a page.
func Cut(t *tree.Tree) *Page {
	p := &Page{Tree: t, Cues: make([]cue.Cue, len(t.Nodes))}
	p.text = make([]byte, 0, 16<<10)
	c := &cutter{p: p}
	c.stack = append(c.stack, level{end: int32(len(t.Nodes)), block: true})
	for i := t.Body; i < len(t.Nodes); i++ {
		n := &t.Nodes[i]
		c.leave(int32(i))
		switch {
		case n.IsText:
			c.write(i, n)
		case tree.Silent(n.Tag):
			i = int(n.End) - 1
		case n.Tag == atom.Br:
			c.br()
		default:
			c.enter(int32(i), n)
		}
	}
	c.leave(int32(len(t.Nodes)))
	c.flush()
	return p
}

func (c *cutter) top() *level { return &c.stack[len(c.stack)-1] }

// leave closes the elements that end before node i.
func (c *cutter) leave(i int32) {
	for len(c.stack) > 1 && c.top().end <= i {
		if c.top().block {
			c.flush()
		}
		c.stack = c.stack[:len(c.stack)-1]
	}
	if c.link <= i {
		c.link = 0
	}
}

// enter opens an element. One without a line of its own begins a block where
// its names say that it is no running text: a caption, a byline, buttons.
func (c *cutter) enter(i int32, n *tree.Node) {
	own := Own(n)
	c.p.Cues[i] = own
	up := c.top()
	l := level{node: i, end: n.End, cue: up.cue | own, tag: up.tag, block: tree.Block(n.Tag)}
	switch n.Tag {
	case atom.P, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Figcaption, atom.Caption, atom.Dd, atom.Dt, atom.Td, atom.Th, atom.Pre, atom.Summary, atom.Button, atom.Label, atom.Legend:
		l.tag = n.Tag
	case atom.Div, atom.Section, atom.Article, atom.Table, atom.Ul, atom.Ol, atom.Blockquote:
		l.tag = atom.Div
	case atom.A:
		c.link = max(c.link, n.End)
	}
	if !l.block && n.Tag != atom.A && own&(cue.Caption|cue.Share|cue.Newsletter|cue.Ad|cue.Pull|cue.Meta|cue.Comment|cue.Hidden) != 0 && n.Tag != atom.B && n.Tag != atom.Strong {
		l.block = true
	}
	if n.Tag == 0 && (own != 0 || len(n.Data) > 0 && n.Data[0] != 'o' && hasDash(n.Data)) {
		l.block = l.block || c.b.Words == 0 // an element of the page's own that begins a line
	}
	if l.block {
		c.flush()
	}
	c.stack = append(c.stack, l)
}

func hasDash(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '-' {
			return true
		}
	}
	return false
}

// Own are the cues of one element: its names, its tag, whether it is hidden.
func Own(n *tree.Node) cue.Cue {
	var out cue.Cue
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "id", "itemprop", "data-testid", "data-component", "data-qa", "data-module", "data-type", "data-widget":
			out |= cue.Of(a.Val)
		case "role":
			switch a.Val {
			case "navigation", "menu", "menubar", "search":
				out |= cue.Menu
			case "complementary":
				out |= cue.Sidebar
			case "contentinfo":
				out |= cue.Footer
			case "dialog", "alertdialog":
				out |= cue.Consent
			}
		case "hidden":
			out |= cue.Hidden
		case "aria-hidden":
			if a.Val == "true" {
				out |= cue.Hidden
			}
		case "style":
			if hides(a.Val) {
				out |= cue.Hidden
			}
		}
	}
	if out&cue.Away != 0 && filed(n) {
		out &^= cue.Away &^ cue.Hidden
	}
	switch n.Tag {
	case atom.Nav, atom.Menu, atom.Search:
		out |= cue.Menu
	case atom.Footer:
		out |= cue.Footer
	case atom.Aside:
		out |= cue.Sidebar
	case atom.Figcaption, atom.Caption:
		out |= cue.Caption
	case atom.Article:
		out |= cue.Article
	case atom.Blockquote:
		out |= cue.Quote
	case atom.Html, atom.Body:
		out = 0
	}
	return out
}

// filed reports whether an element's classes are those that WordPress gives a
// post: they name its topics, and say nothing of what it is.
func filed(n *tree.Node) bool {
	class := n.Get("class")
	return strings.Contains(class, "status-publish") || strings.Contains(class, "hentry") && strings.Contains(class, "post-")
}

// hides reports whether a style keeps an element from sight.
func hides(style string) bool {
	for i := 0; i+4 < len(style); i++ {
		if style[i] == ':' {
			key, val := style[:i], style[i+1:]
			for len(val) > 0 && val[0] == ' ' {
				val = val[1:]
			}
			if len(val) >= 4 && val[:4] == "none" && len(key) >= 7 && key[len(key)-7:] == "display" ||
				len(val) >= 6 && val[:6] == "hidden" && len(key) >= 10 && key[len(key)-10:] == "visibility" {
				return true
			}
		}
	}
	return false
}

func (c *cutter) br() {
	if c.brs++; c.brs > 1 {
		c.flush()
		return
	}
	if c.open {
		c.gap, c.src = 2, -1
	}
	c.word = false
}

// flush ends the block.
func (c *cutter) flush() {
	c.brs, c.gap, c.word = 0, 0, false
	if !c.open {
		return
	}
	c.open = false
	c.b.to = len(c.p.text)
	c.b.runTo = len(c.p.runs)
	if c.b.Words > 0 {
		if c.last == '.' || c.last == '!' || c.last == '?' {
			c.b.Stops++
		}
		c.p.Blocks = append(c.p.Blocks, c.b)
		return
	}
	c.p.text = c.p.text[:c.b.from]
	c.p.runs = c.p.runs[:c.b.runFrom]
}

// begin opens a block at text node i.
func (c *cutter) begin(i int) {
	l := c.top()
	tag := l.tag
	c.b = Block{First: i, Node: int(l.node), Tag: tag, Cue: l.cue, from: len(c.p.text), runFrom: len(c.p.runs)}
	c.open, c.cp, c.gap, c.word, c.last = true, 0, 0, false, 0
}

// write adds the text node i.
func (c *cutter) write(i int, n *tree.Node) {
	s := n.Data
	at := int(n.At)
	linked := c.link > int32(i)
	if c.brs > 0 && !blank(s) {
		c.brs = 0
	}
	last := rune(0)
	for k := 0; k < len(s); {
		ch := s[k]
		switch {
		case ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r' || ch == '\f':
			if c.open && c.gap == 0 {
				c.gap, c.src = 1, at
			}
			c.word = false
			k++
			at++
			continue
		case ch > 0x20 && ch < 0x7F:
			if !c.open {
				c.begin(i)
			}
			c.blank()
			j := k + 1
			for j < len(s) && s[j] > 0x20 && s[j] < 0x7F {
				j++
			}
			c.ascii(s[k:j], linked)
			c.run(at, j-k)
			at += j - k
			k = j
			last = rune(s[j-1])
			continue
		}
		r, w := utf8.DecodeRuneInString(s[k:])
		shown := r
		if glyph.Unclean(r) {
			shown = glyph.Shown(r, last, false)
		}
		switch {
		case shown < 0:
		case unicode.IsSpace(shown):
			if c.open && c.gap == 0 {
				c.gap, c.src = 1, at
			}
			c.word = false
		default:
			if !c.open {
				c.begin(i)
			}
			c.blank()
			if c.letters++; (!c.word || shown >= 0x0E00 && c.letters%3 == 0) && unicode.IsLetter(shown) {
				c.b.Words++ // scripts without blanks have about three letters a word
				c.word = true
				if linked {
					c.b.Linked++
				}
			}
			c.p.text = utf8.AppendRune(c.p.text, shown)
			c.run(at, 1)
			last = shown
			if shown != '’' && shown != '”' {
				c.last = 'x'
			}
			if shown == '。' || shown == '…' {
				c.b.Stops++
			}
		}
		k += w
		at++
	}
}

// ascii adds letters and marks without a blank, and counts.
func (c *cutter) ascii(s string, linked bool) {
	c.p.text = append(c.p.text, s...)
	for i := 0; i < len(s); i++ {
		ch := s[i]
		switch {
		case 'a' <= ch|0x20 && ch|0x20 <= 'z' || '0' <= ch && ch <= '9':
			if !c.word {
				c.word = true
				c.b.Words++
				if linked {
					c.b.Linked++
				}
			}
		case ch == ',':
			c.b.Commas++
		}
	}
	for i := len(s) - 1; i >= 0; i-- {
		if c.last = s[i]; c.last != '"' && c.last != '\'' && c.last != ')' {
			break
		}
	}
}

// blank writes the pending blank.
func (c *cutter) blank() {
	if c.gap == 0 {
		return
	}
	if c.last == '.' || c.last == '!' || c.last == '?' {
		c.b.Stops++
	}
	if c.gap == 2 {
		c.p.text = append(c.p.text, '\n')
		c.cp++
	} else {
		c.p.text = append(c.p.text, ' ')
		c.run(c.src, 1)
	}
	c.gap = 0
}

// run maps the next n code points to the page's from at on.
func (c *cutter) run(at, n int) {
	if k := len(c.p.runs); k > c.b.runFrom {
		if r := &c.p.runs[k-1]; r.Text+r.Len == c.cp && r.Source+r.Len == at {
			r.Len += n
			c.cp += n
			return
		}
	}
	c.p.runs = append(c.p.runs, draft.Run{Text: c.cp, Source: at, Len: n})
	c.cp += n
}

func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] > ' ' {
			return len(s) < 40 && strings.TrimSpace(s) == ""
		}
	}
	return true
}
