package lineage

import (
	"cmp"
	"slices"
)

// likeness is what two reports, a taken for the earlier, have in common.
type likeness struct {
	// text is the share of b's shingles outside quotation marks that a has, and
	// back that of a's that b has.
	text, back float64
	// words is the share of b's words of content, weighed by rarity, that a has;
	// wordsBack of a's.
	words, wordsBack float64
	// told is the share of b's sentences that retell one of a's.
	told     float64
	passages []Passage // reused outside quotation marks or retold
	reused   int       // words of b's sentences that stand in a in the same order, quotations left out
	sents    int
}

// sameFrom is the share of a sentence's shingles from which it is reused text.
const sameFrom = 0.6

// toldFrom is the share of a sentence's weight in words from which it retells
// another.
const toldFrom = 0.45

// alikeFrom is the share of shingles from which sentences are compared.
const alikeFrom = 0.04

func (t *trace) compare(a, b int) likeness {
	p, q := &t.pages[a], &t.pages[b]
	var l likeness
	both := inBoth(p.hash, q.hash)
	l.text, l.back = share(both, len(q.hash)), share(both, len(p.hash))
	l.words, l.wordsBack = t.common(p.words, q.words), t.common(q.words, p.words)
	if l.text < alikeFrom && max(l.words, l.wordsBack) < alikeFrom*2 {
		return l
	}
	h := t.hold(p, q)
	for i := range q.sents {
		if len(q.sents[i].content) < 3 {
			continue
		}
		l.sents++
		if pas, ok := h.passage(i); ok {
			l.passages = append(l.passages, pas)
			if pas.Same >= sameFrom && !pas.Quoted {
				l.reused += q.sents[i].n
			}
		}
	}
	l.told = share(len(l.passages), l.sents)
	return l
}

// mayReuse reports whether b can have as many words of whole sentences from a as
// make reuse: without looking which sentences they are, so that most pairs are
// told apart quickly.
func (t *trace) mayReuse(a, b int) bool {
	p, q := &t.pages[a], &t.pages[b]
	n := 0
	for i := range q.sents {
		s := &q.sents[i]
		if len(s.content) < 3 {
			continue
		}
		in := 0
		for _, x := range s.shingles {
			if p.seen.has(x.hash()) {
				in++
			}
		}
		if in > 0 && share(in, len(s.shingles)) >= sameFrom {
			n += s.n
		}
	}
	return n >= reusedFrom
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// inBoth is how many values two sorted lists share.
func inBoth(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// common is the weighed share of b's words that a has.
func (t *trace) common(a, b []int32) float64 {
	var both, all float64
	i := 0
	for _, w := range b {
		v := t.weight[w]
		all += v
		for i < len(a) && a[i] < w {
			i++
		}
		if i < len(a) && a[i] == w {
			both += v
		}
	}
	if all == 0 {
		return 0
	}
	return both / all
}

// hold is two pages held against each other sentence by sentence.
type hold struct {
	t      *trace
	p, q   *page
	of     []int32   // of each of q's words of content, its place among p's, -1 for none
	same   []int     // of each sentence of p, how many shingles of one of q's it has
	quoted []int     // of these, how many are quoted
	both   []float64 // the weight of the words it shares
	words  []int     // how many they are
	heavyP []float64
	heavyQ []float64
}

func (t *trace) hold(p, q *page) *hold {
	n := len(p.sents)
	ints := make([]int, 3*n)
	h := &hold{t: t, p: p, q: q, of: make([]int32, len(q.words)), same: ints[:n], quoted: ints[n : 2*n], words: ints[2*n:], both: make([]float64, n), heavyP: t.heavy(p), heavyQ: t.heavy(q)}
	i := 0
	for k, w := range q.words {
		for i < len(p.words) && p.words[i] < w {
			i++
		}
		h.of[k] = -1
		if i < len(p.words) && p.words[i] == w {
			h.of[k] = int32(i)
		}
	}
	return h
}

// passage is the sentence of p that sentence i of q reuses or retells best.
func (h *hold) passage(i int) (Passage, bool) {
	s := &h.q.sents[i]
	clear(h.same)
	clear(h.quoted)
	clear(h.words)
	clear(h.both)
	for _, x := range s.shingles {
		if !h.p.seen.has(x.hash()) {
			continue
		}
		k, ok := slices.BinarySearch(h.p.runs, x.hash())
		if !ok {
			continue
		}
		for _, o := range h.p.put.of(k) {
			h.same[o]++
			if x.quoted() {
				h.quoted[o]++
			}
		}
	}
	for _, c := range s.content {
		if k := h.of[c]; k >= 0 {
			w := h.t.weight[h.q.words[c]]
			for _, o := range h.p.said.of(int(k)) {
				h.both[o] += w
				h.words[o]++
			}
		}
	}
	best, most := Passage{}, 0.0
	for o := range h.p.sents {
		same, told := share(h.same[o], len(s.shingles)), 0.0
		if all := h.heavyP[o] + h.heavyQ[i]; h.words[o] >= 2 && all != 0 {
			told = 2 * h.both[o] / all
		}
		if same < sameFrom && told < toldFrom {
			continue
		}
		if v := max(same, told); v > most {
			most = v
			best = Passage{From: h.p.sents[o].Span, To: s.Span, Same: same, Quoted: 2*h.quoted[o] > h.same[o]}
		}
	}
	return best, most > 0
}

func unique(words []string) []string {
	slices.SortFunc(words, func(a, b string) int { return cmp.Compare(a, b) })
	return slices.Compact(words)
}
