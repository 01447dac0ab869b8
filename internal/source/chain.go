package source

import (
	"slices"
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source/wording"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// relay works out through whom the words of each attribution came: the outlet
// that was told, the report that cites another, the statement it stands in.
func (d *desk) relay() {
	for i := range d.atts {
		if d.voice[i] < 0 {
			continue
		}
		if f, ok := d.told(i); ok {
			d.chain[i] = []int{f}
		}
		d.cited(i)
	}
	for i := range d.atts {
		d.nested(i)
	}
	d.aired()
	d.credit()
	d.echo()
	d.inherit()
}

// told finds the outlet that heard attribution i: "told Reuters", "in an
// interview with the BBC".
func (d *desk) told(i int) (int, bool) {
	a := &d.atts[i]
	_, from := d.Tokens(a.Cue)
	sent := &d.syn.Sentences[min(d.Sentence(max(from-1, 0)), len(d.syn.Sentences)-1)]
	if d.Tells(a.Cue) || d.Is(from-1, "to") && !d.Is(from-2, "according") {
		if f, ok := d.listener(from, sent.Last, i); ok {
			return f, true
		}
		for from < sent.Last && d.Is(from, "the") {
			from++
		}
		// An outlet that the content begins with was told: "told AFP they …".
		if f := int(d.Owner[min(from, len(d.Tok)-1)]) - 1; from < sent.Last && f >= 0 && d.fig[f].body.Media() && !d.own(f) && !d.Finite(d.EndOf(from)) {
			return f, true
		}
	}
	for k := sent.First; k < sent.Last; k++ {
		if d.within(k, i) || d.inner[k] || len(a.Source) > 0 && a.Source[0].Overlaps(d.Tok[k].Span) {
			continue
		}
		if !d.Is(k, "to", "with", "by", "on") || !d.Medium(k, sent.First) {
			continue
		}
		if f, ok := d.listener(k+1, sent.Last, i); ok && f != d.voice[i] && d.nearest(k, i) {
			return f, true
		}
	}
	return 0, false
}

// nearest reports whether attribution i is the one of its sentence whose cue
// stands nearest to token k.
func (d *desk) nearest(k, i int) bool {
	far := func(a int) int {
		c := d.atts[a].Cue
		return max(c.Start-d.Tok[k].End, d.Tok[k].Start-c.End, 0)
	}
	for j := range d.atts {
		if j != i && d.voice[j] != d.voice[i] && far(j) < far(i) {
			return false
		}
	}
	return true
}

// listener reads the outlet that the tokens from i name; own outlets do not
// count, for the report is theirs.
func (d *desk) listener(i, limit, att int) (int, bool) {
	for i < limit && d.Is(i, "the", "a", "an", "local", "to", "both") {
		i++
	}
	if i >= limit || d.within(i, att) {
		return 0, false
	}
	for k := i; k < min(i+5, limit) && !d.within(k, att); k++ {
		if f := int(d.Owner[k]) - 1; f >= 0 {
			if !d.fig[f].body.Media() {
				if d.fig[f].parts != nil || k > i {
					return 0, false
				}
				continue
			}
			if n, ok := lexicon.BodyNoun(strings.ToLower(d.fig[f].name)); ok && n.Kind == lexicon.Outlet && k > i {
				return d.outlet(i, k+1), true // "Chad's state TV"
			}
			if d.own(f) || wording.Platform(d.fig[f].name) {
				return 0, false
			}
			return f, true
		}
		if d.Tok[k].UPOS == syntax.VERB || d.Tok[k].UPOS == syntax.PUNCT || d.Tok[k].UPOS == syntax.SCONJ {
			return 0, false
		}
		if n, ok := lexicon.BodyNoun(d.Tok[k].Lower); ok && n.Kind == lexicon.Outlet && (k+1 >= limit || d.Owner[k+1] == 0 || k+1 > i+4) {
			if k+1 < limit && d.Tok[k+1].UPOS == syntax.NOUN && d.Is(k+1, "agency", "station", "network", "channel", "service", "tv") {
				k++
			}
			if k == i && !d.Is(k, "media", "newspapers", "broadcasters") {
				return 0, false // mere "television" is no one
			}
			return d.outlet(i, k+1), true
		}
	}
	return 0, false
}

// outlet is the figure of an outlet that is described but not named.
func (d *desk) outlet(first, last int) int {
	for first < last && d.Is(first, "the", "a", "an") {
		first++
	}
	name := d.Words(first, last)
	for f := range d.fig {
		if d.fig[f].kind == Outlet && strings.EqualFold(d.fig[f].name, name) {
			return f
		}
	}
	f := d.add(figure{kind: Outlet, ident: Institution, name: name, body: lexicon.Outlet, head: d.Tok[last-1].Lower, roles: lexicon.Media, first: first, words: d.Over(first, last)})
	d.fig[f].at = []int{first}
	for k := first; k < last; k++ {
		if d.Owner[k] == 0 {
			d.Owner[k] = int32(f) + 1
		}
	}
	return f
}

// own reports whether an outlet is the one whose report this is: by what the
// caller states, its address, or its credits.
func (d *desk) own(f int) bool {
	name := d.fig[f].name
	if wording.SameOutlet(name, d.doc.Outlet.Value) {
		return true
	}
	for _, c := range d.doc.Credits {
		if wording.SameOutlet(name, c.Value) {
			return true
		}
	}
	return wording.AtHome(name, d.doc.URL.Value)
}

// cited turns "state television, citing the ministry" round: the ministry
// speaks, through state television.
func (d *desk) cited(i int) {
	v := d.voice[i]
	if v < 0 || d.fig[v].kind != Outlet {
		return
	}
	first, last := d.Tokens(d.atts[i].Cue)
	sent := &d.syn.Sentences[min(d.Sentence(first), len(d.syn.Sentences)-1)]
	for k := first; k < min(sent.Last, last+60); k++ {
		if d.within(k, i) || d.inner[k] || !d.Is(k, "citing", "quoting") {
			continue
		}
		to := k + 1
		for to < sent.Last && !d.Is(to, ",", ".", ";", "who", "which", "that", "as", "said", "reported") {
			to++
		}
		if to == k+1 {
			return
		}
		p := d.Describe(k+1, to)
		if p.Role == lexicon.NoRole && p.Body == lexicon.NoBody && (p.End <= p.Start || d.Owner[p.End-1] == 0) {
			return // "citing logistical reasons"
		}
		if f := d.who(k+1, to, -1); f >= 0 && f != v {
			d.voice[i] = f
			d.fig[f].spoke = append(d.fig[f].spoke, i)
			d.fig[f].asked = append(d.fig[f].asked, d.Over(k+1, to))
			if !d.own(v) {
				d.chain[i] = append(d.chain[i], v)
			}
		}
		return
	}
}

// nested adds the outlets that an attribution's hosts speak for.
func (d *desk) nested(i int) {
	for j, n := d.atts[i].Within, 0; j >= 0 && j < len(d.atts) && n < 4; j, n = d.atts[j].Within, n+1 {
		if v := d.voice[j]; v >= 0 && d.voice[i] >= 0 && v != d.voice[i] && d.fig[v].kind == Outlet && !d.own(v) && !slices.Contains(d.chain[i], v) {
			d.chain[i] = append(d.chain[i], v)
		}
	}
}

// aired reads a sentence that only says where the speaker before it spoke:
// "Mr Deng spoke on state television on Friday."
func (d *desk) aired() {
	for s := range d.syn.Sentences {
		sent := &d.syn.Sentences[s]
		for k := sent.First + 1; k < sent.Last; k++ {
			if l := d.Tok[k].Lemma; l != "speak" && l != "appear" || d.inner[k] {
				continue
			}
			f := -1
			for j := sent.First; j < k; j++ {
				if o := int(d.Owner[j]) - 1; o >= 0 && d.fig[o].kind == Person {
					f = o
				}
			}
			for j := k + 1; f >= 0 && j < min(k+5, sent.Last); j++ {
				if !d.Is(j, "on", "to", "with") {
					continue
				}
				if o, ok := d.listener(j+1, sent.Last, d.anyOf(f)); ok {
					d.back(f, o, sent.Span)
				}
			}
			break
		}
	}
}

// credit reads the outlet that a sentence ends in: "…, Mr Deng said, Meridian Press reported."
func (d *desk) credit() {
	for i := range d.atts {
		v := d.voice[i]
		if v < 0 || len(d.chain[i]) > 0 || d.fig[v].kind == Outlet {
			continue
		}
		_, from := d.Tokens(d.atts[i].Cue)
		sent := &d.syn.Sentences[min(d.sentenceOf(i), len(d.syn.Sentences)-1)]
		k := sent.Last - 1
		for k > from && (d.Tok[k].UPOS == syntax.PUNCT || d.Tok[k].UPOS == syntax.ADV) {
			k--
		}
		if k <= from || d.inner[k] || d.Tok[k].Lemma != "report" && d.Tok[k].Lemma != "say" {
			continue
		}
		f := int(d.Owner[k-1]) - 1
		for k--; k > from && int(d.Owner[k])-1 == f || d.Is(k, "the"); k-- {
		}
		if f >= 0 && d.fig[f].body.Media() && !d.own(f) && f != v && d.Is(k, ",", "”", "\"") {
			d.chain[i] = []int{f}
		}
	}
}

// echo gives what the same source says later in the sentence the same chain.
func (d *desk) echo() {
	for i := 1; i < len(d.atts); i++ {
		for j := i - 1; j >= 0 && len(d.chain[i]) == 0 && d.sentenceOf(j) == d.sentenceOf(i); j-- {
			if d.voice[j] == d.voice[i] && d.voice[i] >= 0 {
				d.chain[i] = d.chain[j]
			}
		}
	}
}

// anyOf is some attribution of figure f.
func (d *desk) anyOf(f int) int {
	for i, v := range d.voice {
		if v == f {
			return i
		}
	}
	return 0
}

// back gives the statements of figure f in the few sentences before s the
// outlet o, where they have none.
func (d *desk) back(f, o int, s span.Span) {
	for i, v := range d.voice {
		if c := d.atts[i].Cue; v == f && len(d.chain[i]) == 0 && c.End <= s.Start && s.Start-c.End < 700 {
			d.chain[i] = []int{o}
		}
	}
}

// inherit gives later words of an unnamed source the chain of its first, and
// unnamed sources without any the outlet that relays all others'.
func (d *desk) inherit() {
	relay, several := -1, false
	for i := range d.atts {
		v := d.voice[i]
		if v < 0 || d.fig[v].ident != Unnamed || len(d.chain[i]) == 0 {
			continue
		}
		if d.fig[v].via == nil {
			d.fig[v].via = d.chain[i]
		}
		if relay >= 0 && relay != d.chain[i][0] {
			several = true
		}
		relay = d.chain[i][0]
	}
	for i := range d.atts {
		v := d.voice[i]
		if v < 0 || d.fig[v].ident != Unnamed || len(d.chain[i]) > 0 {
			continue
		}
		if d.fig[v].via != nil {
			d.chain[i] = d.fig[v].via
		} else if relay >= 0 && !several && d.fig[v].roles == lexicon.SourceNoun && d.fig[v].kind == Person && !d.fig[relay].isVague() && wording.Informant(d.fig[v].head) && d.after(i, relay) {
			d.chain[i] = []int{relay}
		}
	}
}

// isVague reports whether an outlet is no one in particular.
func (f *figure) isVague() bool { return f.name == "media" || f.ident == Unnamed }

// after reports whether attribution i stands after the first that outlet f
// relays.
func (d *desk) after(i, f int) bool {
	for j := range d.atts {
		if slices.Contains(d.chain[j], f) && d.atts[j].Cue.Start < d.atts[i].Cue.Start && d.fig[d.voice[j]].ident == Unnamed {
			return true
		}
	}
	return false
}
