package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/projection"
)

// mostClaims is how many claims of one incident or source are gone through, and
// mostChanged how many incidents, those that changed last.
const (
	mostClaims  = 20_000
	mostChanged = 5_000
)

// Changes are the figures that speakers changed, as figures tells them: of one
// incident, or of the 5,000 that changed last; after a row, as the ledger stood.
func (d *Desk) Changes(ctx context.Context, incident string, since int64, w When) ([]Figure, error) {
	out, ids := []Figure{}, []string{}
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		if w != (When{}) {
			w = When{Row: row}
		}
		if incident != "" {
			to, err := projection.Standing(r, incident, row)
			if err != nil {
				return err
			}
			if _, err := r.Record(projection.Pages, to, row); err != nil {
				return errors.Join(err, errors.New("incident "+incident))
			}
			ids = append(ids, to)
			return nil
		}
		q := ledger.Query{Table: projection.Incidents, Where: []ledger.Cond{{Column: "changed", Op: ledger.Gt, Value: since}, {Column: "reports", Op: ledger.Gt, Value: int64(1)}}, Order: []ledger.Order{{Column: "changed", Desc: true}}, Limit: mostChanged}
		if w != (When{}) {
			q.At = row
		}
		for h, err := range r.Select(q) {
			if err != nil {
				return err
			}
			ids = append(ids, h.Key)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		claims, err := d.claims(ctx, ClaimFilter{When: w, Incident: id, Page: Page{Limit: 1000}})
		if err != nil {
			return nil, err
		}
		err = d.store.Read(ctx, func(r ledger.Reader) error {
			list, err := figures(r, claims)
			for _, f := range list {
				if f.After.Row > since {
					out = append(out, f)
				}
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// claims are all parts of a list of claims.
func (d *Desk) claims(ctx context.Context, f ClaimFilter) ([]projection.Claim, error) {
	var out []projection.Claim
	for {
		l, err := d.Claims(ctx, f)
		if err != nil {
			return nil, err
		}
		if out = append(out, l.Items...); l.Next == "" || len(out) >= mostClaims {
			return out, nil
		}
		f.After = l.Next
	}
}

// told is what a speaker gave in one report for the same people of one incident.
type told struct {
	report string
	all    []projection.Claim
}

// figures are the figures that one speaker, or a page in its own voice, gave anew. Like is held against like:
// the same slot of the same incident, the same category of people, counted
// by the same word, the largest figure of each report (the others are parts of
// it). Who still gives a figure
// of the report before has not changed it, and of two reports of one day none
// is the later, unless it is a later version of the other.
func figures(r ledger.Reader, claims []projection.Claim) ([]Figure, error) {
	type key struct{ incident, slot, category, source string }
	by, keys := map[key][]told{}, []key{}
	for _, c := range claims {
		if c.Slot != "killed" && c.Slot != "injured" || c.Low == nil && c.High == nil {
			continue
		}
		who := c.Source
		switch {
		case c.Stance == "own_voice":
			var err error
			if who, c.Name, err = voice(r, c.Report); err != nil {
				return nil, err
			}
		case c.Stance != "asserts":
			continue
		}
		if who == "" {
			continue
		}
		k := key{c.Incident, c.Slot, c.Category, who}
		if by[k] == nil {
			keys = append(keys, k)
		}
		i := slices.IndexFunc(by[k], func(t told) bool { return t.report == c.Report })
		if i < 0 {
			i = len(by[k])
			by[k] = append(by[k], told{report: c.Report})
		}
		by[k][i].all = append(by[k][i].all, c)
	}
	out := []Figure{}
	for _, k := range keys {
		list := by[k]
		slices.SortStableFunc(list, func(a, b told) int {
			return cmp.Or(cmp.Compare(a.all[0].Date, b.all[0].Date), cmp.Compare(a.all[0].Row, b.all[0].Row))
		})
		for i := 1; i < len(list); i++ {
			a, b := list[i-1].largest(), list[i].largest()
			if list[i-1].shares(list[i]) || counted(a.Value) != counted(b.Value) {
				continue
			}
			if a.Date == b.Date || a.Date == "" {
				later, err := version(r, a.Report, b.Report)
				if err != nil {
					return nil, err
				}
				if later < 0 {
					a, b = b, a
				}
				if later == 0 {
					continue
				}
			}
			out = append(out, Figure{Incident: k.incident, Slot: k.slot, Category: k.category, Source: k.source, Name: b.Name, Before: a, After: b})
		}
	}
	return out, nil
}

// voice is whose voice a report's own is, to be known again: the address, and the
// outlet's name; "" where it has no address.
func voice(r ledger.Reader, report string) (key, name string, err error) {
	rec, err := r.Record(projection.Reports, report, 0)
	if errors.Is(err, ledger.ErrNone) {
		return "", "", nil
	}
	if err != nil {
		return "", "", err
	}
	if url, _ := rec.Values[projection.Reports.Column("url")].(string); url != "" {
		key = "report:" + url
	}
	name, _ = rec.Values[projection.Reports.Column("outlet")].(string)
	return key, name, nil
}

// largest is the largest figure of a report.
func (t told) largest() projection.Claim {
	size := func(c projection.Claim) int {
		if c.Low != nil {
			return *c.Low
		}
		return *c.High
	}
	return slices.MaxFunc(t.all, func(a, b projection.Claim) int { return cmp.Compare(size(a), size(b)) })
}

// shares reports whether a figure of one report is also given in another.
func (t told) shares(o told) bool {
	return slices.ContainsFunc(t.all, func(a projection.Claim) bool {
		return slices.ContainsFunc(o.all, func(b projection.Claim) bool { return same(a.Low, b.Low) && same(a.High, b.High) })
	})
}

// generic are words for all who were hit, whoever they were.
var generic = strings.Fields("people persons person dead deaths bodies others casualties fatalities killed wounded injured injuries victims")

// quantifiers are the words of a number, as far as one can end with them.
var quantifiers = strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands dozen dozens scores several many more")

// counted is the word for those whom a figure counts: "four guards" counts guards;
// "" where it names nobody in particular.
func counted(value string) string {
	value, _, _ = strings.Cut(value, " of ")
	words := match.Words(value)
	if len(words) == 0 {
		return ""
	}
	w := words[len(words)-1]
	if strings.ContainsAny(w, "0123456789") || slices.Contains(quantifiers, w) || slices.Contains(generic, w) {
		return ""
	}
	for _, many := range [][2]string{{"women", "woman"}, {"men", "man"}, {"children", "child"}} {
		if rest, ok := strings.CutSuffix(w, many[0]); ok {
			return rest + many[1]
		}
	}
	return strings.TrimSuffix(w, "s")
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// version is 1 where b is a later version of a at one address, -1 where it is an
// earlier one, 0 where neither.
func version(r ledger.Reader, a, b string) (int, error) {
	var url [2]string
	var n [2]int64
	for i, id := range []string{a, b} {
		rec, err := r.Record(projection.Reports, id, 0)
		if errors.Is(err, ledger.ErrNone) {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		url[i], _ = rec.Values[projection.Reports.Column("url")].(string)
		n[i], _ = rec.Values[projection.Reports.Column("version")].(int64)
	}
	if url[0] == "" || url[0] != url[1] {
		return 0, nil
	}
	return cmp.Compare(n[1], n[0]), nil
}
