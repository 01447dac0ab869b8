package desk

import (
	"context"
	"fmt"
	"slices"

	"hearsay/internal/desk/figure"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/projection"
)

// Sources lists sources by name: those in whose name each of the words is the
// beginning of a word.
func (d *Desk) Sources(ctx context.Context, words string, w When, p Page) (List[SourceLine], error) {
	q := ledger.Query{Table: projection.Sources, Order: []ledger.Order{{Column: "low"}}, Match: beginnings(words)}
	out, err := list(ctx, d, q, wholly, w, p, sourceLine)
	if err != nil {
		return out, err
	}
	return out, d.store.Read(ctx, func(r ledger.Reader) error {
		for i := range out.Items {
			said := ledger.Query{Table: projection.Statements, Where: []ledger.Cond{eq("source", out.Items[i].Key), latest}}
			if w != (When{}) || p.After != "" {
				said.At = out.Row
			}
			if out.Items[i].Statements, err = r.Count(said); err != nil {
				return err
			}
		}
		return nil
	})
}

// latest asks for statements of the last version of their report.
var latest = ledger.Cond{Column: "later", Op: ledger.Null}

// beginnings looks for words by how they begin; nil for none.
func beginnings(words string) *ledger.Match {
	m := &ledger.Match{Kind: ledger.All}
	for _, w := range match.Words(words) {
		m.Parts = append(m.Parts, &ledger.Match{Kind: ledger.Phrase, Words: []string{w}, Prefix: true})
	}
	if len(m.Parts) == 0 {
		return nil
	}
	return m
}

func sourceLine(h *ledger.Hit) (SourceLine, error) {
	s := SourceLine{Key: h.Key, Name: h.Values[0].(string)}
	s.Kind, _ = h.Values[2].(string)
	s.Identification, _ = h.Values[3].(string)
	return s, nil
}

// Source is one source with all it has said, the last first.
func (d *Desk) Source(ctx context.Context, key string, w When, p Page) (*SourcePage, error) {
	out := &SourcePage{Names: []string{}, Incidents: map[string][]projection.Claim{}, Changes: []Figure{}, Days: []Count{}, Acts: map[string]int64{}}
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		rec, err := r.Record(projection.Sources, key, row)
		if err != nil {
			return fmt.Errorf("source %q: %w", key, err)
		}
		out.SourceLine, err = sourceLine(&ledger.Hit{Record: rec})
		return err
	})
	if err != nil {
		return nil, err
	}
	q := ledger.Query{Table: projection.Statements, Where: []ledger.Cond{eq("source", key)}, Order: []ledger.Order{{Column: "day", Desc: true}}}
	if out.Statements, err = list(ctx, d, q, uncounted, w, p, hit); err != nil {
		return nil, err
	}
	if q.Order = nil; w != (When{}) || p.After != "" {
		q.At = out.Statements.Row
	}
	if err := d.store.Read(ctx, func(r ledger.Reader) error { return out.count(r, q) }); err != nil {
		return nil, err
	}
	for i := range out.Statements.Items {
		if n := out.Statements.Items[i].Name; n != "" && !slices.Contains(out.Names, n) {
			out.Names = append(out.Names, n)
		}
	}
	asked := ClaimFilter{When: w, Source: key, Page: Page{Limit: 1000}}
	if p.After != "" {
		asked.When = When{Row: out.Statements.Row} // as its first part stood
	}
	claims, err := d.claims(ctx, asked)
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		out.Incidents[c.Incident] = append(out.Incidents[c.Incident], c)
	}
	return out, d.store.Read(ctx, func(r ledger.Reader) (err error) {
		out.Changes, err = figure.Changed(r, claims)
		return err
	})
}

// count adds how many statements q asks for in all, and by day and by act those of
// the last version of their report.
func (p *SourcePage) count(r ledger.Reader, q ledger.Query) error {
	p.Statements.Total = 0
	for t, err := range r.Tally(q, "day", "act", "later") {
		if err != nil {
			return err
		}
		n := t[3].(int64)
		if p.Statements.Total += n; t[2] != nil {
			continue
		}
		if day, _ := t[0].(string); day != "" {
			if k := len(p.Days); k > 0 && p.Days[k-1].Day == day {
				p.Days[k-1].N += n
			} else {
				p.Days = append(p.Days, Count{Day: day, N: n})
			}
		}
		if act, _ := t[1].(string); act != "" {
			p.Acts[act] += n
		}
	}
	return nil
}
