// Package name finds proper names in a sentence: which words belong to one and
// what it names. Part of room 3.
//
// A word is labelled from left to right by a linear model that sees the word,
// its neighbours, their tags, the run of capitals it stands in, the labels
// given before it and what the same word was in the report so far. A word
// without a capital is weighed only inside a name.
package name

import (
	"hearsay/internal/syntax/linear"
	"hearsay/internal/syntax/word"
)

// The labels of a word.
const (
	Outside = iota
	Person
	Organisation
	Place
	Other // nationalities, events, works and the like
	Labels
)

// Finder labels the sentences of one report in their order, twice: First by
// what lies behind a word, then Second by what the whole report's words were
// the first time. It may be used again after Reset; the zero value needs the
// two models alone.
type Finder struct {
	First, Second linear.Scorer

	memory map[uint32]uint8 // what a word was last in this report
	scores [Labels]int32
	runs   []run
	buf    [64]uint32
	n      int
}

// run is the first and the last word of the capitals around a word.
type run struct{ first, last int32 }

// Reset forgets the report.
func (f *Finder) Reset() {
	if f.memory == nil {
		f.memory = map[uint32]uint8{}
	}
	clear(f.memory)
}

// Try sets out[i] to the label of ws[i] at first sight; tags are the tagger's
// classes.
func (f *Finder) Try(ws []*word.Word, tags, out []uint8) { f.label(f.First, ws, tags, nil, out) }

// Label sets out[i] to the label of ws[i], whose labels at first sight are
// given. All sentences of the report have been tried.
func (f *Finder) Label(ws []*word.Word, tags, given, out []uint8) {
	f.label(f.Second, ws, tags, given, out)
}

func (f *Finder) label(m linear.Scorer, ws []*word.Word, tags, given, out []uint8) {
	f.Begin(ws)
	l1, l2 := uint8(Outside), uint8(Outside)
	for i, w := range ws {
		got := uint8(Outside)
		if Weighed(w, l1) {
			m.Score(f.scores[:], f.Features(ws, tags, given, i, l1, l2))
			got = uint8(linear.Best(f.scores[:]))
		}
		out[i] = got
		l1, l2 = got, l1
	}
	f.End(ws, out)
}

// Weighed reports whether a word may belong to a name after one of label l1.
func Weighed(w *word.Word, l1 uint8) bool {
	return w.Flags&word.Capital != 0 || l1 != Outside
}

// Begin finds the runs of capitals of a sentence.
func (f *Finder) Begin(ws []*word.Word) {
	f.runs = f.runs[:0]
	for range ws {
		f.runs = append(f.runs, run{-1, -1})
	}
	if shouted(ws) {
		return
	}
	for i := 0; i < len(ws); {
		if ws[i].Flags&word.Capital == 0 {
			i++
			continue
		}
		last := i
		for k := i + 1; k < len(ws) && k < i+12; k++ {
			if ws[k].Flags&word.Capital != 0 {
				last = k
				continue
			}
			if k > last+1 || !joins(ws[k].Form) {
				break
			}
		}
		for k := i; k <= last; k++ {
			f.runs[k] = run{int32(i), int32(last)}
		}
		i = last + 1
	}
}

// shouted reports whether a sentence is in capitals, so that a run of them
// tells nothing.
func shouted(ws []*word.Word) bool {
	letters, caps := 0, 0
	for _, w := range ws {
		if w.Flags&word.Letter != 0 {
			letters++
			if w.Flags&word.AllCaps != 0 {
				caps++
			}
		}
	}
	return letters > 2 && caps*10 >= letters*8
}

// joins reports whether a small word may stand inside a name.
func joins(form string) bool {
	switch form {
	case "of", "the", "and", "for", "de", "al", "&", "bin", "van", "von", "-", ".":
		return true
	}
	return false
}

// End remembers what the words of a sentence were.
func (f *Finder) End(ws []*word.Word, out []uint8) {
	for i, l := range out {
		if l != Outside && ws[i].Flags&word.Capital != 0 {
			f.memory[ws[i].ID] = l
		}
	}
}

func (f *Finder) add(t, v uint32) {
	f.buf[f.n] = linear.Mix(t, v)
	f.n++
}

var outside = &word.Word{ID: 1, Shape: 1, Cluster: 0xFFFF, Silver: 0xFFFF}

func near(ws []*word.Word, i int) *word.Word {
	if i < 0 || i >= len(ws) {
		return outside
	}
	return ws[i]
}

func labelAt(given []uint8, i int) uint32 {
	if i < 0 || i >= len(given) {
		return 7
	}
	return uint32(given[i])
}

func tagAt(tags []uint8, i int) uint32 {
	if i < 0 || i >= len(tags) {
		return 255
	}
	return uint32(tags[i])
}

// Features collects the features of word i; l1 and l2 are the labels before
// it, given those of the sentence at first sight, nil at first sight. They stay valid until the next call.
func (f *Finder) Features(ws []*word.Word, tags, given []uint8, i int, l1, l2 uint8) []uint32 {
	f.n = 0
	w := ws[i]
	p1, p2, n1, n2 := near(ws, i-1), near(ws, i-2), near(ws, i+1), near(ws, i+2)
	t, tp, tn := tagAt(tags, i), tagAt(tags, i-1), tagAt(tags, i+1)
	first := uint32(0)
	if i == 0 {
		first = 1
	}
	l := uint32(l1)
	f.add(1, w.ID)
	f.add(2, w.FormID<<1|first)
	f.add(3, w.Suffix[1])
	f.add(4, w.Suffix[2])
	f.add(5, w.Suffix[3])
	f.add(6, w.Prefix[1])
	f.add(7, w.Prefix[2])
	f.add(8, w.Shape<<1|first)
	f.add(9, w.Cluster)
	f.add(10, w.Coarse<<4|l)
	f.add(11, p1.ID)
	f.add(12, n1.ID)
	f.add(13, p2.ID)
	f.add(14, n2.ID)
	f.add(15, p1.Cluster)
	f.add(16, n1.Cluster)
	f.add(17, p2.Cluster)
	f.add(18, n2.Cluster)
	f.add(19, l<<4|uint32(l2))
	f.add(20, linear.Mix(l, w.ID))
	f.add(21, l<<16|w.Cluster)
	f.add(22, linear.Mix(l, w.Shape))
	f.add(23, l<<8|t)
	f.add(24, linear.Mix(p1.ID, w.ID))
	f.add(25, linear.Mix(w.ID, n1.ID))
	f.add(26, w.Cluster<<16|p1.Cluster)
	f.add(27, w.Cluster<<16|n1.Cluster)
	f.add(28, t<<16|tp<<8|tn)
	f.add(29, l<<24|t<<16|tn<<8)
	f.add(30, n1.Shape)
	f.add(31, l<<16^n1.Cluster)
	f.add(32, l<<16^p1.Cluster)
	f.add(33, linear.Mix(l, p1.ID))
	f.add(34, linear.Mix(l, n1.ID))
	r := f.runs[i]
	var a, b, before, after *word.Word = outside, outside, outside, outside
	long := uint32(0)
	if r.first >= 0 {
		a, b = ws[r.first], ws[r.last]
		before, after = near(ws, int(r.first)-1), near(ws, int(r.last)+1)
		long = uint32(r.last-r.first)<<4 | uint32(i-int(r.first))
	}
	f.add(35, b.ID)
	f.add(36, a.ID)
	f.add(37, b.Cluster)
	f.add(38, a.Cluster)
	f.add(39, long)
	f.add(40, before.ID)
	f.add(41, after.ID)
	f.add(42, linear.Mix(w.ID, b.ID))
	f.add(43, linear.Mix(w.Cluster, b.Cluster))
	f.add(44, before.Cluster<<16|w.Cluster)
	f.add(45, linear.Mix(long, w.Cluster))
	m := uint32(f.memory[w.ID])
	f.add(46, m)
	f.add(47, m<<16|l<<8|t)
	f.add(48, m<<16|uint32(f.memory[n1.ID])<<8|l)
	f.add(49, uint32(f.memory[b.ID])<<8|l)
	f.add(50, w.Silver<<8|uint32(w.Flags))
	f.add(51, linear.Mix(l, w.Suffix[2]))
	f.add(52, after.Cluster<<16|w.Cluster)
	if given != nil {
		g, g1, g2, g0 := uint32(given[i]), labelAt(given, i+1), labelAt(given, i+2), labelAt(given, i-1)
		f.add(53, g)
		f.add(54, g<<16|g1<<8|g2)
		f.add(55, g<<16|g1<<8|l)
		f.add(56, g1<<24|g2<<16|l<<8|t)
		f.add(57, linear.Mix(g1<<8|l, w.ID))
		f.add(58, linear.Mix(g1<<8|l, n1.ID))
		f.add(59, linear.Mix(g<<8|g1, w.Cluster))
		f.add(60, g<<16|g0<<8|l)
		f.add(61, g<<24|g1<<16|m<<8|l)
		f.add(62, linear.Mix(g<<16|g1<<8|l, long))
	}
	return f.buf[:f.n]
}
