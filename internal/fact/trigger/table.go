package trigger

import (
	_ "embed"
	"strings"
	"sync"

	"hearsay/internal/syntax"
)

// Kind is what an entry of a table stands for: ACLED's type and sub-type, or a
// name alone.
type Kind struct{ Type, SubType string }

// Table finds phrases by the lemma of their first word.
type Table map[string][]phrase

type phrase struct {
	rest []string
	kind Kind
}

// Add enters a phrase whose parts are joined by "-".
func (t Table) Add(words string, k Kind) {
	part := strings.Split(words, "-")
	t[part[0]] = append(t[part[0]], phrase{part[1:], k})
}

// Match is the longest phrase of the table that begins at token k: by its
// lemma, else by its form, else by its form without a plural's s; n is how many
// tokens it covers, 0 for none.
func (t Table) Match(syn *syntax.Analysis, k, last int) (kd Kind, n int) {
	tok := &syn.Tokens[k]
	if kd, n = longest(t[lemma(tok)], syn, k, last); n > 0 {
		return kd, n
	}
	if kd, n = longest(t[tok.Lower], syn, k, last); n > 0 {
		return kd, n
	}
	if cut := strings.TrimSuffix(tok.Lower, "s"); len(cut) < len(tok.Lower) {
		return longest(t[cut], syn, k, last)
	}
	return Kind{}, 0
}

func longest(from []phrase, syn *syntax.Analysis, k, last int) (Kind, int) {
	best, length := Kind{}, 0
	for i := range from {
		ph := &from[i]
		at := k + 1
		for _, w := range ph.rest {
			if at < last && syn.Tokens[at].Lower == "-" {
				at++
			}
			if at >= last || lemma(&syn.Tokens[at]) != w && syn.Tokens[at].Lower != w {
				at = -1
				break
			}
			at++
		}
		if at-k > length {
			best, length = ph.kind, at-k
		}
	}
	return best, length
}

// lemma is a token's lemma in lower case, its form where it has none.
func lemma(t *syntax.Token) string {
	if t.Lemma != "" && t.Lemma != "_" {
		return strings.ToLower(t.Lemma)
	}
	return t.Lower
}

//go:embed data/instrument.tsv
var instrumentData string

var instruments = sync.OnceValue(func() Table {
	t := Table{}
	for line := range strings.Lines(instrumentData) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			t.Add(w, Kind{Type: name})
		}
	}
	return t
})

// Means is the instrument that the words at token k name, "drone" for an
// unmanned aircraft; n is how many tokens they are, 0 for none.
func Means(syn *syntax.Analysis, k, last int) (name string, n int) {
	kd, n := instruments().Match(syn, k, last)
	return kd.Type, n
}
