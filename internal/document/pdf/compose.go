package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/document/draft"
)

// compose makes paragraphs of the pages' lines.
func compose(pages [][]line) draft.Draft {
	size := usual(pages)
	drop := furniture(pages, size)
	words := hyphened(pages)
	w := &draft.Writer{}
	title := largest(pages, size)
	var prev *line
	pitch, open := 0.0, draft.Role(0)
	for p, page := range pages {
		cols := columns(page)
		for i := range page {
			l := &page[i]
			if drop[[2]int{p, i}] {
				continue
			}
			role := draft.Body
			if l.size > 1.15*size && runes(l.text()) < 160 {
				role = draft.Subhead
				if p == 0 && title > 0 && l.size > 0.95*title {
					role = draft.Headline
				}
			}
			c := cols[l.column]
			if prev == nil || role != open || begins(prev, l, c, pitch, role) {
				w.Begin(role)
				pitch = 0
			} else {
				switch parted(prev, l, words) {
				case soft:
					w.Drop()
				case none:
					w.Write(" ", end(prev))
				}
				if d := prev.bottom - l.bottom; d > 0 && d < 4*l.size {
					pitch = d
				}
			}
			for k, ch := range l.chars {
				if ch.at >= 0 {
					w.Write(ch.text, ch.at)
				} else if k > 0 {
					w.Write(" ", end(&line{chars: l.chars[:k]}))
				}
			}
			prev, open = l, role
		}
	}
	d := w.Draft()
	d.Encoding = "utf-8" // PDFium's
	for _, b := range d.Blocks {
		if b.Role == draft.Headline {
			d.Headline = draft.Value{Text: strings.Join(strings.Fields(d.Text[b.From:b.To]), " "), From: "largest letters"}
			d.Headline.Span.Start, d.Headline.Span.End = b.From, b.To
			break
		}
	}
	return d
}

// end is the code point after a line's last character: where PDFium has its
// line end.
func end(l *line) int {
	for k := len(l.chars) - 1; k >= 0; k-- {
		if c := l.chars[k]; c.at >= 0 {
			return c.at + runes(c.text)
		}
	}
	return 0
}

// box is the room of a column.
type box struct{ left, right float64 }

func columns(page []line) map[int]box {
	out := map[int]box{}
	for _, l := range page {
		b, ok := out[l.column]
		if !ok {
			b = box{l.left, l.right}
		}
		out[l.column] = box{min(b.left, l.left), max(b.right, l.right)}
	}
	return out
}

// begins reports whether l begins a paragraph after prev.
func begins(prev, l *line, c box, pitch float64, role draft.Role) bool {
	first, last := firstRune(l), lastRune(prev)
	ended := strings.ContainsRune(".!?:”\"’)", last)
	if prev.bottom <= l.bottom-0.5*l.size || prev.column != l.column {
		// The next column or page: a sentence goes on, or it does not.
		return role != draft.Body || ended && !unicode.IsLower(first)
	}
	gap := prev.bottom - l.bottom
	switch {
	case gap > 2.1*l.size, pitch > 0 && gap > 1.35*pitch+0.5:
		return true
	case role != draft.Body:
		return false
	case ended && l.left > c.left+0.7*l.size && l.left < c.left+5*l.size && prev.left < l.left-0.5*l.size:
		return true // an indent; below a bullet it is none
	case math.Abs(prev.size-l.size) > 0.12*l.size:
		return true
	case ended && prev.right < c.right-0.18*(c.right-c.left) && !unicode.IsLower(first):
		return true // a last line is short
	case first == '•' || first == '–' && !unicode.IsLower(last):
		return true
	}
	return false
}

func firstRune(l *line) rune {
	r, _ := utf8.DecodeRuneInString(l.text())
	return r
}

func lastRune(l *line) rune {
	r, _ := utf8.DecodeLastRuneInString(l.text())
	return r
}

// parting says how a word is parted at a line's end.
type parting uint8

const (
	none parting = iota
	soft         // the hyphen is the line end's
	hard         // the hyphen is the word's
)

// parted says whether a word goes on from prev's end to l, and whether the
// hyphen between is the word's own: the text writes it with one elsewhere.
func parted(prev, l *line, words map[string]bool) parting {
	a, b := prev.text(), l.text()
	head := a[strings.LastIndexByte(a, ' ')+1:]
	last, n := utf8.DecodeLastRuneInString(head)
	if last != '-' && last != '\u00AD' && last != '\u2010' {
		return none
	}
	head = head[:len(head)-n]
	tail, _, _ := strings.Cut(b, " ")
	tail = strings.TrimRightFunc(tail, func(r rune) bool { return !unicode.IsLetter(r) })
	before, _ := utf8.DecodeLastRuneInString(head)
	after, _ := utf8.DecodeRuneInString(tail)
	switch {
	case !unicode.IsLetter(before) || !unicode.IsLetter(after):
		return none
	case !unicode.IsLower(before) || !unicode.IsLower(after) || words[strings.ToLower(head+"-"+tail)]:
		return hard
	}
	return soft
}

var hyphen = regexp.MustCompile(`\pL+-\pL+`)

// hyphened are the words that the text writes with a hyphen within a line.
func hyphened(pages [][]line) map[string]bool {
	m := map[string]bool{}
	for _, page := range pages {
		for i := range page {
			for _, w := range hyphen.FindAllString(page[i].text(), -1) {
				m[strings.ToLower(w)] = true
			}
		}
	}
	return m
}

// usual is the size of most letters.
func usual(pages [][]line) float64 {
	count := map[int]int{}
	for _, page := range pages {
		for _, l := range page {
			count[int(math.Round(l.size*4))] += len(l.chars)
		}
	}
	best, most := 0, -1
	for s, n := range count {
		if n > most || n == most && s < best {
			best, most = s, n
		}
	}
	return float64(best) / 4
}

// largest is the size of the first page's largest line of several words; 0
// where none is larger than the rest.
func largest(pages [][]line, size float64) float64 {
	best := 0.0
	if len(pages) > 0 {
		for i := range pages[0] {
			l := &pages[0][i]
			if strings.Count(l.text(), " ") >= 1 && l.size > 1.3*size {
				best = max(best, l.size)
			}
		}
	}
	return best
}

var number = regexp.MustCompile(`\d+`)

// furniture are the lines at the head and foot of pages that stand on most of
// them but for their number, and page numbers.
func furniture(pages [][]line, size float64) map[[2]int]bool {
	drop := map[[2]int]bool{}
	seen := map[string][][2]int{}
	for p, page := range pages {
		order := make([]int, len(page))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int {
			if page[a].top > page[b].top {
				return -1
			}
			return 1
		})
		for k, i := range order {
			if k >= 2 && k < len(order)-2 {
				continue
			}
			text := page[i].text()
			bare := strings.TrimSpace(number.ReplaceAllString(text, "#"))
			if strings.Trim(strings.ToLower(bare), "# -–—/|ofpage.") == "" && strings.Contains(bare, "#") && len(text) < 16 && len(pages) > 1 {
				drop[[2]int{p, i}] = true
				continue
			}
			if page[i].size > 1.15*size { // the title, which page heads say again
				continue
			}
			seen[bare] = append(seen[bare], [2]int{p, i})
		}
	}
	for _, at := range seen {
		if len(at) >= 3 && 2*len(at) > len(pages) {
			for _, a := range at {
				drop[a] = true
			}
		}
	}
	return drop
}
