package syntax

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/syntax/lemma"
)

// lemmas collects the base forms and the words whose lemma no rule gives: of
// the treebanks first, then what PolNeAR's machine gave at least twice.
func lemmas(c *corpus) (bases []string, odd []lemma.Exception) {
	type key struct{ tag, lower string }
	counts := map[key]map[string]int{}
	add := func(tag, form, lem string) {
		if lem == "_" || lem == "" || strings.ContainsAny(form+lem, "\t\n") {
			return
		}
		k := key{tag, strings.ReplaceAll(strings.ToLower(form), "’", "'")}
		if counts[k] == nil {
			counts[k] = map[string]int{}
		}
		counts[k][lem]++
	}
	base := map[string]bool{}
	for _, s := range append(c.ewt[:len(c.ewt):len(c.ewt)], c.gum...) {
		for _, w := range s.Words {
			if w.XPOS == "NNP" || w.XPOS == "CD" {
				continue // a name keeps its form
			}
			add(w.XPOS, w.Form, w.Lemma)
			if low := strings.ToLower(w.Lemma); low == w.Lemma && (w.UPOS == "VERB" || w.UPOS == "NOUN" || w.UPOS == "ADJ") {
				base[low] = true
			}
		}
	}
	gold := make(map[key]bool, len(counts))
	for k := range counts {
		gold[k] = true
	}
	for _, a := range c.silver {
		for _, s := range a.Sentences {
			for _, t := range s {
				switch t.Tag {
				case "NNS", "VBZ", "VBG", "VBD", "VBN", "JJR", "JJS":
					if low := strings.ToLower(t.Form); low == t.Form && !gold[key{t.Tag, low}] && !strings.Contains(low, "-") {
						add(t.Tag, t.Form, t.Lemma)
						base[t.Lemma] = true
					}
				}
			}
		}
	}
	for w := range base {
		bases = append(bases, w)
	}
	slices.Sort(bases)
	book := lemma.NewBook(bases, nil)
	for k, by := range counts {
		best, n := "", 0
		for l, m := range by {
			if m > n || m == n && l < best {
				best, n = l, m
			}
		}
		if !gold[k] && n < 2 {
			continue
		}
		if best != book.Of(k.lower, k.lower, k.tag) && !(k.tag == "NNPS" && strings.ToLower(best) == k.lower) {
			odd = append(odd, lemma.Exception{Tag: k.tag, Lower: k.lower, Lemma: best})
		}
	}
	slices.SortFunc(odd, func(x, y lemma.Exception) int {
		return cmp.Or(cmp.Compare(x.Tag, y.Tag), cmp.Compare(x.Lower, y.Lower))
	})
	return bases, odd
}
