package union_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
)

// reach counts names as a ledger does.
func reach(all []union.Profile) union.Reach {
	said, reports := map[string]int{}, map[string]bool{}
	for i := range all {
		reports[all[i].Report] = true
		for _, w := range all[i].Names {
			said[w]++
		}
	}
	return union.Reach{Reports: len(reports), Of: func(w string) int { return said[w] }}
}

// Profiles survive JSON, and what they are arranged into is what Join makes;
// Unite of the arrangement gives Join's facts.
func TestArrange(t *testing.T) {
	var reps []incident.Report
	var all []union.Profile
	for _, text := range []string{sameTown, marketDenied, marketMonday, otherTown, marketLater} {
		r := read(t, text)
		reps = append(reps, r)
		b, err := json.Marshal(union.Profiles(&r))
		if err != nil {
			t.Fatal(err)
		}
		var back []union.Profile
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(union.Profiles(&r), back); d != "" {
			t.Error(d)
		}
		all = append(all, back...)
	}
	incs, facts := union.Join(reps)
	a := union.Arrange(all, nil, reach(all))
	var groups []union.Group
	for g := range a.Groups {
		one := union.Group{ID: incs[g].ID}
		for _, i := range slices.Concat(a.Groups[g], a.Replies[g]) {
			one.Members = append(one.Members, all[i].ID)
		}
		groups = append(groups, one)
	}
	var ready []*union.Report
	for i := range reps {
		ready = append(ready, union.ReportOf(&reps[i]))
	}
	united, same := union.Unite(ready, groups)
	for i := range incs {
		incs[i].PossibleDuplicates = []incident.NearMatch{}
	}
	if d := cmp.Diff(incs, united); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(facts, same); d != "" {
		t.Error(d)
	}
}

// What is held together stays so, and what is fixed is only offered.
func TestArrangeHeld(t *testing.T) {
	var all []union.Profile
	for _, text := range []string{marketMonday, marketLater, otherTown} {
		r := read(t, text)
		all = append(all, union.Profiles(&r)...)
	}
	if len(all) != 3 {
		t.Fatalf("%d profiles", len(all))
	}
	a := union.Arrange(all, []union.Held{{Members: []int{0, 2}, Fixed: true}, {Members: []int{1}}}, reach(all))
	if got := fmt.Sprint(a.Groups); got != "[[0 2] [1]]" {
		t.Errorf("groups %s", got)
	}
}

// Two tellings of one strike share marks; the reason says what.
func TestMarks(t *testing.T) {
	first, later := read(t, marketMonday), read(t, marketLater)
	a, b := &union.Profiles(&first)[0], &union.Profiles(&later)[0]
	even := func(string) float64 { return 1 }
	shared := 0
	sought := b.Sought(even, func(string) int { return a.SpanOf() })
	for _, m := range a.Marks(even) {
		if slices.ContainsFunc(sought, func(o union.Mark) bool { return o.Span == m.Span && o.Key == m.Key }) {
			shared++
		}
	}
	if shared < 3 {
		t.Errorf("%d marks shared: %v, %v", shared, a.Marks(even), sought)
	}
	r := union.Resemble(a, b, even)
	if r.Score < r.Same || r.Conflict != "" || !strings.Contains(r.Reason, "both in taiz") || !strings.Contains(r.Reason, "both give 26 injured") {
		t.Errorf("Resemble = %+v", r)
	}
}

// What is alike but lies weeks apart is another event, and no possible duplicate;
// days or a year apart it may be a report's mistake. Invented.
func TestArrangeOffers(t *testing.T) {
	day := func(report string, start int) union.Profile {
		return union.Profile{ID: report + ".1", Report: report, EventType: "Battles", SubEventType: "Armed clash", Main: true, Start: start, End: start, Country: "Yemen", Places: []string{"mocha"}, Located: true, Names: []string{"dahl", "mocha", "quill"}}
	}
	for _, c := range []struct{ apart, offered int }{{0, 0}, {2, 1}, {9, 1}, {40, 0}, {365, 1}, {802, 0}} {
		all := []union.Profile{day("a", 19000), day("b", 19000+c.apart)}
		if a := union.Arrange(all, nil, reach(all)); len(a.Near) != c.offered {
			t.Errorf("%d days apart: %d pairs are offered, not %d", c.apart, len(a.Near), c.offered)
		}
	}
}
