// Package query reads what people ask a desk for: searches, and the words of the
// record's vocabularies in any case. Part of room desk.
//
//	killed NEAR/5 dock act:deny source:navy from:2025-03-01
//	-> what the words must be, what the columns must hold, whose words they are
//
// Always true: a word that no field, act or standing has is refused with those
// there are, so that a slip of the hand never looks like an empty ledger.
package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
)

// Search is a search that was read.
type Search struct {
	Match *ledger.Match // nil where only fields are given
	Where []ledger.Cond // on the columns of statements
	// Sources and Outlets are the values of source: and outlet:, any of which may
	// hold; they are to be looked up in the ledger.
	Sources, Outlets []string
}

// Parse reads a search: words, "phrases", prefix*, AND, OR, NOT, brackets, a
// NEAR/5 b, and where fields are allowed act:deny and the like. Words beside
// each other are all looked for.
func Parse(s string, fields bool) (*Search, error) {
	p := &searching{}
	if err := p.cut(s, fields); err != nil {
		return nil, err
	}
	if len(p.tokens) == 0 {
		return &p.Search, nil
	}
	m, err := p.any()
	if err == nil && p.i < len(p.tokens) {
		err = fmt.Errorf("in the search: %s stands where nothing is open", p.tokens[p.i])
	}
	if err == nil && m.Kind == ledger.Not {
		err = fmt.Errorf("in the search: NOT needs something beside it that is to be found")
	}
	p.Match = m
	return &p.Search, err
}

// token is a word, phrase, operator or bracket of a search.
type token struct {
	op     string // AND OR NOT NEAR ( ); "" for words
	words  []string
	prefix bool
	within int
}

func (t token) String() string {
	if t.op != "" {
		return t.op
	}
	return strconv.Quote(strings.Join(t.words, " "))
}

type searching struct {
	Search
	tokens []token
	i      int
}

// fieldNames are the fields of a search, with the other names they go by.
var fieldNames = map[string]string{
	"source": "source", "speaker": "source", "act": "act", "ident": "ident", "identification": "ident", "kind": "kind", "report": "report", "outlet": "outlet",
	"described": "described", "certainty": "certainty", "from": "from", "to": "to", "date": "date", "day": "date",
}

// cut parts a search into tokens.
func (p *searching) cut(s string, fields bool) error {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		switch s[0] {
		case '(', ')':
			p.tokens = append(p.tokens, token{op: s[:1]})
			s = s[1:]
			continue
		case '"':
			words, rest, ok := strings.Cut(s[1:], `"`)
			if !ok {
				return fmt.Errorf("in the search: the phrase %q has no end; close it with a second \"", words)
			}
			s = rest
			if err := p.phrase(words, false); err != nil {
				return err
			}
			continue
		}
		end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' || r == '"' })
		if end < 0 {
			end = len(s)
		}
		word := s[:end]
		s = s[end:]
		if name, v, ok := strings.Cut(word, ":"); ok && fields && name != "" && strings.IndexFunc(name, func(r rune) bool { return r < 'a' || r > 'z' }) < 0 && !strings.HasPrefix(v, "//") {
			if fieldNames[name] == "" {
				return fmt.Errorf("in the search: there is no field %s; there are source, described, act, identification, kind, certainty, outlet, report, date, from and to (to look for the words, put them in quotes)", name)
			}
			if v == "" && strings.HasPrefix(s, `"`) {
				q, rest, closed := strings.Cut(s[1:], `"`)
				if !closed {
					return fmt.Errorf("in the search: the value of %s: has no end", name)
				}
				v, s = q, rest
			}
			if err := p.field(name, v); err != nil {
				return err
			}
			continue
		}
		switch {
		case word == "AND" || word == "OR" || word == "NOT":
			p.tokens = append(p.tokens, token{op: word})
		case word == "NEAR" || strings.HasPrefix(word, "NEAR/"):
			n := 10
			if _, v, ok := strings.Cut(word, "/"); ok {
				var err error
				if n, err = strconv.Atoi(v); err != nil || n < 0 || n > 20 {
					return fmt.Errorf("in the search: %s: give a number of words up to 20, as NEAR/5", word)
				}
			}
			p.tokens = append(p.tokens, token{op: "NEAR", within: n})
		default:
			if err := p.phrase(strings.TrimSuffix(word, "*"), strings.HasSuffix(word, "*")); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *searching) phrase(s string, prefix bool) error {
	words := match.Words(s)
	if len(words) == 0 {
		return fmt.Errorf("in the search: %q has no word in it", s)
	}
	p.tokens = append(p.tokens, token{words: words, prefix: prefix})
	return nil
}

func (p *searching) field(name, v string) error {
	if v == "" {
		return fmt.Errorf("in the search: %s: has no value", name)
	}
	where := func(column string, op ledger.Op, v any) {
		p.Where = append(p.Where, ledger.Cond{Column: column, Op: op, Value: v})
	}
	switch fieldNames[name] {
	case "from", "to", "date":
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			return fmt.Errorf("in the search: %s:%s is no day; write %s:2025-03-01", name, v, name)
		}
		where("day", map[string]ledger.Op{"from": ledger.Ge, "to": ledger.Le, "date": ledger.Eq}[fieldNames[name]], v)
		if name == "to" {
			where("day", ledger.Ne, "") // what has no day is not before any
		}
	case "report":
		key := []rune(v) // keys of statements begin so, and have an index
		where("key", ledger.Prefix, string(key[:min(12, len(key))]))
		where("report", ledger.Prefix, v)
	case "described":
		if len(match.Words(v)) == 0 {
			return fmt.Errorf("in the search: %s:%s has no word in it", name, v)
		}
		p.Where = append(p.Where, Described(v)...)
	case "source":
		p.Sources = append(p.Sources, v)
	case "outlet":
		p.Outlets = append(p.Outlets, v)
	default:
		w, err := OneOf(fieldNames[name], v)
		if err != nil {
			return fmt.Errorf("in the search: %w", err)
		}
		p.either(fieldNames[name], w)
	}
	return nil
}

// Described are the conditions on an unnamed source: the words stand in how it is
// described, one after the other, and the last may go on.
func Described(words string) []ledger.Cond {
	return []ledger.Cond{
		{Column: "source", Op: ledger.Null},
		{Column: "name", Op: ledger.Words, Value: strings.Join(match.Words(words), " ") + "*"},
		{Column: "name", Op: ledger.Has, Value: words},
	}
}

// either adds a value that a column may hold besides those it may already.
func (p *searching) either(column, v string) {
	for i := range p.Where {
		if c := &p.Where[i]; c.Column == column && c.Op == ledger.In {
			c.Value = append(c.Value.([]any), v)
			return
		}
	}
	p.Where = append(p.Where, ledger.Cond{Column: column, Op: ledger.In, Value: []any{v}})
}

func (p *searching) peek() string {
	if p.i < len(p.tokens) {
		return p.tokens[p.i].op
	}
	return ")"
}

// any is one or more alternatives.
func (p *searching) any() (*ledger.Match, error) {
	m, err := p.all()
	if err != nil || p.peek() != "OR" {
		return m, err
	}
	out := &ledger.Match{Kind: ledger.Any, Parts: []*ledger.Match{m}}
	for p.peek() == "OR" {
		p.i++
		if m, err = p.all(); err != nil {
			return nil, err
		}
		out.Parts = append(out.Parts, m)
	}
	return out, nil
}

// all is what is looked for together.
func (p *searching) all() (*ledger.Match, error) {
	out := &ledger.Match{Kind: ledger.All}
	for {
		m, err := p.one()
		if err != nil {
			return nil, err
		}
		out.Parts = append(out.Parts, m)
		if p.peek() == "AND" {
			p.i++
			continue
		}
		if p.i >= len(p.tokens) || p.peek() == ")" || p.peek() == "OR" {
			break
		}
	}
	if len(out.Parts) == 1 && out.Parts[0].Kind != ledger.Not {
		return out.Parts[0], nil
	}
	if !slices.ContainsFunc(out.Parts, func(m *ledger.Match) bool { return m.Kind != ledger.Not }) {
		return nil, fmt.Errorf("in the search: NOT needs something beside it that is to be found")
	}
	return out, nil
}

// one is a word, a phrase, what is near another, or a bracket.
func (p *searching) one() (*ledger.Match, error) {
	if p.i >= len(p.tokens) {
		return nil, fmt.Errorf("in the search: something is missing at its end")
	}
	t := p.tokens[p.i]
	p.i++
	switch t.op {
	case "NOT":
		m, err := p.one()
		return &ledger.Match{Kind: ledger.Not, Parts: []*ledger.Match{m}}, err
	case "(":
		m, err := p.bracket()
		if err != nil || p.peek() != "NEAR" {
			return m, err
		}
		return p.near(m)
	case "":
	default:
		return nil, fmt.Errorf("in the search: %s has nothing before it", t.op)
	}
	m := phraseOf(t)
	if p.peek() != "NEAR" {
		return m, nil
	}
	return p.near(m)
}

// bracket is what stands between brackets; the first is behind.
func (p *searching) bracket() (*ledger.Match, error) {
	m, err := p.any()
	if err != nil {
		return nil, err
	}
	if p.i >= len(p.tokens) || p.tokens[p.i].op != ")" {
		return nil, fmt.Errorf("in the search: a bracket is not closed")
	}
	p.i++
	return m, nil
}

// mostWays is how many pairs of phrases a NEAR with alternatives may come to.
const mostWays = 32

// near is what stands near m: words, a phrase, or one of several in brackets, each of
// which is then sought beside each.
func (p *searching) near(m *ledger.Match) (*ledger.Match, error) {
	none := fmt.Errorf("in the search: NEAR needs a word, a phrase, or several with OR in brackets on both sides")
	ways, within := [][]*ledger.Match{{}}, 0
	add := func(m *ledger.Match) error {
		of := []*ledger.Match{m}
		if m.Kind == ledger.Any {
			of = m.Parts
		}
		var more [][]*ledger.Match
		for _, way := range ways {
			for _, o := range of {
				if o.Kind != ledger.Phrase {
					return none
				}
				more = append(more, append(slices.Clone(way), o))
			}
		}
		if ways = more; len(ways) > mostWays {
			return fmt.Errorf("in the search: NEAR has too many alternatives: %d are the most", mostWays)
		}
		return nil
	}
	if err := add(m); err != nil {
		return nil, err
	}
	for p.peek() == "NEAR" {
		within = max(within, p.tokens[p.i].within)
		p.i++
		if p.i >= len(p.tokens) {
			return nil, none
		}
		t := p.tokens[p.i]
		p.i++
		next := phraseOf(t)
		switch t.op {
		case "":
		case "(":
			var err error
			if next, err = p.bracket(); err != nil {
				return nil, err
			}
		default:
			return nil, none
		}
		if err := add(next); err != nil {
			return nil, err
		}
	}
	out := &ledger.Match{Kind: ledger.Any}
	for _, way := range ways {
		out.Parts = append(out.Parts, &ledger.Match{Kind: ledger.NearBy, Within: within, Parts: way})
	}
	if len(out.Parts) == 1 {
		return out.Parts[0], nil
	}
	return out, nil
}

func phraseOf(t token) *ledger.Match {
	return &ledger.Match{Kind: ledger.Phrase, Words: t.words, Prefix: t.prefix}
}
