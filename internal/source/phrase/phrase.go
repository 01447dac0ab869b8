package phrase

import (
	"strconv"
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/quantity"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Phrase is a noun phrase taken apart: "two U.S. defense officials familiar
// with the plan". Indices are tokens.
type Phrase struct {
	First, Last int // whole phrase, without marks at its ends
	Start       int // after determiners and numbers
	End         int // after the head
	Det         Det
	N           int    // how many; 0 for not said, Several for a word like it
	Head        string // lower-case head, singular where the tables know it
	Mods        string // lower-case words before the head, nations left out
	Plural      bool
	Role        lexicon.Role
	Body        lexicon.BodyKind
	ISO         string // country of an adjective or possessive in it
	Affil       string // body or country it belongs to
	AffilSpan   span.Span
	from        int // where the head noun begins
	Tail        int // first token after a preposition that ends the head; 0
}

// Several is a number of people that the text leaves open.
const Several = -1

// Det is how a phrase begins.
type Det uint8

// The beginnings of a phrase.
const (
	Bare       Det = iota
	Definite       // the, this
	Indefinite     // a, some, several
	Another
	Possessed // his, their
)

// Describe takes the noun phrase of the tokens [first,last) apart.
func (d *Page) Describe(first, last int) Phrase {
	for first < last && (d.Tok[first].UPOS == syntax.PUNCT || d.Tok[first].UPOS == syntax.ADV && first+1 < last && d.Tok[first+1].UPOS == syntax.DET || d.Is(first, "both", "neither", "either", "even", "also", "but", "only", "meanwhile", "and", "while")) {
		first++
	}
	for last > first && (d.Tok[last-1].UPOS == syntax.PUNCT || d.Is(last-1, "nor", "also", "alike")) {
		last--
	}
	p := Phrase{First: first, Last: last}
	if q, ok := d.oneOf(&p); ok {
		return q
	}
	i := d.determine(&p)
	p.Start = i
	p.End = d.headEnd(i, last)
	d.headOf(&p)
	if q, ok := d.partOf(&p); ok {
		return q
	}
	d.belong(&p)
	d.modify(&p)
	return p
}

// determine reads the words before the noun proper.
func (d *Page) determine(p *Phrase) int {
	i := p.First
	for ; i < p.Last; i++ {
		t := &d.Tok[i]
		switch {
		case IsWord(t, "the", "this", "that", "these", "those"):
			p.Det = Definite
		case IsWord(t, "a", "an"):
			p.Det = Indefinite
		case IsWord(t, "another"):
			p.Det = Another
			return i
		case IsWord(t, "his", "her", "their", "its", "our", "my"):
			p.Det = Possessed
		case IsWord(t, "some", "several", "many", "few", "multiple", "various", "other", "others", "dozens", "scores", "hundreds", "numerous", "certain", "most", "all", "any"):
			if i+1 == p.Last {
				return i
			}
			p.Det = Indefinite
			if IsWord(t, "other", "others") {
				return i
			}
			if IsWord(t, "all", "any") {
				continue
			}
			p.N = Several
		default:
			n := Number(t)
			if n == 0 || i+1 == p.Last || d.Is(i+1, "-") && d.Tok[i+1].Start == t.End || p.N > 0 || d.Is(i+1, "percent", "%", "per", "pc") {
				return i // "one 75-year-old man" is one
			}
			p.N = n
		}
	}
	return i
}

var numberWords = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// Number is the number a token writes, 0 for none below a hundred.
func Number(t *syntax.Token) int {
	for n := 1; n < len(numberWords); n++ {
		if t.Lower == numberWords[n] {
			return n
		}
	}
	if n, err := strconv.Atoi(t.Form); err == nil && n > 0 && n < 100 {
		return n
	}
	return 0
}

// oneOf reads "one of the officials", "two of them", in which a number stands
// where the noun would.
func (d *Page) oneOf(p *Phrase) (Phrase, bool) {
	if p.First+2 >= p.Last || !d.Is(p.First+1, "of") {
		return Phrase{}, false
	}
	n := Number(&d.Tok[p.First])
	if d.Is(p.First, "each", "another") {
		n = 1
	} else if d.Is(p.First, "some", "several", "many", "most", "all", "few", "dozens", "scores", "hundreds", "both") {
		n = Several
	}
	if n == 0 {
		return Phrase{}, false
	}
	q := d.Describe(p.First+2, p.Last)
	if q.Role == lexicon.NoRole && q.Body == lexicon.NoBody || q.Start >= q.End {
		return Phrase{}, false
	}
	q.First, q.Det, q.N, q.Plural = p.First, Indefinite, n, n != 1
	return q, true
}

// partOf reads "a number of officials" as the people they are part of.
func (d *Page) partOf(p *Phrase) (Phrase, bool) {
	if p.End+1 >= p.Last || !d.Is(p.End, "of") {
		return Phrase{}, false
	}
	n := Several
	switch p.Head {
	case "one", "each":
		n = 1
	case "number", "majority", "chorus", "handful", "couple", "pair", "some", "many", "most", "half", "several", "dozen", "dozens", "score", "scores", "hundred", "hundreds", "lot", "series", "string", "all", "minority", "few", "none", "both", "two", "three", "four", "five":
	default:
		return Phrase{}, false
	}
	q := d.Describe(p.End+1, p.Last)
	if q.Role == lexicon.NoRole && q.Body == lexicon.NoBody {
		return Phrase{}, false
	}
	q.First, q.Det, q.N = p.First, Indefinite, n
	if n == 1 {
		q.Plural = false
	}
	return q, true
}

// headEnd is where the head of a phrase ends: before a preposition, a mark, a
// relative pronoun or a participle.
func (d *Page) headEnd(i, last int) int {
	start := i
	for ; i < last; i++ {
		t := &d.Tok[i]
		if t.UPOS == syntax.PUNCT && t.Form != "-" && t.Form != "." && t.Form != "/" {
			break
		}
		if i == start {
			continue
		}
		if d.Owner[i] != 0 && d.Owner[i] == d.Owner[i-1] {
			continue // inside a name
		}
		if d.Tok[i-1].Form == "-" && d.Tok[i-1].End == t.Start || t.Form == "-" && t.Start == d.Tok[i-1].End {
			continue // "a well-informed official"
		}
		switch t.UPOS {
		case syntax.CCONJ:
			if i+2 < last && d.nation(i-1) && d.nation(i+1) && (d.Noun(i+2) || d.Tok[i+2].UPOS == syntax.ADJ) {
				continue // "Kenyan and Somali officials"
			}
			if d.twoFields(start, i, last) {
				continue // "industry and security officials"
			}
			if t.Form != "&" && (d.Tok[i-1].UPOS != syntax.ADJ || i+2 >= last || d.Tok[i+1].UPOS == syntax.DET) {
				return i // but "federal and state officials" go on
			}
		case syntax.ADP, syntax.SCONJ, syntax.PRON, syntax.DET, syntax.AUX:
			return i
		case syntax.VERB:
			if _, two := lexicon.BodyNoun(t.Lower + " " + d.Tok[min(i+1, len(d.Tok)-1)].Lower); two && i+1 < last {
				continue // "rights groups"
			}
			if n, role := lexicon.RoleNoun(t.Lower); role && n.Plural && t.XPOS == syntax.TagVBZ {
				continue // "Port residents in the quarter"
			}
			if i+1 >= last && t.XPOS != syntax.TagVBD && t.XPOS != syntax.TagVBN {
				continue // a noun that was taken for a verb
			}
			if d.Tok[i-1].UPOS != syntax.ADJ && i+1 < last && (d.Tok[i+1].UPOS == syntax.NOUN || d.Tok[i+1].UPOS == syntax.PROPN) && !d.Noun(i-1) {
				continue // "leading analysts"
			}
			return i
		case syntax.ADV:
			if d.Noun(i - 1) {
				return i
			}
		case syntax.ADJ:
			if _, role := lexicon.RoleNoun(t.Lower); role {
				continue // "Red Cross official"
			}
			if d.Noun(i-1) && (i+1 >= last || !d.Noun(i+1)) {
				return i // "sources close to"
			}
		}
	}
	return i
}

// twoFields reports whether the "and" at token i joins two nouns that both say of
// which field the head is: "industry and security officials", "the finance and
// economy ministry".
func (d *Page) twoFields(start, i, last int) bool {
	t := &d.Tok[i-1]
	if t.XPOS != syntax.TagNN || Capital(t) || i+2 >= last || d.Owner[i-1] != 0 {
		return false
	}
	if _, role := lexicon.RoleNoun(t.Lower); role {
		return false
	}
	if n, body := lexicon.BodyNoun(t.Lower); body && n.Kind != lexicon.DocumentBody && !d.Is(i-1, "court", "hospital", "school", "industry") {
		return false
	}
	for k := start; k < i; k++ {
		if u := d.Tok[k].UPOS; u != syntax.NOUN && u != syntax.ADJ {
			return false
		}
	}
	for k := i + 1; k < min(last, i+4); k++ {
		if u := d.Tok[k].UPOS; u != syntax.NOUN && u != syntax.ADJ {
			return false
		}
		if k == i+1 {
			continue
		}
		if n, role := lexicon.RoleNoun(d.Tok[k].Lower); role && n.Plural {
			return true
		}
		if n, body := lexicon.BodyNoun(d.Tok[k].Lower); body && n.Kind != lexicon.DocumentBody {
			return true
		}
	}
	return false
}

// nation reports whether token i is the name or adjective of a country.
func (d *Page) nation(i int) bool {
	if !Capital(&d.Tok[i]) {
		return false
	}
	_, adjective := lexicon.CountryOf(d.Tok[i].Form)
	_, name := lexicon.CountryNamed(d.Tok[i].Form)
	return adjective || name
}

// Noun reports whether token i is a noun or part of a name.
func (d *Page) Noun(i int) bool {
	return d.Tok[i].UPOS == syntax.NOUN || d.Tok[i].UPOS == syntax.PROPN
}

// headOf reads the head noun: one word or two ("aid workers").
func (d *Page) headOf(p *Phrase) {
	h := p.End - 1
	for h > p.Start && (d.Tok[h].UPOS == syntax.PUNCT || d.Possessive(h)) {
		h--
	}
	if h < p.Start || h >= len(d.Tok) {
		return
	}
	t := &d.Tok[h]
	p.Head = t.Lower
	p.Plural = t.XPOS == syntax.TagNNS || t.XPOS == syntax.TagNNPS
	from := h
	if h > p.Start {
		two := d.Tok[h-1].Lower + " " + t.Lower
		if n, ok := lexicon.RoleNoun(two); ok {
			p.Head, p.Role, p.Plural, from = two, n.Kind, n.Plural, h-1
		} else if n, ok := lexicon.BodyNoun(two); ok {
			p.Head, p.Body, p.Plural, from = two, n.Kind, n.Plural, h-1
		}
	}
	if p.Role == lexicon.NoRole && p.Body == lexicon.NoBody {
		n, person := lexicon.RoleNoun(t.Lower)
		if !person {
			n, person = d.joined(t.Lower)
		}
		if person {
			p.Role, p.Plural = n.Kind, n.Plural
		}
		if b, ok := lexicon.BodyNoun(t.Lower); ok && !person {
			p.Body, p.Plural, p.Role = b.Kind, b.Plural, lexicon.NoRole
		}
	}
	if p.Role == lexicon.NoRole && p.Body == lexicon.NoBody && t.UPOS == syntax.NOUN {
		switch _, person := quantity.Person(t.Lower); {
		case p.Head == "body" || p.Head == "bloc":
			p.Body = lexicon.AgencyBody // "the pan-African body"
		case person && p.Head != "bodies":
			p.Role = lexicon.SourceNoun // "a court clerk"
		}
	}
	p.Head = singular(p.Head, p.Plural)
	p.from = from
}

// joined reads the last part of a word with a hyphen: "vice-president",
// "ex-minister".
func (d *Page) joined(word string) (lexicon.Noun[lexicon.Role], bool) {
	if i := strings.LastIndexByte(word, '-'); i > 0 {
		return lexicon.RoleNoun(word[i+1:])
	}
	return lexicon.Noun[lexicon.Role]{}, false
}

// singular takes the plural ending off a noun.
func singular(noun string, plural bool) string {
	if !plural {
		return noun
	}
	switch {
	case strings.HasSuffix(noun, "men"):
		return noun[:len(noun)-2] + "an"
	case noun == "people", noun == "children", noun == "spokespeople":
		return noun
	case strings.HasSuffix(noun, "ies"):
		return noun[:len(noun)-3] + "y"
	case strings.HasSuffix(noun, "sses"), strings.HasSuffix(noun, "ches"), strings.HasSuffix(noun, "shes"):
		return noun[:len(noun)-2]
	}
	return strings.TrimSuffix(noun, "s")
}

// belong finds the body or country a phrase belongs to: before its head, or
// after a preposition behind it.
func (d *Page) belong(p *Phrase) {
	for i := p.Start; i < p.End; i++ {
		f := int(d.Owner[i]) - 1
		if name, iso, ok := d.Body(f); ok && p.Affil == "" && i+1 < p.End {
			j := i
			for j < p.End && int(d.Owner[j])-1 == f {
				j++
			}
			if j < p.End {
				p.Affil, p.AffilSpan = name, d.Over(i, j)
				if p.ISO == "" {
					p.ISO = iso
				}
			}
		}
		if c, s, ok := d.Nation(i, p.End); ok && p.ISO == "" {
			p.ISO = c.ISO
			if p.Affil == "" {
				p.Affil, p.AffilSpan = c.Name, s
			}
		}
	}
	d.belongAfter(p)
}

// belongAfter reads "spokesman for X", "head of X", "professor at X".
func (d *Page) belongAfter(p *Phrase) {
	if p.End >= p.Last || !d.Is(p.End, "for", "of", "at", "with", "from", "in", "to") {
		return
	}
	p.Tail = p.End + 1
	to := p.Tail
	for to < p.Last && !d.Is(to, ",", "who", "which", "that", "(") && (d.Tok[to].UPOS != syntax.ADP || d.Owner[to] != 0 || d.Is(to, "of")) {
		to++
	}
	for i := p.Tail; i < to; i++ {
		if d.Tok[i].UPOS == syntax.VERB {
			break // "a district hosting the Navy"
		}
		f := int(d.Owner[i]) - 1
		name, iso, ok := d.Body(f)
		if !ok {
			continue
		}
		j := i
		for j < to && int(d.Owner[j])-1 == f {
			j++
		}
		if !d.Is(p.End, "in", "to") {
			p.Affil, p.AffilSpan = name, d.Over(i, j)
		}
		if p.ISO == "" {
			p.ISO = iso
		}
		return
	}
	for i := p.Tail; i < to; i++ {
		c, s, ok := d.Nation(i, to)
		if !ok {
			if c, ok = lexicon.CountryByCapital(d.Tok[i].Form); !ok {
				continue
			}
			s = d.Tok[i].Span
		}
		if p.ISO == "" {
			p.ISO = c.ISO
		}
		if p.Affil == "" && !d.Is(p.End, "to") {
			p.Affil, p.AffilSpan = c.Name, s
		}
		return
	}
	if p.Affil == "" && d.Is(p.End, "for", "of", "at", "with") && to > p.Tail && to-p.Tail <= 9 {
		q := p.Tail
		if d.Is(q, "the", "a", "an") {
			q++
		}
		if q < to && d.bodyPhrase(q, to) {
			p.Affil, p.AffilSpan = d.Words(q, to), d.Over(q, to)
		}
	}
}

// modify reads the words before the head, without the nation or body there.
func (d *Page) modify(p *Phrase) {
	var mods []string
	for i := p.Start; i < p.from; i++ {
		t := &d.Tok[i]
		if t.Start >= p.AffilSpan.Start && t.End <= p.AffilSpan.End || d.Possessive(i) || t.UPOS == syntax.PUNCT {
			continue
		}
		if _, ok := lexicon.CountryOf(t.Form); ok {
			continue
		}
		mods = append(mods, t.Lower)
	}
	p.Mods = strings.Join(mods, " ")
}

// ProperMods are the names among the words before the head, but for nations
// and for the first word of a sentence.
func (d *Page) ProperMods(p *Phrase) []string {
	var out []string
	for i := p.Start; i < p.from; i++ {
		if t := &d.Tok[i]; t.UPOS == syntax.PROPN && Capital(t) && len(t.Form) > 3 && !d.nation(i) && (i == 0 || d.Tok[i-1].UPOS != syntax.PUNCT) && d.Sentences[d.Sentence(i)].First != i {
			out = append(out, t.Form)
		}
	}
	return out
}

// bodyPhrase reports whether the words name or describe a body.
func (d *Page) bodyPhrase(first, end int) bool {
	for i := first; i < end; i++ {
		if n, ok := lexicon.BodyNoun(d.Tok[i].Lower); ok && n.Kind != lexicon.DocumentBody {
			return true
		}
		if d.Is(i, "university", "college", "institute", "group", "party", "bank", "centre", "center", "society") {
			return true
		}
	}
	return false
}

// Nation is the country that the tokens from i on name or are an adjective of.
func (d *Page) Nation(i, limit int) (lexicon.Country, span.Span, bool) {
	if !Capital(&d.Tok[i]) {
		return lexicon.Country{}, span.Span{}, false
	}
	for n := min(5, limit-i); n > 0; n-- {
		if n > 1 && !Capital(&d.Tok[i+n-1]) {
			continue
		}
		w := d.Words(i, i+n)
		if c, ok := lexicon.CountryNamed(w); ok {
			return c, d.Over(i, i+n), true
		}
		if c, ok := lexicon.CountryOf(w); ok {
			return c, d.Over(i, i+n), true
		}
	}
	return lexicon.Country{}, span.Span{}, false
}
