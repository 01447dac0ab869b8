package wire

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"hearsay/internal/document/draft"
)

// deepest is how deep elements may lie in each other.
const deepest = 200

// ErrNotNews is XML that is no news item.
var ErrNotNews = errors.New("this is XML, but neither NITF nor NewsML-G2")

// node is an element of a document.
type node struct {
	name string
	attr map[string]string
	text string // before the first child
	tail string // after the element
	kids []*node
}

// XML reads an item in NITF 3 or NewsML-G2 (IPTC). Entities that a document
// declares itself are not followed.
func XML(b []byte) (draft.Draft, error) {
	root, err := parse(b)
	if err != nil {
		return draft.Draft{}, err
	}
	var it item
	switch root.name {
	case "nitf":
		it.nitf(root)
	case "newsItem", "newsMessage", "NewsML":
		it.newsml(root)
	default:
		return draft.Draft{}, fmt.Errorf("%w: its first element is %s", ErrNotNews, root.name)
	}
	if it.body == "" {
		return draft.Draft{}, ErrNoText
	}
	return it.draft(), nil
}

// parse reads a document into nodes, by local names.
func parse(b []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.AutoClose = xml.HTMLAutoClose
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	root := &node{}
	stack := []*node{root}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("this XML cannot be read: %w", err)
		}
		top := stack[len(stack)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			if len(stack) > deepest {
				return nil, fmt.Errorf("this XML has more than %d elements in each other", deepest)
			}
			n := &node{name: t.Name.Local, attr: map[string]string{}}
			for _, a := range t.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case xml.CharData:
			if n := len(top.kids); n > 0 {
				top.kids[n-1].tail += string(t)
			} else {
				top.text += string(t)
			}
		}
	}
	if len(root.kids) == 0 {
		return nil, errors.New("this XML has no element")
	}
	return root.kids[len(root.kids)-1], nil
}

// find is the first element below n with a name, in the order of the document.
func (n *node) find(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
		if f := k.find(name); f != nil {
			return f
		}
	}
	return nil
}

// words are all characters in n, with single blanks.
func (n *node) words() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	var walk func(n *node)
	walk = func(n *node) {
		b.WriteString(n.text)
		for _, k := range n.kids {
			walk(k)
			b.WriteString(k.tail)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// blocks are the paragraphs in n: elements that a body has them in, with a
// blank line between.
func (n *node) blocks() string {
	if n == nil {
		return ""
	}
	var out []string
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "p", "hl1", "hl2", "li", "h1", "h2", "h3", "h4", "dt", "dd", "caption", "media-caption", "pre", "td":
				if w := k.words(); w != "" {
					out = append(out, w)
				}
			case "media", "script", "style":
			default:
				walk(k)
			}
		}
	}
	walk(n)
	if len(out) == 0 {
		return n.words()
	}
	return strings.Join(out, "\n\n")
}

// owned takes a name that the format gives as whose text this is: of the first,
// where no outlet is stated, the outlet.
func (it *item) owned(who, from string) {
	who = strings.TrimSpace(who)
	switch {
	case who == "" || strings.EqualFold(who, it.outlet):
	case it.outlet == "" && from == "distributor":
		it.outlet, it.from.outlet = who, from
	default:
		it.credits = append(it.credits, draft.Value{Text: who, From: from})
	}
}

func (it *item) nitf(root *node) {
	if h := root.find("hedline"); h != nil {
		if it.headline = h.find("hl1").words(); it.headline == "" {
			it.headline = h.words()
		}
	}
	if it.headline == "" {
		it.headline = root.find("title").words()
	}
	it.from.headline = "hedline"
	if by := root.find("byline"); by != nil {
		who := by.find("person").words()
		if who == "" {
			who = strings.TrimPrefix(strings.TrimPrefix(by.words(), "By "), "by ")
		}
		it.by, it.from.by = []string{who}, "byline"
	}
	if dl := root.find("dateline"); dl != nil {
		if it.located = dl.find("location").words(); it.located == "" {
			it.located = dl.words()
		}
		it.from.located = "dateline"
	}
	if n := root.find("pubdata"); n != nil {
		it.outlet, it.from.outlet = n.attr["name"], "pubdata"
	}
	for _, name := range []string{"distributor", "byttl"} {
		if d := root.find(name); d != nil {
			it.owned(d.words(), name)
		}
	}
	if d := root.find("doc.copyright"); d != nil {
		it.owned(d.attr["holder"], "doc.copyright holder")
	}
	if d := root.find("doc.rights"); d != nil {
		it.owned(d.attr["owner"], "doc.rights owner")
	}
	for _, f := range []struct{ element, attr string }{{"pubdata", "date.publication"}, {"date.release", "norm"}, {"date.issue", "norm"}, {"story.date", "norm"}} {
		if n := root.find(f.element); n != nil && it.published.IsZero() {
			it.published, it.from.published = moment(n.attr[f.attr], f.element)
		}
	}
	it.body = root.find("body.content").blocks()
}

func (it *item) newsml(root *node) {
	if root.name == "newsMessage" {
		if n := root.find("newsItem"); n != nil {
			root = n
		}
	}
	it.headline, it.from.headline = root.find("headline").words(), "headline"
	if it.headline == "" {
		it.headline, it.from.headline = root.find("HeadLine").words(), "HeadLine"
	}
	if by := root.find("by"); by != nil {
		it.by, it.from.by = []string{strings.TrimPrefix(by.words(), "By ")}, "by"
	} else if c := root.find("creator"); c != nil {
		if w := c.find("name").words(); w != "" {
			it.by, it.from.by = []string{w}, "creator"
		}
	}
	if p := root.find("provider"); p != nil {
		if it.outlet = p.find("name").words(); it.outlet == "" {
			it.outlet = p.attr["literal"]
		}
		it.from.outlet = "provider"
	}
	if c := root.find("creditline"); c != nil {
		it.owned(c.words(), "creditline")
	}
	for _, name := range []string{"infoSource", "copyrightHolder"} {
		if c := root.find(name); c != nil {
			w := c.find("name").words()
			if w == "" {
				w = c.attr["literal"]
			}
			it.owned(w, name)
		}
	}
	if l := root.find("located"); l != nil {
		it.located, it.from.located = l.find("name").words(), "located"
	}
	for _, name := range []string{"contentCreated", "firstCreated", "versionCreated", "FirstCreated", "DateAndTime"} {
		if n := root.find(name); n != nil && it.published.IsZero() {
			it.published, it.from.published = moment(n.words(), name)
		}
	}
	if n := root.find("contentModified"); n != nil {
		it.updated, it.from.updated = moment(n.words(), "contentModified")
	}
	for _, name := range []string{"inlineXML", "DataContent", "body.content", "body"} {
		if n := root.find(name); n != nil && it.body == "" {
			if inner := n.find("body.content"); inner != nil {
				n = inner
			} else if inner := n.find("body"); inner != nil {
				n = inner
			}
			it.body = n.blocks()
		}
	}
	if n := root.find("inlineData"); n != nil && it.body == "" {
		it.body = n.words()
		if raw := n.text; strings.Contains(raw, "\n") {
			it.body = raw
		}
	}
}
