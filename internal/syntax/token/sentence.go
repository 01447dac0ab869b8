package token

import "unicode/utf8"

// sentences closes the sentences of the paragraph whose tokens begin at first.
// A closing quotation mark or bracket belongs to the sentence it ends.
func (p *Splitter) sentences(first int) {
	n := len(p.Tokens)
	if n == first {
		return
	}
	p.pair(first)
	for i := first; i < n; i++ {
		t := p.Tokens[i]
		if i > first && p.starts(i) {
			p.end(i, first)
		}
		switch t.mark {
		case stop, shout, dots, shortened:
		default:
			continue
		}
		quoted := false
		j := i + 1
		for j < n && p.closes(j) {
			quoted = true
			j++
		}
		if j < n && p.breaks(i, j, quoted) {
			p.end(j, first)
			i = j - 1
		}
	}
	p.end(n, first)
}

// end closes a sentence before token j.
func (p *Splitter) end(j, first int) {
	if k := len(p.Ends); k > 0 && p.Ends[k-1] >= j || j == first {
		return
	}
	p.Ends = append(p.Ends, j)
}

// pair gives each straight quotation mark its side: by the white space around
// it where that tells, else by turns. After a low mark („) a raised one closes.
func (p *Splitter) pair(first int) {
	open, low := false, false
	for i := first; i < len(p.Tokens); i++ {
		t := &p.Tokens[i]
		switch p.form(i) {
		case "„", "‚":
			low = true
		case "“", "‘":
			if low {
				t.mark, low = closing, false
			}
		}
		if t.mark != straight {
			continue
		}
		left := i == first || p.Tokens[i-1].End < t.Start
		right := i+1 == len(p.Tokens) || p.Tokens[i+1].Start > t.End
		after := i > first && (p.Tokens[i-1].mark == opening || p.Tokens[i-1].mark == lead && p.s[p.Tokens[i-1].Start] != ',')
		switch {
		case left && !right, after && !right && !open:
			open = true
		case right && !left:
			open = false
		default:
			open = !open
		}
		if t.mark = closing; open {
			t.mark = opening
		}
	}
}

// closes reports whether token j closes what the sentence before it holds.
func (p *Splitter) closes(j int) bool {
	t := p.Tokens[j]
	switch t.mark {
	case closing:
		return true
	case shout, dots, stop:
		return t.Start == p.Tokens[j-1].End // ?.. and ." .
	}
	return false
}

// starts reports whether token i opens a sentence whatever stands before it: a
// bullet at the start of a line, the credit that follows a picture's caption.
func (p *Splitter) starts(i int) bool {
	t := p.Tokens[i]
	if t.mark == plain && i+1 < len(p.Tokens) && p.form(i+1) == ":" {
		switch p.form(i) {
		case "Image", "Images", "Photo", "Photos", "Photograph", "Picture", "Credit":
			before := p.Tokens[i-1].mark
			return before != opening && before != lead
		}
		return false
	}
	if t.mark != bullet && !(t.mark == lead && p.s[t.Start] == '-') && p.s[t.Start] != '*' {
		return false
	}
	for k := t.Start - 1; k >= p.Tokens[i-1].End; k-- {
		if p.s[k] == '\n' {
			return true
		}
	}
	return false
}

// breaks reports whether a sentence that ended with mark i ends before token
// j. quoted says that closing marks stand between them.
func (p *Splitter) breaks(i, j int, quoted bool) bool {
	m, next := p.Tokens[i].mark, p.Tokens[j]
	k := j
	for k < len(p.Tokens) && k < j+3 && p.Tokens[k].mark == opening {
		k++
	}
	if k == len(p.Tokens) {
		return false
	}
	word := p.Tokens[k]
	tight := next.Start == p.Tokens[j-1].End
	switch p.caps(word) {
	case lower:
		return m == stop && !quoted && !tight && p.Tokens[k].mark == bullet
	case other:
		if word.mark == lead || word.mark == stop || word.mark == closing || word.mark == shout || word.mark == dots {
			return false
		}
		if m == shortened || m == dots {
			return word.mark == bullet || k > j && m == dots
		}
		return !tight || k > j
	}
	switch m {
	case shortened:
		return p.opens(i, k)
	case shout:
		return !quoted || !p.reported(k)
	}
	return true
}

// opens reports whether the capital word k opens a sentence after the
// abbreviation i rather than going on with its name.
func (p *Splitter) opens(i, k int) bool {
	w := p.form(k)
	if lookUp(listed, w) == "open" {
		return true
	}
	switch p.form(i) {
	case "etc.", "p.m.", "a.m.", "P.M.", "A.M.":
		return lookUp(abbreviations, w) == "" && len(w) > 3 && !weekday(w)
	}
	return p.Tokens[k].mark == opening
}

func weekday(w string) bool {
	return len(w) >= 6 && w[len(w)-3:] == "day" || w == "Eastern" || w == "Pacific" || w == "Central" || w == "Local"
}

// reported reports whether the words from k on say who shouted: "Stop!" Ms.
// Doe said.
func (p *Splitter) reported(k int) bool {
	for n := 0; n < 6 && k < len(p.Tokens); n, k = n+1, k+1 {
		switch p.Tokens[k].mark {
		case plain, titled, shortened:
		default:
			return false
		}
		if n > 0 && lookUp(listed, p.form(k)) == "cue" {
			return true
		}
	}
	return false
}

func (p *Splitter) form(i int) string { return p.s[p.Tokens[i].Start:p.Tokens[i].End] }

// casing of a token's first letter.
type casing uint8

const (
	other casing = iota
	upper
	lower
)

func (p *Splitter) caps(t Token) casing {
	c := p.s[t.Start]
	switch {
	case c == '#' || c == '@':
		return upper
	case isUpper(c) || isDigit(c) && t.mark != bullet:
		return upper
	case isLower(c):
		return lower
	case c < utf8.RuneSelf:
		return other
	}
	r, _ := utf8.DecodeRuneInString(p.s[t.Start:t.End])
	if isLowerWord(string(r)) {
		return lower
	}
	if cl, _ := at(p.s, t.Start); cl == letter || cl == digit {
		return upper
	}
	return other
}
