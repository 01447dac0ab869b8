package source

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/source/phrase"
	"hearsay/internal/source/wording"
	"hearsay/internal/syntax"
)

// dress gives a person what stands around its name: title and role before,
// description behind.
func (d *desk) dress(f, first, end int, sent *syntax.Sentence) {
	left := first
	for left > sent.First && d.PartOfRole(left-1, d.inner) {
		left--
	}
	if left < first && !d.Possessive(first-1) {
		d.wear(f, d.Describe(left, first))
	}
	i := end
	if d.Is(i, ",") && i+1 < sent.Last && (d.Tok[i+1].UPOS == syntax.NUM || phrase.Number(&d.Tok[i+1]) > 0) && d.Is(i+2, ",") {
		i += 2
	}
	switch {
	case d.Is(i, ",") && i+1 < sent.Last:
		d.wearBehind(f, i+1, sent.Last)
	case d.Is(i, "of", "from", "with") && i+2 < sent.Last:
		if o := int(d.Owner[i+1]) - 1; d.fig[f].affil == "" {
			if d.Is(i+1, "the") {
				o = int(d.Owner[i+2]) - 1
			}
			if o >= 0 && d.fig[o].parts == nil {
				d.fig[f].affil, d.fig[f].affilS, d.fig[f].body = d.fig[o].name, d.Tok[i+1].Span, d.fig[o].body
			}
		}
	}
}

// wearBehind reads the description behind a name: ", a doctor at the port,".
func (d *desk) wearBehind(f, first, limit int) {
	last := first
	for last < limit && !d.Is(last, ",", ";", ".", "who", "which", "whose", "—", "–", "”", "\"") && last-first < 25 {
		if t := &d.Tok[last]; t.UPOS == syntax.VERB && (t.XPOS == syntax.TagVBD || t.XPOS == syntax.TagVBZ) || t.UPOS == syntax.AUX {
			break
		}
		last++
	}
	if last == first || d.Is(first, "and", "or", "said", "but", "speaking") {
		return
	}
	p := d.Describe(first, last)
	if p.Role == lexicon.NoRole && d.Is(first, "the") {
		return
	}
	if p.Role != lexicon.NoRole || p.Det == phrase.Indefinite && p.Body == lexicon.NoBody && p.Head != "" {
		if p.Plural || int(d.Owner[p.Start]) > 0 && d.fig[d.Owner[p.Start]-1].parts != nil && p.End == p.Start {
			return
		}
		d.wear(f, p)
	}
}

// wear gives figure f the role and affiliation of a phrase; the first that
// says something stands.
func (d *desk) wear(f int, p phrase.Phrase) {
	fig := &d.fig[f]
	if fig.parts != nil && p.End > p.Start && p.Role != lexicon.NoRole && d.Tok[p.End-1].XPOS == syntax.TagNNS {
		return // "one of the officials" is no one's office
	}
	from := p.Start
	if !p.AffilSpan.Empty() {
		for from < p.End && d.Tok[from].End <= p.AffilSpan.End && d.Tok[from].Start >= p.AffilSpan.Start || d.Possessive(from) && from < p.End {
			from++
		}
	}
	if from < p.End && wording.Honorific(d.Words(from, p.End)) {
		if s := wording.SexOf(d.Words(from, p.End)); s != wording.UnknownSex && (fig.sex == wording.UnknownSex || fig.guess) {
			fig.sex, fig.guess = s, false
		}
		from = p.End
	}
	to := p.End
	for to > from && wording.Honorific(d.Words(to-1, to)) {
		to--
	}
	for from < to && (d.Tok[from].UPOS == syntax.PUNCT || d.Tok[from].UPOS == syntax.ADV || d.Tok[from].UPOS == syntax.ADP) {
		from++
	}
	if s := d.Over(from, to); (fig.role.Empty() || p.Role != lexicon.NoRole && d.rank(fig)) && !s.Empty() {
		fig.role, fig.head, fig.mods = s, p.Head, p.Mods
		fig.roles = p.Role
		if p.Role == lexicon.NoRole {
			fig.roles = wording.RoleOfTitle(d.Words(from, p.End))
		}
	}
	if fig.sex == wording.UnknownSex {
		fig.sex = wording.SexOf(p.Head)
	}
	if p.Det == phrase.Possessed && d.Is(p.First, "its") && p.Role != lexicon.NoRole { // "Its director, Ama Sow"
		if o := d.seek(p.First, -1, d.isIt, nil); d.fig[o].ident == Institution {
			fig.affil, fig.affilS, fig.body = d.fig[o].name, d.Tok[p.First].Span, d.fig[o].body
			p.Affil = ""
		}
	}
	if _, nation := lexicon.CountryNamed(fig.affil); p.Affil != "" && (fig.affil == "" || nation && p.Role != lexicon.NoRole) {
		fig.affil, fig.affilS = p.Affil, p.AffilSpan
		if b, ok := lexicon.BodyNamed(p.Affil); ok {
			fig.body = b.Kind
		}
	}
	if fig.iso == "" {
		fig.iso = p.ISO
	}
}

// rank reports whether all that is known of a figure's role is a rank.
func (d *desk) rank(fig *figure) bool {
	k, ok := lexicon.Title(d.doc.Text.Slice(fig.role))
	return ok && (k == lexicon.MilitaryTitle || k == lexicon.PoliceTitle)
}
