package sheet

import (
	"strings"

	"github.com/clipperhouse/displaywidth"

	"hearsay/internal/caption"
)

// ink is how a run of text is painted. The colours are the terminal's own
// sixteen, so that they keep to the reader's theme, dark or light.
type ink string

// The inks, as parameters of the SGR sequence (ECMA-48, 8.3.117).
const (
	noInk  ink = ""
	bold   ink = "1"
	dim    ink = "2"
	italic ink = "3"
	red    ink = "31"
	strong ink = "1;31"
	green  ink = "32"
	yellow ink = "33"
	cyan   ink = "36"
	title  ink = "1;36"
)

// run is text in one ink; line is what stands in one line.
type (
	run struct {
		text string
		ink  ink
	}
	line []run
)

func (l line) width() int {
	n := 0
	for _, r := range l {
		n += displaywidth.String(r.text)
	}
	return n
}

// word is a part of a line that is not broken, and whether a blank stands
// before it.
type word struct {
	run
	spaced bool
}

func split(runs []run) []word {
	var out []word
	spaced := false
	for _, r := range runs {
		for i, part := range strings.Split(caption.Tame(r.text), " ") {
			spaced = spaced || i > 0
			if part != "" {
				out = append(out, word{run{part, r.ink}, spaced})
				spaced = false
			}
		}
	}
	return out
}

// wrap breaks runs into lines of at most width columns. A blank is where a line
// may break; parts without one between them stay together where they fit a
// line. There is at least one line.
func wrap(width int, runs ...run) []line {
	width = max(width, 1)
	lines := []line{nil}
	used := 0
	words := split(runs)
	for i := 0; i < len(words); {
		k, w := i, 0 // words[i:k] stay together
		for ; k < len(words) && (k == i || !words[k].spaced); k++ {
			w += displaywidth.String(words[k].text)
		}
		blank := 0
		if words[i].spaced && used > 0 {
			blank = 1
		}
		if used > 0 && used+blank+w > width {
			lines, used, blank = append(lines, nil), 0, 0
		}
		last := len(lines) - 1
		if blank == 1 {
			lines[last] = append(lines[last], run{" ", words[i].ink})
			used++
		}
		for ; i < k; i++ {
			for _, piece := range pieces(words[i].text, width, width-used) {
				n := displaywidth.String(piece)
				if used > 0 && used+n > width {
					lines, used = append(lines, nil), 0
					last++
				}
				lines[last] = append(lines[last], run{piece, words[i].ink})
				used += n
			}
		}
	}
	return lines
}

// pieces cuts a word that is wider than a line between characters; the first
// piece fits into what room is left.
func pieces(s string, width, left int) []string {
	if w := displaywidth.String(s); w <= width {
		return []string{s}
	}
	var out []string
	var b strings.Builder
	used := 0
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		if used+g.Width() > left && b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
			used, left = 0, width
		}
		b.WriteString(g.Value())
		used += g.Width()
	}
	return append(out, b.String())
}
