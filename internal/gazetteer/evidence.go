package gazetteer

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// feature is one thing that speaks for or against a name being a place's.
type feature uint8

// What the name is, what stands before and after it, what the report says
// elsewhere. The order is that of featureNames.
const (
	always feature = iota
	// the likeliest of its places
	isCountry
	isLarge // continent, sea, region
	isWater
	isSite
	isDivision
	isDistrict
	isShort // a division or district without the word for its kind
	isCapital
	isMillion
	isBig
	isMiddling
	isSmall
	isVillage
	isHamlet
	isQuarter
	isOther // under another name than its first
	isWords // of several words
	isWritten
	// how it is tagged and written
	isNoun
	isOtherTag
	isTiny
	isWary
	isCaps
	isShouted
	opens // the sentence
	isGiven
	isVerbForm
	// the name that room syntax found there
	namedPlace
	namedPerson
	namedBody
	namedOther
	namedNothing
	// before
	nothingBefore
	leadBefore
	mayLeadBefore
	kindOfBefore
	kindBefore
	deniesBefore
	commaBefore
	listBefore
	partyBefore
	compassBefore
	theBefore
	introducedBefore
	capitalBefore
	areaBefore
	articleBefore
	nounBefore
	markBefore
	verbBefore
	// after
	heldAfter
	kindWordAfter
	divisionAfter
	roadAfter
	bodyAfter
	peopleAfter
	speechAfter
	titleAfter
	capsAfter
	capitalAfter
	ownerAfter
	nounAfter
	commaAfter
	dashAfter
	endAfter
	verbAfter
	prepositionAfter
	// elsewhere
	ledElsewhere
	personElsewhere
	knownBody
	// of a small place
	smallLed
	smallBare // neither led nor followed by anything that helps
	smallNounAfter
	smallOpens
	townCapitalAfter
	givenCapitalAfter
	openingCapitalAfter // a name of several words that begins with it, behind nothing
	featureCount
)

var featureNames = [featureCount]string{"always", "country", "large", "water", "site", "division", "district", "short", "capital", "million", "big", "middling", "small", "village", "hamlet", "quarter",
	"other", "words", "written", "noun", "other-tag", "tiny", "wary", "caps", "shouted", "opens", "given", "verb-form", "named-place", "named-person", "named-body", "named-other", "named-nothing",
	"nothing-before", "lead-before", "may-lead-before", "kind-of-before", "kind-before", "denies-before", "comma-before", "list-before", "party-before", "compass-before", "the-before", "introduced-before",
	"capital-before", "area-before", "article-before", "noun-before", "mark-before", "verb-before",
	"held-after", "kind-word-after", "division-after", "road-after", "body-after", "people-after", "speech-after", "title-after", "caps-after", "capital-after", "owner-after", "noun-after", "comma-after", "dash-after",
	"end-after", "verb-after", "preposition-after", "led-elsewhere", "person-elsewhere", "known-body", "small-led", "small-bare", "small-noun-after", "small-opens", "town-capital-after", "given-capital-after", "opening-capital-after"}

//go:embed data/weight.tsv
var weightData string

var weights = sync.OnceValue(func() [featureCount]float32 {
	var w [featureCount]float32
	rows(weightData, func(col []string) {
		for i, n := range featureNames {
			if n == col[0] {
				v, _ := strconv.ParseFloat(col[1], 32)
				w[i] = float32(v)
			}
		}
	})
	return w
})

// evidence is the features of one candidate.
type evidence struct {
	list [24]feature
	n    int
	led  bool // what stands around it says that it is a place
}

func (e *evidence) add(f feature) {
	if e.n < len(e.list) {
		e.list[e.n] = f
		e.n++
	}
}

func (e *evidence) sum(w *[featureCount]float32) float32 {
	s := float32(0)
	for _, f := range e.list[:e.n] {
		s += w[f]
	}
	return s
}

// Judged is a name of the gazetteer in a report with what speaks for and
// against it, by indices into Features: what the trainer of the weights reads.
type Judged struct {
	span.Span
	Evidence []uint8
}

// Features names the kinds of evidence, in the order of their indices.
func Features() []string { return featureNames[:] }

// Judge lists all names of the gazetteer in a report that are weighed.
func Judge(syn *syntax.Analysis) ([]Judged, error) {
	p, err := newPage(syn, Hint{})
	if err != nil {
		return nil, err
	}
	var out []Judged
	all, _ := p.candidates()
	for _, c := range all {
		if c.plain {
			continue
		}
		j := Judged{Span: c.hit.span}
		for _, f := range c.evidence.list[:c.evidence.n] {
			j.Evidence = append(j.Evidence, uint8(f))
		}
		out = append(out, j)
	}
	return out, nil
}

// weigh gathers the evidence for a match; last is the candidate before it. It
// reports false for what is never a place.
func (p *page) weigh(c, last *found, sent *syntax.Sentence, persons map[string]bool) bool {
	m := &c.match
	first, end := m.first, m.last
	c.hit = hit{span: p.tok[first].Span.Cover(p.tok[end-1].Span), first: first, last: end, role: m.role, within: -1}
	if m.words == 1 && m.only == none && (timely[p.tok[first].Lower] || p.word[first]&(compass|bodyWord|kindWord|roadWord) != 0) {
		return false
	}
	if m.role == Adjective {
		c.plain = true
		t := &p.tok[first]
		return end < sent.Last && (p.tok[end].UPOS == syntax.NOUN || p.tok[end].UPOS == syntax.ADJ || p.tok[end].UPOS == syntax.PROPN) && t.XPOS != syntax.TagNNS && t.XPOS != syntax.TagNNPS
	}
	e := &c.evidence
	e.add(always)
	small := p.strength(m, e)
	area := len(m.areas) > 0 || m.only != none
	p.written(m, sent, e)
	before := p.before(c, last, sent)
	e.add(before)
	after := p.after(c, sent)
	e.add(after)
	if m.words == 1 && persons[p.tok[first].Lower] {
		e.add(personElsewhere)
	}
	if m.only == none && p.body(m, sent) {
		e.add(knownBody)
	}
	led := before == leadBefore || before == kindOfBefore || before == partyBefore
	e.led = led || after == heldAfter || after == kindWordAfter || after == divisionAfter
	if small {
		switch {
		case led:
			e.add(smallLed)
		case !e.led:
			e.add(smallBare)
		}
		if after == nounAfter {
			e.add(smallNounAfter)
		}
		if first == sent.First {
			e.add(smallOpens)
		}
	}
	if after == capitalAfter && m.words == 1 {
		if !area {
			e.add(townCapitalAfter)
		}
		if _, ok := lexicon.GivenName(p.tok[first].Lower); ok {
			e.add(givenCapitalAfter)
		}
		if before == nothingBefore || before == markBefore {
			e.add(openingCapitalAfter)
		}
	}
	return true
}

// strength adds what the likeliest place of a name is; it reports whether that
// is a small town.
func (p *page) strength(m *match, e *evidence) bool {
	if m.only != none {
		e.add(isWritten)
		return false
	}
	if m.words > 1 {
		e.add(isWords)
	}
	best, rank, other := isHamlet, -1, false
	consider := func(id, bits uint32) {
		f := p.featureOf(id, bits)
		if r := rankOf[f]; r > rank {
			best, rank, other = f, r, bits>>otherBit&1 != 0
		}
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
	e.add(best)
	if other {
		e.add(isOther)
	}
	return best == isSmall || best == isVillage || best == isHamlet || best == isQuarter || best == isShort
}

// rankOf orders what a place can be by how likely its name means it.
var rankOf = [featureCount]int{isCountry: 20, isLarge: 19, isCapital: 18, isDivision: 17, isMillion: 16, isBig: 15, isWater: 14, isMiddling: 13, isDistrict: 12,
	isSite: 11, isSmall: 10, isVillage: 9, isShort: 8, isQuarter: 7, isHamlet: 6}

func (p *page) featureOf(id, bits uint32) feature {
	switch p.kindOf(id) {
	case Country:
		return isCountry
	case Sea, Continent, Region:
		return isLarge
	case Water:
		return isWater
	case Site:
		return isSite
	case Division:
		return isDivision
	case District:
		if bits>>shortBit&1 != 0 {
			return isShort
		}
		return isDistrict
	case Capital:
		return isCapital
	case Quarter:
		return isQuarter
	}
	switch people := p.populationOf(id); {
	case people >= 1000000:
		return isMillion
	case people >= 200000:
		return isBig
	case people >= 50000:
		return isMiddling
	case people >= 10000:
		return isSmall
	case people >= 2000:
		return isVillage
	}
	return isHamlet
}

// written adds the tags and capitals of the name itself, and the name that
// room syntax found there.
func (p *page) written(m *match, sent *syntax.Sentence, e *evidence) {
	t := &p.tok[m.first]
	if m.words == 1 {
		switch t.UPOS {
		case syntax.PROPN:
		case syntax.NOUN:
			e.add(isNoun)
		case syntax.VERB, syntax.AUX:
			e.add(isVerbForm)
		default:
			e.add(isOtherTag)
		}
		if len(t.Form) < 4 {
			e.add(isTiny)
		}
		if p.wary[t.Lower] {
			e.add(isWary)
		}
		if _, ok := lexicon.GivenName(t.Lower); ok {
			e.add(isGiven)
		}
	}
	if len(t.Form) > 1 && strings.ToUpper(t.Form) == t.Form && strings.ToLower(t.Form) != t.Form {
		if p.shouted(m, sent) {
			e.add(isShouted)
		} else if m.words == 1 {
			e.add(isCaps)
		}
	}
	if m.first == sent.First {
		e.add(opens)
	}
	if len(p.syn.Names) == 0 {
		return
	}
	switch p.kind[m.first] {
	case syntax.Place:
		e.add(namedPlace)
	case syntax.Person:
		e.add(namedPerson)
	case syntax.Organisation:
		e.add(namedBody)
	case syntax.NoName:
		e.add(namedNothing)
	default:
		e.add(namedOther)
	}
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
	return m.first == sent.First && m.last < sent.Last && (p.tok[m.last].Form == "(" || p.tok[m.last].Form == "," || dash(p.tok[m.last].Form))
}

func dash(s string) bool { return s == "-" || s == "--" || s == "–" || s == "—" }

// before is what stands left of a name.
func (p *page) before(c, last *found, sent *syntax.Sentence) feature {
	k := c.match.first - 1
	the := false
	for k >= sent.First && (p.tok[k].Lower == "the" || p.word[k]&compass != 0) {
		if p.word[k]&compass != 0 {
			c.evidence.add(compassBefore)
		} else {
			the = true
		}
		k--
	}
	if the {
		c.evidence.add(theBefore)
	}
	if k < sent.First {
		return nothingBefore
	}
	t, w := &p.tok[k], p.word[k]
	after := last != nil && last.match.last == k // a place stands before t
	switch {
	case w&leads != 0:
		return leadBefore
	case t.Lower == "of" && k > sent.First && p.word[k-1]&kindWord != 0:
		c.want = p.word[k-1] & (divisionWord | districtWord | townWord)
		return kindOfBefore
	case t.Lower == "and" && after:
		return listBefore
	case w&mayLead != 0:
		return mayLeadBefore
	case w&kindWord != 0 && !p.capital(k):
		c.want = w & townWord
		return kindBefore
	case w&denies != 0:
		return deniesBefore
	case t.Form == "," && after:
		return commaBefore
	case t.Form == "-" && k > sent.First && (p.tok[k-1].Form == "D" || p.tok[k-1].Form == "R"):
		return partyBefore
	case t.UPOS == syntax.PUNCT:
		return markBefore
	case t.UPOS == syntax.DET || t.UPOS == syntax.PRON || t.UPOS == syntax.PART:
		return articleBefore
	case t.UPOS == syntax.VERB || t.UPOS == syntax.AUX:
		return verbBefore
	case p.capital(k) && t.UPOS == syntax.PROPN && k == c.match.first-1:
		switch {
		case p.introduces(k):
			return introducedBefore
		case last != nil && last.match.last == k+1 && last.plain, last != nil && last.match.last == k+1 && (len(last.areas) > 0 || last.only != none):
			return areaBefore
		}
		return capitalBefore
	}
	return nounBefore
}

// after is what stands right of a name.
func (p *page) after(c *found, sent *syntax.Sentence) feature {
	m := &c.match
	k := m.last
	if k >= sent.Last {
		return endAfter
	}
	t, w := &p.tok[k], p.word[k]
	switch {
	case (t.Form == "," || t.Form == "(") && p.contained(m, k+1, sent):
		return heldAfter
	case t.Form == ",":
		return commaAfter
	case dash(t.Form):
		return dashAfter
	case t.UPOS == syntax.PUNCT:
		return endAfter
	case t.Form == "'s" || t.Form == "’s":
		return ownerAfter
	case w&(divisionWord|districtWord) != 0 && m.only == none:
		c.want, c.hit.role = w&(divisionWord|districtWord|townWord), Modifier
		return divisionAfter
	case w&roadWord != 0 && p.capital(k):
		c.hit.role = Modifier
		return roadAfter
	case w&bodyWord != 0 && p.capital(k):
		c.hit.role = Modifier
		return bodyAfter
	case w&kindWord != 0:
		if w&townWord != 0 {
			c.want = townWord
		}
		c.hit.role = Modifier
		return kindWordAfter
	case w&peopleNoun != 0:
		c.hit.role = Modifier
		return peopleAfter
	case w&speechVerb != 0:
		return speechAfter
	case p.capital(k) && t.UPOS == syntax.PROPN:
		c.hit.role = Modifier
		if _, title := lexicon.Title(t.Form); title {
			return titleAfter
		}
		if len(t.Form) > 1 && strings.ToUpper(t.Form) == t.Form {
			return capsAfter
		}
		return capitalAfter
	case t.UPOS == syntax.NOUN || t.UPOS == syntax.ADJ || t.UPOS == syntax.NUM:
		c.hit.role = Modifier
		return nounAfter
	case t.UPOS == syntax.VERB || t.UPOS == syntax.AUX:
		return verbAfter
	}
	return prepositionAfter
}
