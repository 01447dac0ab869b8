package fact

import (
	"sort"
	"strings"

	"hearsay/internal/span"
	"hearsay/internal/statement"
)

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
