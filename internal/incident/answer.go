package incident

import (
	"hearsay/internal/incident/acled"
	"hearsay/internal/statement"
)

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
