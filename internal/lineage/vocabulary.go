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
	for i := range pages {
		for _, w := range pages[i].Page.words {
			if _, ok := v.number[w]; !ok {
				v.number[w] = 0
				all = append(all, w)
			}
		}
	}
	slices.Sort(all)
	for i, w := range all {
		v.number[w] = int32(i)
	}
	v.reach, v.weight = make([]int, len(all)), make([]float64, len(all))
	for i := range pages {
		p := &pages[i]
		p.words = make([]int32, len(p.Page.words))
		for k, w := range p.Page.words {
			p.words[k] = v.number[w]
			v.reach[p.words[k]]++
		}
	}
	for w, n := range v.reach {
		v.weight[w] = math.Log(float64(len(pages)+20) / float64(n+1))
	}
	return v
}

// of is in how many reports a word of a name stands.
func (v *vocabulary) of(word string) int {
	if n, ok := v.number[word]; ok {
		return v.reach[n]
	}
	return 0
}

// heavy are the weights of a page's lines, each that of its content together.
func (v *vocabulary) heavy(p *page) []float64 {
	if p.weights == nil {
		p.weights = make([]float64, len(p.sents))
		for k := range p.sents {
			for _, w := range p.sents[k].content {
				p.weights[k] += v.weight[p.words[w]]
			}
		}
	}
	return p.weights
}
