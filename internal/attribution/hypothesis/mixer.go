package hypothesis

import (
	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

// mixer gathers the hashes of one part.
type mixer struct {
	out  []uint32
	role uint32
	lem  uint32 // of the anchor
	sort uint32 // its tag and what hangs below it
}

// add enters a feature.
func (m *mixer) add(t, v, u uint32) {
	m.out = append(m.out, chain.Mix(chain.Mix(t<<2|m.role, v), u))
}

// both enters a feature alone, with the anchor's lemma and with its sort.
func (m *mixer) both(t, v, u uint32) {
	h := chain.Mix(chain.Mix(t<<2|m.role, v), u)
	m.out = append(m.out, h, chain.Mix(h^0x5bd1e995, m.lem), chain.Mix(h^0x1b873593, m.sort))
}

// function is the form of a function word or mark, the tag of any other.
func function(w *page.Word) uint32 {
	switch w.UPOS {
	case syntax.ADP, syntax.AUX, syntax.CCONJ, syntax.DET, syntax.PART, syntax.PRON, syntax.PUNCT, syntax.SCONJ:
		return w.Form
	}
	return uint32(w.XPOS)
}

// bin sorts a length or a distance in words.
func bin(n int) uint32 {
	switch {
	case n < 0:
		return 15
	case n <= 4:
		return uint32(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 14:
		return 7
	case n <= 20:
		return 8
	case n <= 30:
		return 9
	case n <= 50:
		return 10
	}
	return 11
}

// oddsBin sorts a probability by its log odds.
func oddsBin(p float32) uint32 { return uint32(odds(p)) / 12 }
