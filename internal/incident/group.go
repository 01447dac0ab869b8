package incident

import (
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/gazetteer"
	"hearsay/internal/incident/acled"
	"hearsay/internal/incident/country"
	"hearsay/internal/incident/value"
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
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

// action is the action of the same sentence that an outcome belongs to, the
// nearest that happened; -1 where e is no outcome or stands alone.
func (g *grouping) action(e int) int {
	ev := &g.r.Events[e]
	if !ev.Outcome || !happened(ev) {
		return -1
	}
	best, least := -1, 1<<30
	for a := range g.r.Events {
		o := &g.r.Events[a]
		if a == e || o.Sentence != ev.Sentence || o.Outcome || !happened(o) || !harms(o) || g.answers(a, e) {
			continue
		}
		d := max(o.Trigger.Start-ev.Trigger.End, ev.Trigger.Start-o.Trigger.End)
		if d < least {
			best, least = a, d
		}
	}
	return best
}

// harms reports whether an event's kind can have killed and injured: force, a
// crowd, a crash; not an arrest or a pact.
func harms(ev *fact.Event) bool { return ev.Type != "" && !harmless(ev.SubType) }

func harmless(sub string) bool {
	return sub == "Arrests" || sub == "Agreement" || sub == "Disrupted weapons use"
}

// answers reports whether event e is told as the answer to event a: "responded
// to the attack by destroying".
func (g *grouping) answers(a, e int) bool {
	k, end := g.token(g.r.Events[a].Trigger.Start), g.token(g.r.Events[e].Trigger.Start)
	if k > end {
		k, end = end, k
	}
	for k = max(0, k-5); k < end; k++ {
		switch g.r.Syntax.Tokens[k].Lower {
		case "responded", "response", "retaliated", "retaliation", "revenge", "avenge", "reprisal":
			return true
		}
	}
	return false
}

func happened(ev *fact.Event) bool {
	return ev.Stage == fact.Accomplished || ev.Stage == fact.Attempted
}

// denied reports whether an event is spoken of only to deny it.
func (g *grouping) denied(e int) bool {
	st := g.r.Events[e].Statement
	return st >= 0 && st < len(g.r.Statements) && g.r.Statements[st].Act == statement.Deny
}

// answer adds an event that is denied to the cluster it can be of, the one
// spoken of most; a denial alone makes no incident.
func (g *grouping) answer(e int) {
	ev := &g.r.Events[e]
	if !happened(ev) || g.of[e] >= 0 {
		return
	}
	best := -1
	for c := range g.clusters {
		cl := &g.clusters[c]
		if acled.Compatible(g.kinds[e].typ, g.kinds[e].sub, cl.typ, cl.sub) && !cl.loose && (best < 0 || len(cl.events) > len(g.clusters[best].events)) {
			best = c
		}
	}
	if best >= 0 {
		g.of[e] = best
		g.clusters[best].events = append(g.clusters[best].events, e)
	}
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

// finer reports whether date a says more than b.
func finer(a, b fact.Date) bool {
	return !a.Start.IsZero() && (b.Start.IsZero() || a.Prec < b.Prec)
}

// fit says how well an event speaks of a cluster; 0 for not at all.
func (g *grouping) fit(e, c int) int {
	ev, cl := &g.r.Events[e], &g.clusters[c]
	last := &g.r.Events[cl.events[len(cl.events)-1]]
	k := g.kinds[e]
	if !acled.Compatible(k.typ, k.sub, cl.typ, cl.sub) && !g.sameFight(e, cl) && !g.ofCrash(e, cl) {
		return 0
	}
	if sp := g.spot(e); acled.Violent(k.typ) && sp != nil && cl.spot != nil && !g.definite(e) && gazetteer.Distance(*sp.Latitude, *sp.Longitude, *cl.spot.Latitude, *cl.spot.Longitude) > farApart {
		return 0
	}
	if v := g.victim(e); v != "" && cl.victim != "" && !value.SameParty(v, cl.victim) {
		return 0
	}
	d := g.day(e)
	if d != nil && cl.date != nil && apart(*d, *cl.date, !g.definite(e)) {
		return 0
	}
	if ct := g.countryOf(e); ct != "" && cl.country != "" && ct != cl.country {
		return 0
	}
	near := ev.Sentence - last.Sentence
	if near > 0 && (g.anew(e) || g.recalled(e, cl)) {
		return 0
	}
	if near == 0 {
		if g.vague(e) && !g.vague(cl.events[len(cl.events)-1]) {
			return 0
		}
		return 9
	}
	if g.vague(e) || cl.loose || g.plural(e) && !g.definite(e) && k.sub != cl.sub {
		return 0
	}
	score := 1
	if k.sub == cl.sub && k.sub != "" {
		score += 2
	} else if k.sub != "" && cl.sub != "" && acled.Compatible(k.typ, k.sub, cl.typ, cl.sub) {
		score++
	}
	if g.definite(e) {
		score += 2
		if near <= 2 {
			score++
		}
		if near <= 2 && g.before(e, "this", "that") {
			score++
		}
	} else if d != nil && cl.date == nil && near > 3 && !g.head[cl.events[0]] && (k.sub == "" || k.sub != cl.sub) {
		return 0
	}
	if d != nil && cl.date != nil {
		score += 2
	}
	if c == 0 {
		score++
	}
	return score
}

// sameFight reports whether an event is "the shootout" that an attack told just
// before became.
func (g *grouping) sameFight(e int, cl *cluster) bool {
	last := &g.r.Events[cl.events[len(cl.events)-1]]
	if near := g.r.Events[e].Sentence - last.Sentence; cl.typ == "Battles" && g.r.Events[e].Outcome && near > 0 && near <= 2 && g.fighters(e) {
		return true // "one soldier was killed", after the clash
	}
	if near := g.r.Events[e].Sentence - last.Sentence; fight(cl.typ) && near <= 2 && (!g.civil(e) || cl.typ == "Riots") && slices.ContainsFunc(cl.events, func(o int) bool { return len(g.told(o)) > 0 }) && !strings.HasPrefix(strings.ToLower(g.r.Syntax.Text.Slice(last.Trigger)), "fight") {
		switch k := g.kinds[e]; {
		case k.sub == "" && near > 0 && g.noun(e) && !g.plural(e) && g.definite(e):
			return true // "the attack", after the ambush
		case (k.sub == "Attack" || k.typ == "Explosions/Remote violence") && near <= 1 && fight(g.kinds[cl.events[0]].typ) && !g.noun(e) && g.day(e) == nil:
			return true // "when armed men opened fire"
		}
	}
	return g.kinds[e].typ == "Battles" && acled.Violent(cl.typ) && g.noun(e) && !g.plural(e) && g.definite(e) && g.r.Events[e].Sentence-last.Sentence <= 2 &&
		!strings.HasPrefix(strings.ToLower(g.r.Syntax.Text.Slice(g.r.Events[e].Trigger)), "fighting")
}

// fight reports whether a type is of two sides that fight.
func fight(typ string) bool { return typ == "Battles" || typ == "Riots" }

// apart reports whether two dates cannot be of one event; strict, two whole days
// side by side cannot.
func apart(a, b fact.Date, strict bool) bool {
	if a.Start.IsZero() || b.Start.IsZero() {
		return false
	}
	slack := 1 // days: "Tuesday night" of one is "early Wednesday" of the other
	if strict && a.Prec == 1 && b.Prec == 1 && !strings.Contains(a.Value+b.Value, "T") {
		slack = 0
	}
	return a.End.AddDate(0, 0, slack).Before(b.Start) || b.End.AddDate(0, 0, slack).Before(a.Start)
}

// victim is the one person whom a killing or abduction befell, by name; "" where
// none is named.
func (g *grouping) victim(e int) string {
	switch k := g.token(g.r.Events[e].Trigger.Start); strings.ToLower(g.r.Syntax.Tokens[k].Lemma) {
	case "murder", "assassination", "assassinate", "killing", "kill", "kidnap", "kidnapping", "abduct", "abduction", "behead", "execute", "execution", "slay", "slaying", "shoot", "gun":
	default:
		return ""
	}
	for _, c := range g.claims[e] {
		cm := &g.r.Claims[c]
		if cm.Slot != fact.Target {
			continue
		}
		name := ""
		for k := g.token(cm.Span.Start); k < len(g.r.Syntax.Tokens) && g.r.Syntax.Tokens[k].Start < cm.Span.End; k++ {
			if t := &g.r.Syntax.Tokens[k]; t.UPOS == syntax.PROPN {
				name = t.Form
			}
		}
		return name
	}
	return ""
}

// lead is the word before a span.
func (g *grouping) lead(s span.Span) string {
	if k := g.token(s.Start) - 1; k >= 0 {
		return g.r.Syntax.Tokens[k].Lower
	}
	return ""
}

// token is the token that begins at or holds code point cp.
func (g *grouping) token(cp int) int {
	k, _ := slices.BinarySearchFunc(g.r.Syntax.Tokens, cp, func(t syntax.Token, at int) int {
		if t.End <= at {
			return -1
		}
		if t.Start > at {
			return 1
		}
		return 0
	})
	return k
}

// before looks left of a trigger, over its adjectives, for one of the words.
func (g *grouping) before(e int, words ...string) bool {
	k := g.token(g.r.Events[e].Trigger.Start)
	for j := k - 1; j >= max(0, k-5); j-- {
		t := &g.r.Syntax.Tokens[j]
		if slices.Contains(words, t.Lower) && !(t.Lower == "previous" && j+1 < k && strings.HasPrefix(g.r.Syntax.Tokens[j+1].Lower, "day")) {
			return true
		}
		if t.UPOS == syntax.VERB && t.XPOS != syntax.TagVBN || t.UPOS == syntax.ADP || t.UPOS == syntax.PUNCT && t.Lower != "-" {
			return false
		}
	}
	return false
}

// definite reports whether a trigger points back: "the attack", "this
// operation".
func (g *grouping) definite(e int) bool {
	return g.before(e, "the", "this", "that", "its", "his", "their", "'s", "’s")
}

// vague reports whether a trigger is a plural of other times: "past attacks",
// "another crackdown", "prior known attacks".
func (g *grouping) vague(e int) bool {
	if !g.r.Events[e].Outcome && g.noun(e) && g.before(e, "past", "previous", "prior", "other", "another", "recent", "similar", "earlier", "more", "such", "regular", "further", "several", "series", "new", "subsequent", "many", "former", "biggest", "largest", "deadliest", "worst", "second", "third", "first") {
		return true
	}
	first := g.token(g.r.Events[e].Trigger.Start)
	for j := first - 1; j >= max(0, first-8); j-- {
		if slices.Contains([]string{"previously", "formerly", "historically", "anniversary"}, g.r.Syntax.Tokens[j].Lower) {
			return true
		}
	}
	return g.plural(e) && !g.definite(e) && len(g.claims[e]) == 0
}

// plural reports whether a trigger is a noun in the plural.
func (g *grouping) plural(e int) bool {
	k := g.token(g.r.Events[e].Trigger.End - 1)
	return g.r.Syntax.Tokens[min(k, len(g.r.Syntax.Tokens)-1)].XPOS == syntax.TagNNS
}

// settle drops what is too vague and chooses the main incident.
func (g *grouping) settle() {
	main := -1
	for c := range g.clusters {
		cl := &g.clusters[c]
		if cl.typ == "Violence against civilians" && cl.sub == "" && g.fought(cl) {
			cl.typ, cl.sub = "Battles", "Armed clash"
		}
		cl.drop = len(cl.events) == 0 || g.ancient(cl) || !g.concrete(cl)
		if cl.drop {
			continue
		}
		if (main < 0 || g.rank(c) > g.rank(main)) && g.early(c) {
			main = c
		}
	}
	if main >= 0 && g.rank(main) > 0 {
		g.clusters[main].main = true
	}
}

// early reports whether a cluster is spoken of in the headline or the first
// sentences of the story: what comes later is not what it is about.
func (g *grouping) early(c int) bool {
	n := 0
	for _, e := range g.clusters[c].events {
		if g.head[e] {
			return true
		}
	}
	first := g.r.Events[g.clusters[c].events[0]].Sentence
	for s := range first {
		par := g.r.Syntax.Sentences[s].Paragraph
		if par < len(g.r.Document.Paragraphs) && g.r.Document.Paragraphs[par].Role == document.Body {
			n++
		}
	}
	return n <= 4
}

// rank says how much a cluster is what the report is about: how early it is
// spoken of, how often, and whether people were harmed.
func (g *grouping) rank(c int) int {
	cl := &g.clusters[c]
	first := g.r.Events[cl.events[0]].Sentence
	score := 10 - 3*min(first, 6) + min(len(cl.events), 6)
	if g.head[cl.events[0]] {
		score += 4
	}
	if !acled.Violent(cl.typ) || cl.typ == "" {
		score -= 3
	}
	for _, s := range []fact.Slot{fact.Killed, fact.Injured, fact.WhenDate} {
		if g.has(cl, s) {
			score += 2
		}
	}
	if cl.loose || g.since(cl.events[0]) {
		score -= 8
	}
	return score
}

// since reports whether an event only dates or explains what the report is about:
// "since the invasion of 2003", "in connection with last year's blasts".
func (g *grouping) since(e int) bool {
	k := g.token(g.r.Events[e].Trigger.Start)
	for j := k - 1; j >= max(0, k-6); j-- {
		switch t := &g.r.Syntax.Tokens[j]; {
		case t.Lower == "since", t.Lower == "connection" && g.r.Syntax.Tokens[j+1].Lower == "with":
			return true
		case t.UPOS == syntax.VERB || t.UPOS == syntax.PUNCT && t.Lower != "-":
			return false
		}
	}
	return false
}

func (g *grouping) has(cl *cluster, slot fact.Slot) bool {
	for _, e := range cl.events {
		for _, c := range g.claims[e] {
			if g.r.Claims[c].Slot == slot && g.r.Claims[c].Stance == fact.Asserts {
				return true
			}
		}
	}
	return false
}

// concrete reports whether enough is said of a cluster to be an incident: it
// has a kind, and a day, a count, or two of place, target and party.
func (g *grouping) concrete(cl *cluster) bool {
	if cl.typ == "" || !slices.ContainsFunc(cl.events, func(e int) bool { return !g.r.Events[e].Bare }) {
		return false
	}
	n := 0
	for _, s := range []fact.Slot{fact.WherePlace, fact.Target, fact.Perpetrator, fact.Responsibility, fact.Instrument} {
		if g.has(cl, s) {
			n++
		}
	}
	if cl.loose && g.has(cl, fact.Responsibility) {
		n += 3 // vague, but somebody takes it on
	}
	if g.has(cl, fact.Killed) || g.has(cl, fact.Injured) {
		n += 2
	}
	if g.has(cl, fact.WhenDate) {
		n += 2
	}
	if g.held(cl) || (cl.typ == "Protests" || cl.typ == "Riots") && !cl.loose && g.has(cl, fact.WherePlace) {
		n++
	}
	need := 2
	if cl.loose && !slices.ContainsFunc(cl.events, func(e int) bool { return !g.noun(e) }) {
		need = 4
	}
	if len(cl.events) > 2 {
		need--
	}
	return n >= need
}

// noun reports whether the trigger of an event is a noun.
func (g *grouping) noun(e int) bool {
	k := g.token(g.r.Events[e].Trigger.Start)
	return g.r.Syntax.Tokens[k].UPOS != syntax.VERB
}

// id is the id of the n-th thing of a kind in this report, from 1.
func (g *grouping) id(kind string, n int) string {
	doc := g.r.Document.ID
	return doc[:min(12, len(doc))] + "." + kind + strconv.Itoa(n)
}
