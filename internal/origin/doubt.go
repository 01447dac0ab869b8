package origin

import (
	"slices"
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/source/identity"
)

// mayBe reports whether two voices that are not shown to be one may be one
// informant, or rest on one.
func (t *tally) mayBe(v, o int) bool {
	if t.v[v].id == t.v[o].id {
		return t.joint(v, o)
	}
	a, b := t.speaker(v), t.speaker(o)
	x, y := t.v[v].st.rep, t.v[o].st.rep
	switch {
	case t.w.alike[[2]int{x, y}] && (a.unnamed() || b.unnamed()):
		return true // one report may retell the other's people without their names
	case a.isOutlet() || b.isOutlet():
		return true // an outlet says whose words it carries, or does not
	case a.iso != "" && b.iso != "" && a.iso != b.iso:
		return false
	case x != y && oneHouse(a, b) && (a.src.Identification == source.Institution) != (b.src.Identification == source.Institution):
		return true // a body, and one of its people
	case a.src.Kind != b.src.Kind && a.iso != "" && (a.src.Kind == source.Document || b.src.Kind == source.Document):
	case a.walk != b.walk && a.walk != anyone && b.walk != anyone:
		return false
	case a.unnamed() && b.unnamed():
		return !t.toldApart(v, o)
	case a.unnamed():
		return oneOf(a, b)
	case b.unnamed():
		return oneOf(b, a)
	}
	if (lone(a.src) || lone(b.src)) && identity.Same(a.src, b.src) {
		return true // a family name that fits two people
	}
	if a.src.Kind == source.Document || b.src.Kind == source.Document {
		return a.iso != "" && a.iso == b.iso // a state's bulletin and its ministry
	}
	return a.walk == state && b.walk == state && sameState(a, b) || x != y && bothDescribed(a, b)
}

// bothDescribed reports whether two bodies that no table knows by name are
// called by the same noun: "the hospital", "the hospital in Karsa".
func bothDescribed(a, b *speaker) bool {
	if a.src.Identification != source.Institution || b.src.Identification != source.Institution {
		return false
	}
	for _, sp := range []*speaker{a, b} {
		if _, known := lexicon.BodyNamed(sp.src.Name); known {
			return false
		}
	}
	others := strings.Fields(strings.ToLower(b.src.Name))
	for w := range strings.FieldsSeq(strings.ToLower(a.src.Name)) {
		if _, noun := lexicon.BodyNoun(w); noun && slices.Contains(others, w) {
			return true
		}
	}
	return false
}

// oneOf reports whether a source that the text identifies may be one of people
// it does not name. Those who asked not to be named are not those who are.
func oneOf(people, known *speaker) bool {
	return !people.anon && (people.walk == known.walk || people.walk == press || known.walk == anyone)
}

// oneHouse reports whether one of two sources is, or belongs to, the body that
// the other belongs to or is.
func oneHouse(a, b *speaker) bool {
	for _, x := range a.houses {
		for _, y := range b.houses {
			if len(x) > 5 && len(y) > 5 && (strings.HasSuffix(x, y) || strings.HasSuffix(y, x)) {
				return true
			}
		}
	}
	return false
}

// sameState reports whether two identified voices of a state may rest on one
// another: a body and another body or official. Two people do not.
func sameState(a, b *speaker) bool {
	x, y := a.src.Identification, b.src.Identification
	return x == source.Institution || y == source.Institution || x != y
}

// joint reports whether the members of one compound source may speak from one
// knowledge: bodies and officials who say a thing together. Witnesses and a
// lawmaker do not.
func (t *tally) joint(v, o int) bool {
	return t.speaker(v).walk == state && t.speaker(o).walk == state
}

// toldApart reports whether the text tells two groups of unnamed people apart:
// "another official", "a second witness".
func (t *tally) toldApart(v, o int) bool {
	a, b := t.speaker(v), t.speaker(o)
	if t.v[v].st.rep != t.v[o].st.rep || a.head != b.head {
		return false
	}
	return other(a) || other(b)
}

func other(s *speaker) bool {
	if s.src.DescribedAs == nil {
		return false
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(s.src.DescribedAs.Text), "a "), " ")
	switch first {
	case "another", "second", "third", "separate", "different", "fourth":
		return true
	}
	return false
}
