// Package tag gives each word of a sentence its part of speech, from left to
// right. Part of room 3.
//
// A class is a pair of a universal and a Penn tag; which, the model file says.
// The features of a word are its own ids, those of two words on either side
// and the classes already given on its left.
package tag

import (
	"hearsay/internal/syntax/linear"
	"hearsay/internal/syntax/word"
)

// Features is room for one word's features.
type Features struct {
	buf [64]uint32
	n   int
}

// List is the features collected.
func (f *Features) List() []uint32 { return f.buf[:f.n] }

func (f *Features) add(template, v uint32) {
	f.buf[f.n] = linear.Mix(template, v)
	f.n++
}

var outside = &word.Word{Form: "", ID: 1, Shape: 1, Cluster: 0xFFFF, Silver: 0xFFFF}

func near(ws []*word.Word, i int) *word.Word {
	if i < 0 || i >= len(ws) {
		return outside
	}
	return ws[i]
}

// Extract collects the features of word i; t1 and t2 are the classes given to
// the words before it, plus one, 0 outside the sentence.
func (f *Features) Extract(ws []*word.Word, i int, t1, t2 uint32) {
	f.n = 0
	w := ws[i]
	p1, p2, n1, n2 := near(ws, i-1), near(ws, i-2), near(ws, i+1), near(ws, i+2)
	first := uint32(0)
	if i == 0 {
		first = 1
	}
	caps := uint32(w.Flags) << 1

	f.add(1, w.ID)
	f.add(2, w.FormID<<1|first)
	f.add(3, w.Suffix[0])
	f.add(4, w.Suffix[1])
	f.add(5, w.Suffix[2])
	f.add(6, w.Suffix[3])
	f.add(7, w.Prefix[0]<<1|first)
	f.add(8, w.Prefix[1])
	f.add(9, w.Prefix[2])
	f.add(10, w.Shape<<1|first)
	f.add(11, w.Cluster)
	f.add(12, w.Coarse<<8|t1)
	f.add(13, w.Silver<<9|caps|first)
	f.add(14, p1.ID)
	f.add(15, n1.ID)
	f.add(16, p2.ID)
	f.add(17, n2.ID)
	f.add(18, p1.Cluster)
	f.add(19, n1.Cluster)
	f.add(20, p2.Cluster)
	f.add(21, n2.Cluster)
	f.add(22, t1)
	f.add(23, t1<<8|t2)
	f.add(24, linear.Mix(t1, w.ID))
	f.add(25, t1<<16|n1.Cluster)
	f.add(26, n1.Silver)
	f.add(27, w.Silver<<16^n1.Silver)
	f.add(28, t1<<16|w.Silver)
	f.add(29, linear.Mix(p1.ID, w.ID))
	f.add(30, linear.Mix(w.ID, n1.ID))
	f.add(31, t1<<24^w.Suffix[2])
	f.add(32, w.Cluster<<16|n1.Cluster)
	f.add(33, n1.Suffix[2])
	f.add(34, p1.Suffix[2])
	f.add(35, linear.Mix(w.Silver, n1.Silver<<16^n2.Silver))
	f.add(36, linear.Mix(t1<<8|t2, w.Silver))
	f.add(37, linear.Mix(w.Silver, t1<<16^n1.Silver))
	f.add(38, n1.Shape)
	f.add(39, w.Cluster<<16|p1.Cluster)
	u1, u2 := uint32(n1.Sure), uint32(n2.Sure)
	f.add(40, linear.Mix(w.ID, u1))
	f.add(41, u1<<16|u2<<8|t1)
	f.add(42, t1<<24|w.Silver<<8^u1)
	f.add(43, w.Suffix[2]^u1<<8)
	f.add(44, linear.Mix(w.Suffix[2], w.Shape))
	f.add(45, linear.Mix(p1.ID, n1.ID))
	f.add(46, linear.Mix(t1<<8|t2, w.ID))
	f.add(47, linear.Mix(p1.Shape<<1|first, w.Shape)+n1.Shape)
	f.add(48, linear.Mix(w.Suffix[2], n1.Suffix[2]))
	f.add(49, linear.Mix(w.Suffix[3], t1))
}

// Tagger gives classes by a model.
type Tagger struct {
	Model linear.Scorer
	// Classes is the number of classes.
	Classes int
}

// Tag sets out[i] to the class of ws[i]; a word that always has one class is
// not weighed. scores has Classes entries.
func (t *Tagger) Tag(ws []*word.Word, out []uint8, scores []int32) {
	var f Features
	t1, t2 := uint32(0), uint32(0)
	for i, w := range ws {
		if w.Sure != 0 {
			out[i] = w.Sure - 1
		} else {
			f.Extract(ws, i, t1, t2)
			t.Model.Score(scores, f.List())
			out[i] = uint8(linear.Best(scores))
		}
		t1, t2 = uint32(out[i])+1, t1
	}
}
