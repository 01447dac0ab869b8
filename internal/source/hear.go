package source

import (
	"slices"
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/lexicon"
	"hearsay/internal/source/phrase"
	"hearsay/internal/source/wording"
	"hearsay/internal/syntax"
)

// hear resolves the source of attribution i to a figure; -1 where the text
// names none.
func (d *desk) hear(i int) int {
	a := &d.atts[i]
	if len(a.Source) == 0 {
		return -1
	}
	first, last := d.Tokens(a.Source[0])
	for first < last && d.Tok[first].UPOS == syntax.PUNCT {
		first++
	}
	if first >= last {
		return -1
	}
	if from, to := d.Tokens(a.Cue); d.NoOne(first, last) || a.Scope != attribution.Silence && from > first && d.SpokenOf(from, to) {
		return -1 // "no group has claimed"; "the pilot, accused of"
	}
	f, heard := d.heard[a.Source[0]]
	if j := a.Within; j >= 0 && d.voice[j] >= 0 && d.within(first, j) && d.atts[j].Cue.Start < a.Cue.Start && !d.canSpeak(first, last) && d.Carries(a.Cue) {
		d.fig[d.voice[j]].spoke = append(d.fig[d.voice[j]].spoke, i)
		return d.voice[j] // "defended the move, saying": who defends it says
	}
	if !heard {
		f = d.who(first, last, i)
		d.heard[a.Source[0]] = f
	}
	if f >= 0 {
		d.fig[f].spoke = append(d.fig[f].spoke, i)
		d.fig[f].asked = append(d.fig[f].asked, a.Source...)
	}
	return f
}

// who resolves the mention of the tokens [first,last); att is the attribution
// it speaks in, -1 for none.
func (d *desk) who(first, last, att int) int {
	first, last = d.Trim(first, last)
	if first >= last {
		return -1
	}
	for last > first+1 && d.Possessive(last-1) {
		last--
	}
	if last == first+1 || d.Is(first+1, ",") && last == first+2 {
		if f, ok := d.pronoun(first, att); ok {
			return f
		}
	}
	if at := d.carrier(first, last); at > first {
		return d.who(at, last, att)
	}
	if parts := d.Split(first, last); len(parts) > 1 {
		return d.compound(parts, att)
	}
	if last > first+1 && d.Is(first, "which", "that", "who", "whom") {
		first++ // "which the army [blamed on]"
	}
	p := d.Describe(first, last)
	if p.Start >= p.End {
		return d.describeNew(&p)
	}
	if at, ok := d.AfterPlace(&p); ok {
		return d.who(at, last, att)
	}
	if p.Body == lexicon.DocumentBody && p.Head == "report" && p.Plural && p.Affil == "" && p.Tail == 0 {
		return d.reports(&p)
	}
	if f, ok := d.namedIn(&p); ok {
		return f
	}
	if f, ok := d.government(&p); ok {
		return f
	}
	if f, ok := d.wordsOf(&p); ok {
		return f
	}
	if f, ok := d.again(&p); ok {
		d.rename(f, &p)
		if fig := &d.fig[f]; fig.kind == Person && p.Body == lexicon.Company {
			fig.kind, fig.ident, fig.body, fig.parts = Organisation, Institution, p.Body, nil
		}
		d.fig[f].at = append(d.fig[f].at, p.End-1)
		d.Owner[p.End-1] = int32(f) + 1
		return f
	}
	return d.describeNew(&p)
}

// carrier is where the outlet stands that a mention ends in, where what comes
// before it was said by it: "the other envoys, Meridian Press [said]"; first
// where there is none.
func (d *desk) carrier(first, last int) int {
	for k := last - 1; k > first+1; k-- {
		if d.Is(k, ",") {
			at := k + 1
			if d.Is(at, "the") {
				at++
			}
			if f := int(d.Owner[at]) - 1; at < last && f >= 0 && d.fig[f].body.Media() && d.EndOf(at) >= last {
				return k + 1
			}
			return first
		}
	}
	return first
}

// rename gives unnamed people the fuller of two descriptions: "Afghan
// officials" rather than "officials in Kabul".
func (d *desk) rename(f int, p *phrase.Phrase) {
	fig := &d.fig[f]
	if fig.ident != Unnamed || !fig.many || p.ISO == "" || p.Tail != 0 {
		return
	}
	if first, _ := d.Tokens(fig.words); first < len(d.Tok) {
		if _, _, ok := d.Nation(first, min(first+4, len(d.Tok))); !ok {
			fig.name, fig.words, fig.iso = d.Called(p), d.Descriptive(p), p.ISO
		}
	}
}

// namedIn finds the figure that a phrase names: as its head, or in the segment
// behind it ("Former ambassador to Chad, Paul Ndiaye,").
func (d *desk) namedIn(p *phrase.Phrase) (int, bool) {
	h := p.End - 1
	for h > p.Start && (d.Possessive(h) || d.Tok[h].UPOS == syntax.PUNCT) {
		h--
	}
	if f, ok := d.entitled(p); ok {
		return f, true
	}
	if f := int(d.Owner[h]) - 1; f >= 0 && d.nameAt(f, h) {
		return d.namesake(f, p), true
	}
	if d.Owner[h] == 0 && h == p.Start && p.Det == phrase.Bare && p.Role == lexicon.NoRole && phrase.Capital(&d.Tok[h]) && p.Last == h+1 {
		if f := d.bearer(d.Parts(h, h+1)); f >= 0 { // "Beer said", where the sentence gives the capital
			d.mark(f, h, h+1)
			return f, true
		}
	}
	if f, ok := d.shortened(p, h); ok {
		return f, true
	}
	if f, ok := d.fighters(p); ok {
		return f, true
	}
	if p.Plural {
		return 0, false
	}
	if f := int(d.Owner[p.Last-1]) - 1; f >= 0 && d.fig[f].parts != nil && p.Role != lexicon.NoRole && p.Det == phrase.Bare && p.End < p.Last && d.Is(p.End, "and") {
		d.wear(f, *p)
		return f, true
	}
	for i := p.End; i+1 < p.Last; i++ {
		if !d.Is(i, ",") {
			continue
		}
		q := d.Describe(i+1, p.Last)
		if q.Start >= q.End {
			return 0, false
		}
		f := int(d.Owner[q.End-1]) - 1
		if f < 0 || !d.nameAt(f, q.End-1) {
			return 0, false
		}
		if person := d.fig[f].parts != nil; person != (p.Body == lexicon.NoBody) {
			return 0, false
		}
		d.wear(f, *p)
		return f, true
	}
	return 0, false
}

// namesake is who of several of one family name has spoken last: the mother, after "Ama Sow, mother of Ali Sow, said".
func (d *desk) namesake(f int, p *phrase.Phrase) int {
	if n := len(d.fig[f].parts); n < 2 || p.End != p.Start+1 || len(d.fig[f].spoke) > 0 {
		return f
	}
	best := f
	for i := range d.fig {
		if q := d.fig[i].parts; len(q) > 1 && q[len(q)-1] == d.fig[f].parts[len(d.fig[f].parts)-1] && len(d.fig[i].spoke) > 0 && (best == f || d.lastAt(i) > d.lastAt(best)) {
			best = i
		}
	}
	return best
}

// entitled finds the person whose name ends the first segment of a phrase,
// behind a noun for an office that an "of" tore off: "House of Assembly
// speaker Paul Ndiaye".
func (d *desk) entitled(p *phrase.Phrase) (int, bool) {
	if p.End >= p.Last || p.Role == lexicon.NoRole && p.Det != phrase.Bare {
		return 0, false
	}
	end := p.End
	for end < p.Last && !d.Is(end, ",", "who", "which", "—", "–") {
		end++
	}
	f := int(d.Owner[end-1]) - 1
	if f < 0 || d.fig[f].parts == nil {
		return 0, false
	}
	k := end
	for k > p.First && int(d.Owner[k-1])-1 == f {
		k--
	}
	_, title := lexicon.Title(d.Words(p.End-1, k)) // "Secretary of State Paul Ndiaye"
	switch {
	case title, d.Is(k-1, "named", "called"):
	case p.Role == lexicon.NoRole && k > p.End && d.RoleAt(k-1) && !d.Is(k-2, "and"):
	case p.Role != lexicon.NoRole && !p.Plural && d.Is(k-1, ")") && p.Tail > 0: // "director of the Pier Board (PB) Paul Ndiaye"
		d.wear(f, *p)
	default:
		return 0, false
	}
	return f, true
}

// shortened finds the body that "the Post", "the Observatory" cut short.
func (d *desk) shortened(p *phrase.Phrase, h int) (int, bool) {
	if p.Det != phrase.Definite || h != p.Start || !phrase.Capital(&d.Tok[h]) {
		return 0, false
	}
	best := -1
	for f := range d.fig {
		fig := &d.fig[f]
		if fig.parts == nil && fig.ident == Institution && fig.first < p.First && len(fig.at) > 0 && strings.Contains(" "+fig.name+" ", " "+d.Tok[h].Form+" ") && fig.name != d.Tok[h].Form {
			best = f
		}
	}
	if best >= 0 {
		d.mark(best, h, h+1)
	}
	return best, best >= 0
}

// fighters makes the fighters of a group speak as the group: "Taliban
// militants".
func (d *desk) fighters(p *phrase.Phrase) (int, bool) {
	if !p.Plural || p.N != 0 || p.Role != lexicon.Armed && p.Body != lexicon.Group {
		return 0, false
	}
	for i := p.Start; i < p.End; i++ {
		if f := int(d.Owner[i]) - 1; f >= 0 && d.fig[f].body == lexicon.Group && d.fig[f].ident == Institution {
			return f, true
		}
	}
	return 0, false
}

// nameAt reports whether figure f is named, not merely described, at token i.
func (d *desk) nameAt(f, i int) bool {
	return d.fig[f].parts != nil || d.fig[f].ident == Institution && phrase.Capital(&d.Tok[i])
}

// government makes a country, or its capital, speak as its government.
func (d *desk) government(p *phrase.Phrase) (int, bool) {
	words := d.Words(p.Start, p.End)
	c, ok := lexicon.CountryNamed(words)
	if !ok {
		if c, ok = lexicon.CountryByCapital(words); !ok || p.Det == phrase.Definite {
			return 0, false
		}
	}
	for i := range d.fig {
		if d.fig[i].body == lexicon.Government && d.fig[i].iso == c.ISO && d.fig[i].ident == Institution && d.fig[i].parts == nil {
			d.mark(i, p.Start, p.End)
			return i, true
		}
	}
	f := d.add(figure{kind: Organisation, ident: Institution, name: c.Government(), body: lexicon.Government,
		iso: c.ISO, head: "government", affil: c.Name, affilS: d.Over(p.Start, p.End)})
	d.mark(f, p.Start, p.End)
	return f, true
}

// wordsOf makes a statement speak for the body or person that gave it: "the
// ministry's statement", "a statement by the army".
func (d *desk) wordsOf(p *phrase.Phrase) (int, bool) {
	if p.Body != lexicon.DocumentBody {
		return 0, false
	}
	switch p.Head {
	case "statement", "communique", "communiqué", "press release", "tweet", "post", "release":
	default:
		return 0, false
	}
	for i := p.Start; i < p.End-1; i++ {
		if f := int(d.Owner[i]) - 1; f >= 0 && d.nameAt(f, i) && !d.fig[f].body.Media() {
			return f, true
		}
	}
	if d.Is(p.End, "from", "by", "of") {
		for i := p.End + 1; i < min(p.Last, p.End+8); i++ {
			if f := int(d.Owner[i]) - 1; f >= 0 && d.nameAt(f, i) && !d.fig[f].body.Media() {
				return f, true
			}
		}
		q := d.Describe(p.End+1, p.Last)
		if q.Body != lexicon.NoBody && q.Body != lexicon.DocumentBody {
			return d.who(q.First, q.Last, -1), true
		}
	}
	return 0, false
}

// describeNew enters a figure that the text describes without naming it.
func (d *desk) describeNew(p *phrase.Phrase) int {
	f := figure{head: p.Head, mods: p.Mods, many: p.Plural, iso: p.ISO, affil: p.Affil, affilS: p.AffilSpan, roles: p.Role, body: p.Body, count: counted(p.N)}
	f.words = d.Descriptive(p)
	f.name = d.Called(p)
	role := p.Role
	if p.Body == lexicon.NoBody && role == lexicon.NoRole {
		if !(p.End > p.Start && !p.Plural && d.Name(p.End-1, p.First) && lexicon.AdjectiveOf(p.ISO) == "") && d.People(p) {
			role = lexicon.SourceNoun
			f.roles = lexicon.SourceNoun
		}
	}
	switch {
	case p.Body != lexicon.NoBody:
		d.asBody(&f, p)
	case role != lexicon.NoRole:
		f.kind = Person
		f.ident = Unnamed
		if d.Office(p) {
			f.ident = NamedOffice
		}
		if role != lexicon.SourceNoun && role != lexicon.Witness && role != lexicon.Victim || p.Mods != "" && role == lexicon.Official {
			f.role = d.Over(p.Start, p.End)
			if !p.AffilSpan.Empty() && p.AffilSpan.Start <= f.role.Start && p.AffilSpan.End < f.role.End {
				k := p.Start
				for k < p.End && (d.Tok[k].Start < p.AffilSpan.End || d.Possessive(k)) {
					k++
				}
				f.role = d.Over(k, p.End)
			}
		}
		f.sex = wording.SexOf(p.Head)
	case p.Start < p.End && phrase.Capital(&d.Tok[p.End-1]) && d.Name(p.End-1, -1):
		d.asNamed(&f, p)
	default:
		f.kind, f.ident = Document, Institution
	}
	if f.kind == Person && f.ident == Unnamed && f.count == nil {
		if f.many {
			f.count = &Count{Several: true}
		} else {
			f.count = &Count{N: 1}
		}
	}
	if f.ident != Unnamed || p.Head == "family" || p.Head == "percent" {
		f.count = nil
	}
	f.many = f.many || f.count != nil && (f.count.Several || f.count.N > 1)
	f.first = p.First
	id := d.add(f)
	at := max(p.First, p.End-1)
	d.Owner[at] = int32(id) + 1
	d.fig[id].at = []int{at}
	return id
}

// asNamed fills in one whom only this mention names: its last run of capitals
// is the name, what stands before it the role.
func (d *desk) asNamed(f *figure, p *phrase.Phrase) {
	from := p.End - 1
	for from > p.Start && d.Name(from-1, -1) {
		from--
	}
	f.name, f.many = d.Words(from, p.End), false
	one := p.End-from == 1
	switch {
	case from > p.Start && p.Role == lexicon.NoRole && d.RoleAt(from-1):
		f.kind, f.ident, f.parts = Person, Named, d.Parts(from, p.End)
		f.role = d.Over(p.Start, from)
	case p.Det == phrase.Definite || p.End-from > 4, one && wording.AllCapitals(f.name) && len(f.name) < 5, strings.HasSuffix(f.name, "."):
		f.kind, f.ident = Organisation, Institution
	default:
		f.kind, f.ident, f.parts = Person, Named, d.Parts(from, p.End)
		f.role = d.Over(p.Start, from)
	}
}

// reports makes bare "reports", "local media reports" the media that made
// them.
func (d *desk) reports(p *phrase.Phrase) int {
	name := p.Mods
	switch {
	case name == "" || name == "news" || name == "some" || name == "other":
		name = "media"
		if p.Mods != "" {
			name = p.Mods + " media"
		}
		name += " reports"
	case strings.HasSuffix(name, "media") || strings.HasSuffix(name, "press"):
	default:
		name += " reports"
	}
	for f := range d.fig {
		if d.fig[f].kind == Outlet && d.fig[f].name == name {
			return f
		}
	}
	return d.add(figure{kind: Outlet, ident: Unnamed, name: name, body: lexicon.Outlet, roles: lexicon.Media, many: true,
		head: "report", first: p.First, at: []int{p.End - 1}, words: d.Descriptive(p)})
}

// asBody fills in a described body, document or outlet.
func (d *desk) asBody(f *figure, p *phrase.Phrase) {
	f.kind, f.ident = kindOfBody(p.Body), Institution
	switch {
	case p.Body == lexicon.DocumentBody && (p.Head == "report" || p.Head == "account") && (p.Plural || strings.Contains(p.Mods, "media") || strings.Contains(p.Mods, "news")):
		f.kind, f.ident, f.body = Outlet, Unnamed, lexicon.Outlet
		f.roles = lexicon.Media
	case p.Body == lexicon.DocumentBody:
		switch p.Head {
		case "video", "footage", "image", "photo", "photograph", "photos", "post", "clip", "recording", "tape", "picture":
			f.ident = Unnamed
		}
	case p.Body == lexicon.Outlet && !phrase.Capital(&d.Tok[max(p.End-1, 0)]):
		if p.Plural || p.Det == phrase.Indefinite || p.Head == "media" && p.Mods != "state" {
			f.ident = Unnamed
		}
	case p.Body == lexicon.Group && (p.Plural || p.Det == phrase.Indefinite):
		if p.Det == phrase.Indefinite || p.N != 0 {
			f.ident = Unnamed
		}
	case p.Det == phrase.Indefinite:
		f.ident = Unnamed
	}
	if f.ident == Unnamed && f.count == nil && p.Plural {
		f.count = &Count{Several: true}
	}
}

// compound is the figure of several sources that speak as one.
func (d *desk) compound(parts [][2]int, att int) int {
	var members []int
	for _, x := range parts {
		if f := d.who(x[0], x[1], att); f >= 0 && !slices.Contains(members, f) {
			members = append(members, f)
		}
	}
	switch len(members) {
	case 0:
		return -1
	case 1:
		return members[0]
	}
	for i := range d.fig {
		if slices.Equal(d.fig[i].member, members) {
			return i
		}
	}
	f := figure{kind: d.fig[members[0]].kind, ident: d.fig[members[0]].ident, many: true, member: members, first: parts[0][0]}
	for _, m := range members {
		if d.fig[m].kind != f.kind || f.kind == Person {
			f.kind = Group
		}
		switch id := d.fig[m].ident; {
		case id == Unnamed, f.ident == Unnamed:
			f.ident = Unnamed
		case id != f.ident:
			f.ident = Institution
		}
		if f.iso == "" {
			f.iso = d.fig[m].iso
		}
	}
	if f.ident == Unnamed {
		f.count = &Count{Several: true}
	}
	return d.add(f)
}

// fullName is what a figure is called; a compound is called by its members.
func (d *desk) fullName(f int) string {
	fig := &d.fig[f]
	if len(fig.member) == 0 {
		return fig.name
	}
	names := make([]string, len(fig.member))
	for i, m := range fig.member {
		names[i] = d.fullName(m)
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
