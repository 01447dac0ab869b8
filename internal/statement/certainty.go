package statement

import (
	"strings"

	"hearsay/internal/syntax"
)

// certainty is how certain the source puts the content (FactBank).
func (b *bench) certainty(w *words, act Act) Certainty {
	switch act {
	case Intend, Demand, Express, DeclineComment, NoResponse, Asked, NeitherConfirmNorDeny:
		return Unstated
	case Deny, Confirm, Accuse, ClaimResponsibility, Decide, Show, Retract:
		return Certain
	case Believe:
		return Probable
	case Predict:
		if w.known.Act == string(State) && b.future(w) {
			return Certain
		}
		return Probable
	}
	if c := b.hedge(w); c != Unstated {
		return c
	}
	if c := Certainty(w.known.Certainty); c != "" && c != Unstated {
		return c
	}
	return Certain
}

// hedge reads words of doubt in the cue and in the main clause of the content.
func (b *bench) hedge(w *words) Certainty {
	for k := w.cueFirst; k < w.cueLast; k++ {
		if b.is(k, "reportedly", "allegedly", "apparently", "purportedly", "supposedly") {
			return Probable
		}
	}
	for k := w.first; k < min(w.last, w.first+24); k++ {
		t := &b.tok[k]
		switch {
		case b.is(k, "may", "might", "possibly", "perhaps"), b.is(k, "could") && !b.is(k+1, "not", "be", "n't") && !b.is(k-1, "we", "i", "they"), b.is(k, "could") && b.is(k+1, "have"):
			if t.UPOS == syntax.PROPN || k > w.first+14 {
				continue
			}
			return Possible
		case b.is(k, "likely", "probably", "apparently", "presumably", "reportedly", "seemingly"), b.is(k, "believed", "thought", "suspected") && b.is(k-1, "is", "are", "was", "were", "be", "been"),
			b.is(k, "must") && b.is(k+1, "have"), t.Lemma == "appear" && b.is(k+1, "to"), t.Lemma == "seem":
			return Probable
		}
		if k > w.first+3 && b.is(k, "who", "which", "because", "after", "when") {
			break
		}
	}
	if strings.Contains(w.lemmas, " must have ") {
		return Probable
	}
	return Unstated
}
