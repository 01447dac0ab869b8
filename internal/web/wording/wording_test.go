package wording

import (
	"testing"

	"hearsay/internal/ledger/projection"
)

func TestWords(t *testing.T) {
	n := func(i int) *int { return &i }
	for _, c := range []struct{ got, want string }{
		{One("two\nguards\u202e", 80), "two guards"},
		{One("two guards were killed", 12), "two guards…"},
		{Words("single_source"), "single source"},
		{Plural(1, "report"), "1 report"}, {Plural(0, "report"), "0 reports"},
		{Bounds(0, 0), "–"}, {Bounds(2, 2), "2"}, {Bounds(1, 2), "1–2"},
		{Figure(nil, nil), ""}, {Figure(n(3), n(5)), "3–5"}, {Figure(n(3), nil), "3 or more"}, {Figure(nil, n(5)), "up to 5"}, {Figure(n(4), n(4)), "4"},
		{Passage("ab12cd34ef56.st7"), "/report/ab12cd34ef56#s1-7"}, {Passage("ab12cd34ef56"), "/report/ab12cd34ef56"},
		{Incident("inc-../x"), "/incident/inc-..%2Fx"}, {Source("person:a b&c"), "/source?key=person%3Aa+b%26c"},
		{ReportName(&projection.Head{Outlet: "Lantern", Date: "2025-03-04"}), "Lantern, 4 March 2025"}, {ReportName(&projection.Head{URI: "x.txt"}), "x.txt"},
		{Made("rewrite"), "rewrites"}, {Sentence("no day"), "No day."}, {Upper(""), ""}, {Percent(.456), "46 %"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
