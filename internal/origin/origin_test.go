package origin_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/origin"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// report is an invented report with its sources and statements: the words of
// each source, in the order of the statements.
func report(id, outlet string, srcs []source.Source, said ...said) incident.Report {
	var text strings.Builder
	rep := incident.Report{Sources: srcs}
	at := 0
	add := func(s string) span.Span {
		from := at
		text.WriteString(s)
		at += len([]rune(s))
		return span.Of(from, at)
	}
	for i := range srcs {
		rep.Sources[i].ID = id + ".src" + string(rune('1'+i))
	}
	type mark struct{ src, cue span.Span }
	var marks []mark
	for _, s := range said {
		var m mark
		if s.by >= 0 {
			m.src = add(rep.Sources[s.by].Name)
		}
		add(" ")
		m.cue = add("said")
		add(" so.\n")
		marks = append(marks, m)
	}
	doc := &document.Document{ID: id, Text: span.NewText(text.String()), Date: document.Date{Day: time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC)}}
	doc.Outlet.Value = outlet
	rep.Document = doc
	for i, s := range said {
		st := statement.Statement{ID: id + ".st" + string(rune('1'+i)), Speaker: s.by, Act: s.act, Certainty: statement.Certain, Via: s.via}
		if s.act == "" {
			st.Act = statement.State
		}
		if s.by >= 0 {
			q := doc.Text.Quote(marks[i].src)
			st.SourceSpan, st.Source = &q, &rep.Sources[s.by].ID
		}
		q := doc.Text.Quote(marks[i].cue)
		st.Cue = &q
		if s.repeats != "" {
			r := id + "." + s.repeats
			st.Repeats = &r
		}
		rep.Statements = append(rep.Statements, st)
	}
	return rep
}

// said is a statement: by which source, through which.
type said struct {
	by      int
	via     []int
	act     statement.Act
	repeats string
}

func named(name, role string) source.Source {
	s := source.Source{Name: name, Kind: source.Person, Identification: source.Named, Relation: source.Unknown}
	if role != "" {
		s.Role = &span.Quote{Text: role}
	}
	return s
}

func unnamed(words string, n int) source.Source {
	s := source.Source{
		Name: words, Kind: source.Person, Identification: source.Unnamed, Relation: source.Unknown, DescribedAs: &span.Quote{Text: words},
		Count: &source.Count{N: n},
	}
	if n == 0 {
		s.Count = &source.Count{Several: true}
	}
	return s
}

func body(name string) source.Source {
	return source.Source{Name: name, Kind: source.Organisation, Identification: source.Institution, Relation: source.Unknown}
}

func outlet(name string) source.Source {
	return source.Source{Name: name, Kind: source.Outlet, Identification: source.Institution, Relation: source.Media}
}

func spokesman(name, role, of string) source.Source {
	s := named(name, role)
	s.Affiliation = &source.Affiliation{Name: of}
	return s
}

func compound(words string, members ...string) source.Source {
	return source.Source{Name: words, Kind: source.Group, Identification: source.Unnamed, Relation: source.Unknown, Members: members}
}

// asserted is a fact that the given statements assert.
func asserted(slot fact.Slot, ids ...string) incident.Fact {
	f := incident.Fact{Incident: "i1", Slot: slot, Value: "value"}
	for _, id := range ids {
		f.AssertedBy = append(f.AssertedBy, incident.Position{Statement: id, Certainty: statement.Certain})
	}
	return f
}

// TestWeigh counts informants on invented reports.
func TestWeigh(t *testing.T) {
	all := func(r incident.Report) (ids []string) {
		for _, st := range r.Statements {
			ids = append(ids, st.ID)
		}
		return ids
	}
	type list = []incident.Report
	for _, c := range []struct {
		name        string
		reports     list
		least, most int
		standing    incident.Standing
	}{
		{"one named person twice", list{report("a", "", []source.Source{named("Idris Waberi", "dock worker")}, said{by: 0}, said{by: 0})}, 1, 1, incident.SingleSource},
		{"two officials", list{report("a", "", []source.Source{unnamed("two officials", 2)}, said{by: 0})}, 1, 2, incident.PossiblyCorroborated},
		{"sources without a number", list{report("a", "", []source.Source{unnamed("sources", 0)}, said{by: 0})}, 1, 1, incident.SingleSource},
		{"officials and military sources", list{report("a", "", []source.Source{unnamed("officials", 0), unnamed("military sources", 0)}, said{by: 0}, said{by: 1})}, 1, 2, incident.PossiblyCorroborated},
		{"one official and another", list{report("a", "", []source.Source{unnamed("an official", 1), unnamed("another official", 1)}, said{by: 0}, said{by: 1})}, 2, 2, incident.Corroborated},
		{"officials and witnesses", list{report("a", "", []source.Source{unnamed("officials", 0), unnamed("witnesses", 0)}, said{by: 0}, said{by: 1})}, 2, 2, incident.Corroborated},
		{"witnesses and a named witness", list{report("a", "", []source.Source{unnamed("witnesses", 0), named("Ana Ruiz", "resident")}, said{by: 0}, said{by: 1})}, 1, 2, incident.PossiblyCorroborated},
		{"sources and a president", list{report("a", "", []source.Source{unnamed("sources close to the situation", 0), named("Ana Ruiz", "President")}, said{by: 0}, said{by: 1})}, 2, 2, incident.Corroborated},
		{"a body and its spokesman", list{report("a", "", []source.Source{body("Harbour Front"), spokesman("Omar Deng", "spokesman", "Harbour Front")}, said{by: 0}, said{by: 1})}, 1, 1, incident.SingleSource},
		{"a compound of a witness and a lawmaker", list{report("a", "", []source.Source{compound("witnesses and a lawmaker", "a.src2", "a.src3"), unnamed("witnesses", 0), named("Dahir Jesow", "lawmaker")}, said{by: 0})}, 2, 2, incident.Corroborated},
		{"a pull quote", list{report("a", "", []source.Source{named("Ana Ruiz", ""), named("A. Ruiz", "")}, said{by: 0}, said{by: 1, repeats: "st1"})}, 1, 1, incident.SingleSource},
		{"no source", list{report("a", "", nil, said{by: -1})}, 0, 0, incident.NoSource},
		{"the same person in two reports", list{
			report("a", "", []source.Source{named("Muhammad Ali Said", "")}, said{by: 0}),
			report("b", "", []source.Source{named("Mohammed Said", "")}, said{by: 0}),
		}, 1, 1, incident.SingleSource},
		{"two people of one family name", list{
			report("a", "", []source.Source{named("Ana Ruiz", ""), named("Luis Ruiz", "")}, said{by: 0}, said{by: 1}),
			report("b", "", []source.Source{named("Ruiz", "")}, said{by: 0}),
		}, 2, 3, incident.Corroborated},
		{"an outlet that relays an agency", list{
			report("a", "Meridian Press", []source.Source{unnamed("two officials", 2), named("Idris Waberi", "dock worker")}, said{by: 0}, said{by: 1}),
			report("b", "Harbour Lantern", []source.Source{outlet("Meridian Press"), unnamed("two unnamed officials", 2)}, said{by: 0}, said{by: 1, via: []int{0}}),
		}, 2, 3, incident.Corroborated},
		{"officials of two outlets", list{
			report("a", "Meridian Press", []source.Source{unnamed("an official", 1)}, said{by: 0}),
			report("b", "Harbour Lantern", []source.Source{unnamed("an official", 1)}, said{by: 0}),
		}, 1, 2, incident.PossiblyCorroborated},
		{"a hospital and a hospital", list{
			report("a", "Meridian Press", []source.Source{body("hospital in Karsa")}, said{by: 0}),
			report("b", "Harbour Lantern", []source.Source{body("the town's hospital")}, said{by: 0}),
		}, 1, 2, incident.PossiblyCorroborated},
		{"officials of two countries", list{
			report("a", "Meridian Press", []source.Source{unnamed("a Kenyan official", 1)}, said{by: 0}),
			report("b", "Harbour Lantern", []source.Source{unnamed("a Somali official", 1)}, said{by: 0}),
		}, 2, 2, incident.Corroborated},
	} {
		t.Run(c.name, func(t *testing.T) {
			var ids []string
			for _, r := range c.reports {
				ids = append(ids, all(r)...)
			}
			facts := []incident.Fact{asserted(fact.Target, ids...)}
			origin.Weigh(c.reports, facts)
			f := &facts[0]
			if f.OriginsMin != c.least || f.OriginsMax != c.most || f.Standing != c.standing {
				t.Errorf("%s %d..%d, want %s %d..%d\n%+v", f.Standing, f.OriginsMin, f.OriginsMax, c.standing, c.least, c.most, f.OriginGroups)
			}
			for _, g := range f.OriginGroups {
				if g.Reason == "" || g.Span == nil {
					t.Errorf("a group without reason or span: %+v", g)
				}
			}
			slices.Reverse(c.reports)
			again := []incident.Fact{asserted(fact.Target, ids...)}
			origin.Weigh(c.reports, again)
			if diff := cmp.Diff([]int{f.OriginsMin, f.OriginsMax}, []int{again[0].OriginsMin, again[0].OriginsMax}); diff != "" {
				t.Errorf("the order of the reports shows: %s", diff)
			}
		})
	}
}

// TestStanding tries the rules that look beyond the count.
func TestStanding(t *testing.T) {
	rep := func() []incident.Report {
		return []incident.Report{report("a", "", []source.Source{
			body("Joint Maritime Command"), unnamed("officials", 0), named("Ana Ruiz", "surgeon"), named("Luis Mora", "mayor"), unnamed("a man", 1),
		}, said{by: 0}, said{by: 1}, said{by: 2}, said{by: 3}, said{by: 4, act: statement.Deny})}
	}
	pos := func(n string) []incident.Position {
		return []incident.Position{{Statement: "a.st" + n, Certainty: statement.Certain}}
	}
	who := incident.Fact{Incident: "i1", Slot: fact.Perpetrator, Norm: fact.Norm{Name: "Joint Maritime Command"}, AssertedBy: pos("2")}
	toll := func(low, high int, by string) incident.Fact {
		n := fact.Number{Min: &low}
		if high >= 0 {
			n.Max = &high
		}
		return incident.Fact{
			Incident: "i1", Slot: fact.Killed, Norm: fact.Norm{Number: &n, Category: fact.Unspecified}, AssertedBy: pos(by),
			Spans: []incident.Mention{{Report: "a"}},
		}
	}
	part := pos("1")
	part[0].InPart = true
	possible := pos("2")
	possible[0].Certainty = statement.Possible
	own := []incident.Mention{{Report: "a"}}
	for _, c := range []struct {
		name  string
		facts []incident.Fact
		want  []incident.Standing
	}{
		{"the acting party says so", []incident.Fact{who, {Incident: "i1", Slot: fact.Target, AssertedBy: pos("1")}}, []incident.Standing{incident.SingleSource, incident.Declared}},
		{"it grants a part", []incident.Fact{who, {Incident: "i1", Slot: fact.Target, AssertedBy: part}}, []incident.Standing{incident.SingleSource, incident.DeclaredInPart}},
		{"it is denied by name", []incident.Fact{{Slot: fact.Support, AssertedBy: pos("2"), DeniedBy: pos("3")}}, []incident.Standing{incident.Contested}},
		{"it is denied by no one in particular", []incident.Fact{{Slot: fact.Support, AssertedBy: pos("2"), DeniedBy: pos("5")}}, []incident.Standing{incident.SingleSource}},
		{"two tolls exclude each other", []incident.Fact{toll(4, 4, "3"), toll(9, 9, "4")}, []incident.Standing{incident.Contested, incident.Contested}},
		{"a bound holds the other figure", []incident.Fact{toll(4, -1, "3"), toll(9, 9, "4")}, []incident.Standing{incident.SingleSource, incident.SingleSource}},
		{"one source puts itself right", []incident.Fact{toll(4, 4, "3"), toll(9, 9, "3")}, []incident.Standing{incident.SingleSource, incident.SingleSource}},
		{"only possible", []incident.Fact{{Slot: fact.Other, AssertedBy: possible}}, []incident.Standing{incident.UncommittedOnly}},
		{"only silence", []incident.Fact{{Slot: fact.Other, Uncommitted: pos("1")}}, []incident.Standing{incident.UncommittedOnly}},
		{"own voice", []incident.Fact{{Slot: fact.Other, OwnVoice: own}}, []incident.Standing{incident.Reported}},
		{"own voice beside a source", []incident.Fact{{Slot: fact.Other, OwnVoice: own, AssertedBy: pos("3")}}, []incident.Standing{incident.SingleSource}},
	} {
		t.Run(c.name, func(t *testing.T) {
			origin.Weigh(rep(), c.facts)
			var got []incident.Standing
			for _, f := range c.facts {
				got = append(got, f.Standing)
				if origin.Rule(f.Standing) == "" {
					t.Errorf("%s has no rule", f.Standing)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestBounds holds of any voices that the bounds are in order, and every fact
// has a standing.
func TestBounds(t *testing.T) {
	kinds := []source.Source{
		named("Ana Ruiz", "resident"), named("Salim Harb", "governor"), named("Harb", ""), unnamed("officials", 0), unnamed("two officials", 2),
		unnamed("witnesses", 0), body("Harbour Front"), spokesman("Omar Deng", "spokesman", "Harbour Front"), outlet("Meridian Press"), unnamed("sources", 0),
	}
	rapid.Check(t, func(t *rapid.T) {
		var reports []incident.Report
		var ids []string
		for r := range rapid.IntRange(1, 4).Draw(t, "reports") {
			var srcs []source.Source
			var words []said
			for range rapid.IntRange(1, 3).Draw(t, "sources") {
				words = append(words, said{by: len(srcs)})
				srcs = append(srcs, kinds[rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")])
			}
			rep := report(fmt.Sprintf("r%d", r), []string{"Meridian Press", "Harbour Lantern"}[r%2], srcs, words...)
			for _, st := range rep.Statements {
				ids = append(ids, st.ID)
			}
			reports = append(reports, rep)
		}
		facts := []incident.Fact{asserted(fact.Target, ids...), asserted(fact.Target, ids[:len(ids)-1]...)}
		origin.Weigh(reports, facts)
		for _, f := range facts {
			if f.OriginsMin < 0 || f.OriginsMin > f.OriginsMax || f.OriginsMin == 0 && f.OriginsMax > 0 || f.Standing == "" {
				t.Fatalf("%s %d..%d", f.Standing, f.OriginsMin, f.OriginsMax)
			}
		}
	})
}

// BenchmarkWeigh weighs one fact that n reports give: by the same governor, by
// officials without a name, and by a person of their own.
func BenchmarkWeigh(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		var reports []incident.Report
		var ids []string
		for i := range n {
			id := fmt.Sprintf("r%d", i)
			r := report(id, fmt.Sprintf("Paper %d Times", i), []source.Source{
				named("Salim Harb", "governor"), unnamed("officials", 0), named(fmt.Sprintf("Ana R%d", i), "resident"),
			}, said{by: 0}, said{by: 1}, said{by: 2})
			for _, st := range r.Statements {
				ids = append(ids, st.ID)
			}
			reports = append(reports, r)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				facts := []incident.Fact{asserted(fact.Target, ids...)}
				origin.Weigh(reports, facts)
				if facts[0].OriginsMax < n {
					b.Fatal(facts[0].OriginsMax)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/report")
		})
	}
}
