package token

import "strings"

// ahead bounds how far an address is looked for, in bytes.
const ahead = 64

// address is the end of a URL, a domain, an e-mail address or a file name at
// i; i where none begins there.
func (p *Splitter) address(i int) int {
	j := i
	for j < p.to && j < i+ahead && isNameByte(p.s[j]) {
		j++
	}
	switch {
	case strings.HasPrefix(p.s[j:p.to], "://"), strings.HasPrefix(p.s[i:j], "www."):
		return p.link(i, j)
	case p.byte(j) == '@' && p.class(j+1) == letter:
		k := j + 1
		for k < p.to && k < j+ahead && isNameByte(p.s[k]) {
			k++
		}
		if strings.IndexByte(p.s[j:k], '.') > 0 {
			return trimStops(p.s, j, k)
		}
		return i
	}
	return p.domain(i, trimStops(p.s, i, j))
}

// link is the end of the URL at i, of which [i,j) is known.
func (p *Splitter) link(i, j int) int {
	for j < p.to {
		c, w := at(p.s, j)
		if c == space || p.s[j] == '"' || p.s[j] == '<' || p.s[j] == '>' || w > 1 && (c == symbol || c == apostrophe) || p.s[j] >= 0x80 && w == 1 {
			break
		}
		j += w
	}
	return trimStops(p.s, i, j)
}

// trimStops leaves out the marks that end a sentence rather than an address.
func trimStops(s string, i, j int) int {
	for j > i && strings.IndexByte(".,;:!?')]}-", s[j-1]) >= 0 {
		j--
	}
	return j
}

// domain is j where the name [i,j) ends in a known domain or file suffix.
func (p *Splitter) domain(i, j int) int {
	dot := strings.LastIndexByte(p.s[i:j], '.')
	if dot <= 0 {
		return i
	}
	switch suffix := p.s[i+dot+1 : j]; suffix {
	case "com", "org", "net", "gov", "edu", "co", "uk", "io", "eu", "tv", "de", "ru", "fr", "info", "mil", "int", "doc", "pdf", "xls", "jpg", "html", "htm", "ua", "ca", "au":
	case "COM", "ORG", "NET":
	default:
		return i
	}
	if dot == 1 && !strings.Contains(p.s[i:i+dot], ".") && j-i < 5 {
		return i
	}
	if p.byte(j) == '/' {
		return p.link(i, j)
	}
	return j
}

func isNameByte(c byte) bool {
	return isLower(c) || isUpper(c) || isDigit(c) || c == '.' || c == '-' || c == '_' || c == '+'
}
