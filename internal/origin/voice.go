package origin

import (
	"slices"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/incident"
	"hearsay/internal/source"
)

// voice is one informant as one statement brings it in.
type voice struct {
	st    place
	id    string // statement id
	src   int    // index into the speakers of its report
	via   []string
	into  int      // the voice it was joined to; itself where it is first
	rests bool     // it only passes on what the voice it was joined to says
	why   reason   // of the join
	many  int      // informants it can be at most
	outs  []string // outlets it came through, by chain, sentence and credit
}

// reason says why two voices are one informant, and where that shows.
type reason struct {
	text string
	span *incident.Mention
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
		if m.src.Identification == source.Unattributed || ownVersion(m.src) {
			continue
		}
		t.v = append(t.v, voice{st: at, id: id, src: s, via: via, into: len(t.v), many: m.people()})
	}
}

// ownVersion reports whether a source is the report itself as it stood before:
// what "an earlier version of this story" said, it said on others' word, and
// mostly it is quoted to be taken back.
func ownVersion(src *source.Source) bool {
	name := strings.ToLower(src.Name)
	return src.Kind == source.Document && strings.Contains(name, "version of th")
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
	if p := t.persons[v]; p != nil {
		if t.persons[o] == nil {
			t.persons[o] = map[int]int{}
		}
		for rep, src := range p {
			t.persons[o][rep] = src
		}
		delete(t.persons, v)
	}
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
	byID, body := map[string]int{}, map[int]int{}
	for v := range t.v {
		if _, ok := byID[t.v[v].id]; !ok {
			byID[t.v[v].id] = v
		}
		if _, ok := body[t.v[v].st.rep]; !ok && !t.headline(v) {
			body[t.v[v].st.rep] = v
		}
	}
	for v := range t.v {
		st := &t.w.reports[t.v[v].st.rep].Statements[t.v[v].st.st]
		if st.Repeats != nil {
			if o, ok := byID[*st.Repeats]; ok {
				t.join(v, o, true, reason{"the same words again", t.show(v)})
			}
		}
		if o, ok := body[t.v[v].st.rep]; ok && t.headline(v) {
			t.join(v, o, true, reason{"a headline rests on the report below it", t.show(v)})
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
