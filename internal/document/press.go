package document

import (
	"regexp"
	"strings"

	"hearsay/internal/document/notice"
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
	for w := range strings.FieldsSeq("correction corrections clarification editor update this an published posted updated last first date issued filed additional reporting writing editing with compiled read also see related more share sign subscribe follow click continue story continues listen watch image getty skip we log recommended eds photo photos copyright all advertisement advertising print e mail email facebook twitter whatsapp telegram send menu home comment comments trending most newsletter newsletters cookie cookies contributing source sources originally first republished reprinted reproduced syndicated distributed supplied provided the c") {
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
		if i >= head && !leads(s) && !strings.Contains(s, "contributed") && !strings.Contains(s, "ublished") && (i+3 < len(p.text) || len(s) > 80) {
			continue
		}
		switch {
		case i < head && p.address(i, s):
			p.doc.Paragraphs[i].Role = Byline
		case i < head && p.byline(i, s):
			p.doc.Paragraphs[i].Role = Byline
		case len(s) <= 90 && p.dateLine(i, s), i > 0 && i < head && p.outletLine(i, s):
			p.doc.Paragraphs[i].Role = Byline
		case notice.Correction(s):
			p.doc.Paragraphs[i].Role = Correction
		case i > 0 && p.syndicated(i, s), p.credit(i, s):
			p.doc.Paragraphs[i].Role = Credit
		case len(s) <= 160 && furniture.MatchString(s):
			p.doc.Paragraphs[i].Role = Furniture
		}
	}
	p.headline()
	if len(p.text) > 0 {
		p.opening(0, p.text[0])
	}
	// A caption or a deck may stand before the paragraph with the dateline.
	for i, seen := 0, 0; i < len(p.text) && seen < 3 && p.doc.Located.Value == ""; i++ {
		if p.doc.Paragraphs[i].Role == Body {
			p.dateline(i, p.text[i])
			seen++
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

// headline takes the first paragraph where it reads as one: short, with a body
// after it that is longer, and in a headline's words (see headlinese). A deck
// that a semicolon joins to it is of it too.
func (p *press) headline() {
	i := 0
	for i < len(p.text) && p.doc.Paragraphs[i].Role != Body {
		i++
	}
	if i >= len(p.text) || i > 3 {
		return
	}
	s := p.text[i]
	next := p.nextBody(i)
	longer := false
	for j := next; j < len(p.text); j++ {
		longer = longer || p.doc.Paragraphs[j].Role == Body && len(p.text[j]) > len(s)/2
	}
	if !longer || len(s) > 180 || strings.Count(s, " ") > 28 || datelineStart.MatchString(s) || !headlinese(s, p.bodies(i, 3)) {
		return
	}
	p.doc.Paragraphs[i].Role = Headline
	p.doc.Headline = p.field(i, 0, len(s))
	if deck := p.nextBody(next); strings.HasSuffix(s, ";") && deck < len(p.text) && len(p.text[next]) <= 120 {
		p.doc.Paragraphs[next].Role = Headline
	}
}

// bodies are the texts of up to n paragraphs of the body after i.
func (p *press) bodies(i, n int) (out []string) {
	for i = p.nextBody(i); i < len(p.text) && len(out) < n; i = p.nextBody(i) {
		out = append(out, p.text[i])
	}
	return out
}

// nextBody is the first paragraph of the body after i, or len(p.text).
func (p *press) nextBody(i int) int {
	for i++; i < len(p.text) && p.doc.Paragraphs[i].Role != Body; i++ {
	}
	return i
}

var (
	// "SMITH: We do not think" and "Q: Do we know?" are speech, no headlines.
	transcript = regexp.MustCompile(`^(?:[A-Z][A-Z. '-]{1,30}|Q|A):\s+\S`)

	furniture = regexp.MustCompile(`^(?i:(?:read more|read also|also read|see also|related stor(?:y|ies)|more on this|share this|sign up|subscribe|follow us|click here|continue reading|story continues|listen to this|watch the (?:full |latest |live )*(?:video|clip|interview|moment|ad)|image credit|getty images|skip to (?:main|content)|we use cookies|this (?:site|website) uses cookies|log in|recommended for you|eds:)\b?[^.]{0,100}[.:…]?|(?:related|watch|photo|photos|read):.{0,120}|(?:copyright )?©.*|copyright \d{4}.*|all rights reserved.{0,60}|(?:advertisement|advertising|share|print|e-?mail|facebook|twitter|whatsapp|telegram|send|menu|home|comments?|related|watch|trending|most read|newsletters?|cookies?)[.:…]?)$`)

	bylineForm = regexp.MustCompile(`^(?:By|BY|by|Written by|Reported by|Story by|Author:|BYLINE:|Byline:|By:)\s+(?:(?:(?:[A-Z][a-z]+|AP|AFP|UPI|our|staff|special|sports) ?)?(?:writers?|reporters?|correspondents?)\s+)?([\p{Lu}][^.!?]{1,120})$`)
	staffForm  = regexp.MustCompile(`^([\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3}),\s+(?:Staff Writer|Staff Reporter|Correspondent|Senior Correspondent|Reporter)$`)
	nameForm   = regexp.MustCompile(`^[\p{Lu}][\p{L}.'’-]*(?: (?:[\p{Lu}]|al-|de |van |von |bin )[\p{L}.'’-]*){0,4}$`)
)

// address reads a line that is the report's own address.
func (p *press) address(i int, s string) bool {
	m := addressForm.FindStringSubmatchIndex(s)
	if m == nil {
		return false
	}
	if p.doc.URL.Value == "" {
		p.doc.URL = p.field(i, m[2], m[3])
	}
	return true
}

var addressForm = regexp.MustCompile(`^(?:(?i:url|source|link|from|address):? )?<?(https?://[^\s<>]+)>?$`)

// byline reads "By Ana Ruiz and Tom Hale, Meridian Press".
func (p *press) byline(i int, s string) bool {
	m := bylineForm.FindStringSubmatchIndex(s)
	if m == nil {
		m = staffForm.FindStringSubmatchIndex(s)
	}
	if m == nil {
		return false
	}
	to := m[3]
	if from := filedFrom.FindStringIndex(s[m[2]:to]); from != nil {
		to = m[2] + from[0]
	}
	for _, part := range split(s, m[2], to) {
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

// filedFrom is where a writer was, after the names: "By Ana Ruiz in Port Sudd".
var filedFrom = regexp.MustCompile(` in \p{Lu}[\p{L} .'’-]*$`)

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

var outletWord = regexp.MustCompile(`\b(?:Press|News|Agency|Wire|Times|Post|Journal|Herald|Tribune|Gazette|Courier|Chronicle|Observer|Telegraph|Guardian|Standard|Star|Daily|Weekly|Radio|TV|Television|Network|Service|Dispatch|Monitor|Review|Examiner|Sentinel|Bulletin|Report|Today|Mail|Record|Ledger|Mercury|Argus|Echo|Mirror|Globe|Express|Broadcasting|Digest|Notes|Beacon|Lantern)\b`)

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
