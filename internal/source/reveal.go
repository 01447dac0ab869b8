package source

import (
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/lexicon"
	"hearsay/internal/source/phrase"
	"hearsay/internal/source/wording"
)

// reveal joins an unnamed speaker or an office to the person whom the next
// sentence names for the same words: "An eyewitness said … “…,” said Ama Sow,
// a resident."
func (d *desk) reveal() {
	for _, i := range d.order() {
		v := d.voice[i]
		if v < 0 || !d.veiled(v) || d.atts[i].Scope == attribution.Silence || d.Declines(d.atts[i].Cue) {
			continue // who will not speak is not quoted next
		}
		if p := d.revealed(i, v); p >= 0 {
			d.merge(v, p)
		}
	}
	for f := range d.fig {
		if !d.veiled(f) || !d.member(f) {
			continue
		}
		if p := d.memberName(f); p >= 0 {
			d.merge(f, p)
		}
	}
}

// veiled reports whether a figure is one person whom the text has not named.
func (d *desk) veiled(f int) bool {
	fig := &d.fig[f]
	return fig.kind == Person && !fig.many && fig.parts == nil && len(fig.member) == 0 && (fig.ident == Unnamed || fig.ident == NamedOffice) &&
		!strings.Contains(fig.mods, "another") && fig.terms.Kind == "" && !d.hidden(f)
}

// hidden reports whether an unnamed source is meant to stay so.
func (d *desk) hidden(f int) bool {
	if d.fig[f].head == "source" || d.fig[f].head == "informant" || strings.HasPrefix(d.fig[f].name, "another") || strings.HasPrefix(d.fig[f].name, "one of ") {
		return true
	}
	p := phrase.Phrase{First: d.fig[f].first}
	return len(d.fig[f].at) > 0 && d.Anonymous(&p)
}

// revealed is the person first named as the source of a direct quote within
// the two sentences after attribution i, whose role does not speak against it.
func (d *desk) revealed(i, v int) int {
	at, _ := d.Tokens(d.atts[i].Cue)
	here := d.Sentence(at)
	for j := range d.atts {
		w := d.voice[j]
		if w < 0 || w == v || d.fig[w].parts == nil || d.atts[j].Cue.Start <= d.atts[i].Cue.Start {
			continue
		}
		first, _ := d.Tokens(d.atts[j].Cue)
		if s := d.Sentence(first); s <= here || s > here+3 {
			continue
		}
		if d.between(i, j) || d.fig[w].first < at && !d.sameOffice(v, w) {
			return -1
		}
		if !d.startsQuoted(j) || !compatible(&d.fig[v], &d.fig[w]) {
			return -1
		}
		return w
	}
	return -1
}

// between reports whether someone else speaks between attributions i and j.
func (d *desk) between(i, j int) bool {
	for k := range d.atts {
		c := d.atts[k].Cue.Start
		if at, _ := d.Tokens(d.atts[k].Cue); d.Sentence(at) == d.sentenceOf(i) {
			continue
		}
		if c > d.atts[i].Cue.Start && c < d.atts[j].Cue.Start && d.voice[k] >= 0 && d.voice[k] != d.voice[i] && d.voice[k] != d.voice[j] {
			return true
		}
	}
	return false
}

// sentenceOf is the sentence of attribution i's cue.
func (d *desk) sentenceOf(i int) int {
	at, _ := d.Tokens(d.atts[i].Cue)
	return d.Sentence(at)
}

func (d *desk) sameOffice(v, w int) bool {
	return d.fig[v].head != "" && (d.fig[v].head == d.fig[w].head || wording.Synonym(d.fig[v].head, d.fig[w].head))
}

// startsQuoted reports whether the content of attribution j is in quotation
// marks.
func (d *desk) startsQuoted(j int) bool {
	for _, c := range d.atts[j].Content {
		first, last := d.Tokens(c)
		if first < last && (d.inner[first] || first+1 < last && d.inner[first+1]) {
			return true
		}
	}
	return false
}

// compatible reports whether a description may be of that person.
func compatible(v, w *figure) bool {
	if w.roles == lexicon.NoRole && w.role.Empty() {
		return (v.affil != "" || v.ident != NamedOffice && v.roles != lexicon.Official) && w.first > v.first // "the president" is known already, an official is not a grocer
	}
	if v.sex != wording.UnknownSex && w.sex != wording.UnknownSex && v.sex != w.sex {
		return false
	}
	if v.iso != "" && w.iso != "" && v.iso != w.iso {
		return false
	}
	return v.head == w.head || v.mods != "" && wording.ShareWord(v.mods, w.mods) || wording.Synonym(v.head, w.head) || v.roles == w.roles && v.roles != lexicon.SourceNoun ||
		v.roles == lexicon.Official && (w.roles == lexicon.Spokesperson || w.roles == lexicon.Police || w.roles == lexicon.Military)
}

// member reports whether a figure belongs to a compound.
func (d *desk) member(f int) bool {
	for i := range d.fig {
		for _, m := range d.fig[i].member {
			if m == f {
				return true
			}
		}
	}
	return false
}

// memberName is the person, named within the two sentences after a compound,
// who holds the very office that the compound's member is known by.
func (d *desk) memberName(f int) int {
	here := d.Sentence(d.fig[f].first)
	for w := range d.fig {
		if d.fig[w].parts == nil || d.fig[w].first < d.fig[f].first || d.fig[w].head == "" || len(d.fig[w].spoke) == 0 {
			continue
		}
		if s := d.Sentence(d.fig[w].first); s <= here+2 && (d.fig[w].head == d.fig[f].head || wording.Synonym(d.fig[w].head, d.fig[f].head)) && (d.fig[f].iso == "" || d.fig[w].iso == "" || d.fig[f].iso == d.fig[w].iso) {
			return w
		}
	}
	return -1
}

// merge makes figure v the person p.
func (d *desk) merge(v, p int) {
	for i := range d.voice {
		if d.voice[i] == v {
			d.voice[i] = p
		}
	}
	for i := range d.fig {
		for k, m := range d.fig[i].member {
			if m == v {
				d.fig[i].member[k] = p
			}
		}
	}
	for i := range d.Owner {
		if int(d.Owner[i])-1 == v {
			d.Owner[i] = int32(p) + 1
		}
	}
	a, b := &d.fig[v], &d.fig[p]
	b.spoke = append(b.spoke, a.spoke...)
	b.asked = append(b.asked, a.asked...)
	b.at = append(b.at, a.at...)
	b.first = min(a.first, b.first)
	if b.role.Empty() {
		b.role, b.roles, b.head = a.role, a.roles, a.head
	}
	if b.affil == "" {
		b.affil, b.affilS, b.body = a.affil, a.affilS, a.body
	}
	if b.iso == "" {
		b.iso = a.iso
	}
	*a = figure{kind: Unspecified}
}

// bargain finds the terms on which the sources speak, with the words that
// state them.
func (d *desk) bargain() {
	for s := range d.syn.Sentences {
		sent := &d.syn.Sentences[s]
		for i := sent.First; i < sent.Last; i++ {
			kind, from := d.Terms(i)
			if kind == "" {
				continue
			}
			if f := d.bound(i, s); f >= 0 && d.fig[f].terms.Kind == "" {
				sp := d.Over(from, d.ClauseEnd(i, sent.Last))
				d.fig[f].terms = Terms{Kind: TermsKind(kind), Span: d.quoteOf(sp)}
			}
		}
	}
}

// bound is the unnamed source that terms at token i in sentence s bind: the
// last one before them in the sentence, the first after them, or that of the
// sentence before.
func (d *desk) bound(i, s int) int {
	best, far := -1, 1<<30
	for a := range d.atts {
		v := d.voice[a]
		if v < 0 || len(d.atts[a].Source) == 0 {
			continue
		}
		first, _ := d.Tokens(d.atts[a].Source[0])
		gap := i - first
		if gap < 0 {
			gap = -gap + 20
		}
		if k := d.Sentence(first); k != s {
			if k != s-1 {
				continue
			}
			gap += 200
		}
		if d.fig[v].ident != Unnamed {
			gap += 60
		}
		if gap < far {
			best, far = v, gap
		}
	}
	return best
}
