// Package value tells which words of different speakers and reports give one
// value: the same party, the same target, the same figure, day or place.
package value

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/fact"
	"hearsay/internal/lexicon"
)

// Key is what two values of one slot share that are one value.
func Key(words string, n *fact.Norm) string {
	switch {
	case n.Number != nil:
		return string(n.Category) + " " + bound(n.Number.Min) + " " + bound(n.Number.Max) + " " + n.Number.Word
	case n.Date != nil && !n.Date.Start.IsZero():
		return n.Date.Start.Format(time.DateOnly) + n.Date.End.Format(time.DateOnly)
	case n.Place != nil:
		return strings.ToLower(n.Place.Name)
	case n.Name != "":
		return Plain(n.Name)
	}
	return Plain(words)
}

func bound(n *int) string {
	if n == nil {
		return "-"
	}
	return strconv.Itoa(*n)
}

// Plain is a name without article, case and marks.
func Plain(s string) string {
	s = strings.ToLower(strings.Trim(s, " .,“”\"'’"))
	for _, a := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, a)
	}
	return s
}

// SameParty reports whether two names are of one party: the same body, or all
// words of one in the other.
func SameParty(a, b string) bool { return PartyOf(a).Same(PartyOf(b)) }

// Party is a party's name, looked up to be held against others.
type Party struct{ body, plain string }

// PartyOf looks a name up.
func PartyOf(name string) Party {
	body, _ := lexicon.BodyNamed(name)
	return Party{body.Name, Plain(name)}
}

// Same is SameParty.
func (p Party) Same(o Party) bool {
	if p.body != "" && o.body != "" {
		return p.body == o.body
	}
	a, b := p.plain, o.plain
	return a == b || len(a) > 2 && WordIn(a, b) || len(b) > 2 && WordIn(b, a)
}

// WordIn reports whether all words of x stand in y.
func WordIn(x, y string) bool {
	words := strings.Fields(y)
	for w := range strings.FieldsSeq(x) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return x != ""
}
