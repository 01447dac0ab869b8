package quote

import (
	"unicode"
	"unicode/utf8"

	"hearsay/internal/span"
)

// Quote is a stretch of one paragraph between quotation marks.
type Quote struct {
	span.Span // with its marks
	// Depth is 0 for an outermost quotation, 1 for one inside it, and so on.
	Depth int
	// Unclosed quotations have no closing mark and end with their paragraph.
	Unclosed bool
	// Continues says that the paragraph before ended within this quotation.
	Continues bool
}

// style is a family of marks: what closes what.
type style uint8

const (
	noStyle     style = iota
	double            // “ ” " `` ''
	single            // ‘ ’ '
	low               // „ “ or „ ”
	lowSingle         // ‚ ‘ or ‚ ’
	angle             // « » and » «
	angleSingle       // ‹ ›
)

// mark is a quotation mark in its paragraph.
type mark struct {
	at, end             int // code points
	style               style
	opens, closes, firm bool // firm: the character itself says which
}

// Find gives the quotations of each paragraph of a text, all in order.
func Find(text *span.Text, paragraphs []span.Span) []Quote {
	var quotes []Quote
	var marks []mark
	running := noStyle // of a quotation the last paragraph left open
	for _, p := range paragraphs {
		marks = scan(text.Slice(p), p.Start, marks[:0])
		quotes, running = pair(quotes, marks, p, running)
	}
	return quotes
}

// open is a quotation whose end is not yet known.
type open struct {
	start int
	style style
	index int // in quotes
}

// pair matches the marks of paragraph p with a stack. It returns the style of
// the outermost quotation left open, which the next paragraph may continue.
func pair(quotes []Quote, marks []mark, p span.Span, running style) ([]Quote, style) {
	var stack [8]open
	depth := 0
	for i, m := range marks {
		continues := running != noStyle && i == 0 && m.at == p.Start && m.opens
		if m.closes && !(m.opens && !m.firm && prefersOpen(stack[:depth], m)) {
			if k := matching(stack[:depth], m); k >= 0 {
				quotes = drop(quotes, stack[k+1:depth])
				quotes[stack[k].index].End = m.end
				quotes[stack[k].index].Unclosed = false
				depth = k
				continue
			}
		}
		if !m.opens || depth == len(stack) {
			continue
		}
		// the same firm mark again means that the earlier one was never closed
		if depth > 0 && stack[depth-1].style == m.style && !nestable(m) {
			quotes = drop(quotes, stack[depth-1:depth])
			depth--
		}
		stack[depth] = open{start: m.at, style: m.style, index: len(quotes)}
		quotes = append(quotes, Quote{Span: span.Of(m.at, p.End), Depth: depth, Unclosed: true, Continues: continues})
		depth++
	}
	if depth == 0 {
		return quotes, noStyle
	}
	// single marks without partner are apostrophes; of the others the
	// outermost may run on
	for depth > 0 && (stack[depth-1].style == single || stack[depth-1].style == lowSingle || depth > 1) {
		quotes = drop(quotes, stack[depth-1:depth])
		depth--
	}
	if depth == 0 {
		return quotes, noStyle
	}
	return quotes, stack[0].style
}

// nestable marks may open a second time inside themselves: none but angles do
// in print, and a doubled straight mark is a slip.
func nestable(m mark) bool { return m.style == angle || m.style == angleSingle }

// prefersOpen decides a mark that could do either: it opens where no
// quotation of its style is open.
func prefersOpen(stack []open, m mark) bool { return matching(stack, m) < 0 }

func matching(stack []open, m mark) int {
	for k := len(stack) - 1; k >= 0; k-- {
		s := stack[k].style
		if s == m.style || s == low && m.style == double || s == lowSingle && m.style == single {
			return k
		}
	}
	return -1
}

// drop takes back quotations that turned out to have no end. They are emptied
// where they are not last, and swept by Find's caller order: an empty Quote is
// never left, since later ones start inside it and take its depth.
func drop(quotes []Quote, gone []open) []Quote {
	for k := len(gone) - 1; k >= 0; k-- {
		at := gone[k].index
		for j := at + 1; j < len(quotes); j++ {
			if quotes[j].Depth > quotes[at].Depth {
				quotes[j].Depth--
			}
		}
		quotes = append(quotes[:at], quotes[at+1:]...)
	}
	return quotes
}

// scan finds the marks of one paragraph whose first code point is at.
func scan(s string, at int, marks []mark) []mark {
	prev := ' '
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		st, opens, closes, firm := kind(r)
		wide := 1
		if (r == '`' || r == '\'') && i+w < len(s) && s[i+w] == byte(r) {
			st, wide, w = double, 2, 2
			opens, closes, firm = r == '`', r == '\'', r == '`'
		}
		if st != noStyle {
			next, _ := utf8.DecodeRuneInString(s[i+w:])
			if i+w >= len(s) {
				next = ' '
			}
			m := mark{at: at, end: at + wide, style: st, opens: opens, closes: closes, firm: firm}
			if place(&m, r, prev, next, s[i+w:]) {
				marks = append(marks, m)
			}
		}
		prev = r
		i += w
		at += wide
	}
	return marks
}

func kind(r rune) (st style, opens, closes, firm bool) {
	switch r {
	case '“':
		return double, true, true, false // closes „…“
	case '”':
		return double, false, true, true
	case '"', '＂':
		return double, true, true, false
	case '‘':
		return single, true, true, false // closes ‚…‘
	case '’':
		return single, false, true, false
	case '\'', '`':
		return single, true, true, false
	case '„', '‟':
		return low, true, false, true
	case '‚':
		return lowSingle, true, false, true
	case '«', '»':
		return angle, true, true, false
	case '‹', '›':
		return angleSingle, true, true, false
	}
	return noStyle, false, false, false
}

// place settles from its neighbours what a mark can do; false if it is none.
func place(m *mark, r, prev, next rune, rest string) bool {
	spaceBefore, spaceAfter := unicode.IsSpace(prev), unicode.IsSpace(next)
	letterBefore := unicode.IsLetter(prev) || unicode.IsDigit(prev)
	letterAfter := unicode.IsLetter(next) || unicode.IsDigit(next)
	leading := spaceBefore || prev == '(' || prev == '[' || prev == '—' || prev == '–' || prev == '-' || prev == '“' || prev == '"' || prev == '‘' || prev == '/' || prev == ':'
	switch m.style {
	case single, lowSingle:
		if letterBefore && letterAfter {
			return false // don't, O'Neill
		}
		if (r == '’' || r == '\'') && !letterBefore && letterAfter && elided(rest) {
			return false // ’em, ’90s
		}
		m.opens = m.opens && leading && !spaceAfter
		m.closes = m.closes && !letterAfter && !spaceBefore
		if m.closes && letterBefore && (prev == 's' || prev == 'S') && spaceAfter && m.style == single {
			m.closes = laterClose(rest) // workers’ rights
		}
	case angle, angleSingle:
		// French « puts spaces inside, German »…« turns the marks round
		usual := r == '«' || r == '‹'
		switch {
		case (spaceBefore || leading) && letterAfter:
			m.opens, m.closes = true, false
		case !spaceBefore && !letterAfter:
			m.opens, m.closes = false, true
		default:
			m.opens, m.closes = usual, !usual
		}
	case double:
		if m.firm {
			break
		}
		if r == '“' {
			m.closes = !letterAfter && !spaceBefore // only „…“ ends so
			m.opens = true
			break
		}
		if unicode.IsDigit(prev) && (next == '\'' || letterAfter) {
			return false // 6'2" tall
		}
		switch {
		case spaceAfter && spaceBefore:
		case spaceAfter:
			m.opens = false
		case spaceBefore:
			m.closes = false
		case leading && letterAfter && !(prev == '"'):
			m.opens = true
		case !letterAfter && (letterBefore || unicode.IsPunct(prev)):
			m.opens = false
		}
	}
	return m.opens || m.closes
}

// elided reports whether what follows an apostrophe is a word known to begin
// with one, or a decade.
func elided(rest string) bool {
	if rest != "" && rest[0] >= '0' && rest[0] <= '9' {
		return true
	}
	n := 0
	for n < len(rest) && n < 6 && (rest[n]|0x20) >= 'a' && (rest[n]|0x20) <= 'z' {
		n++
	}
	switch rest[:n] {
	case "em", "til", "tis", "twas", "cause", "bout", "round", "n", "cuz", "Tis", "Til":
		return true
	}
	return false
}

// laterClose is false where another single mark that surely closes follows:
// then this one is a possessive.
func laterClose(rest string) bool {
	prev := 's'
	for i, r := range rest {
		if i > 400 {
			break
		}
		if r == '‘' {
			return true
		}
		if (r == '’' || r == '\'') && unicode.IsPunct(prev) {
			return false
		}
		prev = r
	}
	return true
}
