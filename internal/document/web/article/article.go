// Package article finds which blocks of a page are its article.
//
//	s := article.Find(p, body)
//	s.Blocks               // indices into p.Blocks, in order
//
// A block that reads as a paragraph speaks for the elements around it, a short
// line or a list of links against them. From the body inwards the walk goes
// into the element that holds nearly all that speaks for an article, and stops
// where none does. What the page itself marks as comments, links to other
// stories, advertising or navigation is left out, unless most of the text
// stands in it: then the name is wrong. Where the page states its article in
// machine-readable form as well, that decides.
package article

import (
	"golang.org/x/net/html/atom"

	"hearsay/internal/document/web/block"
	"hearsay/internal/document/web/cue"
)

// Found is an article within its page.
type Found struct {
	Root   int   // the element that holds it
	Blocks []int // of the article, with captions, pull quotes and lines about it
	Words  int   // of its paragraphs
	// Stated says that the page's own machine-readable text chose the blocks.
	Stated bool
	// Cues of every block of the page, after those that cannot be right are
	// dropped.
	Cues []cue.Cue
}

// finder works on one page.
type finder struct {
	p      *block.Page
	cues   []cue.Cue // of each block, after wrong ones are dropped
	weight []float32 // what each block says for its elements
	good   []float32 // of these what is above nought, whatever its cues
	sum    []float32 // prefix sums of weight
	group  []float32 // good words beside each block, see groups
	low    []byte    // scratch
	range0 []int32   // of each node: the first block at or after it
}

// Find finds the article of p. stated is the text that the page gives in
// machine-readable form, or "".
func Find(p *block.Page, stated string) Found {
	f := &finder{p: p}
	f.place()
	f.judge()
	root := f.one(f.widen(f.ahead(f.descend())))
	out := Found{Root: root}
	out.Blocks = f.pick(root)
	if stated != "" {
		if blocks, ok := f.agree(stated, out.Blocks); ok {
			out.Blocks, out.Stated = blocks, true
		}
	}
	out.Cues = f.cues
	for _, i := range out.Blocks {
		out.Words += p.Blocks[i].Words
	}
	return out
}

// place finds the blocks of each node: they are a range.
func (f *finder) place() {
	n := len(f.p.Tree.Nodes)
	f.range0 = make([]int32, n+1)
	k := int32(0)
	for i := 0; i <= n; i++ {
		for int(k) < len(f.p.Blocks) && f.p.Blocks[k].First < i {
			k++
		}
		f.range0[i] = k
	}
}

// blocks is the range of blocks below node i.
func (f *finder) blocks(i int) (from, to int) {
	return int(f.range0[i]), int(f.range0[f.p.Tree.Nodes[i].End])
}

// strong are the cues that more text than the article has may stand under.
const strong = cue.Comment | cue.Consent | cue.Hidden

// judge drops the cues that cannot be right and weighs the blocks.
func (f *finder) judge() {
	p := f.p
	n := len(p.Blocks)
	f.good = make([]float32, n+1)
	total, plain := float32(0), float32(0)
	for i := range p.Blocks {
		g := goodness(&p.Blocks[i])
		f.good[i+1] = f.good[i] + g
		if p.Blocks[i].Cue&strong == 0 {
			total += g
			if p.Blocks[i].Cue&cue.Away == 0 {
				plain += g
			}
		}
	}
	all := f.good[n]
	own := p.Cues
	for i := p.Tree.Body; i < len(p.Tree.Nodes); i++ {
		c := own[i] & cue.Away
		if c == 0 {
			continue
		}
		from, to := f.blocks(i)
		g := f.good[to] - f.good[from]
		if g < 60 {
			continue
		}
		if c&strong != 0 && total < 0.2*all && g > 0.5*all {
			own[i] &^= strong
		}
		if c&^strong != 0 && own[i]&strong == 0 && g > 0.5*max(total, 1) && plain < 0.5*max(total, 1) {
			own[i] &^= cue.Away &^ strong
		}
		if c&cue.Hidden == 0 && g >= many && f.fills(i, own, g) {
			own[i] &^= cue.Away
		}
	}
	f.cues = make([]cue.Cue, n)
	f.weight = make([]float32, n)
	f.sum = make([]float32, n+1)
	group := f.groups()
	f.group = group
	for i := range p.Blocks {
		b := &p.Blocks[i]
		for k := b.Node; k >= 0; k = int(p.Tree.Nodes[k].Parent) {
			f.cues[i] |= own[k]
		}
		f.weight[i] = f.weigh(i)
		if f.weight[i] > 0 {
			f.weight[i] *= company(group[i])
		}
		f.sum[i+1] = f.sum[i] + f.weight[i]
	}
}

// most is the share of a body's good words that one element in it cannot hold
// and be something else.
const most = 0.8

// fills reports whether element i, with good words g, is the body of the article
// by another of its names, or holds nearly all that such an element around it
// does: then it cannot be what its names say besides.
func (f *finder) fills(i int, own []cue.Cue, g float32) bool {
	t := f.p.Tree
	for k := i; k > t.Body; k = int(t.Nodes[k].Parent) {
		if k != i && own[k]&cue.Away != 0 {
			return false
		}
		if own[k]&cue.Body != 0 {
			from, to := f.blocks(k)
			return k == i || g > most*(f.good[to]-f.good[from])
		}
	}
	return false
}

// groups gives for each block how many good words stand beside it: in the
// smallest element that holds it and other blocks. A story's paragraphs stand
// beside each other, however many elements each is wrapped in; the summaries of
// other stories stand each beside its own headline.
func (f *finder) groups() []float32 {
	p := f.p
	at := make([]int32, len(p.Blocks))
	words := make(map[int32]float32, 64)
	for i := range p.Blocks {
		k := p.Blocks[i].Node
		for k > p.Tree.Body {
			if from, to := f.blocks(k); to-from > 1 {
				break
			}
			k = int(p.Tree.Nodes[k].Parent)
		}
		at[i] = int32(k)
		words[int32(k)] += f.good[i+1] - f.good[i]
	}
	out := make([]float32, len(p.Blocks))
	for i := range out {
		out[i] = words[at[i]]
	}
	return out
}

// many is how many good words beside each other are an article's.
const many = 120

// company is what a block counts for that stands among so many good words.
func company(words float32) float32 {
	if words >= many {
		return 1
	}
	return 0.1 + (1-0.1)*words/many
}

// goodness is how many words of a paragraph a block is worth.
func goodness(b *block.Block) float32 {
	w := float32(b.Words)
	share := b.LinkShare()
	switch b.Tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if b.Words < 18 || b.Stops == 0 {
			return 0
		}
	case atom.Button, atom.Label, atom.Legend, atom.Th:
		return 0
	}
	if share > 0.5 {
		return 0
	}
	w *= float32(1 - share)
	switch {
	case b.Words >= 10 && (b.Stops > 0 || b.Commas > 0), b.Words >= 25:
	case b.Words >= 4 && b.Stops > 0:
		w *= 0.5
	default:
		return 0
	}
	switch b.Tag {
	case atom.Li, atom.Td, atom.Dd, atom.Figcaption, atom.Caption:
		w *= 0.5
	}
	return w
}

// weigh is what block i says for the elements around it.
func (f *finder) weigh(i int) float32 {
	b := &f.p.Blocks[i]
	c := f.cues[i]
	if c&cue.Away != 0 {
		return -float32(min(b.Words, 10)) * 0.3
	}
	g := goodness(b)
	if c&cue.Caption != 0 || c&cue.Meta != 0 && b.Words < 30 {
		return 0
	}
	if g > 0 {
		if c&(cue.Body) != 0 {
			g *= 1.3
		}
		return g
	}
	switch b.Tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if b.LinkShare() < 0.5 {
			return 0
		}
	}
	if b.LinkShare() > 0.5 {
		return -float32(min(b.Words, 15))
	}
	return -2
}

// enough is the share of an element's weight that one inside it must hold for
// the walk to go into it.
const enough = 0.7

// descend walks from the body inwards.
func (f *finder) descend() int {
	t := f.p.Tree
	at := t.Body
	for {
		from, to := f.blocks(at)
		all := f.sum[to] - f.sum[from]
		best, bestW := -1, float32(0)
		for i := at + 1; i < int(t.Nodes[at].End); i = int(t.Nodes[i].End) {
			if t.Nodes[i].IsText {
				continue
			}
			a, b := f.blocks(i)
			if w := f.sum[b] - f.sum[a]; b > a && w > bestW {
				best, bestW = i, w
			}
		}
		if best < 0 || bestW < enough*all {
			return at
		}
		if b := t.Nodes[best].Tag; b == atom.P || b == atom.Blockquote || b == atom.Li {
			return at
		}
		at = best
	}
}

// ahead goes from an element that no name calls the article to one before it
// that names do, where that has as much text as an article: what follows are its
// comments, by names that say nothing.
func (f *finder) ahead(root int) int {
	t := f.p.Tree
	for i := root; i > t.Body; i = int(t.Nodes[i].Parent) {
		if f.p.Cues[i]&(cue.Body|cue.Article) != 0 {
			return root
		}
	}
	best, words := root, float32(many)
	for i := t.Body; i < len(t.Nodes); i++ {
		if f.p.Cues[i]&(cue.Body|cue.Article) == 0 || i <= root && root < int(t.Nodes[i].End) {
			continue
		}
		from, to := f.blocks(i)
		sum := f.sum[to] - f.sum[from]
		if i < root && sum >= words || i > root && i < int(t.Nodes[root].End) && f.p.Cues[i]&cue.Body != 0 && f.leads(i, root, sum) {
			best, words = i, sum
		}
	}
	return best
}

// leads reports whether element i, in root, is called the body and stands before
// all else in root that speaks for an article.
func (f *finder) leads(i, root int, sum float32) bool {
	if sum < many {
		return false
	}
	start, _ := f.blocks(root)
	from, to := f.blocks(i)
	before := f.sum[from] - f.sum[start]
	_, end := f.blocks(root)
	return before < 0.1*sum && f.sum[end]-f.sum[to] > 0 && f.talked(to, end)
}

// talked reports whether most of the good words of blocks from to to stand in
// items of lists or in elements that repeat: comments.
func (f *finder) talked(from, to int) bool {
	t := f.p.Tree
	all, listed := float32(0), float32(0)
	for b := from; b < to; b++ {
		if f.weight[b] <= 0 {
			continue
		}
		all += f.weight[b]
		for k := f.p.Blocks[b].Node; k > t.Body; k = int(t.Nodes[k].Parent) {
			if t.Nodes[k].Tag == atom.Li {
				listed += f.weight[b]
				break
			}
		}
	}
	return all > 0 && listed > 0.6*all
}

// widen goes back out to an element that the page calls its article, where what
// is around the one found speaks for it as well.
func (f *finder) widen(at int) int {
	t := f.p.Tree
	best := at
	sum := func(i int) float32 {
		from, to := f.blocks(i)
		return f.sum[to] - f.sum[from]
	}
	for i := int(t.Nodes[at].Parent); i > t.Body; i = int(t.Nodes[i].Parent) {
		if f.p.Cues[i]&(cue.Body|cue.Article) != 0 && f.p.Cues[i]&cue.Away == 0 && sum(i) >= sum(best) {
			best = i
		}
	}
	return best
}

// one goes into the first of several articles that follow each other in root,
// each with a main heading of its own: the next story, which a page appends.
func (f *finder) one(root int) int {
	t := f.p.Tree
	first, n := root, 0
	for i := root + 1; i < int(t.Nodes[root].End); i++ {
		if t.Nodes[i].Tag != atom.Article {
			continue
		}
		from, to := f.blocks(i)
		headed := false
		for k := from; k < to; k++ {
			headed = headed || f.p.Blocks[k].Tag == atom.H1
		}
		if headed && f.sum[to]-f.sum[from] >= many {
			if n++; n == 1 {
				first = i
			}
			i = int(t.Nodes[i].End) - 1
		}
	}
	if n < 2 {
		return root
	}
	return first
}
