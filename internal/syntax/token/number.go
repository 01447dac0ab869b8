package token

import (
	"strings"
)

// number takes what begins with a digit (or a sign or point before one) at i:
// 1,500 3.5 10:30 9/11 1/2 1990s 80's 2nd; a unit written on to it (5pm, 2bn)
// is a token of its own.
func (p *Splitter) number(i int) int {
	_, w := at(p.s, i)
	j := i + w
	for j < p.to {
		if c := p.s[j]; isDigit(c) {
			j++
			continue
		} else if (c == ',' || c == '.' || c == ':' || c == '/') && isDigit(p.byte(j+1)) {
			j += 2
			continue
		} else if c == '-' && p.dialled(i, j) {
			j += 2
			continue
		}
		break
	}
	k := p.alnum(j)
	switch {
	case k == j:
		if q := p.possessive(j); q > j && isDigit(p.byte(j-1)) {
			return p.emit(i, q, plain) // 80's
		}
		if p.byte(j) == '.' && i == p.lineStart(i) && j-i <= 2 && p.class(j+1) == space && j+1 < p.to {
			return p.emit(i, j+1, bullet) // "1. First"
		}
		return p.emit(i, j, plain)
	case unit(p.s[j:k]):
		p.emit(i, j, plain)
		if a := p.acronym(j); a > j {
			return p.stopped(j, a)
		}
		return p.emit(j, k, plain)
	}
	if a := p.acronym(j); a > j { // 5p.m.
		p.emit(i, j, plain)
		return p.stopped(j, a)
	}
	p.clitics(i, k)
	return k
}

// lineStart is i where only white space stands before it on its line.
func (p *Splitter) lineStart(i int) int {
	for k := i; k > 0 && k > i-8; k-- {
		switch p.s[k-1] {
		case '\n':
			return i
		case ' ', '\t', '\r':
		default:
			return -1
		}
	}
	if i < 8 {
		return i
	}
	return -1
}

// dialled reports whether the hyphen at j lies inside a telephone number or a
// date (three groups, or three digits and four) that began at i.
func (p *Splitter) dialled(i, j int) bool {
	if !isDigit(p.byte(j + 1)) {
		return false
	}
	k, groups := j+1, 0
	for n := 0; k < p.to && n < 16; n++ {
		if p.s[k] == '-' && isDigit(p.byte(k+1)) {
			groups++
		} else if !isDigit(p.s[k]) {
			break
		}
		k++
	}
	if groups > 0 || strings.IndexByte(p.s[i:min(j, i+16)], '-') >= 0 {
		return true
	}
	return j-i == 3 && k-j-1 == 4
}

// unit reports whether w, written on to a number, is a unit.
func unit(w string) bool {
	switch len(w) {
	case 1:
		return w == "m" || w == "b" || w == "g" || w == "M"
	case 2, 3, 4:
	default:
		return false
	}
	switch w {
	case "am", "pm", "AM", "PM", "bn", "mn", "tn", "km", "kg", "cm", "mm", "ml", "mg", "ft", "lb", "lbs", "hr", "hrs", "min", "mins", "mph", "kph", "kmh", "yr", "yrs", "sq", "MB", "GB", "KM", "kHz", "MHz", "GHz", "MW", "GW", "kWh", "oz", "BST", "GMT", "EST", "EDT":
		return true
	}
	return false
}

// apostrophe takes ' or ’ at i, width w: a clitic that stands alone ('s), a
// shortened word or year ('em, ’90s), or a quotation mark.
func (p *Splitter) apostrophe(i, w int) int {
	j := i + w
	if p.byte(i) == '\'' && p.byte(j) == '\'' {
		return p.emit(i, j+1, straight)
	}
	prev := p.before(i)
	attached := prev != space && i > 0
	if attached && (prev == letter || prev == digit || p.s[i-1] == '.') {
		k := p.alnum(j)
		switch k - j {
		case 1, 2:
			if clitic("xx'"+p.s[j:k]) > 0 {
				return p.emit(i, k, plain)
			}
		}
		return p.emit(i, j, closing)
	}
	if attached && prev != apostrophe && !p.opened() {
		return p.emit(i, j, closing)
	}
	if isDigit(p.byte(j)) && isDigit(p.byte(j+1)) {
		k := p.alnum(j)
		if k-j == 2 || k-j == 3 && p.s[k-1] == 's' {
			if q, qw := at1(p.s, k, p.to); q != apostrophe || qw == 0 {
				return p.emit(i, k, plain) // '90s
			}
		}
	}
	if k := p.alnum(j); k-j <= 5 {
		switch strings.ToLower(p.s[j:k]) {
		case "em", "til", "cause", "cuz", "n", "tis", "twas", "bout", "round":
			if q, _ := at1(p.s, k, p.to); q != apostrophe || k-j == 1 {
				return p.emit(i, k, plain)
			}
		}
	}
	if p.class(j) == space {
		return p.emit(i, j, closing)
	}
	return p.emit(i, j, opening)
}

// opened reports whether the token just before is an opening mark or a dash,
// after which a quotation may begin.
func (p *Splitter) opened() bool {
	n := len(p.Tokens)
	return n > 0 && (p.Tokens[n-1].mark == opening || p.Tokens[n-1].mark == straight || p.Tokens[n-1].mark == lead)
}
