package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// longestName bounds the tokens of a name, hyphens among them.
const longestName = 9

// match is a name of the atlas in a text: tokens [first, last), and what it
// can be.
type match struct {
	first, last int
	key         int      // number in the table, -1
	areas       []uint32 // of the areas
	only        uint32   // the one place of an abbreviation or an adjective, else none
	role        Role
	words       int
}

// recognise finds the mentions of a report.
func (p *page) recognise() {
	persons := p.persons()
	for s := range p.syn.Sentences {
		sent := &p.syn.Sentences[s]
		for k := sent.First; k < sent.Last; k++ {
			if !p.capital(k) {
				continue
			}
			m, ok := p.longest(k, sent)
			if !ok {
				continue
			}
			if h, ok := p.weigh(&m, sent, persons); ok {
				p.add(h, &m)
				k = m.last - 1
			} else if m.words > 1 {
				k = m.last - 1
			}
		}
	}
}

// capital reports whether a token begins with a capital letter.
func (p *page) capital(k int) bool {
	f := p.tok[k].Form
	if f[0] < utf8.RuneSelf {
		return f[0] >= 'A' && f[0] <= 'Z' || f == "al" && k+1 < len(p.tok) && p.tok[k+1].Form == "-"
	}
	r, _ := utf8.DecodeRuneInString(f)
	return unicode.IsUpper(r) || strings.ContainsRune("‘ʿʻ’", r) && len(f) > 4
}

// persons are the last names of those whom the report names with a title, a
// given name or an initial before it, by lower-case form.
func (p *page) persons() map[string]bool {
	var out map[string]bool
	for k := 1; k < len(p.tok); k++ {
		if p.tok[k].UPOS != syntax.PROPN || !p.capital(k) || !p.introduces(k-1) || len(p.tok[k].Form) < 3 {
			continue
		}
		if out == nil {
			out = map[string]bool{}
		}
		last := k
		for last+1 < len(p.tok) && p.tok[last+1].UPOS == syntax.PROPN && p.capital(last+1) && last < k+2 && p.word[last+1]&(bodyWord|roadWord|kindWord) == 0 {
			last++
		}
		if p.word[last]&(bodyWord|roadWord|kindWord) == 0 {
			out[p.tok[last].Lower] = true
		}
	}
	return out
}

// introduces reports whether the token is one that a person's name follows.
func (p *page) introduces(k int) bool {
	t := &p.tok[k]
	if !p.capital(k) {
		return false
	}
	if len(t.Form) == 2 && t.Form[1] == '.' && p.capital(k) && k > 0 && p.capital(k-1) {
		return true // an initial
	}
	if _, ok := lexicon.Title(t.Form); ok {
		return true
	}
	_, ok := lexicon.GivenName(t.Lower)
	return ok && t.UPOS == syntax.PROPN
}

// longest is the longest name of the atlas that begins at token k.
func (p *page) longest(k int, sent *syntax.Sentence) (match, bool) {
	best := match{first: k, last: k, key: -1, only: none}
	if id, n := p.abbreviation(k, sent); n > 0 {
		best.last, best.only, best.words = k+n, id, 2
	}
	key := p.buf[:0]
	blank, count := false, 0
	for j := k; j < min(sent.Last, k+longestName); j++ {
		t := &p.tok[j]
		if t.Form == "-" || t.Form == "–" {
			if j == k {
				break
			}
			blank = true
			continue
		}
		if t.Form == "'s" || t.Form == "’s" {
			break
		}
		if t.UPOS == syntax.PUNCT && t.Form != "." && !strings.Contains(apostrophes, t.Form) {
			break
		}
		if j > k && p.tok[j-1].End < t.Start {
			blank = true
		}
		if blank && len(key) > 0 {
			key = append(key, ' ')
			blank = false
		}
		if key = fold(key, t.Form); len(key) == 0 {
			break
		}
		count++
		areas := p.names[string(key)]
		at, more := p.find(key)
		if (at >= 0 || len(areas) > 0) && j+1 > best.last && p.ends(j) {
			best.last, best.key, best.areas, best.only, best.words = j+1, at, areas, none, count
		}
		if !more && !p.longer[string(key)] {
			break
		}
	}
	if best.last == k {
		if id, ok := p.adjectives[p.tok[k].Form]; ok {
			best.last, best.only, best.role, best.words = k+1, id, Adjective, 1
		}
	} else if best.last == k+1 && best.only == none && len(best.areas) == 0 {
		if id, ok := p.adjectives[p.tok[k].Form]; ok { // no town called "Turkish"
			best.key, best.only, best.role = -1, id, Adjective
		}
	}
	return best, best.last > k
}

// ends reports whether a name may end with token j: not with a small word, not
// before a hyphen.
func (p *page) ends(j int) bool {
	f := p.tok[j].Form
	if f == "." || len(f) > 0 && f[0] >= 'a' && f[0] <= 'z' && len(f) < 4 {
		return false
	}
	return true
}

// abbreviation reads "U.S.", "Ky.", "W.Va." and, behind a comma, "KY": its
// place and tokens.
func (p *page) abbreviation(k int, sent *syntax.Sentence) (uint32, int) {
	form := p.tok[k].Form
	if len(form) > 6 {
		return none, 0
	}
	listed := k > sent.First+1 && (p.tok[k-1].Form == "," || p.tok[k-1].Form == "(") && p.capital(k-2)
	led := k > sent.First && p.word[k-1]&(leads|mayLead) != 0
	if k+1 < sent.Last && p.tok[k+1].Start == p.tok[k].End {
		next := p.tok[k+1].Form
		if len(next) < 6 {
			if id, ok := p.exact[form+next]; ok && (listed || led || len(form)+len(next) > 3) {
				return id, 2
			}
		}
	}
	if id, ok := p.exact[form]; ok {
		short := len(form) < 4 && id < uint32(p.n) && !strings.Contains(form[:len(form)-1], ".")
		if !short || listed || led {
			return id, 1
		}
	}
	if listed && len(form) == 2 && form[1] >= 'A' && form[1] <= 'Z' {
		if id, ok := p.divisions["US."+form]; ok {
			return id, 1
		}
	}
	return none, 0
}

// strength says how likely a name is a place's before its context is seen, by
// the most likely of its places.
func (p *page) strength(m *match) float32 {
	best := float32(-9)
	consider := func(id uint32, bits uint32) {
		var s float32
		switch k := p.kindOf(id); k {
		case Country:
			s = 3
		case Sea, Continent, Region:
			s = 2.2
		case Water, Site:
			s = 1
		case Division:
			s = 1.8
		case District:
			s = 0
			if m.words > 1 && bits>>shortBit == 0 {
				s = 1.6
			}
		case Capital:
			s = 2
		default:
			s = townStrength(p.populationOf(id))
			if k == Quarter {
				s -= 0.6
			}
		}
		if bits&(1<<otherBit>>0) != 0 {
			s -= 1
		}
		best = max(best, s)
	}
	if m.only != none {
		return 3
	}
	for _, id := range m.areas {
		consider(id, 0)
	}
	if m.key >= 0 {
		for q := p.postAt[m.key]; q < min(p.postAt[m.key+1], p.postAt[m.key]+6); q++ {
			post := p.three(postSection, q)
			consider(post&placeMax, post&^placeMax)
		}
	}
	if m.words > 1 {
		best += 1.2
	}
	return best
}

func townStrength(people int) float32 {
	switch {
	case people >= 1000000:
		return 1.8
	case people >= 200000:
		return 1.2
	case people >= 50000:
		return 0.7
	case people >= 10000:
		return 0.2
	case people >= 2000:
		return -0.3
	}
	return -0.7
}

// timely are names of days and months; none is taken for a place.
var timely = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true,
	"october": true, "november": true, "december": true, "sept.": true, "ramadan": true, "easter": true, "christmas": true}

// weigh decides whether a match is a mention, from what stands around it.
func (p *page) weigh(m *match, sent *syntax.Sentence, persons map[string]bool) (hit, bool) {
	h := hit{span: p.tok[m.first].Span.Cover(p.tok[m.last-1].Span), first: m.first, last: m.last, role: m.role, within: -1}
	if m.words == 1 && timely[p.tok[m.first].Lower] {
		return h, false
	}
	if m.role == Adjective {
		t := &p.tok[m.first]
		next := m.last
		ok := next < sent.Last && (p.tok[next].UPOS == syntax.NOUN || p.tok[next].UPOS == syntax.ADJ || p.tok[next].UPOS == syntax.PROPN) && t.XPOS != syntax.TagNNS && t.XPOS != syntax.TagNNPS
		h.score = 3
		return h, ok
	}
	s := p.strength(m)
	area := len(m.areas) > 0 || m.only != none
	s += p.asTagged(m, sent, area)
	s += p.before(m, sent, &h, area)
	s += p.after(m, sent, &h, area)
	if m.words == 1 && persons[p.tok[m.first].Lower] {
		s -= 4
	}
	if m.only == none && p.body(m, sent) {
		s -= 6
	}
	h.score = s
	return h, s > p.threshold()
}

func (p *page) threshold() float32 { return 1 }

// asTagged weighs the tags and capitals of the name itself, and the name that
// room syntax found there.
func (p *page) asTagged(m *match, sent *syntax.Sentence, area bool) float32 {
	s := float32(0)
	t := &p.tok[m.first]
	if m.words == 1 && t.UPOS != syntax.PROPN && m.only == none {
		s -= 2.5
		if area {
			s += 1.5
		}
	}
	if len(t.Form) < 4 && m.words == 1 && m.only == none {
		s -= 1.5
	}
	if m.words == 1 && m.only == none && p.wary[t.Lower] {
		s -= 2.5
	}
	if m.only == none && len(t.Form) > 1 && len(t.Form) < 6 && strings.ToUpper(t.Form) == t.Form && m.words == 1 && !p.shouted(m, sent) {
		s -= 4
	}
	switch p.kind[m.first] {
	case syntax.Place:
		s += 3
	case syntax.Person:
		s -= 4
	case syntax.Organisation, syntax.Vehicle, syntax.Misc:
		s -= 2
	case syntax.Facility:
		s -= 1
	}
	return s
}

// shouted reports whether the words beside a name are in capitals as well.
func (p *page) shouted(m *match, sent *syntax.Sentence) bool {
	for _, k := range [2]int{m.first - 1, m.last} {
		if k >= sent.First && k < sent.Last {
			if f := p.tok[k].Form; len(f) > 3 && strings.ToUpper(f) == f && strings.ToLower(f) != f {
				return true
			}
		}
	}
	return m.first == sent.First && m.last < sent.Last && (p.tok[m.last].Form == "," || p.tok[m.last].Form == "(" || p.tok[m.last].Form == "-")
}

// before weighs what stands left of a name.
func (p *page) before(m *match, sent *syntax.Sentence, h *hit, area bool) float32 {
	k := m.first - 1
	s := float32(0)
	parted := false
	for k >= sent.First && (p.tok[k].Lower == "the" || p.word[k]&compass != 0) {
		if p.word[k]&compass != 0 {
			parted = true
		}
		k--
	}
	if parted {
		s += 1.5
	}
	if k < sent.First {
		return s
	}
	t := &p.tok[k]
	switch {
	case p.word[k]&leads != 0:
		s += 2
	case t.Lower == "of" && k > sent.First && p.word[k-1]&kindWord != 0:
		h.want = p.word[k-1] & (divisionWord | districtWord | townWord)
		s += 2.5
	case p.word[k]&mayLead != 0:
		s += 0.8
	case p.word[k]&kindWord != 0 && !p.capital(k):
		h.want = p.word[k] & townWord
		s += 1.5
	case p.word[k]&denies != 0:
		s -= 1
	case t.Form == "," && p.placed(k-1):
		s += 1.5
	case t.Lower == "and" && p.placed(k-1):
		s++
	case t.Form == "-" && k > sent.First && (p.tok[k-1].Form == "D" || p.tok[k-1].Form == "R"):
		s += 3 // a representative's town
	case p.capital(k) && t.UPOS == syntax.PROPN && k == m.first-1:
		if p.introduces(k) {
			return s - 5
		}
		if !p.placed(k) {
			s -= 2
			if area {
				s++
			}
		}
	}
	return s
}

// placed reports whether token k ends the last mention found.
func (p *page) placed(k int) bool {
	return len(p.hits) > 0 && p.hits[len(p.hits)-1].last == k+1
}

// after weighs what stands right of a name.
func (p *page) after(m *match, sent *syntax.Sentence, h *hit, area bool) float32 {
	k := m.last
	if k >= sent.Last {
		return 0
	}
	t, w := &p.tok[k], p.word[k]
	town := !area
	switch {
	case t.Form == "," || t.Form == "(":
		if p.contained(m, k+1, sent) {
			return 3
		}
	case w&(divisionWord|districtWord) != 0 && m.only == none:
		h.want = w & (divisionWord | districtWord | townWord)
		h.role = Modifier
		return 2
	case w&roadWord != 0 && p.capital(k):
		if town {
			return -4
		}
		h.role = Modifier
		return -2
	case w&bodyWord != 0 && p.capital(k):
		h.role = Modifier
		return -0.3
	case w&kindWord != 0:
		if w&townWord != 0 {
			h.want = townWord
		}
		h.role = Modifier
		return 1.5
	case w&peopleNoun != 0:
		h.role = Modifier
		return 1.2
	case w&speechVerb != 0:
		if town && p.strength(m) < 1.5 {
			return -2
		}
	case p.capital(k) && t.UPOS == syntax.PROPN:
		h.role = Modifier
		if _, title := lexicon.Title(t.Form); title {
			return 1
		}
		if _, ok := lexicon.GivenName(p.tok[m.first].Lower); ok && m.words == 1 {
			return -5
		}
		if town {
			return -2
		}
		return -0.5
	case t.UPOS == syntax.NOUN || t.UPOS == syntax.ADJ:
		h.role = Modifier
		return 0.3
	}
	return 0
}

// contained reports whether a country or division that can hold the match
// begins at token k, over "in", "the" and the words of the compass: ", in
// northern Gaza".
func (p *page) contained(m *match, k int, sent *syntax.Sentence) bool {
	for k < sent.Last && (p.tok[k].Lower == "in" || p.tok[k].Lower == "the" || p.word[k]&compass != 0 && !p.capital(k)) {
		k++
	}
	if k >= sent.Last || !p.capital(k) {
		return false
	}
	c, ok := p.longest(k, sent)
	if !ok || c.role == Adjective {
		return false
	}
	if c.only != none {
		return p.holdsAny(c.only, m)
	}
	for _, id := range c.areas {
		if p.holdsAny(id, m) {
			return true
		}
	}
	if c.key >= 0 {
		for q := p.postAt[c.key]; q < min(p.postAt[c.key+1], p.postAt[c.key]+4); q++ {
			if id := p.three(postSection, q) & placeMax; p.kind32(id) == Division && p.holdsAny(id, m) {
				return true
			}
		}
	}
	return false
}

// holdsAny reports whether an area holds one of the places of a match.
func (p *page) holdsAny(area uint32, m *match) bool {
	if m.key < 0 {
		return false
	}
	for q := p.postAt[m.key]; q < p.postAt[m.key+1]; q++ {
		if p.holds(area, p.three(postSection, q)&placeMax) {
			return true
		}
	}
	return false
}

// body reports whether the name, or the run of names it stands in, is a body
// that the lexicon knows: "Bank of America".
func (p *page) body(m *match, sent *syntax.Sentence) bool {
	first, last := m.first, m.last
	for first > sent.First && p.capital(first-1) && p.tok[first-1].UPOS == syntax.PROPN {
		first--
	}
	for last < sent.Last && p.capital(last) && p.tok[last].UPOS == syntax.PROPN {
		last++
	}
	for a := first; a <= m.first; a++ {
		for b := last; b >= m.last; b-- {
			if b-a > 6 || len(m.areas) > 0 && a == m.first && b == m.last {
				continue
			}
			if b, ok := lexicon.BodyNamed(p.syn.Text.Slice(p.tok[a].Span.Cover(p.tok[b-1].Span))); ok && b.Kind != lexicon.NoBody {
				return true
			}
		}
	}
	return false
}
