package document

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"hearsay/internal/span"
)

// press reads the furniture of a report: what stands around the body and says
// what the report is. It works on the paragraphs in order.
type press struct {
	doc  *Document
	text []string // of each paragraph
}

func newPress(doc *Document) *press {
	p := &press{doc: doc, text: make([]string, len(doc.Paragraphs))}
	for i, par := range doc.Paragraphs {
		p.text[i] = doc.Text.Slice(par.Span)
	}
	return p
}

// leadWords begin the lines below the head that are not of the body; every
// alternative of the patterns of read begins with one.
var leadWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("correction corrections clarification editor update this an published posted updated last first date issued filed additional reporting writing editing with compiled read also see related more share sign subscribe follow click continue story continues listen watch image getty skip we log recommended eds photo photos copyright all advertisement advertising print e mail email facebook twitter whatsapp telegram send menu home comment comments trending most newsletter newsletters cookie cookies") {
		m[w] = true
	}
	return m
}()

// leads reports whether the first word of s may begin a line that is not of
// the body. Most paragraphs are, and are then not looked at further.
func leads(s string) bool {
	if strings.HasPrefix(s, "©") {
		return true
	}
	s = strings.TrimPrefix(s, "(")
	var buf [16]byte
	n := 0
	for n < len(s) {
		c := s[n] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		if n == len(buf) {
			return false
		}
		buf[n] = c
		n++
	}
	return leadWords[string(buf[:n])]
}

// head is how many paragraphs at the top may be headline, byline or date.
const head = 8

func (p *press) read() {
	for i, s := range p.text {
		if i >= head && !leads(s) && !strings.Contains(s, "contributed ") {
			continue
		}
		switch {
		case i < head && p.byline(i, s):
			p.doc.Paragraphs[i].Role = Byline
		case len(s) <= 90 && p.dateLine(i, s), i > 0 && i < head && p.outletLine(i, s):
			p.doc.Paragraphs[i].Role = Byline
		case correction.MatchString(s):
			p.doc.Paragraphs[i].Role = Correction
		case p.credit(i, s):
			p.doc.Paragraphs[i].Role = Credit
		case len(s) <= 160 && furniture.MatchString(s):
			p.doc.Paragraphs[i].Role = Furniture
		}
	}
	p.headline()
	for i, par := range p.doc.Paragraphs {
		if par.Role == Body {
			p.dateline(i, p.text[i])
			break
		}
	}
}

// at is the span of the bytes [from, to) of paragraph i.
func (p *press) at(i, from, to int) span.Span {
	t := p.doc.Text
	base := t.Byte(p.doc.Paragraphs[i].Start)
	return t.OfBytes(base+from, base+to)
}

func (p *press) field(i, from, to int) Field {
	return Field{Value: p.text[i][from:to], Span: p.at(i, from, to)}
}

// headline takes the first paragraph where it reads as one: short, no full
// stop at its end, and a body after it that is longer.
func (p *press) headline() {
	i := 0
	for i < len(p.text) && p.doc.Paragraphs[i].Role != Body {
		i++
	}
	if i >= len(p.text) || i > 3 {
		return
	}
	s := p.text[i]
	longer := false
	for j := i + 1; j < len(p.text); j++ {
		longer = longer || p.doc.Paragraphs[j].Role == Body && len(p.text[j]) > len(s)/2
	}
	if !longer || len(s) > 180 || strings.Count(s, " ") > 28 || datelineStart.MatchString(s) {
		return
	}
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "U.S.") && !strings.HasSuffix(s, "...") || strings.HasSuffix(s, ".”") || strings.HasSuffix(s, ".\"") {
		return
	}
	if strings.HasSuffix(s, ":") || strings.HasSuffix(s, ",") || transcript.MatchString(s) {
		return
	}
	p.doc.Paragraphs[i].Role = Headline
	p.doc.Headline = p.field(i, 0, len(s))
}

var (
	// "SMITH: We do not think" and "Q: Do we know?" are speech, no headlines.
	transcript = regexp.MustCompile(`^(?:[A-Z][A-Z. '-]{1,30}|Q|A):\s+\S`)

	correction = regexp.MustCompile(`^(?i:\(?(?:correction|corrections|clarification|editor[’']s note|update)\s*[:—–-]|(?:this|an earlier version of this) (?:story|article|report|version|headline)[^.]{0,60} (?:has been|was|were|is) (?:updated|corrected|amended|revised|changed)|an earlier version of this|this (?:story|article|report) (?:corrects|was corrected|has been corrected))`)

	furniture = regexp.MustCompile(`^(?i:(?:read more|read also|also read|see also|related stor(?:y|ies)|more on this|share this|sign up|subscribe|follow us|click here|continue reading|story continues|listen to this|watch the (?:full |latest |live )*(?:video|clip|interview|moment|ad)|image credit|getty images|skip to (?:main|content)|we use cookies|this (?:site|website) uses cookies|log in|recommended for you|eds:)\b?[^.]{0,100}[.:…]?|(?:related|watch|photo|photos|read):.{0,120}|(?:copyright )?©.*|copyright \d{4}.*|all rights reserved.{0,60}|(?:advertisement|advertising|share|print|e-?mail|facebook|twitter|whatsapp|telegram|send|menu|home|comments?|related|watch|trending|most read|newsletters?|cookies?)[.:…]?)$`)

	bylineForm = regexp.MustCompile(`^(?:By|BY|by)\s+([\p{Lu}][^.!?]{1,120})$`)
	staffForm  = regexp.MustCompile(`^([\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3}),\s+(?:Staff Writer|Staff Reporter|Correspondent|Senior Correspondent|Reporter)$`)
	nameForm   = regexp.MustCompile(`^[\p{Lu}][\p{L}.'’-]*(?: (?:[\p{Lu}]|al-|de |van |von |bin )[\p{L}.'’-]*){0,4}$`)
)

// byline reads "By Ana Ruiz and Tom Hale, Meridian Press".
func (p *press) byline(i int, s string) bool {
	m := bylineForm.FindStringSubmatchIndex(s)
	if m == nil {
		m = staffForm.FindStringSubmatchIndex(s)
	}
	if m == nil {
		return false
	}
	for _, part := range split(s, m[2], m[3]) {
		value := s[part.from:part.to]
		if duty.MatchString(value) {
			continue
		}
		if out, ok := outletOf(value); ok {
			p.outlet(i, part, out)
			continue
		}
		if !nameForm.MatchString(value) {
			continue
		}
		// The last part after a comma is whom they write for, where it ends in
		// a word that names an outlet.
		if len(p.doc.By) > 0 && outletWord.MatchString(value) {
			p.outlet(i, part, value)
			continue
		}
		p.doc.By = append(p.doc.By, p.field(i, part.from, part.to))
	}
	return len(p.doc.By) > 0 || p.doc.Outlet.Value != ""
}

// duty is what a writer is, where a name would stand.
var duty = regexp.MustCompile(`^(?i:(?:senior |chief |special |staff |foreign |political |national |international |diplomatic |defen[cs]e |security |our )*(?:writer|reporter|correspondent|editor|columnist|staff|contributor|producer)s?)(?: in \p{Lu}.*)?$`)

// outletLine reads a line that is the name of an outlet and nothing else. An
// outlet that no list holds needs a word that outlets are named by, and a
// byline or a date beside it.
func (p *press) outletLine(i int, s string) bool {
	whole := line{0, len(s)}
	if out, ok := outletOf(s); ok {
		p.outlet(i, whole, out)
		return true
	}
	if len(s) > 40 || !outletWord.MatchString(s) || !nameForm.MatchString(s) {
		return false
	}
	beside := p.doc.Paragraphs[i-1].Role == Byline || i+1 < len(p.text) && aboutReport(p.text[i+1])
	if beside {
		p.outlet(i, whole, s)
	}
	return beside
}

// aboutReport reports whether a line is a byline or a date.
func aboutReport(s string) bool {
	if len(s) > 90 {
		return false
	}
	_, from, to, ok := findDate(s)
	return ok && from <= 20 && len(s)-to <= 25 || bylineForm.MatchString(s) || staffForm.MatchString(s)
}

var outletWord = regexp.MustCompile(`\b(?:Press|News|Agency|Wire|Times|Post|Journal|Herald|Tribune|Gazette|Courier|Chronicle|Observer|Telegraph|Guardian|Standard|Star|Daily|Weekly|Radio|TV|Television|Network|Service|Dispatch|Monitor|Review|Examiner|Sentinel|Bulletin|Report|Today|Mail|Record|Ledger|Mercury|Argus|Echo|Mirror|Globe|Express|Broadcasting)\b`)

func (p *press) outlet(i int, part line, value string) {
	if p.doc.Outlet.Value == "" {
		p.doc.Outlet = Field{Value: value, Span: p.at(i, part.from, part.to)}
	}
}

// split parts a list of names at commas, slashes and "and".
func split(s string, from, to int) []line {
	var out []line
	for from < to {
		end, next := to, to
		for _, sep := range []string{", and ", " and ", ", ", " & ", " | ", " for ", " of "} {
			if k := strings.Index(s[from:to], sep); k >= 0 && from+k < end {
				end, next = from+k, from+k+len(sep)
			}
		}
		if l := trim(s, from, end); l.from < l.to {
			out = append(out, l)
		}
		from = next
	}
	return out
}

const months = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`

var (
	monthFirst = regexp.MustCompile(`\b((?i:` + months + `)) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`)
	dayFirst   = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)? ((?i:` + months + `)),? (\d{4})\b`)
	isoDate    = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	dateLead   = regexp.MustCompile(`^(?i:published|posted|updated|last updated|first published|date|issued|filed)\b`)
	mastForm   = regexp.MustCompile(`^(.{2,60}?)\s*(?:[|—–·,-])\s*$`)
	clock      = regexp.MustCompile(`^[|,·•@–—-]|^(?:at )?\d{1,2}[:.]\d\d|^\(|^[.]$`)
	weekday    = regexp.MustCompile(`^(?i:mon|tues|wednes|thurs|fri|satur|sun)day,?$`)
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
	if m := isoDate.FindStringIndex(s); m != nil {
		if day, err := time.Parse(time.DateOnly, s[m[0]:m[1]]); err == nil {
			return day, m[0], m[1], true
		}
	}
	return time.Time{}, 0, 0, false
}

func date(year, month, day string) (time.Time, bool) {
	d, err := time.Parse("2006 Jan 2", year+" "+month[:3]+" "+day)
	return d, err == nil
}

var (
	datelineStart = regexp.MustCompile(`^\s*(\p{Lu}[\p{Lu} .'’/-]{2,40})(, \p{Lu}[\p{L}. ]{2,30})?(,? (?:` + months + `) \d{1,2}(?:, \d{4})?|, \d{1,2} (?i:` + months + `)(?: \d{4}| \d\d)?)?,?\s?(\(([\p{Lu}][\p{L}/ .-]{1,40})\))?\s*(?:—|–|--|-|_)(?:\s|$)`)
	// mixedStart is a dateline in mixed case, which needs its agency.
	mixedStart  = regexp.MustCompile(`^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2})(, \p{Lu}[\p{L}. ]{2,30})?(,? (?:` + months + `) \d{1,2}(?:, \d{4})?)?,?\s?(\(([\p{Lu}][\p{L}/ .-]{1,40})\))\s*(?:—|–|--|-|_)(?:\s|$)`)
	shortYear   = regexp.MustCompile(`^, (\d{1,2}) ((?i:` + months + `)) (\d\d)$`)
	agencyStart = regexp.MustCompile(`^\(?(AP|AFP|Reuters|UPI|dpa|Xinhua|CNN)\)?\s*(?:—|–|--|-)\s`)
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
		return
	}
	if m := agencyStart.FindStringSubmatchIndex(s); m != nil {
		p.maker(i, line{m[2], m[3]})
	}
}

// tag is a word in capitals with a dash after it that is no place.
var tag = regexp.MustCompile(`^(?i:exclusive|update|updated|breaking|watch|video|analysis|opinion|correction|live|factbox|explainer|special report|editorial|comment|feature|interview|profile|timeline|the|a|an|in|on|at|we|he|she|it|they|this|that|there|q|a)\b`)

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

var (
	contributed = regexp.MustCompile(`(?:contributed to (?:this|the) (?:report|story|article)|contributed reporting|contributed from)`)
	reportingBy = regexp.MustCompile(`^\(?(?:Additional reporting|Reporting|Writing|Editing|With reporting|Compiled) (?:by|from|and)\b`)
	possessive  = regexp.MustCompile(`^(?:The )?([\p{Lu}][\p{L}./-]*(?: [\p{Lu}][\p{L}./-]*){0,3}?)(?:['’]s?\b| (?:writer|writers|reporter|reporters|correspondent|correspondents|journalist|journalists|news assistant|contributed)\b)`)
	withAgency  = regexp.MustCompile(`(?:from|by|With|©|\(c\)) (?:the |The )?([\p{Lu}][\p{L}./-]*(?: [\p{Lu}][\p{L}./-]*){0,3})`)
)

// credit reads the lines that say who made the report. Where such a sentence
// ends a longer paragraph it is credited too, and the paragraph stays body.
func (p *press) credit(i int, s string) bool {
	last := s
	offset := 0
	if len(s) > 240 {
		if k := strings.LastIndex(s[:len(s)-1], ". "); k >= 0 {
			offset = k + 2
			last = s[offset:]
		}
	}
	says := contributed.MatchString(last) || reportingBy.MatchString(last) || offset == 0 && strings.HasPrefix(last, "©")
	if !says {
		return false
	}
	for _, re := range []*regexp.Regexp{possessive, withAgency} {
		if m := re.FindStringSubmatchIndex(last); m != nil {
			if _, ok := outletOf(last[m[2]:m[3]]); ok {
				p.addCredit(i, line{offset + m[2], offset + m[3]})
				break
			}
		}
	}
	return offset == 0
}

func (p *press) addCredit(i int, part line) {
	value := p.text[i][part.from:part.to]
	if name, ok := outletOf(value); ok {
		value = name
	}
	for _, c := range p.doc.Credits {
		if c.Value == value {
			return
		}
	}
	p.doc.Credits = append(p.doc.Credits, Field{Value: value, Span: p.at(i, part.from, part.to)})
}
