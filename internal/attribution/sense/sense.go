// Package sense tells what kind of thing a lemma means: an act of speech, a
// thought, a person, a group. Part of the attribution room; it lets the models
// treat a cue that no training article holds like the cues that mean the same.
//
// The table is drawn from WordNet 3.0 (see NOTICE). It knows neither names nor
// words of several parts, and takes the most frequent sense for the one meant.
package sense

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"hearsay/internal/attribution/chain"
)

// Sense is what is known of a lemma; the zero Sense is nothing.
type Sense struct {
	// First is the WordNet lexicographer file of its most frequent sense (32 is
	// verbs of communication), Second that of the most frequent sense of another
	// file, 0 for none.
	First, Second uint8
	// Takes is the set of clauses a verb takes, as bits; see sense.tsv.
	Takes uint8
}

//go:embed sense.tsv
var data string

// size is the number of places of the table, a power of two well above that of
// the lemmas.
const size = 1 << 17

// entry is a place of the table; key is 0 where it is free.
type entry struct {
	key uint32
	Sense
}

var table = sync.OnceValue(func() []entry {
	t := make([]entry, size)
	for l := range strings.Lines(data) {
		if strings.HasPrefix(l, "#") {
			continue
		}
		kind, l, _ := strings.Cut(strings.TrimSuffix(l, "\n"), "\t")
		var s Sense
		for _, v := range []*uint8{&s.First, &s.Second, &s.Takes} {
			var digits string
			digits, l, _ = strings.Cut(l, "\t")
			n, _ := strconv.ParseUint(digits, 10, 8)
			*v = uint8(n)
		}
		for lemma := range strings.SplitSeq(l, " ") {
			put(t, key(chain.Text(lemma), kind == "v"), s)
		}
	}
	return t
})

func put(t []entry, k uint32, s Sense) {
	i := k & (size - 1)
	for t[i].key != 0 {
		i = (i + 1) & (size - 1)
	}
	t[i] = entry{k, s}
}

// key mixes the part of speech into a lemma's hash; never 0.
func key(lemma uint32, verb bool) uint32 {
	if verb {
		lemma = chain.Mix(lemma, 1)
	}
	return max(1, chain.Mix(lemma, 2))
}

// Of looks a lemma up by its chain.Text hash, as a verb or as a noun.
func Of(lemma uint32, verb bool) Sense {
	t, k := table(), key(lemma, verb)
	for i := k & (size - 1); t[i].key != 0; i = (i + 1) & (size - 1) {
		if t[i].key == k {
			return t[i].Sense
		}
	}
	return Sense{}
}
