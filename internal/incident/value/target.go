package value

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/quantity"
)

// SameTarget reports whether two descriptions of what one incident hit are of
// one thing: the same noun, with nothing before it that tells two apart. "A
// port facility" and a "“big facility”" are one; a police station and a train
// station are two.
func SameTarget(a, b string) bool { return TargetOf(a).Same(TargetOf(b)) }

// Target is a description of what was hit, taken apart.
type Target struct{ described }

// TargetOf takes a description apart.
func TargetOf(name string) Target { return Target{describe(name)} }

// Same is SameTarget of two descriptions.
func (x Target) Same(y Target) bool {
	if x.head == "" || x.head != y.head || x.counted || y.counted {
		return false
	}
	if _, people := quantity.Person(x.head); people {
		return false
	}
	if len(x.mods) > len(y.mods) {
		x, y = y, x
	}
	for _, m := range x.mods {
		if !slices.Contains(y.mods, m) {
			return false
		}
	}
	return true
}

// Bare reports whether a description says no more than that something was
// hit: "the area", "a site".
func Bare(name string) bool {
	d := describe(name)
	return len(d.mods) == 0 && !d.counted && slices.Contains(bareNouns, d.head)
}

var bareNouns = []string{"area", "site", "place", "location", "target", "spot", "scene", "zone"}

// Head is the noun of a description, lower-cased.
func Head(name string) string { return describe(name).head }

// described is a target's noun and the words before it that tell it from
// others; names of places and plain adjectives do not.
type described struct {
	head    string
	mods    []string
	counted bool // "30 vessels": another number may be of others
}

func describe(value string) described {
	var d described
	for w := range strings.FieldsSeq(value) {
		w = strings.Trim(w, "“”\"‘’'()")
		low := strings.ToLower(strings.TrimRight(w, ",.;:"))
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case slices.Contains([]string{"of", "where", "that", "which", "in", "at", "near", "on", "used", "located", "with", "for", "belonging", "run"}, low):
			return d
		case low == "" || slices.Contains([]string{"the", "a", "an", "this", "that", "its", "his", "their", "'s"}, low):
			continue
		case unicode.IsDigit(first) || slices.Contains([]string{"two", "three", "four", "five", "several", "many", "dozens", "over", "another", "other", "second"}, low):
			d.counted = true
			continue
		}
		if d.head != "" && !slices.Contains(loose, d.head) {
			d.mods = append(d.mods, d.head)
		}
		d.head = low
		if strings.HasSuffix(w, ",") {
			return d
		}
	}
	return d
}

// loose are adjectives that every telling chooses anew.
var loose = []string{"big", "large", "huge", "small", "remote", "busy", "main", "crowded", "local", "key", "major", "suspected", "alleged", "isolated", "abandoned", "empty", "nearby", "old", "new", "central"}
