package query

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/ledger"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		search string
		where  []ledger.Cond
		named  []string
	}{
		{"act:deny", []ledger.Cond{{Column: "act", Op: ledger.In, Value: []any{"deny"}}}, nil},
		{`act:"Claim responsibility" act:claim-responsibility`, []ledger.Cond{{Column: "act", Op: ledger.In, Value: []any{"claim_responsibility", "claim_responsibility"}}}, nil},
		{"identification:unnamed date:2025-03-11", []ledger.Cond{{Column: "ident", Op: ledger.In, Value: []any{"unnamed"}}, {Column: "day", Op: ledger.Eq, Value: "2025-03-11"}}, nil},
		{"to:2025-03-11", []ledger.Cond{{Column: "day", Op: ledger.Le, Value: "2025-03-11"}, {Column: "day", Op: ledger.Ne, Value: ""}}, nil},
		{"described:officials", []ledger.Cond{{Column: "source", Op: ledger.Null}, {Column: "name", Op: ledger.Words, Value: "officials*"}, {Column: "name", Op: ledger.Has, Value: "officials"}}, nil},
		{`source:"harbour master" source:navy`, nil, []string{"harbour master", "navy"}},
	} {
		got, err := Parse(c.search, true)
		if err != nil {
			t.Errorf("%s: %v", c.search, err)
			continue
		}
		if d := cmp.Diff(c.where, got.Where); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.search, d)
		}
		if d := cmp.Diff(c.named, got.Sources); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.search, d)
		}
	}
	for search, says := range map[string]string{
		"act:shout":                   "there is no act \"shout\"; there are state, confirm, deny",
		"speker:navy":                 "there is no field speker; there are source,",
		"act:":                        "act: has no value",
		"date:monday":                 "date:monday is no day; write date:2025-03-01",
		"NOT dock":                    "NOT needs something beside it",
		"dock NEAR/30":                "up to 20",
		"dock NEAR/5 (struck guards)": "NEAR needs a word",
		"dock NEAR":                   "NEAR needs a word",
	} {
		if _, err := Parse(search, true); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", search, err, says)
		}
	}
	if s, err := Parse("Correction: 10:30 https://dock.example", true); err != nil || len(s.Match.Parts) != 3 {
		t.Errorf("colons of no field: %+v, %v", s, err)
	}
}

// TestNear: what stands near may be one of several.
func TestNear(t *testing.T) {
	for search, want := range map[string]int{
		"hospital NEAR/5 (struck OR hit)": 2, "(struck OR hit) NEAR/5 (hospital OR \"the clinic\")": 4, "hospital NEAR/5 (struck)": 0, "hospital NEAR/5 struck": 0,
	} {
		s, err := Parse(search, true)
		if err != nil {
			t.Errorf("%s: %v", search, err)
			continue
		}
		m := s.Match
		if want == 0 && (m.Kind != ledger.NearBy || len(m.Parts) != 2) || want > 0 && (m.Kind != ledger.Any || len(m.Parts) != want || m.Parts[0].Kind != ledger.NearBy || m.Parts[0].Within != 5) {
			t.Errorf("%s: %+v", search, m)
		}
	}
}

func TestVocabulary(t *testing.T) {
	for _, c := range []struct{ word, column, value string }{
		{"battles", "type", "Battles"}, {"AIR/DRONE strike", "sub_type", "Air/drone strike"}, {"non violent transfer of territory", "sub_type", "Non-violent transfer of territory"},
	} {
		if column, value, err := EventType(c.word); err != nil || column != c.column || value != c.value {
			t.Errorf("%s: %s %s, %v", c.word, column, value, err)
		}
	}
	if _, _, err := EventType("strike"); err == nil || !strings.Contains(err.Error(), "Air/drone strike") {
		t.Errorf("a word that is no type: %v", err)
	}
	if w, err := OneOf("standing", "Single source"); err != nil || w != "single_source" {
		t.Errorf("Single source: %s, %v", w, err)
	}
	for name, iso := range map[string]string{"yemen": "YE", "ye": "YE", "Ivory Coast": "CI", "Yemem": "", "": ""} {
		if got := ISO(name); got != iso {
			t.Errorf("ISO(%q) = %q, want %q", name, got, iso)
		}
	}
}
