package union

import (
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/value"
)

// facts joins the facts of all members: the same slot and value is one fact.
func (j *joining) facts(b *gathered, inc *incident.Incident) []incident.Fact {
	w := &weave{inc: inc.ID}
	all := append(slices.Clone(b.members), b.replies...)
	for _, slot := range incident.Slots() {
		w.begin(slot)
		for _, m := range all {
			for i := range j.told[m].facts {
				if one := &j.told[m].facts[i]; one.Slot == slot {
					w.take(w.find(one), one)
				}
			}
		}
	}
	for i := range w.out {
		w.out[i].ID = inc.ID + ".fact" + strconv.Itoa(i+1)
		inc.Facts = append(inc.Facts, w.out[i].ID)
	}
	j.silences(b, w)
	return w.out
}

// weave is the facts of one incident while they are joined.
type weave struct {
	inc  string
	slot fact.Slot
	from int // the first fact of the slot
	out  []incident.Fact
	as   []given // each fact's value, as it is held against others
	held []held
	// met is where the values that were met in this slot belong, by all that
	// sameValue looks at: it stays so, as facts only join at the end, until one's value changes.
	met map[[3]string]int
}

// held is what a fact has already.
type held struct {
	spans, voices                 map[incident.Mention]bool
	asserted, denied, uncommitted map[string]bool // statements
}

func (w *weave) begin(slot fact.Slot) {
	w.slot, w.from, w.met = slot, len(w.out), map[[3]string]int{}
}

// find is the fact that a value belongs to, the first that is the same; a new one
// where there is none.
func (w *weave) find(one *given) int {
	id := [3]string{one.key, one.Norm.Name, one.Value}
	if i, ok := w.met[id]; ok {
		return i
	}
	i := slices.IndexFunc(w.as[w.from:], func(o given) bool { return sameValue(&o, one) })
	if i += w.from; i < w.from {
		i = len(w.out)
		w.out = append(w.out, incident.Fact{
			Incident: w.inc, Slot: w.slot, Value: one.Value, Norm: one.Norm,
			Spans: []incident.Mention{}, OwnVoice: []incident.Mention{}, AssertedBy: []incident.Position{}, DeniedBy: []incident.Position{},
			Uncommitted: []incident.Position{}, OriginGroups: []incident.OriginGroup{},
		})
		w.as, w.held = append(w.as, *one), append(w.held, held{})
	}
	w.met[id] = i
	return i
}

// take adds the spans and positions of another report's fact. What the value
// is called by the first report that asserts it stays.
func (w *weave) take(i int, o *given) {
	f, h := &w.out[i], &w.held[i]
	if len(f.Spans) == 0 && len(o.Spans) > 0 && w.as[i].Fact != o.Fact {
		f.Value, f.Norm = o.Value, o.Norm
		w.as[i] = *o
		clear(w.met)
	}
	f.Spans = mentioned(f.Spans, o.Spans, &h.spans)
	f.OwnVoice = mentioned(f.OwnVoice, o.OwnVoice, &h.voices)
	f.AssertedBy = united(f.AssertedBy, o.AssertedBy, &h.asserted)
	f.DeniedBy = united(f.DeniedBy, o.DeniedBy, &h.denied)
	f.Uncommitted = united(f.Uncommitted, o.Uncommitted, &h.uncommitted)
}

// uncommitted adds a position of one who takes no stand to fact i.
func (w *weave) uncommitted(i int, p incident.Position) {
	w.out[i].Uncommitted = united(w.out[i].Uncommitted, []incident.Position{p}, &w.held[i].uncommitted)
}

// mentioned are the mentions of both lists, each once; known are those of the first.
func mentioned(a, b []incident.Mention, known *map[incident.Mention]bool) []incident.Mention {
	if *known == nil && len(b) > 0 {
		*known = map[incident.Mention]bool{}
	}
	for _, m := range b {
		if !(*known)[m] {
			(*known)[m] = true
			a = append(a, m)
		}
	}
	return a
}

// united are the positions of both lists, each statement once; known are those of
// the first.
func united(a, b []incident.Position, known *map[string]bool) []incident.Position {
	if *known == nil && len(b) > 0 {
		*known = map[string]bool{}
	}
	for _, p := range b {
		if !(*known)[p.Statement] {
			(*known)[p.Statement] = true
			a = append(a, p)
		}
	}
	return a
}

// sameValue reports whether two facts of one slot give one value.
func sameValue(a, b *given) bool {
	if a.key == b.key {
		return true
	}
	switch a.Slot {
	case fact.Perpetrator:
		return a.Norm.Name != "" && b.Norm.Name != "" && value.SameParty(a.Norm.Name, b.Norm.Name)
	case fact.Target:
		return a.target.Same(b.target)
	case fact.Support, fact.Responsibility, fact.Motive, fact.Other, fact.DamageDone:
		return a.Norm.Name == b.Norm.Name && overlap(a.words, b.words) >= 0.7
	}
	return false
}

// overlap is the share of the words of the shorter text, of four letters and
// more, that stand in the longer: of what long makes of them.
func overlap(x, y []string) float64 {
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 3 {
		return 0
	}
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return float64(n) / float64(len(x))
}

func long(s string) []string {
	var out []string
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		if w = strings.Trim(w, "“”\"'’,.;:()"); len(w) > 3 {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
