package origin

import (
	"slices"

	"hearsay/internal/incident"
	"hearsay/internal/lineage"
	"hearsay/internal/source"
)

// Bare is a report as lineage reads it: its text and who speaks by name.
func Bare(r *incident.Report) lineage.Report {
	out := lineage.Report{Document: r.Document, Syntax: r.Syntax}
	for i := range r.Sources {
		if s := &r.Sources[i]; s.Kind == source.Person && s.Identification == source.Named {
			out.Speakers = append(out.Speakers, s.Name)
		}
	}
	return out
}

// trace finds which reports were made from others; what is known besides counts
// where the texts do not show it.
func (w *weighing) trace(known []lineage.Edge) []lineage.Edge {
	w.family = make([]int, len(w.reports))
	w.made = make([][]lineage.Edge, len(w.reports))
	for r := range w.reports {
		w.family[r] = r
	}
	if len(w.reports) < 2 {
		return nil
	}
	pages := make([]*lineage.Page, len(w.reports))
	for r, rep := range w.reports {
		if pages[r] = rep.page; pages[r] != nil {
			continue
		}
		if rep.Syntax == nil {
			return nil // a report without its text leads nowhere
		}
		pages[r] = lineage.PageOf(Bare(rep.Report))
	}
	edges := lineage.TracePages(pages)
	for _, e := range edges {
		if e.Kind == lineage.Alike {
			w.alike[[2]int{e.From, e.To}], w.alike[[2]int{e.To, e.From}] = true, true
			continue
		}
		w.made[e.To] = append(w.made[e.To], e)
	}
	for _, e := range known {
		between := func(o lineage.Edge) bool { return o.From == e.From && whole(o) }
		if !slices.ContainsFunc(w.made[e.To], between) && w.eldest(e.From) != e.To {
			w.made[e.To] = append(w.made[e.To], e)
		}
	}
	for r := range w.reports {
		w.family[r] = w.eldest(r)
	}
	return edges
}

// eldest is the report that report r is, in the end, a copy or a rewrite of.
func (w *weighing) eldest(r int) int {
	for range w.made { // a circle of same-day copies ends
		i := slices.IndexFunc(w.made[r], whole)
		if i < 0 {
			break
		}
		r = w.made[r][i].From
	}
	return r
}

// whole reports whether an edge makes a whole report rest on another.
func whole(e lineage.Edge) bool { return e.Kind == lineage.Copy || e.Kind == lineage.Rewrite }

// kinsmen is how many voices of a family of copies and rewrites a voice is held
// against, besides those of the report it was made from.
const kinsmen = 32

// copied joins voices of copies and rewrites with those of the report they
// were made from, and voices in reused sentences with those in the originals.
func (t *tally) copied() {
	t.reused()
	kin := map[int][]int{} // family: voices
	byReport := map[int][]int{}
	for v := range t.v {
		at := t.v[v].st.rep
		byReport[at] = append(byReport[at], v)
		if f := t.w.family[at]; len(kin[f]) < kinsmen {
			kin[f] = append(kin[f], v)
		}
	}
	for v := range t.v {
		at := t.v[v].st.rep
		i := slices.IndexFunc(t.w.made[at], whole)
		if i < 0 || t.speaker(v).src.Identification == source.Named && !t.speaker(v).isOutlet() {
			continue
		}
		near := slices.Concat(byReport[t.w.made[at][i].From], kin[t.w.family[at]])
		if o := t.original(v, near); o >= 0 {
			t.join(v, o, true, t.because(&t.w.made[at][i], v))
		}
	}
}

// original is the voice of the same family that a voice of a copy or rewrite
// stands for, where it names no person: one described alike, else one that it
// may be, else, for people without a name, any; of the report it was made from
// before others.
func (t *tally) original(v int, kin []int) int {
	best, most := -1, 0
	for _, o := range kin {
		a, b := t.v[v].st.rep, t.v[o].st.rep
		if a == b || t.first(o) == t.first(v) || t.speaker(o).isOutlet() {
			continue
		}
		older := slices.ContainsFunc(t.w.made[a], func(e lineage.Edge) bool { return e.From == b && whole(e) })
		score := 0
		switch {
		case t.speaker(o).unnamed() && t.alike(v, o):
			score = 6
		case t.mayBe(v, o):
			score = 4
		case older && (t.speaker(v).unnamed() || t.speaker(v).isOutlet()):
			score = 1
		}
		if older && score > 0 {
			score++
		}
		if score > most {
			best, most = o, score
		}
	}
	return best
}

// because is what shows that a report was made from another: where it names
// the other, else a passage of it.
func (t *tally) because(e *lineage.Edge, v int) reason {
	rep, from := t.w.reports[e.To], t.w.reports[e.From]
	text := "a rewrite of the report of "
	if e.Kind == lineage.Copy {
		text = "a copy of the report of "
	}
	text += from.Document.Outlet.Value
	if e.Outside != "" {
		text = "both copies of " + e.Outside
	}
	switch {
	case !e.Named.Empty():
		return reason{text, t.w.mention(e.To, incident.Mention{Quote: rep.Document.Text.Quote(e.Named)})}
	case len(e.Shared) > 0:
		return reason{text, t.w.mention(e.To, incident.Mention{Quote: rep.Document.Text.Quote(e.Shared[0].To)})}
	}
	return reason{text, t.show(v)}
}

// sameText is the share of a sentence's words from which it is the same text.
const sameText = 0.7

// reused joins voices whose sentences are one text.
func (t *tally) reused() {
	byReport := map[int][]int{}
	for v := range t.v {
		byReport[t.v[v].st.rep] = append(byReport[t.v[v].st.rep], v)
	}
	for v := range t.v {
		if !t.speaker(v).unnamed() && !t.speaker(v).isOutlet() {
			continue
		}
		at := t.v[v].st.rep
		for _, e := range t.w.made[at] {
			for _, p := range e.Shared {
				if p.Same < sameText || !t.stands(v, p.To.Start, p.To.End) {
					continue
				}
				for _, o := range byReport[e.From] {
					if t.stands(o, p.From.Start, p.From.End) && t.speaker(o).unnamed() {
						q := t.w.reports[at].Document.Text.Quote(p.To)
						t.join(v, o, true, reason{"reused text of " + t.w.reports[e.From].Document.Outlet.Value, t.w.mention(at, incident.Mention{Quote: q})})
						break
					}
				}
			}
		}
	}
}

// stands reports whether a voice's cue lies in a range of its report.
func (t *tally) stands(v, start, end int) bool {
	at := t.v[v].st
	cue := t.w.reports[at.rep].Statements[at.st].Cue
	return cue != nil && cue.Start >= start && cue.End <= end
}
