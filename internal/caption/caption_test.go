package caption

import (
	"testing"
	"time"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/statement"
)

func TestDays(t *testing.T) {
	for _, c := range []struct{ start, end, want string }{
		{"2025-03-02", "2025-03-02", "2 March 2025"},
		{"2025-12-01", "2025-12-31", "December 2025"},
		{"2024-02-01", "2024-02-29", "February 2024"},
		{"2025-01-01", "2025-12-31", "2025"},
		{"2025-03-02", "2025-03-05", "2–5 March 2025"},
		{"2025-02-27", "2025-03-02", "27 February – 2 March 2025"},
		{"2024-12-30", "2025-01-02", "30 December 2024 – 2 January 2025"},
		{"", "2025-01-02", "until 2 January 2025"},
		{"2025-01-02", "", "2 January 2025"},
		{"", "", ""},
	} {
		start, _ := time.Parse(time.DateOnly, c.start)
		end, _ := time.Parse(time.DateOnly, c.end)
		if got := days(start, end); got != c.want {
			t.Errorf("days(%s, %s) = %q, want %q", c.start, c.end, got, c.want)
		}
	}
}

func TestValue(t *testing.T) {
	n := func(i int) *int { return &i }
	for _, c := range []struct {
		value string
		norm  fact.Norm
		want  string
		own   string
	}{
		{"the Central Command", fact.Norm{Name: "Central Command"}, "Central Command", ""},
		{"the U.S.", fact.Norm{Name: "United States"}, "United States", "the U.S."},
		{"a dock", fact.Norm{Name: "dock"}, "a dock", ""},
		{"no casualties", fact.Norm{Number: &fact.Number{Min: n(0), Max: n(0)}}, "0", "no casualties"},
		{"at least 12", fact.Norm{Number: &fact.Number{Min: n(12)}}, "12 or more", "at least 12"},
		{"up to 10", fact.Norm{Number: &fact.Number{Max: n(10)}}, "up to 10", ""},
		{"eight to 10", fact.Norm{Number: &fact.Number{Min: n(8), Max: n(10)}, Category: fact.Children}, "8–10 children", "eight to 10"},
		{"a child", fact.Norm{Number: &fact.Number{Min: n(1), Max: n(1)}, Category: fact.Children}, "1 child", "a child"},
		{"1,500", fact.Norm{Number: &fact.Number{Min: n(1500), Max: n(1500)}}, "1,500", ""},
		{"dozens", fact.Norm{Number: &fact.Number{Word: "dozens"}}, "dozens", ""},
		{"last month", fact.Norm{Date: &fact.Date{Relative: true}}, "last month", ""},
		{"Djibouti", fact.Norm{Place: &fact.Place{Name: "Djibouti", Country: "Djibouti"}}, "Djibouti", ""},
	} {
		got, own := Value(&incident.Fact{Value: c.value, Norm: c.norm})
		if got != c.want || own != c.own {
			t.Errorf("Value(%q) = %q, %q; want %q, %q", c.value, got, own, c.want, c.own)
		}
	}
}

func TestSpeaker(t *testing.T) {
	doc := &reading.Document{Readings: []*reading.Reading{{Report: reading.Report{ID: "r", SourceOffice: "Lantern"}, Sources: []source.Source{
		{ID: "a", Name: "two unnamed informants", Identification: source.Unnamed},
		{ID: "b", Name: "officials", Identification: source.Unnamed},
		{ID: "c", Name: "Elena Marsh", Identification: source.Named},
		{ID: "d", Name: "Courier", Identification: source.Institution},
		{ID: "e", Identification: source.Unattributed},
		{ID: "f", Identification: source.Unnamed, Members: []string{"b", "c"}},
	}}}}
	speaker := func(x *Index, id string, chain ...string) string {
		return x.Speaker(&statement.Statement{Source: &id, Chain: chain})
	}
	x := NewIndex(doc)
	for _, c := range []struct{ got, want string }{
		{speaker(x, "a", "d"), "two unnamed informants (via Courier)"},
		{speaker(x, "b", "d"), "officials (unnamed, via Courier)"},
		{speaker(x, "c"), "Elena Marsh"},
		{speaker(x, "e"), "no source given"},
		{speaker(x, "f"), "officials and Elena Marsh"},
		{speaker(x, "nobody"), "no source given"},
		{x.Speaker(&statement.Statement{}), "no source given"},
	} {
		if c.got != c.want {
			t.Errorf("Speaker = %q, want %q", c.got, c.want)
		}
	}
	doc.Readings = append(doc.Readings, &reading.Reading{Report: reading.Report{ID: "q"}})
	if got := speaker(NewIndex(doc), "b", "d"); got != "officials (unnamed, via Courier, in Lantern)" {
		t.Errorf("Speaker of several reports = %q", got)
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"the dock was hit", 20, "the dock was hit"},
		{"the  dock\nwas hit", 20, "the dock was hit"},
		{"the dock was hit again", 16, "the dock was…"},
		{"the dock, hit again", 11, "the dock…"},
		{"ééééééééééé", 5, "éééé…"},
	} {
		if got := Shorten(c.s, c.n); got != c.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
}
