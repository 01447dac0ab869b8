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
	for i := range q.sents {
		if len(q.sents[i].content) < 3 {
			continue
		}
		l.sents++
		if pas, ok := t.passage(p, &q.sents[i]); ok {
			l.passages = append(l.passages, pas)
			if pas.Same >= sameFrom && !pas.Quoted {
				l.reused += q.sents[i].n
			}
		}
	}
	l.told = share(len(l.passages), l.sents)
	return l
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

// passage is the sentence of page p that sentence s reuses or retells best.
func (t *trace) passage(p *page, s *line) (Passage, bool) {
	best, most := Passage{}, 0.0
	for i := range p.sents {
		o := &p.sents[i]
		same, quoted := inOrder(o, s)
		told := t.retold(o, s)
		if same < sameFrom && told < toldFrom {
			continue
		}
		if v := max(same, told); v > most {
			most = v
			best = Passage{From: o.Span, To: s.Span, Same: same, Quoted: quoted}
		}
	}
	return best, most > 0
}

// inOrder is the share of s's shingles that stand in o, and whether most of
// those are inside quotation marks.
func inOrder(o, s *line) (same float64, quoted bool) {
	if len(s.shingles) == 0 || len(o.shingles) == 0 {
		return 0, false
	}
	n, in := 0, 0
	j := 0
	for _, x := range s.shingles {
		for j < len(o.shingles) && o.shingles[j].hash < x.hash {
			j++
		}
		if j < len(o.shingles) && o.shingles[j].hash == x.hash {
			n++
			if x.quoted {
				in++
			}
		}
	}
	return share(n, len(s.shingles)), 2*in > n
}

// retold is the weighed share of words of content that two sentences share.
func (t *trace) retold(o, s *line) float64 {
	both, n, j := 0.0, 0, 0
	for _, w := range s.content {
		for j < len(o.content) && o.content[j] < w {
			j++
		}
		if j < len(o.content) && o.content[j] == w {
			both += t.weight[w]
			n++
		}
	}
	if n < 2 || o.weight+s.weight == 0 {
		return 0
	}
	return 2 * both / (o.weight + s.weight)
}

func unique(words []string) []string {
	slices.SortFunc(words, func(a, b string) int { return cmp.Compare(a, b) })
	return slices.Compact(words)
}
