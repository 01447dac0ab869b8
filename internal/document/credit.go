package document

import (
	"regexp"
	"strings"
)

var (
	contributed = regexp.MustCompile(`(?:contributed to (?:this|the) (?:report|story|article)|contributed reporting|contributed from|^\p{Lu}[^.!?]{3,60} contributed\.?$)`)
	reportingBy = regexp.MustCompile(`^\(?(?:(?:Additional reporting|Reporting|Writing|Editing|With reporting|Compiled) (?:by|from|and)\b|Contributing: )`)
	madeOf      = regexp.MustCompile(`^(?:Sources?:? |[—–-] ?|\(|[Ww]ith )(.{2,60}?)\)?[.]?$`)
	possessive  = regexp.MustCompile(`^(?:The )?([\p{Lu}][\p{L}./-]*(?: [\p{Lu}][\p{L}./-]*){0,3}?)(?:['’]s?\b| (?:writer|writers|reporter|reporters|correspondent|correspondents|journalist|journalists|news assistant|contributed)\b)`)
	withAgency  = regexp.MustCompile(`(?:from|by|With|©|\(c\)) (?:the |The )?([\p{Lu}][\p{L}./-]*(?: [\p{Lu}][\p{L}./-]*){0,3})`)
)

// credit reads the lines that say who made the report. Where such a sentence
// ends a longer paragraph it is credited too, and the paragraph stays body.
func (p *press) credit(i int, s string) bool {
	if len(s) <= 80 && i > 0 && p.made(i, s) {
		return true
	}
	last := s
	offset := 0
	if len(s) > 240 {
		if k := strings.LastIndex(s[:len(s)-1], ". "); k >= 0 {
			offset = k + 2
			last = s[offset:]
		}
	}
	says := contributed.MatchString(last) || reportingBy.MatchString(last) || offset == 0 && strings.HasPrefix(last, "©")
	if !says {
		return false
	}
	for _, re := range []*regexp.Regexp{possessive, withAgency} {
		if m := re.FindStringSubmatchIndex(last); m != nil {
			if _, ok := outletOf(last[m[2]:m[3]]); ok {
				p.addCredit(i, line{offset + m[2], offset + m[3]})
				break
			}
		}
	}
	return offset == 0
}

// made reads a line that names agencies and nothing else: "Source: AFP",
// "— Reuters", "(AP, Reuters)", "With agencies".
func (p *press) made(i int, s string) bool {
	m := madeOf.FindStringSubmatchIndex(s)
	if m == nil {
		return false
	}
	parts := split(s, m[2], m[3])
	var known []line
	for _, part := range parts {
		switch name := s[part.from:part.to]; {
		case strings.EqualFold(name, "agencies") || strings.EqualFold(name, "news agencies"):
		default:
			if _, ok := outletOf(name); !ok {
				return false
			}
			known = append(known, part)
		}
	}
	for _, part := range known {
		p.addCredit(i, part)
	}
	return len(parts) > 0
}

func (p *press) addCredit(i int, part line) {
	value := p.text[i][part.from:part.to]
	if name, ok := outletOf(value); ok {
		value = name
	}
	for _, c := range p.doc.Credits {
		if c.Value == value {
			return
		}
	}
	p.doc.Credits = append(p.doc.Credits, Field{Value: value, Span: p.at(i, part.from, part.to)})
}
