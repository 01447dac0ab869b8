package document

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

const months = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`

var (
	monthFirst = regexp.MustCompile(`\b((?i:` + months + `)) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`)
	dayFirst   = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)? ((?i:` + months + `)),? (\d{4})\b`)
	isoDate    = regexp.MustCompile(`\b(\d{4})([-./])(\d{2})([-./])(\d{2})(?:\b|T\d)`)
	digits     = regexp.MustCompile(`\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b`)
	dateLead   = regexp.MustCompile(`^(?i:published|posted|updated|last updated|last modified|first published|date|date of publication|publication date|issued|filed)\b`)
	mastForm   = regexp.MustCompile(`^(.{2,60}?)\s*(?:[|—–·,-])\s*$`)
	clock      = regexp.MustCompile(`^[|,·•@–—-]|^(?:at )?\d{1,2}[:.]\d\d|^\(|^[.]$`)
	weekday    = regexp.MustCompile(`^(?i:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?[.,]?$`)
	// leadDate is what may stand before and after a day that opens a text.
	leadDate = regexp.MustCompile(`^(?i:(?:published|posted|updated|last updated|date of publication|publication date)(?: (?:on|at))?:?)?$`)
	leadNext = regexp.MustCompile(`^(?: (?:at )?\d{1,2}[:.]?\d\d(?: ?(?i:a\.?m\.?|p\.?m\.?|gmt|utc|est|edt))?)? (?:by \p{Lu}|\p{Lu}|[“"]\p{Lu}|\d)`)
)

// dateLine reads a line that gives the day of publication: the date alone,
// "Published 3 March 2025", or a masthead, "Harbour Courier | 3 March 2025".
func (p *press) dateLine(i int, s string) bool {
	day, from, to, ok := findDate(s)
	if !ok {
		return false
	}
	before, after := strings.TrimSpace(s[:from]), strings.TrimSpace(s[to:])
	if len(after) > 25 {
		return false
	}
	switch {
	case before == "" || weekday.MatchString(before):
		// A day alone at the end may be the day of a correction.
		if i >= head || after != "" && !clock.MatchString(after) {
			return false
		}
	case dateLead.MatchString(before) && len(before) <= 40:
	case i < head && mastForm.MatchString(s[:from]):
		m := mastForm.FindStringSubmatchIndex(s[:from])
		name := s[m[2]:m[3]]
		out, known := outletOf(name)
		if !known {
			if !nameForm.MatchString(name) && !outletWord.MatchString(name) || strings.HasSuffix(name, ".") {
				return false
			}
			out = name
		}
		p.outlet(i, line{m[2], m[3]}, out)
	default:
		return false
	}
	if p.doc.Date.Day.IsZero() || strings.HasPrefix(strings.ToLower(before), "published") {
		p.doc.Date = Date{Day: day, Span: p.at(i, from, to)}
	}
	return true
}

// opening reads the day that a text begins with, as pages do whose lines were
// run together: "Thursday 1 August 2013 Inspectors to visit …". A text whose
// other paragraphs begin with days too is a chronicle.
func (p *press) opening(i int, s string) {
	head := s[:min(len(s), 80)]
	day, from, to, ok := findDate(head)
	if !ok || !p.doc.Date.Day.IsZero() || !leadNext.MatchString(head[to:]) {
		return
	}
	before := strings.TrimSpace(head[:from])
	if !leadDate.MatchString(before) && !weekday.MatchString(before) {
		return
	}
	for _, other := range p.text[i+1:] {
		if _, from, _, ok := findDate(other[:min(len(other), 40)]); ok && from <= 10 {
			return
		}
	}
	p.doc.Date = Date{Day: day, Span: p.at(i, from, to)}
}

// findDate finds a full date, and only a full one: no year is guessed.
func findDate(s string) (day time.Time, from, to int, ok bool) {
	if !strings.ContainsAny(s, "0123456789") {
		return time.Time{}, 0, 0, false
	}
	if m := monthFirst.FindStringSubmatchIndex(s); m != nil {
		if day, ok = date(s[m[6]:m[7]], s[m[2]:m[3]], s[m[4]:m[5]]); ok {
			return day, m[0], m[1], true
		}
	}
	if m := dayFirst.FindStringSubmatchIndex(s); m != nil {
		if day, ok = date(s[m[6]:m[7]], s[m[4]:m[5]], s[m[2]:m[3]]); ok {
			return day, m[0], m[1], true
		}
	}
	if m := isoDate.FindStringSubmatchIndex(s); m != nil && s[m[4]] == s[m[8]] {
		if day, err := time.Parse(time.DateOnly, s[m[2]:m[3]]+"-"+s[m[6]:m[7]]+"-"+s[m[10]:m[11]]); err == nil {
			return day, m[2], m[11], true
		}
	}
	if m := digits.FindStringSubmatchIndex(s); m != nil {
		if day, ok = unambiguous(s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]]); ok {
			return day, m[0], m[1], true
		}
	}
	return time.Time{}, 0, 0, false
}

// unambiguous reads "17-08-2014" and "08/17/2014"; of "05-05-2016" both
// readings are one, of "06-05-2016" they are not, and it is left unread.
func unambiguous(a, b, year string) (time.Time, bool) {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	n, errN := strconv.Atoi(year)
	if errX != nil || errY != nil || errN != nil || x <= 12 && y <= 12 && x != y {
		return time.Time{}, false
	}
	if y > 12 {
		x, y = y, x
	}
	day := time.Date(n, time.Month(y), x, 0, 0, 0, 0, time.UTC)
	return day, y >= 1 && y <= 12 && day.Day() == x
}

func date(year, month, day string) (time.Time, bool) {
	d, err := time.Parse("2006 Jan 2", year+" "+month[:3]+" "+day)
	return d, err == nil
}
