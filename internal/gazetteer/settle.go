package gazetteer

import (
	"math"
	"slices"
	"strings"

	"hearsay/internal/span"
)

func (p *page) kindOf(id uint32) Kind {
	if id >= uint32(p.n) {
		return p.areas[id-uint32(p.n)].Kind
	}
	return p.table.kind(id)
}

func (p *page) kind32(id uint32) Kind { return p.kindOf(id) }

func (p *page) populationOf(id uint32) int {
	if id >= uint32(p.n) {
		return 0
	}
	return p.population(id)
}

func (p *page) isoOf(id uint32) string {
	if id >= uint32(p.n) {
		return p.areas[id-uint32(p.n)].ISO
	}
	return p.iso(id)
}

// divisionOf is the first-order division that holds a place or that it is.
func (p *page) divisionOf(id uint32) uint32 {
	if id >= uint32(p.n) {
		return nowhere
	}
	if p.table.kind(id) == Division {
		return id
	}
	return p.three(adm1Section, id)
}

func (p *page) pointOf(id uint32) (lat, lon float64) {
	if id >= uint32(p.n) {
		a := &p.areas[id-uint32(p.n)]
		return a.Latitude, a.Longitude
	}
	return p.latitude(id), p.longitude(id)
}

// holds reports whether an area holds a place.
func (p *page) holds(area, id uint32) bool {
	if area == id {
		return false
	}
	switch p.kindOf(area) {
	case Country:
		iso := p.isoOf(area)
		return iso != "" && iso == p.isoOf(id)
	case Division:
		return p.divisionOf(id) == area
	case District:
		return id < uint32(p.n) && p.three(adm2Section, id) == area
	case Region:
		if iso := p.isoOf(area); iso != "" && iso != p.isoOf(id) {
			return false
		}
		lat, lon := p.pointOf(area)
		y, x := p.pointOf(id)
		return math.Abs(lat-y) < 5 && math.Abs(lon-x) < 6
	}
	return false
}

// add enters a mention, and its name where it is new.
func (p *page) add(h hit, m *match) {
	key := string(fold(p.buf[:0], p.syn.Text.Slice(h.span)))
	if m.only != none {
		key = "=" + key
	}
	if h.want != 0 {
		key += " +" + string(rune('a'+h.want>>5))
	}
	i, ok := p.of[key]
	if !ok {
		i = int32(len(p.name))
		p.of[key] = i
		p.name = append(p.name, p.newName(m, h.want))
	}
	p.name[i].hits++
	h.name = i
	p.hits = append(p.hits, h)
}

// kept bounds the places of a name that are weighed.
const kept = 60

func (p *page) newName(m *match, want class) name {
	n := name{words: m.words}
	if m.only != none {
		n.candidates = []candidate{{id: m.only, prior: 9}}
		return n
	}
	for _, id := range m.areas {
		n.candidates = append(n.candidates, candidate{id: id, prior: p.prior(id, 0, want)})
	}
	if m.key >= 0 {
		for q := p.postAt[m.key]; q < p.postAt[m.key+1]; q++ {
			post := p.three(postSection, q)
			id, bits := post&placeMax, post&^placeMax
			if !slices.Contains(n.ids, id) {
				n.ids = append(n.ids, id)
			}
			prior := p.prior(id, bits, want)
			if p.kindOf(id) == Division && want == 0 && p.seated(m.key, id) {
				prior -= 2 // a bare name is the town's
			}
			if len(n.candidates) < kept && !slices.ContainsFunc(n.candidates, func(c candidate) bool { return c.id == id }) {
				n.candidates = append(n.candidates, candidate{id: id, prior: prior})
			}
		}
	}
	return n
}

// seated reports whether a division shares the name with its own seat, a town
// that counts in it: a fifth of its people.
func (p *page) seated(key int, division uint32) bool {
	for q := p.postAt[key]; q < p.postAt[key+1]; q++ {
		id := p.three(postSection, q) & placeMax
		if k := p.kindOf(id); (k == Seat || k == Capital) && p.divisionOf(id) == division && 5*p.population(id) >= p.population(division) {
			return true
		}
	}
	return false
}

// prior is how likely a place is meant by its name before the report is seen.
func (p *page) prior(id, bits uint32, want class) float32 {
	people := p.populationOf(id)
	s := 0.9 * float32(math.Log10(float64(people)+10))
	switch p.kindOf(id) {
	case Country:
		s = 8.5
	case Continent:
		s = 8
	case Sea:
		s = 7.5
	case Region:
		s = 6.5
	case Water:
		s = 5.5
	case Site:
		s = 5
	case Division:
		s = 2.5 + 0.6*s
		if want == divisionWord {
			s += 4
		}
	case District:
		s = 0.9 * s
		if bits&(1<<shortBit) != 0 {
			s -= 1.5
		}
		if want == districtWord {
			s += 5
		}
	case Capital:
		s++
	case Seat:
		s += 0.4
	case Quarter:
		s -= 0.5
	}
	if want == townWord && p.kindOf(id) >= Quarter {
		s += 4
	}
	if bits&(1<<otherBit) != 0 {
		s -= 1.5
	}
	return s
}

// settle decides which place each mention is.
func (p *page) settle() []Mention {
	p.link()
	p.weighNames()
	out := make([]Mention, 0, len(p.hits))
	for i := range p.hits {
		h := &p.hits[i]
		m := Mention{Span: h.span, First: h.first, Last: h.last, Role: h.role}
		if h.id != none {
			m.Place, m.Certainty = p.place(h.id), float64(h.share)
		}
		out = append(out, m)
	}
	return out
}

// link notes which mention lies in which: "Jabalia, in northern Gaza".
func (p *page) link() {
	for i := 0; i+1 < len(p.hits); i++ {
		a, b := &p.hits[i], &p.hits[i+1]
		a.within = -1
		k := a.last
		if k < len(p.tok) && p.tok[k].Form == "." && p.tok[k].Start == p.tok[k-1].End {
			k++
		}
		if k >= b.first || p.tok[k].Form != "," && p.tok[k].Form != "(" && p.tok[k].Lower != "in" {
			continue
		}
		for k++; k < b.first && (p.tok[k].Lower == "in" || p.tok[k].Lower == "the" || p.word[k]&(compass|kindWord) != 0 || p.tok[k].Lower == "of"); {
			k++
		}
		if k == b.first && b.role != Adjective {
			a.within = int32(i + 1)
		}
	}
	for i := len(p.hits) - 1; i >= 0; i-- {
		h := &p.hits[i]
		if h.within < 0 {
			continue
		}
		in := &p.name[p.hits[h.within].name]
		n := &p.name[h.name]
		if n == in {
			h.within = -1
			continue
		}
		found := false
		for _, id := range n.ids {
			if !p.heldBy(in, id) {
				continue
			}
			found = true
			at := slices.IndexFunc(n.candidates, func(c candidate) bool { return c.id == id })
			if at < 0 {
				n.candidates = append(n.candidates, candidate{id: id, prior: p.prior(id, 0, h.want)})
				at = len(n.candidates) - 1
			}
			n.candidates[at].prior += 6 / float32(n.hits)
		}
		if !found {
			h.within = -1
		}
	}
}

func (p *page) heldBy(in *name, id uint32) bool {
	for _, c := range in.candidates {
		if p.holds(c.id, id) {
			return true
		}
	}
	return false
}

// surround is where the names of a report point to, as shares of their
// weight.
type surround struct {
	country  map[string]float32
	division map[uint32]float32
	cell     map[[2]int16]float32
	total    float32
}

const (
	countryPull  = 3
	divisionPull = 4
	cellPull     = 3
	rounds       = 3
	remote       = 0.001 // share of a place that no further round can raise
)

// weighNames weighs the places of each name by all the others.
func (p *page) weighNames() {
	for i := range p.name {
		share(p.name[i].candidates, func(c *candidate) float32 { return c.prior })
	}
	hint := p.hinted()
	var all surround
	for round := range rounds {
		all = surround{map[string]float32{}, map[uint32]float32{}, map[[2]int16]float32{}, 0}
		for i := range p.name {
			p.spread(&all, &p.name[i], 1)
		}
		for i := range p.name {
			n := &p.name[i]
			p.spread(&all, n, -1)
			for c := range n.candidates {
				if round == 0 || n.candidates[c].share > remote {
					p.pull(&all, &n.candidates[c], hint)
				}
			}
			p.spread(&all, n, 1)
		}
		for i := range p.name {
			share(p.name[i].candidates, func(c *candidate) float32 { return c.score })
		}
	}
	most := float32(0)
	for _, w := range all.country {
		most = max(most, w)
	}
	if len(p.name) > 1 {
		p.home = countryPull * saturate(most, all.total)
	}
	p.choose()
}

func share(cs []candidate, score func(*candidate) float32) {
	top := float32(math.Inf(-1))
	for i := range cs {
		top = max(top, score(&cs[i]))
	}
	sum := float32(0)
	for i := range cs {
		cs[i].share = float32(math.Exp(float64(score(&cs[i]) - top)))
		sum += cs[i].share
	}
	for i := range cs {
		cs[i].share /= sum
	}
}

func cellOf(lat, lon float64) [2]int16 {
	return [2]int16{int16(math.Floor(lat)), int16(math.Floor(lon))}
}

// spread adds a name's places to what surrounds the others, or takes it away.
func (p *page) spread(all *surround, n *name, sign float32) {
	weight := sign * float32(math.Sqrt(float64(n.hits)))
	all.total += weight
	for i := range n.candidates {
		c := &n.candidates[i]
		if c.share < 0.02 {
			continue
		}
		w := weight * c.share
		if iso := p.isoOf(c.id); iso != "" {
			all.country[iso] += w
		}
		switch p.kindOf(c.id) {
		case Country, Continent, Sea, Region:
			continue
		case Division:
			all.division[c.id] += w
			continue
		}
		if d := p.divisionOf(c.id); d != nowhere {
			all.division[d] += w
		}
		all.cell[cellOf(p.pointOf(c.id))] += w
	}
}

// pull is what the surroundings add to a candidate.
func (p *page) pull(all *surround, c *candidate, hint string) {
	c.score = c.prior
	iso := p.isoOf(c.id)
	if iso != "" && iso == hint {
		c.score += 1.5
	}
	if all.total < 0.5 {
		return
	}
	c.score += countryPull * saturate(all.country[iso], all.total)
	if k := p.kindOf(c.id); k == Country || k == Continent || k == Sea || k == Region {
		return
	}
	if d := p.divisionOf(c.id); d != nowhere {
		c.score += divisionPull * saturate(all.division[d], all.total)
	}
	at := cellOf(p.pointOf(c.id))
	near := float32(0)
	for y := at[0] - 1; y <= at[0]+1; y++ {
		for x := at[1] - 1; x <= at[1]+1; x++ {
			near += all.cell[[2]int16{y, x}]
		}
	}
	c.score += cellPull * saturate(near, all.total)
}

// saturate is a share that soon reaches one: few names that agree say nearly
// as much as many.
func saturate(w, total float32) float32 {
	if w <= 0 {
		return 0
	}
	return float32(math.Sqrt(float64(min(w/total, 1))))
}

// hinted is the country that the outlet's host name shows.
func (p *page) hinted() string {
	host := p.hint.Domain
	top := strings.ToUpper(host[strings.LastIndexByte(host, '.')+1:])
	if top == "UK" {
		return "GB"
	}
	if len(top) == 2 {
		if _, ok := p.countries[top]; ok {
			return top
		}
	}
	return ""
}

// choose settles each mention on the likeliest place of its name.
func (p *page) choose() {
	for i := range p.hits {
		h := &p.hits[i]
		h.id = none
		n := &p.name[h.name]
		best, doubt := float32(0), p.doubt(n)
		for _, c := range n.candidates {
			if h.within >= 0 && !p.heldBy(&p.name[p.hits[h.within].name], c.id) {
				continue
			}
			if c.share > best {
				best, h.id = c.share, c.id
			}
		}
		h.share = best * doubt
	}
}

// unlisted is the weight of a place of the same name that is in no table, in
// the country that the report speaks of most: a village that nothing else
// speaks for may well be another, or a word cut short.
const unlisted = 2.2

// doubt is the share that remains for the listed places of a name.
func (p *page) doubt(n *name) float32 {
	other := unlisted + p.home
	if n.words > 1 {
		other -= 1.2
	}
	top, sum := float32(math.Inf(-1)), float64(0)
	for _, c := range n.candidates {
		top = max(top, c.score)
	}
	for _, c := range n.candidates {
		sum += math.Exp(float64(c.score - top))
	}
	return float32(sum / (sum + math.Exp(float64(other-top))))
}

// take enters a span that is known to be a place's name.
func (p *page) take(s span.Span, first, last int) {
	h := hit{span: s, first: first, last: last, within: -1}
	m := match{first: first, last: last, key: -1, only: none}
	text := p.syn.Text.Slice(s)
	if id, ok := p.exact[text]; ok {
		m.only = id
	} else if id, ok := p.adjectives[text]; ok {
		m.only, m.role = id, Adjective
	} else if id, ok := p.exact[text+"."]; ok {
		m.only = id
	} else if id, ok := p.divisions["US."+text]; ok {
		m.only = id
	} else {
		p.lookUp(text, &m, &h)
	}
	p.add(h, &m)
}

// lookUp finds the name of a span, without what surrounds it if need be: "the
// Karak district", "North London".
func (p *page) lookUp(text string, m *match, h *hit) {
	words := strings.Fields(Fold(strings.TrimSuffix(strings.TrimSuffix(text, "'s"), "’s")))
	try := func(words []string) bool {
		key := strings.Join(words, " ")
		m.areas = p.names[key]
		m.key, _ = p.find([]byte(key))
		return m.key >= 0 || len(m.areas) > 0
	}
	for len(words) > 0 {
		if try(words) {
			return
		}
		first, last := words[0], words[len(words)-1]
		switch w := wordClass(last); {
		case w&(divisionWord|districtWord) != 0:
			h.want = w & (divisionWord | districtWord)
			words = words[:len(words)-1]
		case w&(kindWord|bodyWord) != 0:
			words = words[:len(words)-1]
		case first == "the" || wordClass(first)&(compass|kindWord) != 0 || first == "of":
			words = words[1:]
		default:
			return
		}
	}
}

func wordClass(w string) class { return words()[w] }
