package harm

import (
	"hearsay/internal/quantity"
	"hearsay/internal/syntax"
)

// none finds the sentences that say nobody was harmed.
func (p *page) none() []Figure {
	var out []Figure
	for s := range p.syn.Sentences {
		sent := &p.syn.Sentences[s]
		for k := sent.First; k < sent.Last; k++ {
			if !p.is(k, "no", "nobody", "none") {
				continue
			}
			end, effects := p.unharmed(k, sent.Last)
			if p.is(end, "among", "besides", "other", "except", "apart") || p.is(end, "on", "to") && p.ofSome(end+1, sent.Last) {
				continue // of some, not of all: "no casualties among the troops"
			}
			for _, e := range effects {
				zero := 0
				out = append(out, Figure{First: k, End: end, Min: &zero, Max: &zero, Category: quantity.Unspecified, Effect: e})
			}
		}
	}
	return out
}

// ofSome reports whether the phrase at k names one side: "the Afghan side", "our
// troops".
func (p *page) ofSome(k, last int) bool {
	for j := k; j < min(last, k+5); j++ {
		if c, ok := quantity.Person(p.tok[j].Lower); ok && c == quantity.Combatant || p.is(j, "side", "ranks", "part") && !p.is(k, "either", "both") {
			return true
		}
		if u := p.tok[j].UPOS; u == syntax.PUNCT || u == syntax.VERB || u == syntax.ADP {
			return false
		}
	}
	return false
}

// unharmed reads "no casualties", "no one was hurt" from token k on; "no
// immediate reports of casualties" says nothing.
func (p *page) unharmed(k, last int) (end int, effects []Effect) {
	for j := k + 1; j < min(last, k+9); j++ {
		switch {
		case p.is(j, "reports", "report", "word", "information", "confirmation", "details", "evidence", "immediate", "claim", "further", "more", "other", "additional", "new"):
			return 0, nil
		case p.is(j, "casualties", "casualty", "victims"):
			return j + 1, []Effect{Dead, Hurt}
		case p.is(j, "deaths", "fatalities", "dead"), p.is(j, "killed", "died", "die"):
			effects, end = append(effects, Dead), j+1
		case p.is(j, "injuries", "injured", "hurt", "wounded", "harmed"):
			return j + 1, append(effects, Hurt)
		case p.is(j, "or", "and", "nor", "one", "reported", "known", "was", "were", "has", "have", "been", "people", "person", "civilian", "civilians", "military", "human", "there", "serious", "of", "them", "the", "loss", "lives", "passengers", "residents", "soldiers", "seriously", "apparently"):
		default:
			return end, effects
		}
	}
	return end, effects
}
