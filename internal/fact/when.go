package fact

import (
	"strconv"
	"strings"
	"time"

	"hearsay/internal/calendar"
	"hearsay/internal/fact/trigger"
	"hearsay/internal/syntax"
)

// drawDates gives each event the expression that stands nearest to it. An
// expression that dates the telling, not what is told, is left out.
func (p *page) drawDates() {
	year, told, moved := 0, -1, -1 // the last date that gave no more, its sentence, that of a month taken for its
	for _, w := range calendar.Find(p.Syn, p.ref) {
		if w.Dates() && w.Date.Prec == 5 {
			year, told = w.Date.Start.Year(), int(p.Sent[w.First])
		} else if s := int(p.Sent[w.First]); year > 0 && year < p.ref.Year()-5 && s >= told && s-told <= 1 && p.unyeared(w) {
			w.Date.Start, w.Date.End = recallYear(w.Date.Start, year), recallYear(w.Date.End, year)
			w.Date.Value = strconv.Itoa(year) + strings.TrimLeft(w.Date.Value, "0123456789X")
			moved = s
		} else if s == moved && p.Is(w.Last-1, "later", "after", "following") {
			continue // counted from the month, of which it knew no year
		}
		if !w.Dates() || p.telling(w) {
			continue
		}
		i := p.owned(w)
		if i < 0 {
			if i = p.near(w.First); i >= 0 && p.elsewhere(w, &p.mentions[i]) {
				continue
			}
		}
		if i >= 0 && p.mentions[i].event >= 0 {
			d := Date(w.Date)
			if d.Prec >= 4 && (p.ongoing(&p.mentions[i]) || p.Is(w.First-1, "since") || p.Is(w.First, "since")) {
				continue
			}
			if p.nineEleven(w, p.mentions[i]) {
				at := time.Date(2001, time.September, 11, 0, 0, 0, 0, time.UTC)
				d = Date{Start: at, End: at, Prec: 1, Value: at.Format(time.DateOnly)}
			}
			if ev := &p.events[p.mentions[i].event]; ev.Stage == Accomplished && !p.ref.IsZero() && d.Prec == 1 && d.Start.After(p.ref.AddDate(0, 0, 1)) {
				continue // what has happened was not after the report
			}
			p.claim(p.mentions[i].event, WhenDate, w.First, w.Last, Norm{Date: &d})
		}
	}
}

// unyeared reports whether an expression is a month, or a day of one, without a
// year: after "in 1960", "in December" is that year's.
func (p *page) unyeared(w calendar.Expression) bool {
	if w.Date.Start.IsZero() || w.Date.Prec != 4 || w.Last-w.First > 2 || len(w.Date.Value) < 7 {
		return false
	}
	for k := w.First; k < w.Last; k++ {
		if f := p.Tok[k].Form; len(f) == 4 && f[0] >= '1' && f[0] <= '2' || p.Is(k, "last", "this", "next", "earlier", "month", "ago", "later") {
			return false
		}
		if monthNames[p.Tok[k].Lower] {
			return true
		}
	}
	return false
}

var monthNames = set("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.")

func recallYear(t time.Time, year int) time.Time {
	return time.Date(year, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// owned is the mention that a date in the possessive belongs to, "last year's
// deadly blasts"; -1 for none.
func (p *page) owned(w calendar.Expression) int {
	if !p.Is(w.Last, "'s", "’s", "'", "’") {
		return -1
	}
	_, last := p.Bounds(w.First)
	for i := range p.mentions {
		if m := &p.mentions[i]; m.first > w.Last && m.first < min(last, w.Last+7) {
			for k := w.Last + 1; k < m.first; k++ {
				if u := p.Tok[k].UPOS; u == syntax.VERB && p.Tok[k].XPOS != syntax.TagVBN || u == syntax.ADP || u == syntax.AUX {
					return -1
				}
			}
			return i
		}
	}
	return -1
}

// ongoing reports whether the verb of a mention tells what has gone on for long,
// so that a year beside it dates no event: "have constantly attacked".
func (p *page) ongoing(m *mention) bool {
	first, _ := p.Bounds(m.first)
	return m.verb && p.Had(m.first, first) && !p.Is(m.first-1, "had")
}

// elsewhere reports whether a date belongs to another verb than the event's: to
// one of what follows an event ("was condemned on Monday"), or to one before
// it while the event only comes after ("heard on Monday of the massacre").
func (p *page) elsewhere(w calendar.Expression, m *mention) bool {
	first, last := p.Bounds(w.First)
	if p.ofNextVerb(w, m, first, last) {
		return true
	}
	if p.ofClause(w, m, first) || w.First > first && m.first >= w.Last && aftermath[p.Lemma(w.First-1)] && p.Tok[w.First-1].UPOS == syntax.VERB {
		return true // "condemned Thursday the bombing"
	}
	if m.first >= w.Last && m.first <= w.Last+1 || p.Is(w.Last, "when", "as", "'s", "’s") {
		return false
	}
	for k := w.First - 1; k >= max(first, w.First-7); k-- {
		if k < m.last && k >= m.first {
			return false
		}
		if p.Is(k, ",", ";", ":", "—", "–") {
			return false
		}
		if aftermath[p.Lemma(k)] && p.Is(k-1, "to") {
			return true // "was set to open on Monday"
		}
		if t := &p.Tok[k]; t.UPOS == syntax.VERB && (t.XPOS == syntax.TagVBD || t.XPOS == syntax.TagVBN || t.XPOS == syntax.TagVBZ || t.XPOS == syntax.TagVBP) {
			if aftermath[p.Lemma(k)] {
				return true
			}
			return m.first > w.Last+1 && !trigger.Light(t) && p.Lemma(k) != "kill"
		}
	}
	return false
}

// ofNextVerb reports whether a bare day stands between a subject and a verb other
// than the event's: "the president Wednesday surveyed the ruins of the raid",
// "the envoy on Wednesday led a team to the victims of the raid".
func (p *page) ofNextVerb(w calendar.Expression, m *mention, first, last int) bool {
	if w.Last-w.First > 2 || w.First <= first || m.first <= w.Last {
		return false
	}
	k := w.First - 1
	if p.Is(k, "on") && k > first {
		k--
	}
	if u := p.Tok[k].UPOS; u != syntax.NOUN && u != syntax.PROPN {
		return false
	}
	t := &p.Tok[w.Last]
	return w.Last < last && t.UPOS == syntax.VERB && (t.XPOS == syntax.TagVBD || t.XPOS == syntax.TagVBZ) && !trigger.Light(t) && p.Lemma(w.Last) != "kill"
}

// ofClause reports whether a date opens a clause of its own after the event's:
// "has come under attack, and last week a statement threatened students".
func (p *page) ofClause(w calendar.Expression, m *mention, first int) bool {
	k := w.First - 1
	if p.Is(k, "on", "in") {
		k--
	}
	if k <= first || m.last > k || !p.Is(k, "and", "but") || !p.Is(k-1, ",") {
		return false
	}
	_, last := p.Bounds(k)
	for j := w.Last; j < min(last, w.Last+12); j++ {
		if t := &p.Tok[j]; t.XPOS == syntax.TagVBD || t.XPOS == syntax.TagVBZ || t.XPOS == syntax.TagVBP {
			return true
		}
	}
	return false
}

// aftermath are verbs of what people do after an event.
var aftermath = set("condemn", "adjourn", "open", "sentence", "convict", "charge", "mourn", "visit", "meet", "testify", "rule", "resume", "restart", "acquit", "appear", "plead",
	"bury", "identify", "publish", "convene", "vow", "pledge", "criticize", "criticise", "denounce", "deplore", "arrive", "postpone", "cancel", "schedule", "release", "discuss", "brief", "approve",
	"jail", "imprison", "extradite", "slam", "blast", "praise", "reject", "deny", "urge", "indict")

// nineEleven reports whether a day without a year is part of a name that the
// world gives to one event: "the Sept. 11 attacks".
func (p *page) nineEleven(w calendar.Expression, m mention) bool {
	if w.Last-w.First != 2 || m.first-w.Last > 2 && w.First-m.last > 2 || m.first < w.First {
		return false
	}
	month, eleventh := false, false
	for k := w.First; k < w.Last; k++ {
		month = month || p.Is(k, "september", "sept.", "sept")
		eleventh = eleventh || p.Is(k, "11", "11th")
	}
	return month && eleventh && p.Is(m.last-1, "attacks", "attack", "strikes", "bombings")
}

// telling reports whether a date stands beside the cue, outside what is told:
// "told reporters on Monday that", "confirmed Monday".
func (p *page) telling(w calendar.Expression) bool {
	if at := p.doc.Date.Span; !at.Empty() && at.Overlaps(p.Tok[w.First].Span) {
		return true // the report's own date
	}
	if p.Is(w.Last, "as") {
		return true // "declared Tuesday as a day of mourning"
	}
	if st := p.of[w.First]; st >= 0 {
		q := p.sts[st].Cue
		return q != nil && (strings.Contains(q.Text, "asked") || strings.Contains(q.Text, "questioned"))
	}
	first, last := p.Bounds(w.First)
	if p.spokenOf(w.First, first) {
		return true
	}
	if k := w.First - 1; k > first && !p.Is(w.Last, "'s", "’s") {
		for k > first && p.Is(k, "on", "late", "early") {
			k--
		}
		if p.Tok[k].UPOS == syntax.VERB && p.Is(k, "said", "says", "told", "announced", "added", "reported", "stated", "confirmed") {
			return true
		}
	}
	for k := w.First - 1; k >= max(first, w.First-6); k-- {
		if p.cue[k] {
			return true
		}
		if p.of[k] >= 0 {
			break
		}
	}
	for k := w.Last; k < min(last, w.Last+3); k++ {
		if p.cue[k] {
			return true
		}
	}
	return false
}

// talk are verbs of putting a thing to somebody.
var talk = set("ask", "question", "press", "quiz", "grill", "speak", "talk", "comment", "tweet", "interview")

// spokenOf reports whether the words before a date at token k speak of a thing
// rather than tell it, so that the date is of the talk: "asked directly about
// the incident on Monday".
func (p *page) spokenOf(k, first int) bool {
	for i := k - 1; i >= max(first, k-8); i-- {
		if t := &p.Tok[i]; p.Is(i, ",", ";", ":", "that") || t.XPOS == syntax.TagVBD {
			return false
		}
		if !p.Is(i, "about", "regarding", "concerning") {
			continue
		}
		for j := i - 1; j >= max(first, i-3); j-- {
			if talk[p.Lemma(j)] {
				return true
			}
		}
	}
	return false
}
