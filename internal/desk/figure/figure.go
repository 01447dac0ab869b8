// Package figure tells who gave one figure of the killed or injured and later
// another. Part of room desk.
//
//	Ines Dahl, report 1: "two guards"; report 2, a day later: "four guards"
//	-> Ines Dahl: killed, two guards → four guards
//
// Always true: like is held against like, and both passages are given. It does
// not say which of the two holds.
package figure

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/projection"
)

// Figure is a value that one source, or a report, gave of one slot of an
// incident and later gave otherwise.
type Figure struct {
	Incident string           `json:"incident"`
	Slot     string           `json:"slot"`
	Category string           `json:"category"` // of the people counted
	Source   string           `json:"source"`   // key, or "report:" and the address for a page's own voice
	Name     string           `json:"name"`
	Before   projection.Claim `json:"before"`
	After    projection.Claim `json:"after"`
}

// told is what a speaker gave in one report for the same people of one incident.
type told struct {
	report string
	all    []projection.Claim
}

// Changed are the figures that one speaker, or a page in its own voice, gave anew. Like is held against like:
// the same slot of the same incident, the same category of people, counted
// by the same word, the largest figure of each report (the others are parts of
// it). Who still gives a figure
// of the report before has not changed it, and of two reports of one day none
// is the later, unless it is a later version of the other.
func Changed(r ledger.Reader, claims []projection.Claim) ([]Figure, error) {
	type key struct{ incident, slot, category, source string }
	by, keys := map[key][]told{}, []key{}
	reports := &press{r, map[string]*ledger.Record{}}
	for _, c := range claims {
		if c.Slot != "killed" && c.Slot != "injured" || c.Low == nil && c.High == nil {
			continue
		}
		who := c.Source
		switch {
		case c.Stance == "own_voice":
			var err error
			if who, c.Name, err = reports.voice(c.Report); err != nil {
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
				later, err := reports.version(a.Report, b.Report)
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

// press looks reports up, each once.
type press struct {
	r     ledger.Reader
	known map[string]*ledger.Record // nil where there is none
}

func (p *press) report(id string) (*ledger.Record, error) {
	rec, ok := p.known[id]
	if ok {
		return rec, nil
	}
	found, err := p.r.Record(projection.Reports, id, 0)
	switch {
	case err == nil:
		rec = &found
	case !errors.Is(err, ledger.ErrNone):
		return nil, err
	}
	p.known[id] = rec
	return rec, nil
}

// voice is whose voice a report's own is, to be known again: the address, and the
// outlet's name; "" where it has no address.
func (p *press) voice(report string) (key, name string, err error) {
	rec, err := p.report(report)
	if err != nil || rec == nil {
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
func (p *press) version(a, b string) (int, error) {
	var url [2]string
	var n [2]int64
	for i, id := range []string{a, b} {
		rec, err := p.report(id)
		if err != nil || rec == nil {
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
