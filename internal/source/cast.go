package source

import (
	"slices"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/lexicon"
	"hearsay/internal/source/phrase"
	"hearsay/internal/source/wording"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// name finds the persons and bodies that the report names anywhere, so that a
// later "he", surname or acronym has someone to stand for.
func (d *desk) name() {
	for i := range d.Tok {
		if first, ok := d.SpelledOut(i); ok {
			if _, known := lexicon.BodyNamed(d.Words(first, i-1)); !known {
				d.alias[wording.FoldName(d.Tok[i].Form)] = d.newBody(first, i-1)
			}
		}
	}
	for s := range d.syn.Sentences {
		sent := &d.syn.Sentences[s]
		if p := sent.Paragraph; p < len(d.doc.Paragraphs) && d.doc.Paragraphs[p].Role != document.Body {
			continue
		}
		for i := sent.First; i < sent.Last; {
			if !phrase.Capital(&d.Tok[i]) && !(d.Is(i, "al", "el", "ash") && i+1 < sent.Last && d.Tok[i+1].Form == "-") {
				i++
				continue
			}
			if end, ok := d.known(i, sent.Last); ok {
				i = end
				continue
			}
			end := d.Run(i, sent)
			if end > i {
				d.enter(i, end, sent)
				i = end
				continue
			}
			i++
		}
	}
	for _, p := range d.bare {
		d.dress(p.f, p.first, p.end, p.sent)
	}
	for s := range d.syn.Sentences {
		d.recall(&d.syn.Sentences[s])
	}
}

// recall finds those whom the report names elsewhere in a headline, in which
// capitals tell no names.
func (d *desk) recall(sent *syntax.Sentence) {
	if p := sent.Paragraph; (p >= len(d.doc.Paragraphs) || d.doc.Paragraphs[p].Role == document.Body) && !d.TitleCase(sent) {
		return
	}
	for i := sent.First; i < sent.Last; i++ {
		if d.Owner[i] != 0 || !phrase.Capital(&d.Tok[i]) {
			continue
		}
		if end, ok := d.known(i, sent.Last); ok {
			i = end - 1
			continue
		}
		for end := min(i+3, sent.Last); end > i; end-- {
			if f := d.bearer(d.Parts(i, end)); f >= 0 {
				d.mark(f, i, end)
				i = end - 1
				break
			}
		}
	}
}

// bearer is the one person who bears a name or family name; -1 for none, or
// for several.
func (d *desk) bearer(p []string) int {
	found := -1
	for f := range d.fig {
		if q := d.fig[f].parts; len(q) > 0 && len(p) > 0 && len(q) >= len(p) && (wording.SameName(p, q) >= 2 || len(p[0]) > 3 && wording.SameName(p, q) == 1) {
			if found >= 0 {
				return -1
			}
			found = f
		}
	}
	return found
}

// person is a place where a person is named, to be dressed when all names are
// known.
type person struct {
	f, first, end int
	sent          *syntax.Sentence
}

// longest is how many tokens the longest known name has.
const longest = 12

// known enters a body that the tables or the text's own acronyms hold.
func (d *desk) known(i, limit int) (end int, ok bool) {
	for end = min(i+longest, limit); end > i; end-- {
		last := &d.Tok[end-1]
		if end-1 > i && !phrase.Capital(last) {
			continue
		}
		name := d.Words(i, end)
		if f, there := d.alias[wording.FoldName(strings.TrimPrefix(name, "The "))]; there {
			d.mark(f, i, end)
			return end, true
		}
		if _, country := lexicon.CountryNamed(name); country {
			return end, end > i+1
		}
		b, there := lexicon.BodyNamed(name)
		if !there || end == i+1 && (d.InsideName(i, limit) || d.family(i)) || d.Longer(b.Kind, i, end) {
			continue
		}
		d.mark(d.bodyFigure(b, d.NationBefore(i)), i, end)
		d.introduce(int(d.Owner[i])-1, end, limit)
		return end, true
	}
	return i, false
}

// family reports whether token i is the family name of someone whom the text
// has named in full: Ana Reuter's "Reuter" is no agency.
func (d *desk) family(i int) bool {
	part := wording.FoldPart(d.Tok[i].Form)
	return slices.ContainsFunc(d.fig, func(f figure) bool { return len(f.parts) > 1 && f.parts[len(f.parts)-1] == part })
}

// enter makes a run of name words a person or a body, where it is one.
func (d *desk) enter(first, end int, sent *syntax.Sentence) {
	core, titled := d.Core(first, end)
	if core >= end {
		return // a title alone, a country
	}
	if _, ok := lexicon.CountryNamed(d.Words(core, end)); ok {
		return
	}
	for k := first + 2; k+1 < end; k++ { // "Oslo-based Fjord Observatory for Human Rights"
		if b, ok := lexicon.BodyNamed(d.Words(k, end)); ok && d.Is(k-1, "based") {
			d.mark(d.bodyFigure(b, d.NationBefore(first)), k, end)
			return
		}
	}
	if f, ok := d.person(core, end); ok {
		d.mark(f, core, end)
		d.bare = append(d.bare, person{f, core, end, sent})
		return
	}
	if d.TitleCase(sent) {
		return
	}
	if f := d.cutShort(core, end); f >= 0 {
		d.mark(f, core, end)
		return
	}
	switch d.sort(first, core, end, titled, sent) {
	case syntax.Person:
		f := d.newPerson(core, end)
		d.mark(f, core, end)
		d.bare = append(d.bare, person{f, core, end, sent})
	case syntax.Organisation:
		f := d.newBody(core, end)
		d.mark(f, core, end)
		d.introduce(f, end, sent.Last)
	}
}

// cutShort is the armed group whose name a single word ends: "Liwa" after
// "Northern Liwa"; -1 for none.
func (d *desk) cutShort(first, end int) int {
	if end != first+1 {
		return -1
	}
	word := " " + d.Tok[first].Form
	for f := range d.fig {
		if fig := &d.fig[f]; fig.body == lexicon.Group && fig.parts == nil && len(fig.at) > 0 && (strings.HasSuffix(fig.name, word) || strings.HasSuffix(d.Words(fig.at[0], d.EndOf(fig.at[0])), word)) {
			return f
		}
	}
	return -1
}

// sort says what a run is that no earlier name explains.
func (d *desk) sort(first, core, end int, titled bool, sent *syntax.Sentence) syntax.NameKind {
	if n, ok := lexicon.RoleNoun(d.Tok[core].Lower); ok && end == core+1 && core == sent.First && (n.Plural || n.Kind == lexicon.Witness) {
		return syntax.NoName // "Eyewitnesses" has its capital from the sentence
	}
	if core == first && (d.ApposedBody(end, sent.Last) != lexicon.NoBody || core > sent.First && d.Is(core-1, "firm", "company", "newspaper", "agency", "broadcaster", "airline", "magazine", "daily")) {
		return syntax.Organisation
	}
	if k := d.tagged(core, end); k != syntax.NoName {
		if k == syntax.Organisation && titled && end-core > 1 && core > first && !d.BodyTail(core, end) {
			return syntax.Person
		}
		if k == syntax.Person && d.BodyTail(core, end) && !d.Apposed(end, sent.Last) && end-core > 1 && core == first {
			return syntax.Organisation
		}
		if k == syntax.Person || k == syntax.Organisation || !d.BodyTail(core, end) {
			return k
		}
	}
	if d.BodyTail(core, end) && (end-core > 1 || first == core) {
		return syntax.Organisation
	}
	if titled {
		return syntax.Person
	}
	if core > 0 && core == first {
		if n, ok := lexicon.BodyNoun(d.Tok[core-1].Lower); ok && !n.Plural && n.Kind != lexicon.DocumentBody && d.Noun(core-1) {
			return syntax.Organisation // "the bank Narvia Trust"
		}
	}
	if core > 0 && d.Noun(core-1) {
		if n, ok := lexicon.RoleNoun(d.Tok[core-1].Lower); ok && !n.Plural && n.Kind != lexicon.SourceNoun {
			return syntax.Person
		}
	}
	if end-core >= 2 && end-core <= 5 && d.Apposed(end, sent.Last) {
		return syntax.Person
	}
	if end-core >= 2 && end-core <= 5 && (d.speaks(core, end) || core == sent.First && end-core <= 3 && d.Finite(end)) {
		return syntax.Person
	}
	return syntax.NoName
}

// tagged is the kind of the syntax room's name over the run.
func (d *desk) tagged(first, end int) syntax.NameKind {
	names := d.syn.Names
	k, _ := slices.BinarySearchFunc(names, first, func(n syntax.Name, first int) int {
		if n.Last <= first {
			return -1
		}
		return 1
	})
	if k < len(names) && names[k].First < end {
		return names[k].Kind
	}
	return syntax.NoName
}

// speaks reports whether the run is the head of a source that speaks in words
// that only people use.
func (d *desk) speaks(first, end int) bool {
	s := d.Over(first, end)
	for i := range d.atts {
		for _, src := range d.atts[i].Source {
			if src.Contains(s) && (s.Start-src.Start < 4 || d.Tok[first-1].UPOS != syntax.ADP && (s.End+2 >= src.End || d.Is(end, ",", "and"))) {
				return true
			}
		}
	}
	return false
}

// introduce enters the acronym that follows a name in brackets or after "or":
// "(MINUSCA)", ", or NISA,".
func (d *desk) introduce(f, end, limit int) {
	if f < 0 {
		return
	}
	i := end
	switch {
	case d.Is(i, "(") && i+2 < limit && d.Is(i+2, ")"):
		i++
	case d.Is(i, ",") && d.Is(i+1, "or") && i+3 < limit && d.Is(i+3, ",", "."):
		i += 2
	default:
		return
	}
	if a := d.Tok[i].Form; len(a) >= 2 && len(a) <= 10 && phrase.Capital(&d.Tok[i]) && strings.ToLower(a) != a {
		d.alias[wording.FoldName(a)] = f
	}
}

// mark notes that figure f is named by the tokens [first,end).
func (d *desk) mark(f, first, end int) {
	for i := first; i < end; i++ {
		d.Owner[i] = int32(f) + 1
	}
	fig := &d.fig[f]
	if len(fig.at) == 0 || first < fig.first {
		fig.first = first
	}
	fig.at = append(fig.at, first)
}

// add enters a figure.
func (d *desk) add(f figure) int {
	d.fig = append(d.fig, f)
	return len(d.fig) - 1
}

// bodyFigure is the figure of a body of the tables, made where it is new.
func (d *desk) bodyFigure(b lexicon.Body, nation string) int {
	iso := b.Country
	if iso == "" || b.Kind == lexicon.Ministry && nation != "" {
		iso = nation
	}
	name := b.Name
	if iso != b.Country && nation != "" && b.Country != "" {
		iso = nation // "the Indian Home Office" is not London's
	}
	for i := range d.fig {
		if d.fig[i].name == name && d.fig[i].parts == nil && d.fig[i].body == b.Kind {
			return i
		}
	}
	return d.add(figure{kind: kindOfBody(b.Kind), ident: Institution, name: name, body: b.Kind, iso: iso, many: b.Kind == lexicon.Group})
}

// newBody enters a body that only the text names.
func (d *desk) newBody(first, end int) int {
	name := d.Words(first, end)
	for i := range d.fig {
		if d.fig[i].parts == nil && d.fig[i].ident == Institution && strings.EqualFold(d.fig[i].name, name) {
			return i
		}
	}
	kind := lexicon.AgencyBody
	head := d.Tok[end-1].Lower
	for i := first; i < end; i++ {
		if d.Is(i, "of", "for") {
			head = d.Tok[i-1].Lower
			break
		}
	}
	n, ok := lexicon.BodyNoun(head)
	if !ok && first > 0 {
		n, ok = lexicon.BodyNoun(d.Tok[first-1].Lower)
		if two, there := lexicon.BodyNoun(d.Tok[max(first-2, 0)].Lower + " " + d.Tok[first-1].Lower); there {
			n, ok = two, true // "the rights group Haki"
		}
	}
	if ok {
		kind = n.Kind
	}
	if k := d.ApposedBody(end, len(d.Tok)); k != lexicon.NoBody && (!ok || kind == lexicon.AgencyBody) {
		kind = k
	}
	if !ok && wording.OutletEnding(d.Tok[end-1].Form) {
		kind = lexicon.Outlet
	}
	if d.NewsAgency(end) || d.NewsAgency(first) {
		kind = lexicon.Agency
	}
	iso := d.NationBefore(first)
	if c, ok := lexicon.CountryOf(d.Tok[first].Form); ok {
		iso = c.ISO
	}
	f := figure{kind: kindOfBody(kind), ident: Institution, name: name, body: kind, iso: iso, head: head}
	f.affil, f.affilS = d.Possessor(first)
	return d.add(f)
}

func kindOfBody(k lexicon.BodyKind) Kind {
	switch k {
	case lexicon.Group:
		return Group
	case lexicon.Outlet, lexicon.Agency:
		return Outlet
	case lexicon.DocumentBody:
		return Document
	case lexicon.DatasetBody:
		return Dataset
	}
	return Organisation
}

// newPerson enters a person under the words of the name.
func (d *desk) newPerson(first, end int) int {
	f := figure{kind: Person, ident: Named, name: d.Words(first, end)}
	f.parts = d.Parts(first, end)
	if len(f.parts) > 1 {
		if female, ok := lexicon.GivenName(f.parts[0]); ok {
			f.sex, f.guess = map[bool]wording.Sex{true: wording.Female, false: wording.Male}[female], true
		}
	}
	return d.add(f)
}

// person finds the earlier person that a run names again: the same name, a
// family name, a given name that no one else bears, a longer or shorter form.
func (d *desk) person(first, end int) (int, bool) {
	p := d.Parts(first, end)
	if len(p) == 0 {
		return 0, false
	}
	best, rank := -1, 0
	for i := range d.fig {
		if q := d.fig[i].parts; len(q) > 0 {
			r := wording.SameName(p, q)
			if r == 1 && d.tagged(first, end) != syntax.NoName && d.tagged(first, end) != syntax.Person {
				continue // "Trump Tower" is not Mr. Trump
			}
			if r > rank || r == rank && r > 0 && d.lastAt(i) > d.lastAt(best) {
				best, rank = i, r
			}
		}
	}
	if best < 0 {
		return 0, false
	}
	if len(p) > len(d.fig[best].parts) && (rank > 1 || !d.BodyTail(first, end)) {
		d.fig[best].parts, d.fig[best].name = p, d.Words(first, end)
	}
	return best, true
}

func (d *desk) lastAt(f int) int {
	if f < 0 || len(d.fig[f].at) == 0 {
		return -1
	}
	return d.fig[f].at[len(d.fig[f].at)-1]
}

// quoteOf is a span with its words, nil for an empty one.
func (d *desk) quoteOf(s span.Span) *span.Quote {
	if s.Empty() {
		return nil
	}
	q := d.doc.Text.Quote(s)
	return &q
}
