package caption

import (
	"strconv"
	"strings"
	"unicode"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
)

// Value is what a fact says: normalised where the field has a norm, and the
// text's own words where they are others.
func Value(f *incident.Fact) (value, own string) {
	own = plain(f.Value)
	switch n := f.Norm; {
	case n.Number != nil:
		value = strings.TrimSpace(figure(*n.Number) + " " + people(n.Category, figure(*n.Number) == "1"))
	case n.Date != nil:
		if value = days(n.Date.Start, n.Date.End); value == "" {
			return own, ""
		}
	case n.Place != nil:
		value = n.Place.Name
		if n.Place.Country != "" && n.Place.Country != n.Place.Name {
			value += ", " + n.Place.Country
		}
	case n.Name != "" && strings.ContainsFunc(n.Name, unicode.IsUpper):
		value = n.Name
	}
	if value == "" || strings.EqualFold(value, bare(own)) {
		return bare(own), ""
	}
	return value, own
}

// bare leaves the article before a name out: "the Central Intelligence Agency".
func bare(s string) string {
	for _, the := range []string{"the ", "The "} {
		if rest, ok := strings.CutPrefix(s, the); ok && rest != "" && unicode.IsUpper([]rune(rest)[0]) {
			return rest
		}
	}
	return s
}

// figure is a count as a range: "4", "4 or more", "8–10"; the text's word where
// it gives no figure.
func figure(n fact.Number) string {
	switch {
	case n.Min == nil && n.Max == nil:
		return n.Word
	case n.Max == nil:
		return grouped(*n.Min) + " or more"
	case n.Min == nil:
		return "up to " + grouped(*n.Max)
	case *n.Min == *n.Max:
		return grouped(*n.Min)
	}
	return grouped(*n.Min) + "–" + grouped(*n.Max)
}

// people names whom a figure counts.
func people(c fact.Category, one bool) string {
	nouns := map[fact.Category][2]string{
		fact.Civilian: {"civilian", "civilians"}, fact.Children: {"child", "children"},
		fact.Combatant: {"combatant", "combatants"}, fact.Perpetrators: {"perpetrator", "perpetrators"},
	}
	if one {
		return nouns[c][0]
	}
	return nouns[c][1]
}

// grouped is n with a comma between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && n > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
