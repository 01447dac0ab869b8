package origin

import (
	"cmp"
	"slices"

	"hearsay/internal/document"
	"hearsay/internal/incident"
	"hearsay/internal/source"
)

// counted is the bounds for one fact and what they rest on.
type counted struct {
	least, most int
	groups      []incident.OriginGroup
	voices      []voice
}

// voice is one informant as one statement brings it in.
type voice struct {
	st    place
	id    string // statement id
	src   int    // index into the speakers of its report
	via   []string
	into  int    // the voice it was joined to; itself where it is first
	rests bool   // it only passes on what the voice it was joined to says
	why   reason // of the join
	many  int    // informants it can be at most
}

// reason says why two voices are one informant, and where that shows.
type reason struct {
	text string
	span *incident.Mention
}

// count finds the informants behind a fact.
func (w *weighing) count(f *incident.Fact) counted {
	t := &tally{w: w}
	for _, p := range f.AssertedBy {
		t.hear(p.Statement)
	}
	t.repeats()
	t.sameSource()
	t.spokesmen()
	t.relays()
	t.copied()
	return t.bounds()
}

// tally is the voices on one fact, joined step by step.
type tally struct {
	w *weighing
	v []voice
}

// hear adds the informants of a statement: its source, or each member of a
// compound one. A statement without a source adds none.
func (t *tally) hear(id string) {
	at, ok := t.w.at[id]
	if !ok {
		return
	}
	st := &t.w.reports[at.rep].Statements[at.st]
	if st.Speaker < 0 {
		return
	}
	var via []string
	for _, c := range st.Via {
		if s := &t.w.speakers[at.rep][c]; s.isOutlet() {
			via = append(via, s.outlet)
		}
	}
	sp := &t.w.speakers[at.rep][st.Speaker]
	all := sp.members
	if len(all) == 0 {
		all = []int{st.Speaker}
	}
	for _, s := range all {
		m := &t.w.speakers[at.rep][s]
		if m.src.Identification == source.Unattributed {
			continue
		}
		t.v = append(t.v, voice{st: at, id: id, src: s, via: via, into: len(t.v), many: m.people()})
	}
}

func (t *tally) speaker(v int) *speaker { return &t.w.speakers[t.v[v].st.rep][t.v[v].src] }

// first is the voice that v was joined to in the end.
func (t *tally) first(v int) int {
	for t.v[v].into != v {
		v = t.v[v].into
	}
	return v
}

// join makes voice v one with voice o. Where v rests on o, it is not asked
// who else v may be.
func (t *tally) join(v, o int, rests bool, why reason) {
	v, o = t.first(v), t.first(o)
	if v == o {
		return
	}
	if !rests && v < o {
		v, o = o, v
	}
	t.v[v].into, t.v[v].rests, t.v[v].why = o, rests, why
	if !rests {
		t.v[o].many = max(t.v[o].many, t.v[v].many)
	}
}

// show is the words by which a statement names its source.
func (t *tally) show(v int) *incident.Mention {
	at := t.v[v].st
	st := &t.w.reports[at.rep].Statements[at.st]
	if st.SourceSpan != nil {
		return t.w.mention(at.rep, incident.Mention{Quote: *st.SourceSpan})
	}
	if st.Cue != nil {
		return t.w.mention(at.rep, incident.Mention{Quote: *st.Cue})
	}
	return nil
}

// repeats joins words that a report prints twice: pull quotes, and a headline
// that says what the body attributes.
func (t *tally) repeats() {
	for v := range t.v {
		rep := t.w.reports[t.v[v].st.rep]
		st := &rep.Statements[t.v[v].st.st]
		for o := range t.v {
			if o == v || t.v[o].st.rep != t.v[v].st.rep {
				continue
			}
			switch {
			case st.Repeats != nil && *st.Repeats == t.v[o].id:
				t.join(v, o, true, reason{"the same words again", t.show(v)})
			case t.headline(v) && !t.headline(o):
				t.join(v, o, true, reason{"a headline rests on the report below it", t.show(v)})
			}
		}
	}
}

// headline reports whether a voice is heard in a headline.
func (t *tally) headline(v int) bool {
	at := t.v[v].st
	doc := t.w.reports[at.rep].Document
	st := &t.w.reports[at.rep].Statements[at.st]
	return st.Cue != nil && doc.Headline.Value != "" && !doc.Headline.Stated && doc.Headline.Span.Overlaps(st.Cue.Span) &&
		slices.ContainsFunc(doc.Paragraphs, func(p document.Paragraph) bool {
			return p.Role == document.Headline && p.Overlaps(st.Cue.Span)
		})
}

// bounds counts what remains apart.
func (t *tally) bounds() counted {
	c := counted{groups: []incident.OriginGroup{}, voices: t.v}
	var apart []int
	for v := range t.v {
		if t.v[v].into == v {
			apart = append(apart, v)
			c.most += t.v[v].many
		}
	}
	sure := t.unlike(apart)
	c.least = len(sure)
	for _, v := range apart {
		c.groups = append(c.groups, t.group(v))
	}
	c.groups = append(c.groups, t.merges()...)
	for _, v := range apart {
		if slices.Contains(sure, v) {
			continue
		}
		for _, o := range sure {
			if t.mayBe(v, o) {
				c.groups = append(c.groups, incident.OriginGroup{
					Statements: t.ids(o, v), Reason: "may be one informant: " + t.name(o) + "; " + t.name(v), Span: t.show(v),
				})
				break
			}
		}
	}
	return c
}

// unlike picks as many voices as it can of whom no two may be one: those with
// the fewest doubles first.
func (t *tally) unlike(apart []int) []int {
	doubles := make(map[int]int, len(apart))
	for i, v := range apart {
		for _, o := range apart[:i] {
			if t.mayBe(v, o) {
				doubles[v]++
				doubles[o]++
			}
		}
	}
	order := slices.Clone(apart)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(doubles[a]-doubles[b], a-b) })
	var sure []int
	for _, v := range order {
		if !slices.ContainsFunc(sure, func(o int) bool { return t.mayBe(v, o) }) {
			sure = append(sure, v)
		}
	}
	slices.Sort(sure)
	return sure
}

// group is one informant with all statements that rest on it.
func (t *tally) group(v int) incident.OriginGroup {
	ids := []string{}
	for o := range t.v {
		if t.first(o) == v && !slices.Contains(ids, t.v[o].id) {
			ids = append(ids, t.v[o].id)
		}
	}
	text := "one informant: "
	if n := t.v[v].many; n > 1 {
		text = "one informant or up to " + number(n) + ": "
	}
	return incident.OriginGroup{Statements: ids, Reason: text + t.name(v), Span: t.show(v)}
}

// merges are the joins, each with its reason.
func (t *tally) merges() []incident.OriginGroup {
	var out []incident.OriginGroup
	for v := range t.v {
		if o := t.v[v].into; o != v && t.v[v].why.text != "" && t.v[o].id != t.v[v].id {
			out = append(out, incident.OriginGroup{Statements: t.ids(o, v), Reason: t.v[v].why.text, Span: t.v[v].why.span})
		}
	}
	return out
}

func (t *tally) ids(a, b int) []string {
	if t.v[a].id == t.v[b].id {
		return []string{t.v[a].id}
	}
	return []string{t.v[a].id, t.v[b].id}
}

// name is how the text calls a voice.
func (t *tally) name(v int) string {
	sp := t.speaker(v)
	if sp.src.DescribedAs != nil {
		return "“" + sp.src.DescribedAs.Text + "”"
	}
	if sp.src.Name == "" {
		return "a source without a name"
	}
	return sp.src.Name
}

func number(n int) string {
	words := [...]string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n < len(words) {
		return words[n]
	}
	return "many"
}
