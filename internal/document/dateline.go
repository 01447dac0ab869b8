package document

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"hearsay/internal/lexicon"
)

var (
	datelineStart = regexp.MustCompile(`^\s*(\p{Lu}[\p{Lu} .'’/-]{2,40})(, \p{Lu}[\p{L}. ]{2,30})?(,? (?:` + months + `) \d{1,2}(?:, \d{4})?|, \d{1,2} (?i:` + months + `)(?: \d{4}| \d\d)?)?,?\s?(\(([\p{Lu}][\p{L}/ .-]{1,40})\))?\s*(?:—|–|―|--|-|_)(?:\s|$)`)
	// mixedStart is a dateline in mixed case, which needs its agency.
	mixedStart = regexp.MustCompile(`^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2})(, \p{Lu}[\p{L}. ]{2,30})?(,? (?:` + months + `) \d{1,2}(?:, \d{4})?)?,?\s?(\(([\p{Lu}][\p{L}/ .-]{1,40})\))\s*(?:—|–|―|--|-|_)(?:\s|$)`)
	// regionStart and colonStart need a place that is known to be one.
	regionStart = regexp.MustCompile(`^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2})(?:, (\p{Lu}[\p{L}. ]{2,30}?))? (?:—|–|―|--) `)
	colonStart  = regexp.MustCompile(`^(\p{Lu}{2,}(?: \p{Lu}{2,}){0,2}): \p{Lu}`)
	shortYear   = regexp.MustCompile(`^, (\d{1,2}) ((?i:` + months + `)) (\d\d)$`)
	agencyStart = regexp.MustCompile(`^\(?(AP|AFP|Reuters|UPI|dpa|Xinhua|CNN)\)?\s*(?:—|–|―|--|-)\s`)
)

// dateline reads "BOGOTA, Colombia (AP) — " at the start of the body.
func (p *press) dateline(i int, s string) {
	start := s[:min(len(s), 160)]
	m := datelineStart.FindStringSubmatchIndex(start)
	if m != nil && !placeLike(s, m) {
		m = nil
	}
	if m == nil {
		m = mixedStart.FindStringSubmatchIndex(start)
	}
	if m != nil {
		end := m[3]
		if m[4] >= 0 {
			end = m[5]
		}
		place := trim(s, m[2], m[2]+len(strings.TrimRight(s[m[2]:end], " -–")))
		p.doc.Located = p.field(i, place.from, place.to)
		if m[6] >= 0 {
			if day, from, to, ok := datelineDay(s[m[6]:m[7]]); ok && p.doc.Date.Day.IsZero() {
				p.doc.Date = Date{Day: day, Span: p.at(i, m[6]+from, m[6]+to)}
			}
		}
		if m[10] >= 0 {
			p.maker(i, line{m[10], m[11]})
		}
		p.part(i, m[1])
		return
	}
	if m := regionStart.FindStringSubmatchIndex(start); m != nil {
		_, capital := lexicon.CountryByCapital(s[m[2]:m[3]])
		end, country := m[3], false
		if m[4] >= 0 {
			end = m[5]
			_, country = lexicon.CountryNamed(s[m[4]:m[5]])
		}
		if country || capital && m[4] < 0 {
			p.doc.Located = p.field(i, m[2], end)
			p.part(i, m[1])
			return
		}
	}
	if m := colonStart.FindStringSubmatchIndex(start); m != nil && !tag.MatchString(s) && p.spokenOnce() && len(s) >= 80 {
		p.doc.Located = p.field(i, m[2], m[3])
		p.part(i, m[3]+1)
		return
	}
	if m := agencyStart.FindStringSubmatchIndex(s); m != nil {
		p.maker(i, line{m[2], m[3]})
		p.part(i, m[1])
	}
}

// part makes the first n bytes of paragraph i, a dateline, a paragraph of its
// own, so that the sentence after it is read without it.
func (p *press) part(i, n int) {
	s := p.text[i]
	lead, rest := trim(s, 0, n), trim(s, n, len(s))
	first := Paragraph{Span: p.at(i, lead.from, lead.to), Role: Dateline}
	if rest.from == rest.to {
		p.doc.Paragraphs[i].Role = Dateline
		return
	}
	p.doc.Paragraphs[i].Span = p.at(i, rest.from, rest.to)
	p.doc.Paragraphs = slices.Insert(p.doc.Paragraphs, i, first)
	p.text[i] = s[rest.from:rest.to]
	p.text = slices.Insert(p.text, i, s[lead.from:lead.to])
}

// spokenOnce reports whether one paragraph alone begins with words in capitals
// and a colon. In a transcript many do.
func (p *press) spokenOnce() bool {
	n := 0
	for _, s := range p.text {
		if colonStart.MatchString(s[:min(len(s), 60)]) {
			n++
		}
	}
	return n == 1
}

// tag is a word in capitals with a dash after it that is no place.
var tag = regexp.MustCompile(`^(?i:exclusive|update|updated|breaking|watch|video|analysis|opinion|correction|live|factbox|explainer|special report|editorial|comment|feature|interview|profile|timeline|note|notes|caution|warning|background|summary|abstract|highlights|key|source|sources|photo|photos|trigger|developing|urgent|alert|recap|fact|factbox|roundup|news|the|a|an|in|on|at|we|he|she|it|they|this|that|there|q|a)\b`)

// placeLike reports whether the match of a dateline names a place. Without a
// region, a day or an agency, a text all in capitals gives none: its first
// words look the same as a place does.
func placeLike(s string, m []int) bool {
	if tag.MatchString(s[m[2]:m[3]]) {
		return false
	}
	if m[4] >= 0 || m[6] >= 0 || m[10] >= 0 {
		return true
	}
	return strings.Count(s[m[2]:m[3]], " ") <= 4 && strings.IndexFunc(s, unicode.IsLower) >= 0
}

// datelineDay reads the day of a dateline; "3 JAN 90" is of the nineties, as
// in the wire services of the time.
func datelineDay(s string) (day time.Time, from, to int, ok bool) {
	if m := shortYear.FindStringSubmatch(s); m != nil {
		century := "20"
		if m[3] >= "50" {
			century = "19"
		}
		day, ok = date(century+m[3], m[2], m[1])
		return day, 2, len(s), ok
	}
	return findDate(s)
}

var initials = regexp.MustCompile(`^\p{Lu}{2,5}$`)

// maker credits the agency of a dateline, and takes it for the outlet where
// the report names no other.
func (p *press) maker(i int, part line) {
	value := p.text[i][part.from:part.to]
	name, known := outletOf(value)
	switch {
	case known:
	case outletWord.MatchString(value), initials.MatchString(value):
		name = value
	default:
		return
	}
	p.addCredit(i, part)
	p.outlet(i, part, name)
}
