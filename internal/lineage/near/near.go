// Package near finds, among a million reports, those whose text is nearly that
// of another: MinHash over the words of sentences, with an index of bands (Broder
// 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4).
//
//	x := near.New()
//	x.Add(near.Of(first))         // 0
//	x.Find(near.Of(second), 0.5)  // [{0 0.91}]
//
// Always true: the same texts in the same order give the same matches; words
// inside quotation marks do not count, as two reporters can have heard them from
// one mouth; memory is the same for each report, however long it is, and the
// time of a look-up does not grow with the number of copies of one text.
//
// The likeness is an estimate of the share of five-word runs that two texts
// have in common; its standard error is 0.06. Who took from whom, with the
// passages that show it, is package lineage's to say: near only finds whom to
// hold against each other. A text of few words has no sketch and is found by none.
package near

import (
	"cmp"
	"slices"
)

const (
	hashes = 64 // of a sketch
	bands  = 16
	rows   = hashes / bands // of a band: two texts alike by s meet with 1-(1-s^4)^16
	run    = 5              // words of a shingle
	fewest = 12             // shingles of a text that has a sketch
	// postings is how many reports one band of a text leads to: the first that
	// had it. A text printed a thousand times leads to its first printings.
	postings = 8
)

// Sketch is what is kept of a text: 128 bytes.
type Sketch struct {
	low [hashes]uint16
	has bool
}

// Of is the sketch of a text, given as its sentences or paragraphs. Runs of words
// do not go from one into the next.
func Of(sentences []string) Sketch {
	var least [hashes]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	n := 0
	for _, s := range sentences {
		var last [run]uint64
		words := 0
		eachWord(s, func(h uint64, apart bool) {
			if apart {
				words = 0
				return
			}
			last[words%run] = h
			if words++; words < run {
				return
			}
			var x uint64
			for k := range run {
				x = mix(x*31 + last[(words+k)%run])
			}
			n++
			for i := range least {
				// a family of hash functions: multiply by an odd number, keep the high bits
				x += 0x9E3779B97F4A7C15
				if v := x * (2*uint64(i)*0xBF58476D1CE4E5B9 + 0x94D049BB133111EB | 1); v^v>>29 < least[i] {
					least[i] = v ^ v>>29
				}
			}
		})
	}
	sk := Sketch{has: n >= fewest}
	for i, v := range least {
		sk.low[i] = uint16(mix(v))
	}
	return sk
}

// mix spreads the bits of x (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// eachWord calls f with the hash of each word of s outside quotation marks, in
// lower case; where a quotation stands, with apart.
func eachWord(s string, f func(h uint64, apart bool)) {
	eachWordAt(s, func(h uint64, apart bool, _, _ int) { f(h, apart) })
}

// Likeness is the estimated share of runs that two texts have in common, 0 to 1;
// 0 where one has no sketch.
func Likeness(a, b *Sketch) float64 {
	if !a.has || !b.has {
		return 0
	}
	n := 0
	for i := range a.low {
		if a.low[i] == b.low[i] {
			n++
		}
	}
	return float64(n) / hashes
}

// Index finds sketches like another. Its zero value is not ready: see New.
type Index struct {
	sketches []Sketch
	next     [][bands]uint32 // of the chain that a report is in, plus one; 0 ends it
	heads    [bands][]uint32 // the first of each chain, plus one
}

// New is an empty index.
func New() *Index {
	x := &Index{}
	x.grow(1 << 10)
	return x
}

// Len is how many reports were added.
func (x *Index) Len() int { return len(x.sketches) }

// Add puts a report in and returns its number, from 0 on.
func (x *Index) Add(s Sketch) int {
	id := len(x.sketches)
	x.sketches = append(x.sketches, s)
	x.next = append(x.next, [bands]uint32{})
	if id >= len(x.heads[0]) {
		x.grow(2 * len(x.heads[0]))
	} else {
		x.enter(id)
	}
	return id
}

// enter links a report into the chains of its bands, at their ends, unless the
// band has its reports already.
func (x *Index) enter(id int) {
	s := &x.sketches[id]
	if !s.has {
		return
	}
	for b := range bands {
		at := &x.heads[b][x.slot(s, b)]
		same := 0
		for *at != 0 && same < postings {
			o := int(*at - 1)
			if band(&x.sketches[o], b) == band(s, b) {
				same++
			}
			at = &x.next[o][b]
		}
		if same < postings {
			*at = uint32(id + 1)
		}
	}
}

// grow makes room for n chains a band.
func (x *Index) grow(n int) {
	for b := range x.heads {
		x.heads[b] = make([]uint32, n)
	}
	clear(x.next)
	for id := range x.sketches {
		x.enter(id)
	}
}

// band is the part of a sketch by which two reports meet.
func band(s *Sketch, b int) [rows]uint16 { return [rows]uint16(s.low[b*rows : b*rows+rows]) }

func (x *Index) slot(s *Sketch, b int) int {
	k := band(s, b)
	return int(mix(uint64(k[0])|uint64(k[1])<<16|uint64(k[2])<<32|uint64(k[3])<<48) & uint64(len(x.heads[b])-1))
}

// Match is a report that is like the one asked for.
type Match struct {
	ID       int
	Likeness float64 // 0 to 1
}

// Find lists the reports that are at least so like s, the likest first, then the
// earliest. Of a text that stands in more than a few, the first are found.
func (x *Index) Find(s Sketch, least float64) []Match {
	if !s.has {
		return nil
	}
	var out []Match
	for b := range bands {
		for o := x.heads[b][x.slot(&s, b)]; o != 0; o = x.next[o-1][b] {
			id := int(o - 1)
			other := &x.sketches[id]
			if band(other, b) != band(&s, b) || slices.ContainsFunc(out, func(m Match) bool { return m.ID == id }) {
				continue
			}
			if l := Likeness(&s, other); l >= least {
				out = append(out, Match{id, l})
			}
		}
	}
	slices.SortFunc(out, func(a, b Match) int { return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), a.ID-b.ID) })
	return out
}
