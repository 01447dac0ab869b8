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

// recognise finds the mentions of a report: it weighs each name of the atlas
// by what stands around it, and once more by how the report uses the name
// elsewhere.
func (p *page) recognise() {
	all, rest := p.candidates()
	for i := range all {
		c := &all[i]
		if c.plain || c.evidence.sum(&p.scale) > 0 {
			p.add(c.hit, &c.match)
		}
	}
	p.spell(rest)
}

// found is a match with what speaks for and against it.
type found struct {
	match
	hit
	evidence evidence
	plain    bool // an adjective that needs no weighing
}

// candidates are all names of the atlas in the report, with their evidence,
// and the names of no table that stand where places do.
func (p *page) candidates() ([]found, []spelt) {
	persons := p.persons()
	var all []found
	var rest []spelt
	for s := range p.syn.Sentences {
		sent := &p.syn.Sentences[s]
		for k := sent.First; k < sent.Last; k++ {
			if !p.capital(k) {
				continue
			}
			m, ok := p.longest(k, sent)
			if !ok {
				if s, ok := p.unlistedAt(k, sent); ok {
					rest = append(rest, s)
				}
				continue
			}
			c := found{match: m}
			var last *found
			if len(all) > 0 {
				last = &all[len(all)-1]
			}
			if p.weigh(&c, last, sent, persons) {
				all = append(all, c)
			}
			k = m.last - 1
		}
	}
	p.recall(all)
	return all, rest
}

// recall adds to each candidate what the report's other uses of its name say.
func (p *page) recall(all []found) {
	led := map[uint64]int{}
	for i := range all {
		if all[i].evidence.led {
			led[all[i].identity()]++
		}
	}
	for i := range all {
		c := &all[i]
		n := led[c.identity()]
		if c.evidence.led {
			n--
		}
		if n > 0 {
			c.evidence.add(ledElsewhere)
		}
	}
}

// identity tells names apart.
func (m *match) identity() uint64 {
	switch {
	case m.only != none:
		return 1<<62 | uint64(m.only)
	case m.key >= 0:
		return uint64(m.key)
	}
	return 1<<61 | uint64(m.areas[0])
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

// persons are the names, first and last, of those whom the report names with a title, a
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
			if _, ok := lexicon.GivenName(p.tok[k-1].Lower); ok {
				out[p.tok[k-1].Lower] = true
			}
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

// timely are names of days and months; none is taken for a place.
var timely = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true,
	"october": true, "november": true, "december": true, "sept.": true, "ramadan": true, "easter": true, "christmas": true}

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
