package query

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/projection"
)

// mostNamed is how many sources a search means with words of their names.
const mostNamed = 50

// Sources are the conditions on who speaks: any of those named, each by its key or
// by words of its name. Where there are many of a name, it is those whom their
// reports call so; where there is nobody, the unnamed who are described so.
func Sources(r ledger.Reader, named []string, row int64) ([]ledger.Cond, error) {
	var keys []any
	for _, v := range named {
		if _, err := r.Record(projection.Sources, v, row); err == nil {
			keys = append(keys, v)
			continue
		} else if !errors.Is(err, ledger.ErrNone) {
			return nil, err
		}
		m := &ledger.Match{Kind: ledger.All}
		for _, word := range match.Words(v) {
			m.Parts = append(m.Parts, &ledger.Match{Kind: ledger.Phrase, Words: []string{word}})
		}
		if len(m.Parts) == 0 {
			return nil, fmt.Errorf("in the search: source:%s has no word in it", v)
		}
		n := 0
		for h, err := range r.Select(ledger.Query{Table: projection.Sources, Match: m, Order: []ledger.Order{{Column: "low"}}, At: row, Limit: mostNamed + 1}) {
			if err != nil {
				return nil, err
			}
			keys = append(keys, h.Key)
			n++
		}
		switch {
		case n <= mostNamed:
		case len(named) == 1:
			return []ledger.Cond{{Column: "source", Op: ledger.Ge, Value: ""}, {Column: "name", Op: ledger.Words, Value: strings.Join(match.Words(v), " ")}}, nil
		default:
			return nil, fmt.Errorf("in the search: source:%s is the name of more than %d sources; beside another source, give more of it, or its key (hearsay sources %s lists them)", v, mostNamed, v)
		}
	}
	switch {
	case len(keys) > 0:
		return []ledger.Cond{{Column: "source", Op: ledger.In, Value: keys}}, nil
	case len(named) == 1:
		return Described(named[0]), nil
	}
	return nil, fmt.Errorf("in the search: nobody is named %s; described: finds the unnamed", strings.Join(named, " or "))
}

// Outlets is the condition on who published: any of those named, in any case.
func Outlets(r ledger.Reader, named []string, row int64) (ledger.Cond, error) {
	out := ledger.Cond{Column: "outlet", Op: ledger.In}
	names := []any{}
	for t, err := range r.Tally(ledger.Query{Table: projection.Reports, At: row}, "outlet") {
		if err != nil {
			return out, err
		}
		name, _ := t[0].(string)
		if slices.ContainsFunc(named, func(v string) bool { return strings.EqualFold(name, v) }) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return out, fmt.Errorf("in the search: no report is of the outlet %s", strings.Join(named, " or "))
	}
	out.Value = names
	return out, nil
}
