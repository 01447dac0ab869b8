package reading_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// seed is the report that hearsay was born from, read with or without a day.
type seed struct {
	*reading.Reading
	t *testing.T
}

func readSeed(t *testing.T, day time.Time) seed {
	t.Helper()
	const path = "../../../shared/examples/seed/port-strike.txt"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Skip("the seed report is not here: ", path)
	}
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	rd, err := r.Read(capture.Of(text, "port-strike.txt", capture.Stated{Date: day}))
	if err != nil {
		t.Fatal(err)
	}
	return seed{rd, t}
}

var seedDay = time.Date(2025, time.December, 30, 0, 0, 0, 0, time.UTC)

func (s seed) main() incident.Incident {
	for _, inc := range s.Incidents {
		if inc.Main {
			return inc
		}
	}
	s.t.Fatal("no main incident")
	return incident.Incident{}
}

// fact is the fact of an incident whose slot and value fit; "" fits any value.
func (s seed) fact(inc incident.Incident, slot fact.Slot, value string) incident.Fact {
	s.t.Helper()
	for _, f := range s.Facts {
		if f.Incident == inc.ID && f.Slot == slot && (strings.Contains(f.Value, value) || strings.Contains(f.Norm.Name, value)) {
			return f
		}
	}
	s.t.Errorf("no fact %s %q", slot, value)
	return incident.Fact{}
}

func (s seed) statement(id string) statement.Statement {
	for _, st := range s.Statements {
		if st.ID == id {
			return st
		}
	}
	s.t.Errorf("no statement %s", id)
	return statement.Statement{}
}

func (s seed) source(id *string) source.Source {
	for _, src := range s.Sources {
		if id != nil && src.ID == *id {
			return src
		}
	}
	return source.Source{}
}

// who are the names, or the words, of those who take positions.
func (s seed) who(ps []incident.Position) []string {
	var out []string
	for _, p := range ps {
		src := s.source(s.statement(p.Statement).Source)
		if src.Name == "" && src.DescribedAs != nil {
			out = append(out, src.DescribedAs.Text)
		} else {
			out = append(out, src.Name)
		}
	}
	return out
}

// The points are those that the project was begun with, in their order.
func TestSeedIncidents(t *testing.T) {
	s := readSeed(t, seedDay)
	main := s.main()
	if main.SubEventType != "Air/drone strike" || main.Stage != fact.Accomplished || main.Country != "Venezuela" {
		t.Errorf("main incident is %s, %s, in %s", main.SubEventType, main.Stage, main.Country)
	}
	var others []string
	for _, inc := range s.Incidents {
		if inc.Stage != fact.Accomplished {
			t.Errorf("an incident that is only %s: %s", inc.Stage, inc.Mentions[0].Text)
		}
		if inc.ID == main.ID {
			continue
		}
		if inc.SubEventType == "Air/drone strike" {
			t.Errorf("a second strike: %s", inc.Mentions[0].Text)
		}
		for _, m := range inc.Mentions {
			others = append(others, m.Text)
		}
	}
	for _, want := range []string{"destroyed", "blockade"} {
		if !slices.Contains(others, want) {
			t.Errorf("%q speaks of no background incident: %q", want, others)
		}
	}
	for _, inc := range s.Incidents { // points 11, 12: what may come and what is threatened
		for _, m := range inc.Mentions {
			if strings.HasPrefix(s.Report.Text[m.Start:], "strikes within Venezuela") {
				t.Error("the threatened strikes are an incident")
			}
		}
	}
}

func TestSeedPerpetrator(t *testing.T) {
	s := readSeed(t, seedDay)
	f := s.fact(s.main(), fact.Perpetrator, "Central Intelligence Agency")
	if len(f.AssertedBy) != 1 || len(f.OwnVoice) != 0 {
		t.Fatalf("asserted by %q, %d times in the report's own voice", s.who(f.AssertedBy), len(f.OwnVoice))
	}
	st := s.statement(f.AssertedBy[0].Statement)
	if src := s.source(st.Source); src.Identification != source.Unnamed || src.DescribedAs == nil || !strings.Contains(src.DescribedAs.Text, "close to the situation") {
		t.Errorf("asserted by %+v", src)
	}
	if len(st.Chain) != 1 || s.source(&st.Chain[0]).Name != "CNN" {
		t.Errorf("chain %q", st.Chain)
	}
	if got := s.who(f.Uncommitted); !slices.Equal(got, []string{"Central Intelligence Agency"}) {
		t.Errorf("uncommitted: %q", got)
	}
	for _, p := range f.Uncommitted {
		if act := s.statement(p.Statement).Act; act != statement.NoResponse {
			t.Errorf("the agency's act is %s", act)
		}
	}
	if f.OriginsMin != 1 || f.OriginsMax != 1 {
		t.Errorf("origins %d to %d: the headline or the silence adds one", f.OriginsMin, f.OriginsMax)
	}
	for _, o := range s.Facts {
		if o.Slot != fact.Perpetrator && o.Slot != fact.Responsibility {
			continue
		}
		for _, who := range s.who(o.AssertedBy) {
			if who == "Donald Trump" && o.Norm.Name == "Central Intelligence Agency" {
				t.Error("Trump says that the agency did it")
			}
		}
	}
}

func TestSeedDate(t *testing.T) {
	main := readSeed(t, seedDay).main()
	if main.DateStart != "2025-12-01" || main.DateEnd != "2025-12-31" || main.DatePrec != 4 {
		t.Errorf("%s to %s, precision %d", main.DateStart, main.DateEnd, main.DatePrec)
	}
	s := readSeed(t, time.Time{})
	if main = s.main(); main.DateStart != "" {
		t.Errorf("without a day of publication it is %s", main.DateStart)
	}
	if f := s.fact(main, fact.WhenDate, "earlier this month"); f.Norm.Date == nil || !f.Norm.Date.Relative {
		t.Errorf("the date is not relative: %+v", f.Norm.Date)
	}
}

func TestSeedPlaceAndTarget(t *testing.T) {
	s := readSeed(t, seedDay)
	main := s.main()
	if f := s.fact(main, fact.WherePlace, "Venezuela"); f.Norm.Place == nil || f.Norm.Place.Country != "Venezuela" || f.Norm.Place.Prec == 0 {
		t.Errorf("place %+v", f.Norm.Place)
	}
	s.fact(main, fact.Target, "port facility")
	s.fact(main, fact.Target, "remote dock")
	for _, f := range s.Facts { // point 14: a clipped word is no place
		if f.Slot == fact.WherePlace && strings.Contains(f.Value, "Lati") {
			t.Errorf("a place is made of a clipped word: %q", f.Value)
		}
	}
	garbled := false
	for _, d := range s.Report.Damage {
		garbled = garbled || d.Kind == "garbled"
	}
	if !garbled {
		t.Error("the clipped word is not marked")
	}
}

func TestSeedToll(t *testing.T) {
	s := readSeed(t, seedDay)
	f := s.fact(s.main(), fact.Killed, "")
	if n := f.Norm.Number; n == nil || n.Min == nil || n.Max == nil || *n.Min != 0 || *n.Max != 0 {
		t.Errorf("killed: %+v", f.Norm.Number)
	}
	if got := s.who(f.AssertedBy); len(got) != 1 || !strings.Contains(got[0], "sources") || len(f.OwnVoice) != 0 {
		t.Errorf("killed is said by %q", got)
	}
}

func TestSeedSupport(t *testing.T) {
	s := readSeed(t, seedDay)
	f := s.fact(s.main(), fact.Support, "intelligence support")
	if got := s.who(f.AssertedBy); !slices.Equal(got, []string{"two unnamed informants"}) && !slices.Equal(got, []string{"Two unnamed informants"}) {
		t.Errorf("asserted by %q", got)
	}
	denials, repeats := 0, 0
	for _, p := range f.DeniedBy {
		st := s.statement(p.Statement)
		if name := s.source(st.Source).Name; name != "Allie Weiskopf" {
			t.Errorf("denied by %q", name)
		}
		if st.Repeats != nil {
			repeats++
		} else {
			denials++
		}
	}
	if denials == 0 || repeats != 1 {
		t.Errorf("%d denials and %d repeats, not one repeat", denials, repeats)
	}
	if f.Standing != incident.Contested || f.OriginsMin != 1 || f.OriginsMax != 2 {
		t.Errorf("%s, origins %d to %d", f.Standing, f.OriginsMin, f.OriginsMax)
	}
}

func TestSeedInPart(t *testing.T) {
	s := readSeed(t, seedDay)
	main := s.main()
	part := false
	for _, f := range s.Facts {
		if f.Incident != main.ID {
			continue
		}
		for _, p := range f.AssertedBy {
			if s.source(s.statement(p.Statement).Source).Name != "Donald Trump" {
				continue
			}
			switch f.Slot {
			case fact.Target, fact.WherePlace:
				part = part || p.InPart
			case fact.Instrument, fact.Killed, fact.Injured:
				t.Errorf("Trump asserts %s %q", f.Slot, f.Value)
			}
		}
	}
	if !part {
		t.Error("Trump does not acknowledge a target or place in part")
	}
	joined := false
	for _, st := range s.Statements { // a quotation split round its cue is one statement
		if len(st.Content) > 0 && strings.Contains(st.Content[0].Text, "We hit all the boats") {
			joined = joined || strings.Contains(st.Content[len(st.Content)-1].Text, "no longer around")
		}
	}
	if !joined {
		t.Error("Trump's words are not one statement")
	}
}

func TestSeedHearsayAndFirst(t *testing.T) {
	s := readSeed(t, seedDay)
	main := s.main()
	f := s.fact(main, fact.Other, "Tren de Aragua")
	if len(f.OwnVoice) != 0 || len(f.AssertedBy) != 1 || f.AssertedBy[0].Certainty != statement.Probable || s.statement(f.AssertedBy[0].Statement).Source != nil {
		t.Errorf("the hearsay on the dock: %d times in the report's own voice, asserted by %+v", len(f.OwnVoice), f.AssertedBy)
	}
	if f.Standing != incident.NoSource {
		t.Errorf("the hearsay on the dock is %s", f.Standing)
	}
	f = s.fact(main, fact.Other, "first known")
	if got := s.who(f.AssertedBy); len(got) != 1 || !strings.Contains(got[0], "sources") || len(f.OwnVoice) != 0 {
		t.Errorf("the first known action is said by %q and %d times by the report", got, len(f.OwnVoice))
	}
}

func TestSeedAsked(t *testing.T) {
	s := readSeed(t, seedDay)
	var asked []string
	for _, st := range s.Statements {
		if st.Act == statement.Asked {
			asked = append(asked, s.source(st.Source).Name)
		}
	}
	for _, want := range []string{"White House", "Special Operations Command", "Ministry of Communications", "Ministry of Foreign Affairs"} {
		if !slices.ContainsFunc(asked, func(a string) bool { return strings.Contains(a, want) }) {
			t.Errorf("%s was asked, not only %q", want, asked)
		}
	}
}

// The headline says flatly what the body attributes: it states nothing itself.
func TestSeedHeadline(t *testing.T) {
	s := readSeed(t, seedDay)
	head := span.Of(0, len("CIA Conducts Drone Strike on Venezuelan Port Facility"))
	for _, f := range s.Facts {
		for _, m := range f.OwnVoice {
			if head.Contains(m.Span) {
				t.Errorf("the headline states %s %q", f.Slot, f.Value)
			}
		}
	}
}
