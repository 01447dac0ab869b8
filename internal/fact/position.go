package fact

import (
	"sort"
	"strings"

	"hearsay/internal/fact/trigger"
	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// drawPositions reads what the statements themselves do to the facts: who
// claims or is accused, who helped, what is denied, who keeps silent.
func (p *page) drawPositions() {
	p.support()
	p.firsts()
	p.unclaimed()
	p.motives()
	p.damage()
	for i := range p.sts {
		switch st := &p.sts[i]; st.Act {
		case statement.ClaimResponsibility:
			p.claimed(i)
		case statement.Accuse:
			p.whole(i, Responsibility)
		case statement.Believe:
			if st.Speaker < 0 {
				p.whole(i, Other)
			}
		}
	}
	for i := range p.sts {
		switch p.sts[i].Act {
		case statement.Deny, statement.Retract:
			p.denied(i)
		case statement.NoResponse, statement.DeclineComment, statement.NeitherConfirmNorDeny, statement.Asked:
			p.silent(i)
		}
	}
	p.granted()
	p.disowned()
}

// disowned lays what speakers say was not done on who did it: "no coalition
// aircraft struck the port", "our troops did not attack the village". The deed
// is the speaker's, or the body's that the speaker stands for.
func (p *page) disowned() {
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.event < 0 || !m.verb || p.events[m.event].Statement < 0 {
			continue
		}
		first, _ := p.Bounds(m.first)
		st := p.events[m.event].Statement
		if p.sts[st].Speaker < 0 || p.sts[st].SourceSpan == nil || p.stands(st, Denies) || !p.undone(m.first) {
			continue
		}
		switch p.sts[st].Act {
		case statement.State, statement.Deny, statement.Confirm:
		default:
			continue
		}
		owner := p.owner(p.sts[st].Speaker)
		for k := range p.claims {
			if v := p.claims[k]; (v.Slot == Perpetrator || v.Slot == Responsibility) && v.Stance == Asserts && alike(v.Norm.Name, owner) {
				p.mirror(st, v, Denies, p.Tok[m.first].Span)
				break
			}
		}
		if e, ok := p.lately(m.first); ok && !p.stands(st, Denies) && p.isViolent(e) && p.ours(m.first, first) {
			p.add(st, e, Perpetrator, p.party(st), Norm{Name: owner}, Denies)
		}
	}
}

// stands reports whether statement i has a claim of this stance on a party.
func (p *page) stands(i int, stance Stance) bool {
	for c := range p.claims {
		if v := &p.claims[c]; v.Statement == i && v.Stance == stance && (v.Slot == Perpetrator || v.Slot == Responsibility || v.Slot == Support) {
			return true
		}
	}
	return false
}

// owner is the body that a source speaks for, else the source itself.
func (p *page) owner(src int) string {
	s := &p.sources[src]
	if s.Affiliation != nil && s.Affiliation.Name != "" {
		return s.Affiliation.Name
	}
	return s.Name
}

// party is where the speaker of statement i is named: in its own words, or, where
// they are a pronoun, at its first mention that is none.
func (p *page) party(i int) span.Span {
	at := p.sts[i].SourceSpan.Span
	k, last := p.tokens(at)
	if last-k != 1 || p.Tok[k].UPOS != syntax.PRON {
		return at
	}
	for _, m := range p.sources[p.sts[i].Speaker].Mentions {
		if f, l := p.tokens(m.Span); l > f && (l-f > 1 || p.Tok[f].UPOS != syntax.PRON) {
			return m.Span
		}
	}
	return at
}

// ours reports whether a word before the verb at k makes the deed the
// speaker's own: "we", "our troops", "no coalition aircraft".
// Who is the subject of a passive is acted on: "no policemen were killed".
func (p *page) ours(k, first int) bool {
	for j := k - 1; j >= max(first, k-7); j-- {
		if p.Tok[k].XPOS == syntax.TagVBN && p.Tok[j].Lemma == "be" {
			return false
		}
		if p.Is(j, "we", "our", "it", "they", "its", "their", "no", "he", "she") {
			return true
		}
	}
	return false
}

// add records a claim of statement i whose value stands at s.
func (p *page) add(i, event int, slot Slot, s span.Span, norm Norm, stance Stance) {
	st := &p.sts[i]
	p.claims = append(p.claims, Claim{
		Event: event, Slot: slot, Value: p.Syn.Text.Slice(s), Norm: norm, Span: s, Statement: i,
		Stance: stance, Certainty: st.Certainty, Echo: st.Repeats != nil,
	})
}

// spoken is the event that statement i is about: one in its content, else one
// of its sentence, else, where loose, the last one before it.
func (p *page) spoken(i int, loose bool) int {
	some := -1
	for _, c := range p.sts[i].Content {
		first, last := p.tokens(c.Span)
		for m := sort.Search(len(p.mentions), func(m int) bool { return p.mentions[m].first >= first }); m < len(p.mentions) && p.mentions[m].last <= last; m++ {
			e := p.mentions[m].event
			if e < 0 {
				continue
			}
			if p.events[e].Stage == Accomplished {
				return e
			}
			if some < 0 {
				some = e
			}
		}
	}
	if some >= 0 {
		return some
	}
	if q := p.sts[i].Cue; q != nil {
		if k, last := p.tokens(q.Span); k < last {
			if e, ok := p.beyond(k); ok {
				return e
			}
			if e, ok := p.about(k); ok && loose {
				return e
			}
		}
	}
	return -1
}

// claimed makes the speaker of a claim of responsibility the one who did it.
func (p *page) claimed(i int) {
	st := &p.sts[i]
	if st.Speaker < 0 || st.SourceSpan == nil {
		return
	}
	switch p.sources[st.Speaker].Kind {
	case source.Document, source.Dataset, source.Outlet:
		return // "… claimed responsibility, said the report"
	}
	if k, last := p.tokens(st.SourceSpan.Span); k < last && p.Is(k, "no", "nobody", "none", "neither") {
		return
	}
	p.add(i, p.spoken(i, true), Responsibility, p.party(i), Norm{Name: p.sources[st.Speaker].Name}, Asserts)
}

// whole makes the content of statement i one value.
func (p *page) whole(i int, slot Slot) {
	st := &p.sts[i]
	if len(st.Content) == 0 || st.Repeats != nil {
		return
	}
	c := st.Content[len(st.Content)-1]
	if len(st.Content) == 1 || c.Len() < st.Content[0].Len() {
		c = st.Content[0]
	}
	if strings.TrimSpace(c.Text) == "" || pointing(c.Text) {
		return
	}
	norm := Norm{}
	if slot == Responsibility {
		first, _ := p.tokens(c.Span)
		if end := p.End(first, false); end > first {
			if name, ok := p.actorName(first, end); ok {
				norm.Name = name
			}
		}
	}
	e := p.spoken(i, slot == Other || norm.Name != "" && p.blames(i, c.Span))
	if e < 0 || slot == Responsibility && (norm.Name == "" || flat(norm.Name) == "other" || flat(norm.Name) == "others") {
		return
	}
	p.add(i, e, slot, c.Span, norm, Asserts)
}

// blames reports whether an accusation is of what has been told already: it
// names the party alone, or what is laid to it points back: "accused the army
// of being behind the attack", not "of delaying talks".
func (p *page) blames(i int, at span.Span) bool {
	first, last := p.tokens(at)
	for k := first; k < last; k++ {
		if p.Is(k, "of", "for", "over") {
			for j := k + 1; j < last; j++ {
				if p.Is(j, "involvement", "role", "behind", "responsible", "attack", "attacks", "it", "this", "that", "plot", "plotting", "orchestrating", "masterminding", "responsibility", "incident", "massacre", "deaths", "violence") {
					return true
				}
			}
			return false
		}
	}
	return true
}

// support finds who is said to have helped: "provided intelligence support",
// "backed by African Union troops".
func (p *page) support() {
	for k := range p.Tok {
		switch {
		case p.Is(k, "support", "assistance", "backing", "help") && p.Tok[k].UPOS == syntax.NOUN && p.gave(k):
			first, _ := p.Bounds(k)
			v := k - 1
			for v > first && p.Tok[v].UPOS != syntax.VERB {
				v--
			}
			lo, _, ok := p.BeforeVerb(v, first)
			if !ok {
				continue
			}
			if e, there := p.about(k); there && p.of[lo] == p.of[k] {
				p.claim(e, Support, lo, k+1, Norm{})
			}
		case p.Is(k, "backed", "supported", "aided", "assisted") && p.Is(k+1, "by"):
			if e, ok := p.about(k); ok && p.isViolent(e) && p.events[e].Stage == Accomplished {
				if end := p.End(k+2, false); end > k+2 {
					p.claim(e, Support, k, end, Norm{})
				}
			}
		}
	}
}

// gave reports whether a verb of giving stands before the noun at k.
func (p *page) gave(k int) bool {
	for j := k - 1; j >= max(0, k-4); j-- {
		if p.Tok[j].UPOS == syntax.VERB {
			switch p.Lemma(j) {
			case "provide", "give", "offer", "lend", "supply", "contribute":
				return true
			}
			return false
		}
	}
	return false
}

// firsts finds what sets an event apart: "the first known strike on …".
func (p *page) firsts() {
	for k := range p.Tok {
		if !p.Is(k, "first", "deadliest", "largest", "biggest", "worst") || !p.Is(k-1, "the", "'s", "’s") {
			continue
		}
		if p.Is(k, "first") && !p.Is(k+1, "known", "such", "confirmed", "publicly", "time") {
			continue
		}
		e, ok := p.about(k)
		if !ok || p.events[e].Stage != Accomplished || !p.ofDeed(k) {
			continue
		}
		_, last := p.Bounds(k)
		end := k
		for end < last && p.Tok[end].Lower != "," && p.Tok[end].Lower != ";" && p.Tok[end].Lower != "." && p.of[end] == p.of[k] {
			end++
		}
		if end == k+1 {
			continue
		}
		n := len(p.claims)
		p.claim(e, Other, k, end, Norm{})
		if st := p.marking(k); len(p.claims) > n && p.claims[n].Statement < 0 && st >= 0 {
			p.claims[n].Statement, p.claims[n].Certainty = st, p.sts[st].Certainty
		}
	}
}

// ofDeed reports whether the superlative at k is of a deed: "the deadliest attack",
// "the worst violence", "the deadliest in Lanby"; not "the largest slum".
func (p *page) ofDeed(k int) bool {
	if p.Is(k, "first") {
		return true
	}
	_, last := p.Bounds(k)
	end := min(p.End(k, false), last)
	for j := k + 1; j < end; j++ {
		if trigger.Noun(p.Syn, j, end) || p.Is(j, "violence", "attack", "attacks", "toll", "loss", "losses", "incident", "crackdown", "day", "month", "year") {
			return true
		}
	}
	return end <= k+1 && p.Is(k, "deadliest", "worst")
}

// marking is the statement that goes on in a clause at token k: "officials said
// the army struck the port, marking the first known raid"; -1 for none.
func (p *page) marking(k int) int {
	first, _ := p.Bounds(k)
	for k > first && !p.Is(k, ",") {
		if t := &p.Tok[k-1]; !p.Is(k-1, "the", "a", ",", "it", "what", "is", "would", "be", "'s", "’s") && t.XPOS != syntax.TagVBG {
			return -1
		}
		k--
	}
	if k == first {
		return -1
	}
	return int(p.of[k-1])
}

// denied lays a denial on the value that it denies.
func (p *page) denied(i int) {
	st := &p.sts[i]
	if len(st.Content) == 0 {
		return
	}
	at := st.Content[0].Span
	for _, c := range p.claims {
		if c.Statement == i && c.Stance == Denies && (c.Slot == Perpetrator || c.Slot == Responsibility || c.Slot == Support) && len(st.Answers) == 0 && !pointing(st.Content[0].Text) {
			return // its own words say what it denies
		}
	}
	if c := p.accusation(i); c >= 0 {
		p.drop(i)
		p.mirror(i, p.claims[c], Denies, at)
		return
	}
	if p.ownDeed(i, at) || p.ownRole(i, at) || p.ownWords(at) {
		return
	}
	answers := st.Answers
	if len(answers) == 0 && i > 0 && pointing(st.Content[0].Text) && p.sts[i-1].Speaker != st.Speaker {
		answers = []int{i - 1}
	}
	for _, j := range answers {
		j = p.meant(j)
		if !p.answersTo(i, j) {
			continue
		}
		if c := p.deniable(i, j); c >= 0 {
			v := p.claims[c]
			p.drop(i)
			p.mirror(i, v, Denies, at)
			return
		}
		if p.contestable(j) {
			p.drop(i)
			n := len(p.claims)
			if p.charge(j); len(p.claims) > n {
				p.mirror(i, p.claims[n], Denies, at)
			}
			return
		}
	}
}

// ownWords reports whether a denial tells in a clause what it denies, so that it
// answers no other statement as a whole: "denied an earlier report that the
// square was hit by a mortar round".
func (p *page) ownWords(at span.Span) bool {
	first, last := p.tokens(at)
	for k := first + 1; k < min(last, first+7); k++ {
		if !p.Is(k, "that") || !p.Is(k-1, "report", "reports", "claim", "claims", "rumors", "rumours", "allegation", "suggestion") {
			continue
		}
		for i := range p.mentions {
			if m := &p.mentions[i]; m.event >= 0 && m.verb && m.first > k && m.last <= last {
				return true
			}
		}
	}
	return false
}

// ownRole lays a denial on the speaker's part in the event that its words name:
// "denied any role in the murder", "any link to the bombing".
func (p *page) ownRole(i int, at span.Span) bool {
	st := &p.sts[i]
	if st.Speaker < 0 || st.SourceSpan == nil {
		return false
	}
	first, last := p.tokens(at)
	role := false
	for k := first; k < min(last, first+6); k++ {
		if p.Is(k, "'s", "’s", "of") {
			return false // another's involvement
		}
		role = role || p.Is(k, "role", "involvement", "part", "hand", "link", "links", "connection", "complicity", "responsibility", "involved", "behind", "responsible")
	}
	if !role {
		return false
	}
	for m := sort.Search(len(p.mentions), func(m int) bool { return p.mentions[m].first >= first }); m < len(p.mentions) && p.mentions[m].last <= last; m++ {
		if e := p.mentions[m].event; e >= 0 && p.isViolent(e) && !p.events[e].Bare {
			p.drop(i)
			p.add(i, e, Responsibility, p.party(i), Norm{Name: p.owner(st.Speaker)}, Denies)
			return true
		}
	}
	return false
}

// answersTo reports whether a denial can be of statement j: its words only
// point back, or they share a word of weight with it. A denial that says by
// itself what it denies, "suggestions that the land is racist", answers nobody.
func (p *page) answersTo(i, j int) bool {
	words := strings.ToLower(p.contents(i))
	if pointing(words) || !strings.Contains(words, " that ") && len(strings.Fields(words)) <= 6 {
		return true
	}
	other := strings.ToLower(p.contents(j))
	for w := range strings.FieldsSeq(words) {
		if w = strings.Trim(w, "“”\"'’,.;:()"); len(w) >= 6 && strings.Contains(other, w) || w == "support" || w == "attack" && strings.Contains(other, "attack") {
			return true
		}
	}
	for m := range p.mentions { // or it names the event that j speaks of
		if e := p.mentions[m].event; e >= 0 && int(p.of[p.mentions[m].first]) == i {
			return p.spoken(j, false) >= 0
		}
	}
	return false
}

// charge makes the content of statement j a value that somebody denies: what is
// said of the event it speaks of, or, for an accusation, of the one before it.
func (p *page) charge(j int) {
	e := p.charged(j)
	if e < 0 || len(p.sts[j].Content) == 0 {
		return
	}
	c := p.sts[j].Content[0]
	for _, o := range p.sts[j].Content[1:] {
		if o.Len() > c.Len() {
			c = o
		}
	}
	p.add(j, e, Responsibility, c.Span, Norm{}, Asserts)
}

// charged is the event that statement j, which somebody denies, lays to
// somebody: for an accusation also one told shortly before.
func (p *page) charged(j int) int {
	accuses := p.sts[j].Act == statement.Accuse
	if e := p.spoken(j, accuses); e >= 0 || !accuses || p.sts[j].Cue == nil {
		return e
	}
	k, _ := p.tokens(p.sts[j].Cue.Span)
	e, _ := p.lately(min(k, len(p.Tok)-1))
	return e
}

// ownDeed lays a denial on who did it, where the denying words tell of an
// event with the speaker as the one who acts: "denied that it had attacked".
func (p *page) ownDeed(i int, at span.Span) bool {
	st := &p.sts[i]
	if st.Speaker < 0 || st.SourceSpan == nil {
		return false
	}
	first, last := p.tokens(at)
	for m := range p.mentions {
		mn := &p.mentions[m]
		if mn.event < 0 || mn.first < first || mn.last > last || !mn.verb {
			continue
		}
		acts := false
		for k := max(first, mn.first-5); k < mn.first; k++ {
			acts = acts || p.Is(k, "it", "they", "we", "he", "she", "its", "their", "our")
		}
		if !acts {
			continue
		}
		p.drop(i)
		st := p.sts[i]
		p.add(i, mn.event, Perpetrator, p.party(i), Norm{Name: p.owner(st.Speaker)}, Denies)
		return true
	}
	return false
}

// mirror lays another stand of statement i on a value that was claimed.
func (p *page) mirror(i int, v Claim, stance Stance, at span.Span) {
	v.Statement, v.Stance, v.Certainty, v.Echo, v.InPart, v.Span = i, stance, p.sts[i].Certainty, p.sts[i].Repeats != nil, false, at
	p.claims = append(p.claims, v)
}

// meant is the statement that statement j, if it only points back ("it"),
// points to.
func (p *page) meant(j int) int {
	for at := j; at >= 0 && at > j-3; at-- {
		if !pointing(p.contents(at)) {
			return at
		}
	}
	return j
}

// drop takes back the values that stood in the denying words themselves.
func (p *page) drop(i int) {
	kept := p.claims[:0]
	for _, c := range p.claims {
		if c.Statement != i || c.Stance != Denies {
			kept = append(kept, c)
		}
	}
	p.claims = kept
}

// deniable is the claim of statement j that statement i denies: the one whose
// slot the denial's words name, else who did it.
func (p *page) deniable(i, j int) int {
	words := strings.ToLower(p.contents(i))
	order := []Slot{Responsibility, Support, Perpetrator, DamageDone}
	if pointing(words) || len(strings.Fields(words)) <= 3 {
		order = append(order, Killed, Injured, Target)
	}
	if strings.Contains(words, "support") || strings.Contains(words, "assist") {
		order = []Slot{Support, Responsibility, Perpetrator}
	}
	if strings.Contains(words, "civilian") || strings.Contains(words, "casualt") || strings.Contains(words, "toll") {
		order = append([]Slot{Killed}, order...)
	}
	for _, slot := range order {
		for c := range p.claims {
			if p.claims[c].Statement == j && p.claims[c].Slot == slot && p.claims[c].Stance == Asserts {
				return c
			}
		}
	}
	return -1
}

func (p *page) contents(i int) string {
	var s strings.Builder
	for _, c := range p.sts[i].Content {
		s.WriteString(c.Text)
		s.WriteByte(' ')
	}
	return s.String()
}

// contestable reports whether the content of statement j, as a whole, is
// something that can be denied.
func (p *page) contestable(j int) bool {
	switch p.sts[j].Act {
	case statement.Accuse:
		return p.charged(j) >= 0
	case statement.State, statement.Believe, statement.Show:
		return p.spoken(j, false) >= 0
	}
	return false
}

// accusation is the claim that "denied involvement" answers: the latest one
// before it that blames the speaker.
func (p *page) accusation(i int) int {
	st := &p.sts[i]
	if st.Speaker < 0 || !pointing(p.contents(i)) {
		return -1
	}
	name, owner := p.sources[st.Speaker].Name, p.owner(st.Speaker)
	best := -1
	for c := range p.claims {
		v := &p.claims[c]
		if (v.Slot == Responsibility || v.Slot == Perpetrator) && v.Stance == Asserts && v.Statement != i && (alike(v.Norm.Name, name) || alike(v.Norm.Name, owner)) {
			best = c
		}
	}
	return best
}

// pointing reports whether words only stand for what was said elsewhere.
func pointing(words string) bool {
	switch flat(words) {
	case "involvement", "responsibility", "this", "that", "it", "any involvement", "any role", "allegation", "allegations", "accusation", "accusations", "accusing", "charges", "report", "reports", "claim", "claims", "any responsibility", "attack", "strike":
		return true
	}
	return false
}

// silent lays a refusal on who is said to have done it, where the silent
// party is the one.
func (p *page) silent(i int) {
	st := &p.sts[i]
	if st.Speaker < 0 {
		return
	}
	name, owner := p.sources[st.Speaker].Name, p.owner(st.Speaker)
	for c := range p.claims {
		v := p.claims[c]
		if (v.Slot == Perpetrator || v.Slot == Responsibility) && v.Stance == Asserts && (alike(v.Norm.Name, name) || alike(v.Norm.Name, owner)) {
			at := v.Span
			if st.Cue != nil {
				at = st.Cue.Span
			}
			p.mirror(i, v, Uncommitted, at)
			return
		}
	}
}

// alike reports whether two names are of one party: the same body, or all
// words of one in the other.
func alike(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	x, okX := lexicon.BodyNamed(a)
	y, okY := lexicon.BodyNamed(b)
	if okX && okY {
		return x.Name == y.Name
	}
	a, b = flat(a), flat(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) > 2 && strings.Contains(" "+b+" ", " "+a+" ")
}

// granted marks what a speaker grants in part: who confirms a target or place,
// and goes on about it, without naming who did it.
func (p *page) granted() {
	for c := range p.claims {
		v := &p.claims[c]
		if v.Statement < 1 || v.Slot != Target && v.Slot != WherePlace || v.InPart {
			continue
		}
		st, prev := &p.sts[v.Statement], &p.sts[v.Statement-1]
		if prev.Act == statement.Confirm && prev.Speaker >= 0 && prev.Speaker == st.Speaker {
			v.InPart = true
		}
	}
}
