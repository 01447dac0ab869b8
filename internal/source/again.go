package source

import (
	"slices"
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source/phrase"
	"hearsay/internal/source/wording"
	"hearsay/internal/syntax"
)

// pronoun resolves a mention of one word that stands for another; ok is false
// where the word is no such pronoun.
func (d *desk) pronoun(i, att int) (f int, ok bool) {
	switch d.Tok[i].Lower {
	case "he", "his", "him", "himself":
		return d.seek(i, att, d.isHe, d.maybe), true
	case "she", "her", "herself", "hers":
		return d.seek(i, att, d.isShe, d.maybe), true
	case "they", "their", "them", "themselves", "theirs":
		return d.seek(i, att, d.isThey, nil), true
	case "it", "its", "itself":
		if d.inner[i] {
			return d.nobody(i), true // of what a quote speaks, only the quote knows
		}
		return d.seek(i, att, d.isIt, nil), true
	case "who", "whom", "whose", "which", "that":
		return d.antecedent(i), true
	case "i", "we", "my", "our", "me", "us":
		if d.Tok[i].Form != "US" {
			return d.author(i), true
		}
	}
	return 0, false
}

func (d *desk) isHe(f *figure) bool  { return f.kind == Person && !f.many && f.sex != wording.Female }
func (d *desk) isShe(f *figure) bool { return f.kind == Person && !f.many && f.sex != wording.Male }
func (d *desk) maybe(f *figure) bool { return f.kind == Person && !f.many && f.guess }
func (d *desk) isThey(f *figure) bool {
	return f.many || f.kind == Group || f.kind == Organisation && f.body != lexicon.Government
}
func (d *desk) isIt(f *figure) bool {
	return f.kind != Person && f.kind != Author && len(f.member) == 0
}

// reach is how many sentences back a pronoun may look.
const reach = 5

// seek finds whom a pronoun at token i stands for: the fitting figure that was
// last heard or spoken of, speakers and subjects before others, those inside
// quotation marks and in the words of this very attribution last.
// Where no one fits, those who may are asked: Jan and Robin are men and women.
func (d *desk) seek(i, att int, fits, may func(*figure) bool) int {
	here := d.Sentence(i)
	best, top := -1, -100
	for s := here; s >= max(0, here-reach); s-- {
		sent := &d.syn.Sentences[s]
		subject := true
		for k := sent.First; k < min(sent.Last, i); k++ {
			f := int(d.Owner[k]) - 1
			if f < 0 || k > sent.First && d.Owner[k-1] == d.Owner[k] || !fits(&d.fig[f]) {
				continue
			}
			score := 12 - 3*(here-s)
			switch {
			case d.inner[k]:
				score -= 6
			case subject && s == here && d.Is(i-1, "when", "after", "as", "because", "while", "before", "where"):
				score, subject = score+4, false // whom this very sentence speaks of
			case subject:
				score, subject = score+2, false
			}
			if d.heardAt(f, k) {
				score += 4
			}
			if d.fig[f].ident == Unnamed {
				score -= 2 // a name near by is likelier to be meant
			}
			if k > 0 && d.Tok[k-1].UPOS == syntax.ADP || d.Possessive(k+1) {
				score -= 2
			}
			if att >= 0 && d.within(k, att) {
				score -= 8
			}
			if score > top {
				best, top = f, score
			}
		}
	}
	if d.Is(i, "they") && top < 10 {
		if f := d.peopleNear(i, here); f >= 0 {
			return f
		}
	}
	if first, end := d.Newcomer(i, here); end > first && top < 13 && may != nil {
		if f := d.who(first, end, -1); f >= 0 && (fits(&d.fig[f]) || may(&d.fig[f])) {
			return f
		}
	}
	if best >= 0 {
		d.fig[best].guess = d.fig[best].guess && may == nil
		if w := d.Tok[i].Lower; d.fig[best].kind == Person && (d.fig[best].sex == wording.UnknownSex || may == nil) {
			switch w {
			case "he", "his":
				d.fig[best].sex = wording.Male
			case "she", "her":
				d.fig[best].sex = wording.Female
			}
		}
		d.fig[best].at = append(d.fig[best].at, i)
		d.Owner[i] = int32(best) + 1
		return best
	}
	if may != nil {
		return d.seek(i, att, may, nil)
	}
	return d.nobody(i)
}

// peopleNear is the people described last before token i in its sentence or
// the one before, who have not spoken yet: "Villagers fled. They …"
func (d *desk) peopleNear(i, here int) int {
	for k := i - 1; k >= d.syn.Sentences[max(0, here-1)].First; k-- {
		if b, ok := lexicon.BodyNoun(d.Tok[k].Lower); ok && b.Kind == lexicon.Force && d.Owner[k] == 0 && !d.inner[k] && d.Sentences[d.Sentence(k)].First == k && d.Tok[k].Lower == "police" {
			return d.who(k, k+1, -1)
		}
		n, ok := lexicon.RoleNoun(d.Tok[k].Lower)
		if !ok || !n.Plural || d.Owner[k] != 0 || d.inner[k] || d.Tok[k].XPOS != syntax.TagNNS {
			continue
		}
		first := k
		for first > 0 && (d.Noun(first-1) || d.Tok[first-1].UPOS == syntax.ADJ || d.Tok[first-1].UPOS == syntax.NUM || d.Tok[first-1].UPOS == syntax.DET) {
			first--
		}
		if first > 0 && d.Tok[first-1].UPOS == syntax.ADP {
			continue // an object, not who acts
		}
		return d.who(first, k+1, -1)
	}
	return -1
}

// heardAt reports whether figure f is a source of an attribution at token k.
func (d *desk) heardAt(f, k int) bool {
	for _, a := range d.fig[f].spoke {
		for _, s := range d.atts[a].Source {
			if s.Start <= d.Tok[k].End && d.Tok[k].Start < s.End {
				return true
			}
		}
	}
	return false
}

// within reports whether token k lies in the content of attribution att; in a
// report without attributions, nothing does.
func (d *desk) within(k, att int) bool {
	return att < len(d.atts) && slices.ContainsFunc(d.atts[att].Content, d.Tok[k].Overlaps)
}

// nobody enters a pronoun that stands for no one the text has named.
func (d *desk) nobody(i int) int {
	f := figure{kind: Person, ident: Unnamed, words: d.Tok[i].Span, name: d.Tok[i].Lower, first: i, at: []int{i}}
	switch d.Tok[i].Lower {
	case "they", "their":
		f.many, f.count = true, &Count{Several: true}
	case "it", "its":
		f.kind, f.ident = Unspecified, Unattributed
	default:
		f.count = &Count{N: 1}
	}
	return d.add(f)
}

// antecedent resolves a relative pronoun to the phrase before it.
func (d *desk) antecedent(i int) int {
	sent := &d.syn.Sentences[d.Sentence(i)]
	last := i
	for last > sent.First && (d.Tok[last-1].UPOS == syntax.PUNCT || d.Is(last-1, "and", "but", "of", "all", "some", "many", "most")) {
		last--
	}
	first := last
	if last-2 > sent.First && d.Is(last-2, ",") && phrase.Capital(&d.Tok[last-1]) {
		for k := last - 3; k > max(sent.First, last-15); k-- { // "…, of Springfield, who"
			if f := int(d.Owner[k]) - 1; f >= 0 && d.fig[f].parts != nil {
				return f
			}
		}
	}
	for first > sent.First && last-first < 12 {
		t := &d.Tok[first-1]
		if f := int(d.Owner[first-1]) - 1; f >= 0 && first == last && d.nameAt(f, first-1) {
			d.fig[f].at = append(d.fig[f].at, i)
			return f
		}
		if t.UPOS == syntax.VERB || t.UPOS == syntax.AUX || t.UPOS == syntax.PUNCT && t.Form != "-" || t.UPOS == syntax.CCONJ || t.UPOS == syntax.SCONJ || t.UPOS == syntax.ADP && first != last && d.Tok[first].UPOS == syntax.DET {
			break
		}
		first--
		if t.UPOS == syntax.DET && !d.Is(first-1, "of", "for", "in", "at", "from") {
			break
		}
	}
	for first < last && (d.Tok[first].UPOS == syntax.ADP || d.Tok[first].UPOS == syntax.PUNCT) {
		first++
	}
	if first < last {
		return d.who(first, last, -1)
	}
	return d.nobody(i)
}

// author is the reporter who speaks in the first person outside quotes.
func (d *desk) author(i int) int {
	for k := range d.fig {
		if d.fig[k].kind == Author {
			return k
		}
	}
	f := figure{kind: Author, ident: OwnObservation, first: i, at: []int{i}, name: "author"}
	if len(d.doc.By) > 0 {
		f.name = d.doc.By[0].Value
	}
	return d.add(f)
}

// again finds the earlier figure that a description takes up: "the officials",
// "the group", "the spokeswoman".
func (d *desk) again(p *phrase.Phrase) (int, bool) {
	if p.Det == phrase.Another || p.Det == phrase.Possessed {
		return 0, false
	}
	best, top := -1, 0
	proper := d.ProperMods(p)
	for f := range d.fig {
		fig := &d.fig[f]
		if len(fig.at) == 0 || fig.first >= p.First || len(fig.member) > 0 {
			continue
		}
		g := 2 * d.fits(fig, p)
		if g > 0 && p.Plural && p.ISO == "" && fig.iso == d.home {
			g++
		}
		for _, w := range proper {
			if g > 0 && !wording.ShareWord(w, fig.name+" "+fig.mods+" "+fig.affil+" "+d.doc.Text.Slice(fig.role)) {
				g = 0 // the Norfolk chief is not the Suffolk one
			}
		}
		if g > 0 && len(fig.spoke) > 0 {
			g++ // who has spoken is likelier to speak again
		}
		if g > top || g == top && g > 0 && d.lastBefore(f, p.First) > d.lastBefore(best, p.First) {
			best, top = f, g
		}
	}
	return best, best >= 0
}

// lastBefore is the last token before i at which figure f is mentioned.
func (d *desk) lastBefore(f, i int) int {
	last := -1
	if f >= 0 {
		for _, k := range d.fig[f].at {
			if k < i {
				last = max(last, k)
			}
		}
	}
	return last
}

// fits grades how well a description takes up a figure; 0 is not at all.
func (d *desk) fits(fig *figure, p *phrase.Phrase) int {
	if p.ISO != "" && fig.iso != "" && p.ISO != fig.iso {
		return 0
	}
	switch {
	case p.Body != lexicon.NoBody:
		return d.fitsBody(fig, p)
	case p.Role == lexicon.NoRole:
		if p.Det == phrase.Definite && p.Head != "" && p.Head == fig.head && p.Plural == fig.many {
			return 2
		}
		return 0
	case p.Plural || p.N > 1:
		return fitsPeople(fig, p)
	}
	return fitsPerson(fig, p)
}

// fitsBody grades "the group", "the ministry", "police".
func (d *desk) fitsBody(fig *figure, p *phrase.Phrase) int {
	if p.Body == lexicon.Company && p.Det == phrase.Definite && len(fig.parts) == 1 && fig.role.Empty() && fig.sex == wording.UnknownSex {
		return 1 // a single name that was taken for a person's
	}
	if p.Det == phrase.Indefinite || p.N != 0 || fig.kind == Person {
		return 0
	}
	if p.Affil != "" && (fig.affil != "" || p.ISO == "") && !wording.ShareWord(p.Affil, fig.name+" "+fig.affil) {
		return 0
	}
	if p.Mods != "" && !strings.Contains("rebel militant insurgent armed islamist extremist terrorist rights news aid military security same jihadist separatist opposition paramilitary human national local", strings.Fields(p.Mods)[0]) &&
		!wording.ShareWord(p.Mods, fig.name+" "+fig.mods) {
		return 0
	}
	switch {
	case p.Det == phrase.Bare && fig.head == p.Head && fig.mods == p.Mods:
		return 3
	case p.Det != phrase.Definite:
		return 0
	case p.Head == "" || p.Body == lexicon.DocumentBody:
		return map[bool]int{true: 3}[p.Head != "" && fig.head == p.Head && fig.mods == p.Mods]
	case fig.head == p.Head || wording.Synonym(fig.head, p.Head) || wording.ShareWord(p.Head, fig.name) && (p.Body == fig.body || wording.Alike(p.Body, fig.body)):
		return 3
	}
	if wording.Alike(p.Body, fig.body) && p.ISO == "" && wording.Wide(p.Body, p.Head) {
		return 2
	}
	return 0
}

// fitsPeople grades "the two officials", "the sources", "officials".
func fitsPeople(fig *figure, p *phrase.Phrase) int {
	if fig.kind != Person || !fig.many || fig.parts != nil {
		return 0
	}
	if p.N != 0 && (fig.count == nil || *fig.count != *counted(p.N)) {
		return 0
	}
	if p.Det != phrase.Definite && p.Affil != "" && fig.affil == "" && p.ISO != fig.iso {
		return 0 // "medics at the port" are not any medics
	}
	same := fig.head == p.Head
	switch {
	case p.Det == phrase.Indefinite || p.Det == phrase.Bare && p.N != 0:
		return 0
	case same && (p.Mods == fig.mods || p.Mods == "" && p.Det == phrase.Definite):
		if p.Det != phrase.Definite && p.Role == lexicon.SourceNoun && p.Mods == "" {
			return 0 // bare "sources" are not "the sources"
		}
		return 3
	case p.Det == phrase.Definite && fig.roles == p.Role && p.Mods == "":
		return 2
	}
	return 0
}

// fitsPerson grades "the spokeswoman", "the president", "the reporter".
func fitsPerson(fig *figure, p *phrase.Phrase) int {
	if fig.kind != Person || fig.many || p.Det == phrase.Indefinite || p.N != 0 {
		return 0
	}
	if p.Det == phrase.Bare && p.Affil == "" && p.Mods == "" && !wording.OfficeAlone(p.Head) {
		return 0
	}
	if s := wording.SexOf(p.Head); s != wording.UnknownSex && fig.sex != wording.UnknownSex && s != fig.sex {
		return 0
	}
	if p.Affil != "" && fig.affil != "" && !wording.ShareWord(p.Affil, fig.affil) && (p.ISO == "" || p.ISO != fig.iso) {
		return 0
	}
	if p.Affil != "" && fig.affil == "" && fig.parts == nil && p.ISO != fig.iso {
		return 0
	}
	if p.Mods != "" && !wording.Vague(p.Mods) && (fig.mods != "" || fig.parts == nil || !strings.EqualFold(fig.head, p.Head)) &&
		!wording.ShareWord(p.Mods, fig.mods+" "+fig.affil+" "+fig.name) {
		return 0
	}
	switch {
	case fig.head == p.Head:
		return 3
	case wording.Synonym(fig.head, p.Head):
		return 3
	case p.Det == phrase.Definite && fig.roles == p.Role && wording.Generic(p.Head):
		return 2
	case p.Det == phrase.Definite && fig.roles != lexicon.NoRole && p.Head == "man" || p.Head == "woman":
		return 1
	}
	return 0
}
