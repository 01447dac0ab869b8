package incident

import (
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident/country"
	"hearsay/internal/lexicon"
)

// Group makes the incidents and facts of one report from its events and
// claims. Origins and standing are left to room origin.
func Group(r Report) ([]Incident, []Fact) {
	g := newGrouping(r)
	for e := range r.Events {
		if g.acts[e] < 0 && !g.denied(e) {
			g.put(e)
		}
	}
	for e := range r.Events {
		if g.denied(e) {
			g.answer(e)
		}
	}
	for e := range r.Events {
		if a := g.acts[e]; a >= 0 && g.of[a] >= 0 {
			g.of[e] = g.of[a]
			g.join(g.of[a], e)
		}
	}
	for c := range g.clusters {
		slices.Sort(g.clusters[c].events)
	}
	g.unite()
	g.settle()
	return g.write()
}

// kind is ACLED's type and sub-type.
type kind struct{ typ, sub string }

// cluster is the mentions of one event, and what is known of it.
type cluster struct {
	events  []int
	typ     string // "" while only spoken of without a kind
	sub     string
	date    *fact.Date
	country string
	spot    *fact.Place // where on the map, near 1 or 2
	victim  string      // who alone was killed, where named
	main    bool
	drop    bool
	loose   bool // first spoken of in a vague plural: "past attacks"
}

type grouping struct {
	r        Report
	kinds    []kind  // of each event, in the light of its claims
	claims   [][]int // claims of each event
	acts     []int   // of each outcome, the action it belongs to; -1 for none
	results  [][]int // of each action, the outcomes that belong to it
	clusters []cluster
	of       []int // cluster of each event, -1 for none
	head     []bool
	where    *country.Finder
}

func newGrouping(r Report) *grouping {
	g := &grouping{r: r, claims: make([][]int, len(r.Events)), of: make([]int, len(r.Events)), head: make([]bool, len(r.Events)), where: country.New(r.Document, r.Syntax)}
	for c := range r.Claims {
		if e := r.Claims[c].Event; e >= 0 && e < len(r.Events) {
			g.claims[e] = append(g.claims[e], c)
		}
	}
	g.acts, g.results = make([]int, len(r.Events)), make([][]int, len(r.Events))
	for e := range r.Events {
		if g.acts[e] = g.action(e); g.acts[e] >= 0 {
			g.results[g.acts[e]] = append(g.results[g.acts[e]], e)
		}
	}
	g.kinds = make([]kind, len(r.Events))
	for e := range r.Events {
		g.kinds[e] = g.kind(e)
		g.of[e] = -1
		if par := r.Syntax.Sentences[r.Events[e].Sentence].Paragraph; par < len(r.Document.Paragraphs) {
			g.head[e] = r.Document.Paragraphs[par].Role == document.Headline
		}
	}
	return g
}

// kind is what an event's words say it is; where they say only that people were
// harmed, or "the operation", fighters killed by a force fell in a clash.
func (g *grouping) kind(e int) kind {
	ev := &g.r.Events[e]
	if ev.SubType == "Armed clash" && g.unarmed(e) {
		return kind{"Violence against civilians", "Attack"} // an ambush on a bus is no battle
	}
	if ev.SubType != "" || ev.Type != "" && ev.Type != "Violence against civilians" {
		return kind{ev.Type, ev.SubType}
	}
	fighters, others, force := 0, 0, false
	for _, c := range g.claims[e] {
		cm := &g.r.Claims[c]
		switch cm.Slot {
		case fact.Killed, fact.Injured:
			if cm.Norm.Category == fact.Combatant {
				fighters++
			} else {
				others++
			}
		case fact.Perpetrator:
			force = force || forceful(cm.Norm.Name)
		}
	}
	switch {
	case fighters > 0 && others == 0 && force:
		return kind{"Battles", "Armed clash"}
	case ev.Type == "" && fighters+others > 0 && force:
		return kind{"Violence against civilians", ""}
	}
	return kind{ev.Type, ev.SubType}
}

// forceful reports whether a party is a military, police or intelligence body
// or its people.
func forceful(name string) bool {
	if b, ok := lexicon.BodyNamed(name); ok {
		return b.Kind == lexicon.Force || b.Kind == lexicon.AgencyBody
	}
	words := strings.Fields(strings.ToLower(name))
	if len(words) == 0 {
		return false
	}
	if b, ok := lexicon.BodyNoun(words[len(words)-1]); ok && b.Kind == lexicon.Force {
		return true
	}
	if slices.Contains(words, "security") || slices.Contains(words, "intelligence") || slices.Contains(words, "defense") || slices.Contains(words, "defence") {
		return true
	}
	switch words[len(words)-1] {
	case "soldiers", "troops", "forces", "police", "army", "commandos", "policemen", "marines":
		return true
	}
	return false
}

// harms reports whether an event's kind can have killed and injured: force, a
// crowd, a crash; not an arrest or a pact.
func harms(ev *fact.Event) bool { return ev.Type != "" && !harmless(ev.SubType) }

func harmless(sub string) bool {
	return sub == "Arrests" || sub == "Agreement" || sub == "Disrupted weapons use"
}

func happened(ev *fact.Event) bool {
	return ev.Stage == fact.Accomplished || ev.Stage == fact.Attempted
}

// put adds an event to the cluster it speaks of, or begins one.
func (g *grouping) put(e int) {
	ev := &g.r.Events[e]
	if !happened(ev) || g.kinds[e].typ == "" && g.plural(e) && !g.definite(e) {
		return
	}
	best, most := -1, 0
	for c := range g.clusters {
		if s := g.fit(e, c); s > most || s == most && s > 0 {
			best, most = c, s
		}
	}
	if best < 0 {
		best = len(g.clusters)
		g.clusters = append(g.clusters, cluster{loose: g.vague(e) && !g.anew(e)})
	}
	if cl := &g.clusters[best]; cl.loose && len(cl.events) > 0 && g.r.Events[cl.events[0]].Sentence == ev.Sentence && !g.vague(e) {
		cl.loose = false // "riots and clashes … on Friday"
	}
	g.of[e] = best
	g.join(best, e)
}

// join lets a cluster learn what an event says.
func (g *grouping) join(c, e int) {
	cl := &g.clusters[c]
	cl.events = append(cl.events, e)
	if k := g.kinds[e]; k.typ != "" && (cl.typ == "" || cl.sub == "" && k.sub != "") {
		cl.typ, cl.sub = k.typ, k.sub
	}
	if cl.spot == nil {
		cl.spot = g.spot(e)
	}
	if cl.victim == "" {
		cl.victim = g.victim(e)
	}
	if d := g.day(e); d != nil && (cl.date == nil || finer(*d, *cl.date)) {
		cl.date = d
	}
	if cl.country == "" {
		cl.country = g.countryOf(e)
	}
}

// id is the id of the n-th thing of a kind in this report, from 1.
func (g *grouping) id(kind string, n int) string {
	doc := g.r.Document.ID
	return doc[:min(12, len(doc))] + "." + kind + strconv.Itoa(n)
}
