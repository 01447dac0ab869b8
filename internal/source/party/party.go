// Package party finds the parties to what a report tells of: countries and
// armed groups that it says acted with force or are charged with it, and those
// that were acted on. A step of room source.
//
//	"Narvian jets bombed the Ostrian port"  →  acting Narvia, hit Ostria
//
// It weighs who stands as subject, agent or owner of a deed and who as its
// object, outside quotation marks; it settles no blame, it only says whom the
// words set against whom. A party is on one side only.
package party

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/source/phrase"
	"hearsay/internal/syntax"
)

// field is a report while its parties are weighed.
type field struct {
	*phrase.Page
	quoted   []bool
	group    func(figure int) string
	did, had map[string]int
}

// Find names countries by code and armed groups by name; group says under
// what name a figure is an armed group, "" where it is none.
func Find(page *phrase.Page, quoted []bool, group func(figure int) string) (acting, hit map[string]bool) {
	f := field{Page: page, quoted: quoted, group: group, did: map[string]int{}, had: map[string]int{}}
	for s := range page.Sentences {
		sent := &page.Sentences[s]
		for i := sent.First; i < sent.Last; i++ {
			if !quoted[i] {
				f.weigh(i, sent)
			}
		}
	}
	top := 0
	for _, n := range f.did {
		top = max(top, n)
	}
	acting, hit = map[string]bool{}, map[string]bool{}
	for p, n := range f.did {
		if n >= 2 && 3*n >= top && n > f.had[p] {
			acting[p] = true
		}
	}
	for p, n := range f.had {
		if n > 0 && !acting[p] {
			hit[p] = true
		}
	}
	return acting, hit
}

// weigh reads the deed that token i names, if it names one.
func (f *field) weigh(i int, sent *syntax.Sentence) {
	t := &f.Tok[i]
	switch t.Lemma {
	case "accuse", "blame":
		f.add(f.did, f.after(i+1, sent.Last), 3)
		return
	case "claim":
		if f.Is(i+1, "responsibility") {
			f.add(f.did, f.before(i, sent.First), 4)
		}
		return
	case "attack", "kill", "strike", "bomb", "shell", "raid", "storm", "airstrike", "bombard", "deport", "detain", "hit", "destroy", "shoot", "assault", "massacre", "ambush",
		"besiege", "seize", "abduct", "kidnap", "target", "bombing", "shelling", "offensive", "invasion", "invade", "operation", "drone", "missile", "air":
	default:
		return
	}
	switch {
	case t.UPOS == syntax.NOUN || t.UPOS == syntax.PROPN:
		f.add(f.did, f.owner(i, sent.First), 2)
		if f.Is(i+1, "on", "against", "in") {
			f.add(f.had, f.after(i+2, sent.Last), 1)
		}
		for k := i + 1; k < min(i+5, sent.Last); k++ {
			if f.Is(k, "by") {
				f.add(f.did, f.after(k+1, sent.Last), 2)
			}
		}
	case t.XPOS == syntax.TagVBN && f.passive(i):
		f.add(f.had, f.before(i, sent.First), 1)
		if f.Is(i+1, "by") {
			f.add(f.did, f.after(i+2, sent.Last), 2)
		}
	case t.UPOS == syntax.VERB:
		f.add(f.did, f.before(i, sent.First), 2)
		f.add(f.had, f.after(i+1, sent.Last), 1)
	}
}

func (f *field) add(to map[string]int, party string, n int) {
	if party != "" {
		to[party] += n
	}
}

func (f *field) passive(i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		if f.Tok[k].Lemma == "be" {
			return true
		}
	}
	return false
}

// before is the party in the noun phrase that ends before the verb group of
// token i.
func (f *field) before(i, first int) string {
	k := i - 1
	for k >= first && (f.Tok[k].UPOS == syntax.AUX || f.Tok[k].UPOS == syntax.ADV || f.Tok[k].UPOS == syntax.PART) {
		k--
	}
	party := ""
	for n := 0; k >= first && n < 6; k, n = k-1, n+1 {
		switch t := &f.Tok[k]; t.UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.ADJ, syntax.PART, syntax.NUM:
			if p := f.at(k); p != "" {
				party = p
			}
		case syntax.PUNCT:
			if t.Form != "." && t.Form != "-" {
				return party
			}
		default:
			return party
		}
	}
	return party
}

// after is the party in the noun phrase that begins at token i.
func (f *field) after(i, last int) string {
	for n := 0; i < last && n < 6; i, n = i+1, n+1 {
		switch t := &f.Tok[i]; t.UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.ADJ, syntax.PART, syntax.NUM, syntax.DET:
			if p := f.at(i); p != "" {
				return p
			}
		case syntax.PUNCT:
			if t.Form != "." && t.Form != "-" {
				return ""
			}
		default:
			return ""
		}
	}
	return ""
}

// owner is the party whose adjective or possessive stands right before the
// noun at token i: "Narvian air strikes".
func (f *field) owner(i, first int) string {
	for k := i - 1; k >= max(first, i-4); k-- {
		if p := f.at(k); p != "" {
			return p
		}
		if u := f.Tok[k].UPOS; u != syntax.NOUN && u != syntax.ADJ && u != syntax.PART && u != syntax.PROPN {
			return ""
		}
	}
	return ""
}

// at is the party that token i names.
func (f *field) at(i int) string {
	if o := int(f.Owner[i]) - 1; o >= 0 {
		if g := f.group(o); g != "" {
			return g
		}
		if _, iso, ok := f.Body(o); ok && iso != "" {
			return iso
		}
	}
	if phrase.Capital(&f.Tok[i]) {
		if c, ok := lexicon.CountryOf(f.Tok[i].Form); ok {
			return c.ISO
		}
		if c, ok := lexicon.CountryNamed(f.Tok[i].Form); ok {
			return c.ISO
		}
	}
	return ""
}
