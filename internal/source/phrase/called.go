package phrase

import (
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source/wording"
)

// Called is the name a described figure goes by: its description, with a small
// initial where that is not a name, and bare pronouns filled up.
func (d *Page) Called(p *Phrase) string {
	s := d.Descriptive(p)
	words := d.Text.Slice(s)
	switch strings.ToLower(words) {
	case "some", "many", "others", "other", "several", "most", "few":
		return strings.TrimSuffix(strings.ToLower(words), "s") + map[bool]string{true: " people"}[true]
	}
	first, _ := d.Tokens(s)
	_, common := lexicon.RoleNoun(d.Tok[first].Lower)
	if first == p.First && (!d.Name(first, first) || common && p.Plural) && !wording.AllCapitals(d.Tok[first].Form) {
		if _, _, ok := d.Nation(first, min(first+4, len(d.Tok))); !ok {
			words = wording.LowerFirst(words)
		}
	}
	if p.Tail > 0 && d.Is(p.End, "in", "of") && (p.Body == lexicon.Force || p.Role == lexicon.Official || p.Role == lexicon.Military || p.Role == lexicon.Police) {
		if c, ok := lexicon.CountryNamed(d.Words(p.Tail, p.Last)); ok && lexicon.AdjectiveOf(c.ISO) != "" {
			return lexicon.AdjectiveOf(c.ISO) + " " + wording.LowerFirst(d.Words(p.Start, p.End)) // "Somali security forces"
		}
	}
	// An acronym of a country is spelled out where the tables know it.
	if c, cs, ok := d.Nation(min(first, len(d.Tok)-1), min(first+3, len(d.Tok))); ok && cs.Start == s.Start {
		if w := d.Text.Slice(cs); wording.AllCapitals(strings.ReplaceAll(w, ".", "")) && c.ISO != "US" && c.ISO != "GB" {
			words = c.Name + strings.TrimPrefix(words, w)
		}
	}
	return strings.TrimSpace(strings.TrimSuffix(words, "."))
}
