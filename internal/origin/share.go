package origin

import (
	"slices"
	"strings"

	"hearsay/internal/source"
	"hearsay/internal/source/identity"
)

// sameSource joins voices of one source: of one report by its entry, of
// several by identity.Same. A family name that fits two people joins neither.
func (t *tally) sameSource() {
	type entry struct{ rep, src int }
	seen := map[entry]int{}
	byKey := map[string]int{}    // the first voice of a key
	byName := map[string][]int{} // family name or key: first voices of each key
	for v := range t.v {
		e := entry{t.v[v].st.rep, t.v[v].src}
		if o, ok := seen[e]; ok {
			t.join(v, o, false, reason{"one source: " + t.name(o), t.show(v)})
			continue
		}
		seen[e] = v
		src := t.speaker(v).src
		if src.Identification == source.Named {
			t.persons[v] = map[int]int{e.rep: e.src}
		}
		k := identity.Key(src)
		if k == "" {
			continue
		}
		if o, ok := byKey[k]; ok && !t.clash(v, o) {
			t.join(v, o, false, reason{"one source: " + t.name(o), t.show(v)})
		} else if !ok {
			byKey[k] = v
			byName[bucket(src)] = append(byName[bucket(src)], v)
		}
	}
	for v := range t.v {
		if k := bucket(t.speaker(v).src); k != "" && slices.Contains(byName[k], v) {
			t.reach(v, byName[k])
		}
	}
}

// bucket is what sources that can be Same have in common; "" for unnamed ones.
func bucket(src *source.Source) string {
	k := identity.Key(src)
	if rest, ok := strings.CutPrefix(k, "person:"); ok {
		parts := strings.Fields(rest)
		if len(parts) == 0 {
			return ""
		}
		return "person:" + parts[len(parts)-1]
	}
	return k
}

// reach joins voice v to the earlier voices of other reports that are Same. A
// lone family name must fit one person only.
func (t *tally) reach(v int, others []int) {
	src := t.speaker(v).src
	alone := lone(src)
	var hits []int
	for _, o := range others {
		if !alone && lone(t.speaker(o).src) {
			continue // it asks for itself
		}
		if t.v[o].st.rep != t.v[v].st.rep && identity.Same(src, t.speaker(o).src) && !slices.Contains(hits, t.first(o)) {
			hits = append(hits, t.first(o))
		}
	}
	if alone {
		full := slices.DeleteFunc(slices.Clone(hits), func(o int) bool { return lone(t.speaker(o).src) })
		if len(full) > 1 {
			hits = slices.DeleteFunc(hits, func(o int) bool { return !lone(t.speaker(o).src) })
		}
	}
	for _, o := range hits {
		if !t.clash(v, o) {
			t.join(v, o, false, reason{"one source: " + t.name(o), t.show(v)})
		}
	}
}

// lone reports whether a person is known by one name alone.
func lone(src *source.Source) bool {
	return src.Identification == source.Named && !strings.Contains(src.Name, " ")
}

// clash reports whether the people of one report who are already one with v
// and o are told apart there.
func (t *tally) clash(v, o int) bool {
	a, b := t.persons[t.first(v)], t.persons[t.first(o)]
	if len(a) > len(b) {
		a, b = b, a
	}
	for rep, src := range a {
		if other, ok := b[rep]; ok && other != src {
			return true
		}
	}
	return false
}

// spokesmen joins a body with those who give its words by office.
func (t *tally) spokesmen() {
	first := map[string]int{}
	for v := range t.v {
		b := t.speaker(v).body
		if b == "" {
			continue
		}
		if o, ok := first[b]; ok {
			t.join(v, o, false, reason{"they speak for one body: " + t.speaker(o).src.Name, t.show(v)})
			continue
		}
		first[b] = v
	}
}
