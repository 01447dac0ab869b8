// Package party finds the parties to what a report tells of: countries and
// armed groups that it says acted with force, and those that were acted on. A
// step of room source.
//
//	"Narvian jets bombed the Ostrian port"  →  acting NR, hit OS
//
// It goes by the party named nearest to a verb of force, outside quotation
// marks; it settles no blame, it only says whom the words set against whom.
package party

import (
	"hearsay/internal/source/phrase"
	"hearsay/internal/syntax"
)

// Find names the countries (by code) and groups (by name) that the report
// says acted with force, and those that were acted on.
func Find(d *phrase.Page, quoted []bool, group func(figure int) string) (acting, hit map[string]bool) {
	acting, hit = map[string]bool{}, map[string]bool{}
	for s := range d.Sentences {
		sent := &d.Sentences[s]
		for i := sent.First; i < sent.Last; i++ {
			if quoted[i] || !forceful(d, i) {
				continue
			}
			if p := near(d, group, i-1, max(sent.First, i-8), -1); p != "" {
				acting[p] = true
			}
			if p := near(d, group, i+1, min(sent.Last, i+10), 1); p != "" && !acting[p] {
				hit[p] = true
			}
		}
	}
	for p := range acting {
		delete(hit, p)
	}
	return acting, hit
}

// forceful reports whether token i is a verb or noun of violence or of a
// charge of it.
func forceful(d *phrase.Page, i int) bool {
	switch d.Tok[i].Lemma {
	case "attack", "kill", "strike", "bomb", "shell", "raid", "storm", "airstrike", "bombard", "deport", "detain", "hit", "destroy", "shoot", "fire", "assault", "massacre", "ambush", "besiege", "seize", "abduct", "kidnap", "accuse", "blame", "claim":
		return true
	}
	return false
}

// near is the party named nearest to token i in the given direction.
func near(d *phrase.Page, group func(int) string, i, limit, step int) string {
	for ; i != limit && i >= 0 && i < len(d.Tok); i += step {
		if d.Tok[i].UPOS == syntax.PUNCT && d.Tok[i].Form != "." && d.Tok[i].Form != "-" {
			return ""
		}
		if f := int(d.Owner[i]) - 1; f >= 0 {
			if g := group(f); g != "" {
				return g
			}
			if _, iso, ok := d.Body(f); ok && iso != "" {
				return iso
			}
		}
		if phrase.Capital(&d.Tok[i]) {
			if c, _, ok := d.Nation(i, i+1); ok {
				return c.ISO
			}
		}
	}
	return ""
}
