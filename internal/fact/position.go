package fact

import (
	"sort"
	"strings"

	"hearsay/internal/lexicon"
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
