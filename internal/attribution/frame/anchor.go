package frame

import (
	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/attribution/paragraph"
	"hearsay/internal/syntax"
)

// Belief is what the paragraph chain thinks of a word, as probabilities.
type Belief struct {
	SourceBegin, Source, CueBegin, Cue, ContentBegin, Content float32
	// Spoke is how many sources elsewhere in the report hold the word, by the
	// beliefs there; for names and nouns only.
	Spoke float32
}

// Recall sets Spoke from the other beliefs of a whole report.
func Recall(pg *page.Page, belief []Belief) {
	spoke := map[uint32]float32{}
	for i := range belief {
		if w := &pg.Words[i]; belief[i].Source > 0.3 && names(w) {
			spoke[w.Form] += belief[i].Source
		}
	}
	for i := range belief {
		belief[i].Spoke = 0
		if w := &pg.Words[i]; names(w) {
			own := belief[i].Source
			if own <= 0.3 {
				own = 0
			}
			belief[i].Spoke = max(0, spoke[w.Form]-own)
		}
	}
}

func names(w *page.Word) bool { return w.UPOS == syntax.PROPN || w.UPOS == syntax.NOUN }

// Beliefs copies the label probabilities of a run's lattice.
func Beliefs(lat *chain.Lattice, out []Belief) {
	for i := range out {
		m := lat.Marginal[i*int(paragraph.Labels):][:paragraph.Labels]
		out[i] = Belief{
			SourceBegin: m[paragraph.SourceBegin], Source: m[paragraph.SourceBegin] + m[paragraph.SourceIn],
			CueBegin: m[paragraph.CueBegin], Cue: m[paragraph.CueBegin] + m[paragraph.CueIn],
			ContentBegin: m[paragraph.ContentBegin], Content: m[paragraph.ContentBegin] + m[paragraph.ContentIn],
		}
	}
}

// Floor is the least cue probability of a word that may be an anchor.
const Floor = 0.04

// share is how much of a word's own cue probability the words up to its head
// must have for the head to be its anchor too. Without it "According to", sure
// to be a cue, was lost to the doubtful noun behind it.
const share = 0.3

// Anchors appends the anchors of run r: words that may be part of a cue and
// whose head is not in the same stretch of such words. belief is indexed by
// word.
func Anchors(pg *page.Page, r page.Run, belief []Belief, out []int32) []int32 {
	for i := r.First; i < r.Last; i++ {
		if belief[i].Cue < Floor {
			continue
		}
		if h := int(pg.Words[i].Head); h >= r.First && h < r.Last && h != i && reach(belief, i, h) {
			continue
		}
		out = append(out, int32(i))
	}
	return out
}

// reach reports whether all words from i to h may be part of i's cue.
func reach(belief []Belief, i, h int) bool {
	lo, hi := min(i, h), max(i, h)
	if hi-lo > 12 {
		return false
	}
	need := max(Floor, share*belief[i].Cue)
	for j := lo; j <= hi; j++ {
		if belief[j].Cue < need {
			return false
		}
	}
	return true
}
