// Package web turns a page of HTML into a draft: the text of its article with a
// map back into the page, and what the page says of the article.
//
//	d, err := web.Open(b, "")
//	d.Headline             // {"Two Dead in Dock Blast" [0,22) h1}
//	d.Published.From       // "json-ld datePublished"
//	d.Map[3]               // {Text 120, Source 5023, Len 210}
//
// The text begins with the headline and the lines about the report as the page
// shows them, then the body in the page's order; captions, and pull quotes that
// say again what the body says, come last, so that they part no sentence from
// its speaker. Sources of Map are code points of the page's text content
// (document.body.textContent), which is what the W3C TextPositionSelector
// counts on a page.
//
// The cheap path is packages tree, block and article. Where that finds little,
// the page's own machine-readable text, the state and templates it keeps for its scripts and
// go-readability are asked, in this order. A page that holds no article but a
// wall before one is refused, and says which; one that stops at a wall is read
// and noted.
package web

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"hearsay/internal/document/charset"
	"hearsay/internal/document/draft"
	"hearsay/internal/document/web/article"
	"hearsay/internal/document/web/block"
	"hearsay/internal/document/web/cue"
	"hearsay/internal/document/web/tree"
	"hearsay/internal/document/web/wall"
	"hearsay/internal/document/web/witness"
)

// Wall is the error of a page that holds a wall and no article.
type Wall struct {
	Kind wall.Kind
	Says string // the words that show it
}

func (w *Wall) Error() string { return "this page is a " + Name(w.Kind) + " (“" + w.Says + "”)" }

// Name is a wall in words.
func Name(k wall.Kind) string {
	switch k {
	case wall.Consent:
		return "consent wall"
	case wall.Paid:
		return "paywall"
	case wall.Login:
		return "demand to log in"
	case wall.Robot:
		return "check for robots"
	case wall.Gone:
		return "message that the page is not there"
	case wall.Script:
		return "page that scripts fill"
	}
	return string(k)
}

// ErrEmpty is the error of a page without a text that could be an article.
var ErrEmpty = errors.New("this page holds no article")

// few is how many words are too few for an article; so few are checked for
// walls and against the other ways to the text.
const few = 70

// page is one page while it is read.
type page struct {
	source  string
	blocks  *block.Page
	witness *witness.Page
	found   article.Found
	out     draft.Draft
	text    strings.Builder
	cp      int         // code points of text
	at      map[int]int // block of the page -> block of the draft
	notes   []draft.Note
}

// Open reads a page. label is the encoding that its transport states, or "".
// Its errors are *Wall and ErrEmpty.
func Open(b []byte, label string) (draft.Draft, error) {
	if label == "" {
		label = charset.Declared(b)
	}
	s, encoding := charset.Decode(b, label)
	t := tree.Parse(s)
	p := &page{source: s, blocks: block.Cut(t), witness: witness.Read(t), at: map[int]int{}}
	p.found = article.Find(p.blocks, p.witness.Body)
	p.out.Encoding = encoding
	if t.Deep {
		p.note("flattened", "the page is nested more than 512 elements deep")
	}
	if p.found.Words == 0 {
		p.whole()
	}
	var spare string // a text that stands in no block
	if p.found.Words < few {
		spare = p.rescue()
	}
	if err := p.walls(spare); err != nil {
		return draft.Draft{}, err
	}
	if spare != "" {
		p.fromText(spare)
	} else {
		p.assemble()
	}
	p.out.Text = p.text.String()
	p.fields()
	p.out.Notes = p.notes
	return p.out, nil
}

func (p *page) note(kind, reason string) {
	p.notes = append(p.notes, draft.Note{Kind: kind, Reason: reason})
}

// whole takes all of a page that is a few lines and nothing else.
func (p *page) whole() {
	n := 0
	var blocks []int
	for i := range p.blocks.Blocks {
		n += p.blocks.Blocks[i].Words
		if b := &p.blocks.Blocks[i]; p.found.Cues[i]&cue.Away == 0 && b.Tag != atom.H1 && b.Words >= 3 && b.LinkShare() < 0.5 {
			blocks = append(blocks, i)
			p.found.Words += p.blocks.Blocks[i].Words
		}
	}
	p.found.Blocks = blocks
	if n >= few || p.found.Words < 4 {
		p.found.Blocks, p.found.Words = nil, 0
	}
}

// stub is how many words an article has at most that a paywall cuts off; a
// longer one with such words beside it was sent whole.
const stub = 350

// walls refuses a page that has a wall in the article's place, and notes one
// at which the article ends.
func (p *page) walls(spare string) error {
	if p.found.Words >= stub || spare != "" {
		return nil
	}
	all := p.visible()
	most := words(all)
	if p.found.Words < few {
		kind, says := wall.Of(all)
		switch {
		case p.found.Words < 15 && 3*p.found.Words < most && kind == wall.None, p.found.Words < 4 && kind == wall.None:
			return ErrEmpty
		case kind != wall.None && (p.found.Words < 25 || kind != wall.Paid && kind != wall.Script && p.wallIn(kind)):
			return &Wall{kind, says}
		}
	}
	says := wall.Paywall(all)
	if says != "" {
		p.strip()
	}
	switch {
	case says != "" && p.witness.Closed:
		p.note(string(wall.Paid), "the page says “"+says+"” and that it is not free (isAccessibleForFree)")
	case says != "":
		p.note(string(wall.Paid), "the page says “"+says+"”")
	case p.witness.Closed && p.found.Words < stub/2:
		p.note(string(wall.Paid), "the page says that it is not free (isAccessibleForFree)")
	}
	return nil
}

// strip takes the words of a wall out of a stub.
func (p *page) strip() {
	p.found.Blocks = slices.DeleteFunc(p.found.Blocks, func(i int) bool {
		b := &p.blocks.Blocks[i]
		return b.Words < 40 && wall.Paywall(b.Text(p.blocks)) != ""
	})
}

// wallIn reports whether what was found as the article is the wall's own text.
func (p *page) wallIn(kind wall.Kind) bool {
	for _, i := range p.found.Blocks {
		if k, _ := wall.Of(p.blocks.Blocks[i].Text(p.blocks)); k == kind {
			return true
		}
	}
	return false
}

// visible is all the text that a reader sees.
func (p *page) visible() string {
	var b strings.Builder
	for i := range p.blocks.Blocks {
		b.Write(p.blocks.Blocks[i].Bytes(p.blocks))
		b.WriteByte('\n')
	}
	return b.String()
}
