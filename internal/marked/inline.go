package marked

import (
	"fmt"
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/span"
)

// Inline reads a text whose attributions are marked between its words, for
// tests on invented texts: "[s1 Ana Bekele] [q1 said] [c1 the pier was gone]."
// The letter is the role (s source, q cue, c content), the number the
// attribution; a part may hold others, and "[s1,2 …]" serves two. A cue
// written "[h1 …]" makes the attribution one of the Silence scope.
func Inline(text string) (*document.Document, []attribution.Attribution, error) {
	var plain strings.Builder
	type part struct {
		role   byte
		of     []int
		at, to int
	}
	var open, parts []part
	most, n := 0, 0
	for i := 0; i < len(text); {
		if head, rest, ok := strings.Cut(text[i:], " "); ok && strings.HasPrefix(head, "[") && len(head) > 2 && strings.ContainsRune("sqch", rune(head[1])) {
			p := part{role: head[1], at: n}
			for num := range strings.SplitSeq(head[2:], ",") {
				k := 0
				if _, err := fmt.Sscanf(num, "%d", &k); err != nil || k < 1 || k > 999 {
					return nil, nil, fmt.Errorf("mark %q: no number", head)
				}
				p.of = append(p.of, k)
				most = max(most, k)
			}
			open = append(open, p)
			i = len(text) - len(rest)
			continue
		}
		if text[i] == ']' && len(open) > 0 {
			p := open[len(open)-1]
			p.to = n
			open, parts = open[:len(open)-1], append(parts, p)
			i++
			continue
		}
		plain.WriteByte(text[i])
		if text[i]&0xC0 != 0x80 {
			n++
		}
		i++
	}
	doc, err := document.New(capture.Of([]byte(plain.String()), "inline", capture.Stated{}))
	if err != nil {
		return nil, nil, err
	}
	atts := make([]attribution.Attribution, most)
	for i := range atts {
		atts[i].Within, atts[i].Confidence = -1, 1
	}
	for _, p := range parts {
		for _, k := range p.of {
			a, s := &atts[k-1], span.Of(p.at, p.to)
			switch p.role {
			case 's':
				a.Source = append(a.Source, s)
			case 'c':
				a.Content = append(a.Content, s)
			case 'h':
				a.Cue, a.Scope = s, attribution.Silence
			default:
				a.Cue = s
			}
		}
	}
	return doc, atts, nil
}
