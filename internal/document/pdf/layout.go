package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// char is a character of a page; places are points from the left and from the
// bottom, at counts code points of all pages.
type char struct {
	text                     string
	left, right, bottom, top float64
	size                     float64
	at                       int
}

// line is a piece of a line whose characters stand beside each other.
type line struct {
	chars                    []char
	left, right, bottom, top float64
	size                     float64
	column                   int // counted over all pages' bands; lines of one are read one after the other
}

func (l *line) text() string {
	var b strings.Builder
	for _, c := range l.chars {
		b.WriteString(c.text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// lines puts characters together. A piece ends where the next character stands
// on another line, far to the right, or back to the left.
func lines(chars []char) []line {
	var out []line
	var now []char
	flush := func() {
		if l, ok := newLine(now); ok {
			out = append(out, l)
		}
		now = nil
	}
	last := -1 // index in now of the last character with a place
	for _, c := range chars {
		blank := strings.TrimSpace(c.text) == ""
		if c.text == "\r" || c.text == "\n" {
			flush()
			last = -1
			continue
		}
		if !blank && last >= 0 {
			p := now[last]
			size := max(p.size, c.size, 4)
			middle := (c.bottom + c.top) / 2
			if middle > p.top+0.4*size || middle < p.bottom-0.4*size || c.left > p.right+1.6*size || c.left < p.left-0.5*size {
				flush()
			}
		}
		now = append(now, c)
		if !blank {
			last = len(now) - 1
		}
	}
	flush()
	return join(out)
}

func newLine(chars []char) (line, bool) {
	l := line{left: math.Inf(1), right: math.Inf(-1), bottom: math.Inf(1), top: math.Inf(-1)}
	n := 0.0
	for _, c := range chars {
		if strings.TrimSpace(c.text) == "" {
			continue
		}
		l.left, l.right = min(l.left, c.left), max(l.right, c.right)
		l.bottom, l.top = min(l.bottom, c.bottom), max(l.top, c.top)
		l.size += c.size
		n++
	}
	if n == 0 {
		return l, false
	}
	l.chars = chars
	l.size /= n
	return l, true
}

// join puts pieces of one line beside each other together: a word in another
// font is a piece of its own.
func join(pieces []line) []line {
	var out []line
	for _, p := range pieces {
		if k := len(out) - 1; k >= 0 {
			o := &out[k]
			gap := p.left - o.right
			same := math.Abs((p.top+p.bottom)-(o.top+o.bottom)) < 0.8*max(p.size, o.size)
			if same && gap > -0.5*p.size && gap < 0.9*max(p.size, o.size) {
				if gap > 0.15*p.size && !blankEnd(o.chars) && strings.TrimSpace(p.chars[0].text) != "" {
					o.chars = append(o.chars, char{text: " ", at: -1})
				}
				o.chars = append(o.chars, p.chars...)
				o.right, o.top, o.bottom = max(o.right, p.right), max(o.top, p.top), min(o.bottom, p.bottom)
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

func blankEnd(chars []char) bool {
	return len(chars) > 0 && strings.TrimSpace(chars[len(chars)-1].text) == ""
}

// ordered sorts the lines of a page as they are read. Where a gap runs down
// between two columns, each band of the page between lines that cross the gap
// is read column by column.
func ordered(ls []line) []line {
	slices.SortStableFunc(ls, func(a, b line) int {
		if d := b.top - a.top; math.Abs(d) > 0.5*max(a.size, b.size, 4) {
			if d > 0 {
				return 1
			}
			return -1
		}
		if a.left < b.left {
			return -1
		}
		return 1
	})
	gap, ok := gutter(ls)
	if !ok {
		return ls
	}
	var out, left, right []line
	column := 1
	flush := func() {
		for i := range left {
			left[i].column = column
		}
		for i := range right {
			right[i].column = column + 1
		}
		out = append(append(out, left...), right...)
		left, right = nil, nil
		column += 3
	}
	for _, l := range ls {
		switch {
		case l.right <= gap+1:
			left = append(left, l)
		case l.left >= gap-1:
			right = append(right, l)
		default:
			flush()
			l.column = column - 1
			out = append(out, l)
		}
	}
	flush()
	return out
}

// gutter finds where two columns part: a place in the middle half of the text
// that few lines cross and that many stand to the left and to the right of.
func gutter(ls []line) (float64, bool) {
	if len(ls) < 8 {
		return 0, false
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, l := range ls {
		lo, hi = min(lo, l.left), max(hi, l.right)
	}
	width := hi - lo
	best, bestCross := 0.0, len(ls)
	for x := lo + 0.3*width; x <= lo+0.7*width; x += 2 {
		cross, left, right := 0, 0, 0
		for _, l := range ls {
			switch {
			case l.right <= x:
				left++
			case l.left >= x:
				right++
			default:
				cross++
			}
		}
		if 4*left < len(ls) || 4*right < len(ls) {
			continue
		}
		if cross < bestCross {
			best, bestCross = x, cross
		}
	}
	return best, best > 0 && 4*bestCross < len(ls)
}

func runes(s string) int { return utf8.RuneCountInString(s) }
