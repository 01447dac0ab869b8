package origin

import (
	"slices"
	"strings"

	"hearsay/internal/incident"
	"hearsay/internal/span"
)

// relays joins what an outlet is said to report with what its own report, or
// others through it, give.
func (t *tally) relays() {
	for v := range t.v {
		sp := t.speaker(v)
		switch {
		case sp.isOutlet():
			t.outlet(v, sp.outlet)
		case sp.unnamed():
			for _, o := range t.v[v].outs {
				if t.told(v, o) {
					break
				}
			}
		}
	}
}

// outlet lets a statement of an outlet rest on those whose words the outlet
// passes on.
func (t *tally) outlet(v int, name string) {
	for _, o := range t.byOutlet[name] {
		if o == v || t.speaker(o).isOutlet() && t.w.reports[t.v[o].st.rep].outlet != name {
			continue
		}
		if t.first(o) != t.first(v) && (slices.Contains(t.v[o].via, name) || t.w.reports[t.v[o].st.rep].outlet == name) {
			t.join(v, o, true, reason{"relays " + t.speaker(v).src.Name, t.show(v)})
			return
		}
	}
}

// through are the outlets that an unnamed voice came through: those the text
// names as its chain or in its sentence, and the agency whose report it is.
func (t *tally) through(v int) []string {
	out := slices.Clone(t.v[v].via)
	add := func(o string) {
		if o != "" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	rep := t.v[v].st.rep
	for _, c := range t.w.reports[rep].credits {
		add(c)
	}
	for _, e := range t.w.made[rep] {
		if o := t.w.reports[e.From].outlet; o != t.w.reports[rep].outlet && !t.namedBeside(v, e.From).Empty() {
			add(o)
		}
	}
	return out
}

// namedBeside is where the sentence of a voice names the outlet of report
// from; empty where it does not.
func (t *tally) namedBeside(v, from int) span.Span {
	at := t.v[v].st
	rep := t.w.reports[at.rep]
	st := &rep.Statements[at.st]
	name := t.w.reports[from].Document.Outlet.Value
	if st.Cue == nil || name == "" || rep.Syntax == nil {
		return span.Span{}
	}
	for s := range rep.Syntax.Sentences {
		sent := rep.Syntax.Sentences[s].Span
		if !sent.Overlaps(st.Cue.Span) {
			continue
		}
		text := rep.Document.Text.Slice(sent)
		if k := strings.Index(text, strings.TrimPrefix(name, "The ")); k >= 0 {
			first := rep.Document.Text.Byte(sent.Start) + k
			return rep.Document.Text.OfBytes(first, first+len(strings.TrimPrefix(name, "The ")))
		}
	}
	return span.Span{}
}

// told joins an unnamed voice heard through an outlet with the one unnamed
// voice of another report that the outlet can have meant; of several, it may
// be any.
func (t *tally) told(v int, outlet string) bool {
	var hits []int
	for _, o := range t.byOutlet[outlet] {
		if t.v[o].st.rep == t.v[v].st.rep || !t.speaker(o).unnamed() || !t.alike(v, o) {
			continue
		}
		if f := t.first(o); !slices.Contains(hits, f) {
			hits = append(hits, f)
		}
	}
	hits = slices.DeleteFunc(hits, func(o int) bool { return o == t.first(v) })
	if len(hits) != 1 {
		return len(hits) > 0
	}
	t.join(v, hits[0], false, reason{"both through " + t.outletName(v, outlet), t.chainSpan(v, outlet)})
	return true
}

// alike reports whether two unnamed voices are described as the same people.
func (t *tally) alike(v, o int) bool {
	a, b := t.speaker(v), t.speaker(o)
	if a.walk != b.walk && a.walk != anyone && b.walk != anyone || a.iso != "" && b.iso != "" && a.iso != b.iso {
		return false
	}
	if a.src.Count != nil && b.src.Count != nil && *a.src.Count != *b.src.Count && !a.plenty && !b.plenty {
		return false
	}
	return a.head == b.head || a.anon && b.anon
}

func (t *tally) outletName(v int, outlet string) string {
	at := t.v[v].st
	rep := t.w.reports[at.rep]
	for _, c := range rep.Statements[at.st].Via {
		if outletKey(rep.Sources[c].Name) == outlet {
			return rep.Sources[c].Name
		}
	}
	for _, c := range rep.Document.Credits {
		if outletKey(c.Value) == outlet {
			return c.Value
		}
	}
	for _, e := range t.w.made[at.rep] {
		if t.w.reports[e.From].outlet == outlet {
			return t.w.reports[e.From].Document.Outlet.Value
		}
	}
	return outlet
}

// chainSpan is where a report names the outlet that a voice came through: the
// mention nearest to the statement, or the credit.
func (t *tally) chainSpan(v int, outlet string) *incident.Mention {
	at := t.v[v].st
	rep := t.w.reports[at.rep]
	st := &rep.Statements[at.st]
	for _, c := range st.Via {
		src := &rep.Sources[c]
		if outletKey(src.Name) != outlet || len(src.Mentions) == 0 {
			continue
		}
		best := src.Mentions[0]
		for _, m := range src.Mentions {
			if st.Cue != nil && far(m.Start, st.Cue.Start) < far(best.Start, st.Cue.Start) {
				best = m
			}
		}
		return t.w.mention(at.rep, incident.Mention{Quote: best})
	}
	for _, e := range t.w.made[at.rep] {
		if s := t.namedBeside(v, e.From); t.w.reports[e.From].outlet == outlet && !s.Empty() {
			return t.w.mention(at.rep, incident.Mention{Quote: rep.Document.Text.Quote(s)})
		}
	}
	for _, c := range rep.Document.Credits {
		if outletKey(c.Value) == outlet && !c.Stated {
			return t.w.mention(at.rep, incident.Mention{Quote: rep.Document.Text.Quote(c.Span)})
		}
	}
	return t.show(v)
}

func far(a, b int) int { return max(a-b, b-a) }
