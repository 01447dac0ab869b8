package ledgertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay/internal/ledger"
)

// tags asks for records by values of columns that are tags, alone and beside words
// and days, where few have them and where most do.
func tags(t *testing.T, open Open) {
	const n = 9000 // more than a store sorts
	s := opened(t, open, fixed)
	type said struct{ key, source, act, day, passage string }
	var all []said
	step(t, s, func(x ledger.Tx) error {
		for i := range n {
			c := said{fmt.Sprintf("s%05d", i), "body:navy", "state", fmt.Sprintf("202%d-%02d-%02d", i%5, i%12+1, i%28+1), "The port is open."}
			switch {
			case i%3 == 0:
				c.source = "person:Ana Kírov"
			case i%1000 == 1:
				c.source, c.act, c.passage = "person:ana maría kirova", "claim_responsibility", "Nobody struck the port."
			case i%4 == 1:
				c.source = ""
			}
			v := statement(c.source, 0)
			if v[1], v[2], v[4] = c.act, c.day, c.passage; c.source == "" {
				v[0] = nil
			}
			if err := x.Put(&Statements, c.key, 0, v, nil); err != nil {
				return err
			}
			all = append(all, c)
		}
		return nil
	})
	is := func(col string, op ledger.Op, v any) ledger.Cond {
		return ledger.Cond{Column: col, Op: op, Value: v}
	}
	ask := func(name string, m *ledger.Match, fits func(*said) bool, where ...ledger.Cond) {
		t.Helper()
		var want []string
		for i := len(all) - 1; i >= 0; i-- {
			if fits(&all[i]) {
				want = append(want, all[i].day+" "+all[i].key)
			}
		}
		slices.SortStableFunc(want, func(a, b string) int {
			if c := strings.Compare(b[:10], a[:10]); c != 0 {
				return c
			}
			return strings.Compare(a, b)
		})
		for _, at := range []int64{0, 1} {
			q := ledger.Query{Table: &Statements, Match: m, Where: where, Order: []ledger.Order{{Column: "day", Desc: true}}, At: at}
			read(t, s, func(r ledger.Reader) error {
				for _, limit := range []int{0, 20, n} {
					q.Limit = limit
					most := len(want)
					if limit > 0 {
						most = min(most, limit)
					}
					if k, err := r.Count(q); err != nil || int(k) != most {
						t.Errorf("%s, at most %d: %d counted of %d: %v", name, limit, k, len(want), err)
					}
				}
				var got []string
				for q.Limit = 300; len(got) < 600; {
					k := len(got)
					for h, err := range r.Select(q) {
						if err != nil {
							return err
						}
						got = append(got, h.Values[2].(string)+" "+h.Key)
						q.After = &ledger.Mark{Values: []any{h.Values[2]}, Key: h.Key}
					}
					if len(got) < k+q.Limit {
						break
					}
				}
				if len(got) > len(want) || !slices.Equal(got, want[:len(got)]) || len(got) < min(600, len(want)) {
					t.Errorf("%s as of %d: %d found, of %d", name, at, len(got), len(want))
				}
				return nil
			})
		}
	}
	ask("a rare value", nil, func(c *said) bool { return c.act == "claim_responsibility" }, is("act", ledger.Eq, "claim_responsibility"))
	ask("a common value", nil, func(c *said) bool { return c.act == "state" }, is("act", ledger.In, []any{"state", "predict"}))
	ask("a word of a value", nil, func(c *said) bool { return strings.Contains(c.source, "Ana") || strings.Contains(c.source, "ana") }, is("source", ledger.Words, "ANA"))
	ask("words of a value", nil, func(c *said) bool { return c.source == "person:ana maría kirova" }, is("source", ledger.Words, "maria kirova"))
	ask("the beginning of a word", nil, func(c *said) bool { return strings.HasPrefix(c.source, "person") }, is("source", ledger.Words, "kir* ana"))
	ask("most by a word", nil, func(c *said) bool { return c.source != "" }, is("source", ledger.Words, "*"), is("source", ledger.Ge, ""))
	ask("nobody", nil, func(*said) bool { return false }, is("source", ledger.Words, "an"))
	ask("a month", nil, func(c *said) bool { return strings.HasPrefix(c.day, "2022-03") && c.source == "body:navy" }, is("source", ledger.Words, "navy"), is("day", ledger.Ge, "2022-03-01"), is("day", ledger.Le, "2022-03-31"))
	ask("a day", nil, func(c *said) bool { return c.day == all[8].day }, is("day", ledger.Eq, all[8].day))
	ask("from a day on", nil, func(c *said) bool { return c.day >= "2024-11-20" && c.act == "state" }, is("act", ledger.Eq, "state"), is("day", ledger.Ge, "2024-11-20"))
	ask("up to a day", nil, func(c *said) bool { return c.day <= "2020-02-03" && c.act == "state" }, is("act", ledger.Eq, "state"), is("day", ledger.Le, "2020-02-03"))
	struck := &ledger.Match{Kind: ledger.Phrase, Words: []string{"struck"}}
	ask("beside words", struck, func(c *said) bool { return c.act == "claim_responsibility" && c.day > "2021" }, is("act", ledger.Eq, "claim_responsibility"), is("day", ledger.Gt, "2021"))
	ask("tags are no words", &ledger.Match{Kind: ledger.Phrase, Words: []string{"navy"}}, func(*said) bool { return false })
	// What is taken away is not found, whatever comes in its place.
	step(t, s, func(x ledger.Tx) error {
		for i := range all {
			if all[i].act == "claim_responsibility" {
				if err := x.Remove(&Statements, all[i].key, 0); err != nil {
					return err
				}
			}
		}
		return nil
	})
	read(t, s, func(r ledger.Reader) error {
		for at, want := range map[int64]int64{0: 0, 1: 6} {
			k, err := r.Count(ledger.Query{Table: &Statements, At: at, Limit: 100, Where: []ledger.Cond{is("act", ledger.Eq, "claim_responsibility")}})
			if err != nil || k != want {
				t.Errorf("removed, as of %d: %d, %v", at, k, err)
			}
		}
		return nil
	})
}
