package syntax

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/syntax"
	"hearsay/internal/syntax/word"
)

const (
	fine, coarse = 512, 64 // numbers of clusters
	rounds       = 12      // of the exchange algorithm
	least        = 3       // times a form is seen to be clustered
)

// digits makes all digits alike.
func digits(form string) string {
	if !strings.ContainsAny(form, "0123456789") {
		return form
	}
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0'
		}
		return r
	}, form)
}

// vocabulary makes the word table: the forms seen often enough in raw text,
// with clusters, and the tags that PolNeAR's machine gave them.
func vocabulary(c *corpus, say func(string, ...any)) []word.Entry {
	inside := map[string]int{} // counts of forms that do not open a sentence
	for _, s := range c.raw {
		for _, f := range s[min(1, len(s)):] {
			inside[digits(f)]++
		}
	}
	// A form that opens a sentence counts as its lower-cased self, where that
	// is the usual one.
	usual := func(form string) string {
		low := strings.ToLower(form)
		if low != form && inside[low] > inside[form] {
			return low
		}
		return form
	}
	all := map[string]int{}
	for _, s := range c.raw {
		for i, f := range s {
			if f = digits(f); i == 0 {
				f = usual(f)
			}
			all[f]++
		}
	}
	var forms []string
	for f, n := range all {
		if n >= least {
			forms = append(forms, f)
		}
	}
	slices.SortFunc(forms, func(a, b string) int {
		return cmp.Or(cmp.Compare(all[b], all[a]), cmp.Compare(a, b))
	})
	number := make(map[string]int32, len(forms))
	for i, f := range forms {
		number[f] = int32(i)
	}
	sents := make([][]int32, len(c.raw))
	edge := int32(len(forms))
	for k, s := range c.raw {
		ids := make([]int32, 0, len(s)+2)
		ids = append(ids, edge)
		for i, f := range s {
			if f = digits(f); i == 0 {
				f = usual(f)
			}
			id, ok := number[f]
			if !ok {
				id = -1
			}
			ids = append(ids, id)
		}
		sents[k] = append(ids, edge)
	}
	com := newCompany(sents, len(forms)+1)
	say("vocabulary: %d forms", len(forms))
	fineOf := cluster(com, fine, rounds)
	say("clusters: %d", fine)
	coarseOf := cluster(com, coarse, rounds)
	say("clusters: %d", coarse)

	tags := silverTags(c)
	entries := make([]word.Entry, 0, len(forms))
	for i, f := range forms {
		entries = append(entries, word.Entry{Form: f, Cluster: fineOf[i] + 1, Coarse: uint8(coarseOf[i] + 1), Silver: tags[f], Usual: strings.ToLower(f) != f && inside[strings.ToLower(f)] > inside[f]})
	}
	var rest []string
	for f := range tags {
		if _, ok := number[f]; !ok {
			rest = append(rest, f)
		}
	}
	slices.Sort(rest)
	for _, f := range rest {
		entries = append(entries, word.Entry{Form: f, Silver: tags[f]})
	}
	return entries
}

// silverTags gives each form the tag PolNeAR's machine gave it most often, and
// the second where it is no rarity.
func silverTags(c *corpus) map[string][2]uint8 {
	counts := map[string]*[64]int{}
	for _, a := range c.silver {
		for _, s := range a.Sentences {
			for _, t := range s {
				f := digits(t.Form)
				if counts[f] == nil {
					counts[f] = &[64]int{}
				}
				counts[f][syntax.XPOSOf(t.Tag)]++
			}
		}
	}
	out := make(map[string][2]uint8, len(counts))
	for f, n := range counts {
		first, second, sum := 0, 0, 0
		for x, k := range n {
			sum += k
			if k > n[first] {
				first = x
			}
		}
		for x, k := range n {
			if x != first && k > 0 && (second == 0 || k > n[second]) {
				second = x
			}
		}
		if sum < 2 {
			continue
		}
		if n[second]*10 < sum {
			second = 0
		}
		out[f] = [2]uint8{uint8(first), uint8(second)}
	}
	return out
}
