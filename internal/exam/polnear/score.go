package polnear

import (
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/span"
)

// Count is proposed and wanted items and how many of each are right. The two
// rights differ only where each side is sorted into kinds by its own content.
type Count struct{ Hit, Ours, Right, Gold int }

// F1 is the harmonic mean of precision and recall, in percent.
func (c Count) F1() float64 {
	p, r := c.P(), c.R()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// P is precision in percent.
func (c Count) P() float64 { return percent(c.Hit, c.Ours) }

// R is recall in percent.
func (c Count) R() float64 { return percent(c.Right, c.Gold) }

func percent(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

func (c *Count) add(d Count) {
	c.Hit += d.Hit
	c.Right += d.Right
	c.Ours += d.Ours
	c.Gold += d.Gold
}

// Measure names one line of the table.
type Measure int

// The measures, in the order of the table.
const (
	Source Measure = iota
	Cue
	Content
	Found   // cues overlap
	Overlap // cue, source and content overlap
	Exact   // all three identical
	FoundDirect
	FoundMixed
	FoundIndirect
	ContentDirect
	ContentMixed
	ContentIndirect
	measures
)

var measureNames = [...]string{"source exact", "cue exact", "content exact", "linked: found", "linked: overlap",
	"linked: all exact", "direct: found", "mixed: found", "indirect: found", "direct: content exact",
	"mixed: content exact", "indirect: content exact"}

// Score holds a count for every measure.
type Score [measures]Count

// Add sums two scores.
func (s *Score) Add(t Score) {
	for m := range s {
		s[m].add(t[m])
	}
}

// Compare scores ours against gold on one text. Both are expected in the
// scored view (see View).
func Compare(text *span.Text, ours, gold []attribution.Attribution) Score {
	var s Score
	s[Source] = roles(ours, gold, func(a attribution.Attribution) []span.Span { return a.Source })
	s[Cue] = roles(ours, gold, func(a attribution.Attribution) []span.Span { return []span.Span{a.Cue} })
	s[Content] = roles(ours, gold, func(a attribution.Attribution) []span.Span { return a.Content })
	for _, m := range []Measure{Found, Overlap, Exact} {
		s[m].Ours, s[m].Gold = len(ours), len(gold)
	}
	kinds := func(atts []attribution.Attribution) []Measure {
		out := make([]Measure, len(atts))
		for i, a := range atts {
			out[i] = Measure(quotation(text, a.Content))
		}
		return out
	}
	ourKinds, goldKinds := kinds(ours), kinds(gold)
	for _, k := range ourKinds {
		s[FoundDirect+k].Ours++
		s[ContentDirect+k].Ours++
	}
	for _, k := range goldKinds {
		s[FoundDirect+k].Gold++
		s[ContentDirect+k].Gold++
	}
	for g, o := range Pair(ours, gold) {
		if o < 0 {
			continue
		}
		s.hit(Found, Found)
		s.hit(FoundDirect+ourKinds[o], FoundDirect+goldKinds[g])
		if slices.Equal(ours[o].Content, gold[g].Content) {
			s.hit(ContentDirect+ourKinds[o], ContentDirect+goldKinds[g])
		}
		if Overlapping(ours[o], gold[g]) {
			s.hit(Overlap, Overlap)
		}
		if identical(ours[o], gold[g]) {
			s.hit(Exact, Exact)
		}
	}
	return s
}

// hit counts one right item on each side.
func (s *Score) hit(ours, gold Measure) {
	s[ours].Hit++
	s[gold].Right++
}

// roles counts the distinct span sets of one role.
func roles(ours, gold []attribution.Attribution, role func(attribution.Attribution) []span.Span) Count {
	seen := map[string]int{}
	collect := func(atts []attribution.Attribution, bit int) (n int) {
		for _, a := range atts {
			spans := role(a)
			if len(spans) == 0 {
				continue
			}
			k := key(spans)
			if seen[k]&bit == 0 {
				seen[k] |= bit
				n++
			}
		}
		return n
	}
	c := Count{Ours: collect(ours, 1), Gold: collect(gold, 2)}
	for _, bits := range seen {
		if bits == 3 {
			c.Right++
			c.Hit++
		}
	}
	return c
}

func key(spans []span.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(strconv.Itoa(s.Start))
		b.WriteByte('-')
		b.WriteString(strconv.Itoa(s.End))
		b.WriteByte(' ')
	}
	return b.String()
}

// Pair gives for each gold attribution the index of ours whose cue overlaps
// its cue, or -1; one to one, the better matches first.
func Pair(ours, gold []attribution.Attribution) []int {
	type candidate struct{ g, o, worth int }
	var all []candidate
	for g := range gold {
		for o := range ours {
			shared := ours[o].Cue.Intersect(gold[g].Cue).Len()
			if shared == 0 {
				continue
			}
			worth := shared
			if ours[o].Cue == gold[g].Cue {
				worth += 1000
			}
			if Overlapping(ours[o], gold[g]) {
				worth += 10_000
			}
			if identical(ours[o], gold[g]) {
				worth += 10_000
			}
			all = append(all, candidate{g, o, worth})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return b.worth - a.worth })
	pair := make([]int, len(gold))
	for g := range pair {
		pair[g] = -1
	}
	taken := make([]bool, len(ours))
	for _, c := range all {
		if pair[c.g] < 0 && !taken[c.o] {
			pair[c.g], taken[c.o] = c.o, true
		}
	}
	return pair
}

// Overlapping reports whether cue, source and content each overlap; two
// absent sources agree.
func Overlapping(a, b attribution.Attribution) bool {
	return a.Cue.Overlaps(b.Cue) && touch(a.Source, b.Source) && touch(a.Content, b.Content)
}

func touch(a, b []span.Span) bool {
	if len(a) == 0 && len(b) == 0 {
		return true
	}
	for _, s := range a {
		for _, t := range b {
			if s.Overlaps(t) {
				return true
			}
		}
	}
	return false
}

func identical(a, b attribution.Attribution) bool {
	return a.Cue == b.Cue && slices.Equal(a.Source, b.Source) && slices.Equal(a.Content, b.Content)
}

// View is what is scored: outermost attributions of the Speech scope whose cue
// lies outside discarded text.
func View(atts []attribution.Attribution, discard []span.Span) []attribution.Attribution {
	var out []attribution.Attribution
	for _, a := range atts {
		if a.Within >= 0 || a.Scope != attribution.Speech {
			continue
		}
		if slices.ContainsFunc(discard, a.Cue.Overlaps) {
			continue
		}
		out = append(out, a)
	}
	return out
}

// quotation is 0 for direct (every fragment lies between quotation marks), 1
// for mixed (some marks inside), 2 for indirect.
func quotation(text *span.Text, content []span.Span) int {
	if len(content) == 0 {
		return 2
	}
	direct, marked := true, false
	for _, c := range content {
		s := strings.TrimSpace(text.Slice(c))
		marked = marked || strings.ContainsAny(s, "\"“”„«»") || strings.HasPrefix(s, "‘") || strings.HasPrefix(s, "'")
		if !opens(s) || !closes(s) {
			direct = false
		}
	}
	switch {
	case direct:
		return 0
	case marked:
		return 1
	}
	return 2
}

func opens(s string) bool {
	for _, m := range []string{"\"", "“", "‘", "'", "„", "«", "»", "``"} {
		if strings.HasPrefix(s, m) {
			return true
		}
	}
	return false
}

func closes(s string) bool {
	for _, m := range []string{"\"", "”", "’", "'", "“", "»", "«"} {
		if strings.HasSuffix(s, m) {
			return true
		}
	}
	return false
}
