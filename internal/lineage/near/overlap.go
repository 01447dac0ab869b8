package near

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/span"
)

// Overlap is what two texts have in common, word for word. Words inside
// quotation marks count in neither.
type Overlap struct {
	Of, From float64 // the share of the runs of each that stand in the other, 0 to 1
	Runs     int     // of the first text, that stand in the other
	// Longest is the longest stretch of the first text that stands in the other
	// in the same order, in code points; empty where there is none.
	Longest span.Span
	Words   int // of Longest
}

// Copied is the share of a text's runs from which it is a copy, and Excerpt that
// of the other's; least is how many words in a row show it. They are those of
// package lineage, for runs of five words.
const (
	copied, excerpt = 0.5, 0.7
	least           = 24
)

// Copy reports whether so much is in common that one was made from the other.
func (o *Overlap) Copy() bool {
	return (o.Of >= copied || o.From >= excerpt) && o.Runs >= least
}

// run5 is a run of words and where it stands.
type run5 struct {
	hash uint64
	at   span.Span
}

// runs are the runs of a text, in order. They do not go over lines.
func runs(text string) []run5 {
	var out []run5
	base := 0
	for line := range strings.Lines(text) {
		var last [run]uint64
		var from [run]int
		n := 0
		eachWordAt(line, func(h uint64, apart bool, start, end int) {
			if apart {
				n = 0
				return
			}
			last[n%run], from[n%run] = h, base+start
			if n++; n < run {
				return
			}
			var x uint64
			for k := range run {
				x = mix(x*31 + last[(n+k)%run])
			}
			out = append(out, run5{x, span.Of(from[n%run], base+end)})
		})
		base += utf8.RuneCountInString(line)
	}
	return out
}

// Compare says what a text has in common with another.
func Compare(text, other string) Overlap {
	a, b := runs(text), runs(other)
	at := make(map[uint64]int, len(b)) // the first place of each, plus one
	for i, r := range b {
		if at[r.hash] == 0 {
			at[r.hash] = i + 1
		}
	}
	var o Overlap
	seen := make(map[uint64]bool, len(a))
	first, before := 0, -1
	for i, r := range a {
		seen[r.hash] = true
		k := at[r.hash] - 1
		if k < 0 {
			before = -1
			continue
		}
		o.Runs++
		if before < 0 || k != before+1 || a[i-1].hash != b[before].hash {
			first = i
		}
		before = k
		if n := i - first + run; n > o.Words {
			o.Words, o.Longest = n, span.Of(a[first].at.Start, r.at.End)
		}
	}
	back := 0
	for _, r := range b {
		if seen[r.hash] {
			back++
		}
	}
	if len(a) > 0 {
		o.Of = float64(o.Runs) / float64(len(a))
	}
	if len(b) > 0 {
		o.From = float64(back) / float64(len(b))
	}
	return o
}

// eachWordAt calls f with the hash of each word of s outside quotation marks, in
// lower case, and its place in code points of s; where a quotation stands, with
// apart.
func eachWordAt(s string, f func(h uint64, apart bool, start, end int)) {
	quoted := false
	var h uint64
	start, at := 0, -1
	end := 0
	for _, r := range s {
		at++
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if h == 0 {
				h, start = 14695981039346656037, at
			}
			h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
			end = at + 1
			continue
		}
		if r == '\'' || r == '’' || r == utf8.RuneError {
			continue // within a word, or damage
		}
		if h != 0 {
			if !quoted {
				f(h, false, start, end)
			}
			h = 0
		}
		switch r {
		case '“', '«', '„':
			quoted = true
			f(0, true, at, at)
		case '”', '»':
			quoted = false
		case '"':
			quoted = !quoted
			f(0, true, at, at)
		}
	}
	if h != 0 && !quoted {
		f(h, false, start, end)
	}
}
