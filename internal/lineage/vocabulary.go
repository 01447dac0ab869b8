package lineage

import (
	"math"
	"slices"
)

// vocabulary is the words of content of all reports, numbered in the order of
// the alphabet, so that the order of the reports does not show.
type vocabulary struct {
	reach  []int     // in how many reports each stands
	weight []float64 // how much it says that two reports share it: little where many have it
	number map[string]int32
}

// vocabularyOf numbers the words of the pages, in place.
func vocabularyOf(pages []page) vocabulary {
	v := vocabulary{number: map[string]int32{}}
	var all []string
	each := func(do func(l *line)) {
		for i := range pages {
			for k := range pages[i].sents {
				do(&pages[i].sents[k])
			}
		}
	}
	each(func(l *line) {
		for _, w := range l.lemmas {
			if _, ok := v.number[w]; !ok {
				v.number[w] = 0
				all = append(all, w)
			}
		}
	})
	slices.Sort(all)
	for i, w := range all {
		v.number[w] = int32(i)
	}
	v.reach, v.weight = make([]int, len(all)), make([]float64, len(all))
	for i := range pages {
		p := &pages[i]
		for k := range p.sents {
			l := &p.sents[k]
			l.content = make([]int32, len(l.lemmas))
			for j, w := range l.lemmas {
				l.content[j] = v.number[w]
			}
			p.words = append(p.words, l.content...)
		}
		slices.Sort(p.words)
		p.words = slices.Compact(p.words)
		for _, w := range p.words {
			v.reach[w]++
		}
	}
	for w, n := range v.reach {
		v.weight[w] = math.Log(float64(len(pages)+20) / float64(n+1))
	}
	each(func(l *line) {
		for _, w := range l.content {
			l.weight += v.weight[w]
		}
	})
	return v
}

// of is in how many reports a word of a name stands.
func (v *vocabulary) of(word string) int {
	if n, ok := v.number[word]; ok {
		return v.reach[n]
	}
	return 0
}
