// Package tree reads HTML into a flat tree whose text nodes know where they
// stand in the page's text content.
//
//	t := tree.Parse("<p>Two <b>died</b></p>")
//	t.Nodes[t.Body].Tag    // atom.Body
//	t.Nodes[5].At          // 4: "died" begins at the fifth code point
//
// Nodes are in document order and a node's subtree is the range up to its End,
// so that most walks are one loop. Offsets are code points of the body's text
// content (DOM's textContent, with scripts and styles, as browsers and the W3C
// selectors count it). Parsing is HTML5's, by golang.org/x/net/html; a page
// nested deeper than that reads is read flat beyond a depth. It never fails.
package tree

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Tree is a page.
type Tree struct {
	Nodes []Node
	Body  int  // index of the body; 0 where there is none
	Deep  bool // nested so deeply that a part was read flat
}

// Node is an element or a text.
type Node struct {
	Tag    atom.Atom // 0 for a text and for an element HTML does not know
	IsText bool
	Data   string // the text, or the element's name
	Attr   []html.Attribute
	Parent int32 // -1 for the root
	End    int32 // the subtree is [own index, End)
	At     int32 // code points of the body's text content before the node
}

// maxDepth is how deep a page that x/net/html refuses is nested in the tree;
// what is deeper becomes siblings.
const maxDepth = 256

// Parse reads a page.
func Parse(s string) *Tree {
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return shallow(s)
	}
	t := &Tree{Nodes: make([]Node, 0, 64+len(s)/48)}
	t.flatten(root)
	return t
}

// flatten lays the tree below root out in document order.
func (t *Tree) flatten(root *html.Node) {
	n, parent := root.FirstChild, int32(-1)
	at := int32(0)
	for n != nil {
		i := int32(len(t.Nodes))
		switch n.Type {
		case html.TextNode:
			t.Nodes = append(t.Nodes, Node{IsText: true, Data: n.Data, Parent: parent, End: i + 1, At: at})
			at += int32(utf8.RuneCountInString(n.Data))
		case html.ElementNode:
			if n.DataAtom == atom.Body && t.Body == 0 {
				t.Body = int(i)
				at = 0
			}
			t.Nodes = append(t.Nodes, Node{Tag: n.DataAtom, Data: n.Data, Attr: n.Attr, Parent: parent, End: i + 1, At: at})
			if n.FirstChild != nil && n.DataAtom != atom.Template {
				parent, n = i, n.FirstChild
				continue
			}
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
			if n == root || n == nil {
				n = nil
				break
			}
			t.Nodes[parent].End = int32(len(t.Nodes))
			parent = t.Nodes[parent].Parent
		}
		if n != nil {
			n = n.NextSibling
		}
	}
}

// shallow reads a page by its tags alone and nests no deeper than maxDepth.
// Content of scripts and the like is text, as in Parse; nothing is moved as
// HTML5 does for tables.
func shallow(s string) *Tree {
	t := &Tree{Deep: true}
	var stack []int32
	at := int32(0)
	push := func(n Node) int32 {
		n.Parent, n.At = -1, at
		if len(stack) > 0 {
			n.Parent = stack[len(stack)-1]
		}
		i := int32(len(t.Nodes))
		n.End = i + 1
		t.Nodes = append(t.Nodes, n)
		return i
	}
	push(Node{Tag: atom.Html, Data: "html"})
	stack = append(stack, 0)
	t.Body = int(push(Node{Tag: atom.Body, Data: "body"}))
	stack = append(stack, int32(t.Body))
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			for _, i := range stack {
				t.Nodes[i].End = int32(len(t.Nodes))
			}
			return t
		case html.TextToken:
			data := string(z.Text())
			push(Node{IsText: true, Data: data})
			at += int32(utf8.RuneCountInString(data))
		case html.StartTagToken:
			tok := z.Token()
			if tok.DataAtom == atom.Html || tok.DataAtom == atom.Body || tok.DataAtom == atom.Head {
				continue
			}
			i := push(Node{Tag: tok.DataAtom, Data: tok.Data, Attr: tok.Attr})
			if len(stack) < maxDepth && !void[tok.DataAtom] {
				stack = append(stack, i)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			for k := len(stack) - 1; k > 1; k-- {
				if t.Nodes[stack[k]].Data == string(name) {
					for _, i := range stack[k:] {
						t.Nodes[i].End = int32(len(t.Nodes))
					}
					stack = stack[:k]
					break
				}
			}
		}
	}
}

// void are the elements without content.
var void = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// Get is the value of an attribute; "" where it is not there.
func (n *Node) Get(key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// Has reports whether an attribute is there.
func (n *Node) Has(key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

// Silent are the elements whose text is not the page's to its readers.
func Silent(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Textarea, atom.Select, atom.Datalist, atom.Head, atom.Canvas, atom.Audio, atom.Video, atom.Noembed, atom.Noframes, atom.Math:
		return true
	}
	return false
}

// TextOf is the text that a reader sees in node i, blanks run together.
func (t *Tree) TextOf(i int) string {
	var b strings.Builder
	for k := i; k < int(t.Nodes[i].End); k++ {
		n := &t.Nodes[k]
		if n.IsText {
			b.WriteString(n.Data)
		} else if Silent(n.Tag) {
			k = int(n.End) - 1
		} else if Block(n.Tag) || n.Tag == atom.Br {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Block reports whether an element begins a line of its own.
func Block(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Search, atom.Button, atom.Option, atom.Optgroup, atom.Caption:
		return true
	}
	return false
}
