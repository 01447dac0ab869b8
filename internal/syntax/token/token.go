package token

import "unicode/utf8"

// Token is a word or a mark: the bytes [Start, End) of the text.
type Token struct {
	Start, End int
	mark       mark
}

// Splitter collects the tokens and sentences of the paragraphs it is given. It
// may be emptied with Reset and used again; the zero value is ready.
type Splitter struct {
	Tokens []Token
	// Ends holds, for each sentence, the index after its last token.
	Ends []int

	s  string
	to int // end of the paragraph
}

// Reset empties the splitter and keeps its memory.
func (p *Splitter) Reset() { p.Tokens, p.Ends = p.Tokens[:0], p.Ends[:0] }

// Paragraph appends the tokens and sentences of the bytes [from, to) of s.
func (p *Splitter) Paragraph(s string, from, to int) {
	p.s, p.to = s[:to], to
	first := len(p.Tokens)
	for i := from; i < to; {
		c, w := at(p.s, i)
		switch c {
		case space:
			i += w
		case letter:
			i = p.word(i)
		case digit:
			i = p.number(i)
		case apostrophe:
			i = p.apostrophe(i, w)
		case repeat:
			i = p.run(i)
		default:
			i = p.symbol(i, w)
		}
	}
	p.sentences(first)
}

func (p *Splitter) emit(from, to int, m mark) int {
	p.Tokens = append(p.Tokens, Token{from, to, m})
	return to
}

// class is the class of the character at i, space at the paragraph's end.
func (p *Splitter) class(i int) class {
	if i >= p.to {
		return space
	}
	c, _ := at(p.s, i)
	return c
}

func (p *Splitter) byte(i int) byte {
	if i >= p.to {
		return 0
	}
	return p.s[i]
}

// before reports the class of the character that ends at i; space at the start.
func (p *Splitter) before(i int) class {
	if i == 0 {
		return space
	}
	if c := p.s[i-1]; c < utf8.RuneSelf {
		return ascii[c]
	}
	r, _ := utf8.DecodeLastRuneInString(p.s[max(0, i-utf8.UTFMax):i])
	c, _ := at(string(r), 0)
	return c
}

// alnum is the end of the run of letters and digits at i.
func (p *Splitter) alnum(i int) int {
	for i < p.to {
		if c := p.s[i]; c < utf8.RuneSelf {
			if k := ascii[c]; k != letter && k != digit {
				return i
			}
			i++
			continue
		}
		c, w := at(p.s, i)
		if c != letter && c != digit {
			return i
		}
		i += w
	}
	return i
}

// run takes a mark that repeats: "--", "***", "?!", "...".
func (p *Splitter) run(i int) int {
	c := p.s[i]
	same := func(d byte) bool { return d == c || c == '!' && d == '?' || c == '?' && d == '!' }
	j := i + 1
	for j < p.to && same(p.s[j]) {
		j++
	}
	switch {
	case c == '.':
		if j == i+1 {
			if ascii[p.byte(j)&0x7f] == digit && p.before(i) == space {
				return p.number(i) // .5
			}
			return p.emit(i, j, stop)
		}
		return p.emit(i, j, dots)
	case c == '!' || c == '?':
		return p.emit(i, j, shout)
	case c == '-' && j == i+1 && p.class(j) == digit && p.before(i) == space:
		return p.number(i) // -5
	case c == '#' && j == i+1 && p.class(j) == letter:
		return p.emit(i, p.alnum(j), plain) // a hashtag
	case c == '-':
		return p.emit(i, j, lead)
	}
	return p.emit(i, j, plain)
}

// symbol takes a single mark.
func (p *Splitter) symbol(i, w int) int {
	j := i + w
	switch c := p.s[i]; c {
	case '"':
		return p.emit(i, j, straight)
	case '(', '[', '{':
		return p.emit(i, j, opening)
	case ')', ']', '}':
		return p.emit(i, j, closing)
	case ',', ';', ':':
		return p.emit(i, j, lead)
	case '<', '>':
		if p.byte(j) == c {
			j++
		}
		return p.emit(i, j, plain)
	case '`':
		if p.byte(j) == c {
			j++
		}
		return p.emit(i, j, opening)
	case '@':
		if p.class(j) == letter && p.before(i) == space {
			return p.emit(i, p.alnum(j), plain) // a handle
		}
		return p.emit(i, j, plain)
	default:
		if c < utf8.RuneSelf {
			return p.emit(i, j, plain)
		}
	}
	r, _ := utf8.DecodeRuneInString(p.s[i:])
	return p.emit(i, j, markOf(r))
}
