package source

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// lend gives a cue without a source the subject it shares with another verb of
// its sentence: "he contested this, adding …", "Lima, speaking in Oslo, said
// …". Where there is none that could speak, it stays without.
func (d *desk) lend() {
	for i := range d.atts {
		if d.voice[i] >= 0 || len(d.atts[i].Source) > 0 {
			continue
		}
		first, last := d.Tokens(d.atts[i].Cue)
		if first >= last {
			continue
		}
		sent := &d.syn.Sentences[min(d.Sentence(first), len(d.syn.Sentences)-1)]
		from, to, shared := d.Subject(first, last, sent)
		if j := d.speakerBefore(i, sent); j >= 0 && (shared || d.Tok[first].XPOS == syntax.TagVBG) {
			d.lent[i] = d.atts[j].Source
			d.speak(i, d.voice[j])
			continue
		}
		if from >= to || d.within(from, i) || d.inner[from] || !d.canSpeak(from, to) {
			continue
		}
		d.lent[i] = []span.Span{d.Over(from, to)}
		if f := d.who(from, to, i); f >= 0 {
			d.speak(i, f)
		}
	}
}

func (d *desk) speak(i, f int) {
	d.voice[i] = f
	d.fig[f].spoke = append(d.fig[f].spoke, i)
	d.fig[f].asked = append(d.fig[f].asked, d.lent[i]...)
}

// speakerBefore is the attribution with a source that stands last before
// attribution i in its sentence; -1 for none.
func (d *desk) speakerBefore(i int, sent *syntax.Sentence) int {
	for j := i - 1; j >= 0 && d.atts[j].Cue.Start >= sent.Start; j-- {
		if d.voice[j] >= 0 && len(d.atts[j].Source) > 0 && d.atts[j].Within == d.atts[i].Within {
			return j
		}
	}
	return -1
}

// canSpeak reports whether a phrase names or describes one who could speak.
func (d *desk) canSpeak(from, to int) bool {
	if to == from+1 && d.Is(from, "he", "she", "they", "it", "we", "i") {
		return true
	}
	p := d.Describe(from, to)
	if p.Start >= p.End {
		return false
	}
	_, country := lexicon.CountryNamed(d.Words(p.Start, p.End))
	return p.Role != lexicon.NoRole || p.Body != lexicon.NoBody || d.Owner[p.End-1] != 0 || country
}
