package picture

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/gazetteer"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// told is an invented incident of two reports: an official through the Courier,
// in the Lantern; Marsh, who denies, in both.
func told() (*caption.Index, *desk.IncidentPage) {
	a, b := strings.Repeat("a", 64), strings.Repeat("b", 64)
	official := source.Source{ID: "r1.src1", Name: "an official", Kind: source.Person, Identification: source.Unnamed}
	courier := source.Source{ID: "r1.src2", Name: "Courier", Kind: source.Outlet, Identification: source.Institution}
	marsh := source.Source{ID: "r1.src3", Name: "Elena Marsh", Kind: source.Person, Identification: source.Named}
	say := func(id, report string, src *source.Source, key string, act statement.Act, chain ...string) projection.Passage {
		return projection.Passage{Statement: statement.Statement{ID: id, Source: &src.ID, Act: act, Chain: chain}, Report: report, Speaker: src, SourceKey: key, Words: span.Quote{Text: "the dock was hit"}}
	}
	p := &desk.IncidentPage{Page: projection.Page{
		Incident: incident.Incident{ID: "inc-1", DateStart: "2025-03-02", DateEnd: "2025-03-02", DatePrec: 1, Country: "Djibouti", ISO: "DJ", WherePrec: 6},
		Reports:  []projection.Head{{ID: b, Outlet: "Lantern", Date: "2025-03-05"}, {ID: a, Outlet: "Courier", Date: "2025-03-04"}},
		Passages: []projection.Passage{
			say("bbbbbbbbbbbb.st1", b, &official, "", statement.State, courier.ID), say("bbbbbbbbbbbb.st2", b, &marsh, "person:elena marsh", statement.Deny),
			say("aaaaaaaaaaaa.st1", a, &marsh, "person:elena marsh", statement.Deny), say("aaaaaaaaaaaa.st2", a, &official, "", statement.State),
		},
		Facts: []projection.Fact{{Fact: incident.Fact{ID: "f", OriginGroups: []incident.OriginGroup{
			{Statements: []string{"bbbbbbbbbbbb.st1", "aaaaaaaaaaaa.st2"}, Reason: "relayed_by Courier"}, {Statements: []string{"aaaaaaaaaaaa.st1"}},
		}}}},
		Lineage: []entry.Made{{From: a, To: b, Kind: "rewrite"}},
	}}
	doc := &reading.Document{Readings: []*reading.Reading{{Report: reading.Report{ID: b}}, {Report: reading.Report{ID: a}}}}
	for i := range p.Passages {
		k := 0
		if p.Passages[i].Report == a {
			k = 1
		}
		doc.Readings[k].Statements = append(doc.Readings[k].Statements, p.Passages[i].Statement)
	}
	doc.Readings[0].Sources = []source.Source{official, courier, marsh}
	return caption.NewIndex(doc), p
}

func TestFlow(t *testing.T) {
	v := Flow(told())
	var got []string
	for _, h := range v.Had {
		line := h.Name + " (" + h.How + ") " + h.Via + ":"
		for _, l := range h.Said {
			line += " " + l.Number + " " + l.Note
		}
		got = append(got, line)
	}
	// The official of one report is not taken for that of another; Marsh is one.
	want := []string{"an official (unnamed) Courier: 1.1 states", "Elena Marsh (named) : 1.2 denies 2.1 denies", "an official (unnamed) : 2.2 states"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"an official and an official: relayed by Courier"}, v.Shared); d != "" {
		t.Error(d)
	}
	for _, want := range []string{`class="tie denies"`, `class="tie relays"`, `class="tie made rewrite"`, `class="bracket"`, "Lantern, 5 March 2025 rewrites Courier, 4 March 2025"} {
		if !strings.Contains(v.Markup, want) {
			t.Errorf("the picture lacks %s", want)
		}
	}
}

func TestDays(t *testing.T) {
	s := Days(told())
	if n := strings.Count(s, `class="m report"`); n != 2 {
		t.Errorf("%d reports", n)
	}
	if n := strings.Count(s, `class="m denies"`); n != 2 {
		t.Errorf("%d denials", n)
	}
	if !strings.Contains(s, "said to have") || strings.Index(s, "4 Mar 2025") > strings.Index(s, "5 Mar 2025") {
		t.Errorf("the days are %s", s)
	}
}

func TestLocator(t *testing.T) {
	_, p := told()
	if s := Locator(&p.Incident, gazetteer.Place{}); !strings.Contains(s, `class="home area"`) || strings.Contains(s, "<circle") {
		t.Error("a country is not drawn as an area")
	}
	if s := Locator(&incident.Incident{WhereDescription: "near the river"}, gazetteer.Place{}); s != "" {
		t.Error("words without a place have a map")
	}
}
