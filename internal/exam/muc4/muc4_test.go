package muc4

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/incident"
)

func TestSentenceCase(t *testing.T) {
	in := "THE MAYOR [GARCIA] SAID ON\nTUESDAY THAT FOUR MEN FLED. NO\nONE WAS HURT.\n\nHE LEFT."
	want := "The mayor [garcia] Said on tuesday that four men fled. No one was hurt.\n\nHe left.\n\n"
	if got := sentenceCase(in); got != want {
		t.Errorf("sentenceCase = %q, want %q", got, want)
	}
}

// record1 is a report with the templates given as kind and optional.
func record1(t *testing.T, kinds ...string) *record {
	t.Helper()
	r := &record{ID: "a"}
	for _, k := range kinds {
		name, optional := strings.CutSuffix(k, "?")
		r.Templates = append(r.Templates, struct {
			Optional bool                `json:"optional"`
			Slots    map[string][]string `json:"slots"`
		}{optional, map[string][]string{"INCIDENT: TYPE": {name}}})
	}
	return r
}

// TestAdd is worked out by hand: of five reports one has its attack found and a
// bombing missed and a kidnapping too many; one is quiet and left so, one quiet
// and not; an optional template counts only where it is found.
func TestAdd(t *testing.T) {
	incs := func(kinds ...string) (out []incident.Incident) {
		for _, k := range kinds {
			out = append(out, incident.Incident{SubEventType: k})
		}
		return out
	}
	s := score{kinds: map[string][2]int{}}
	s.add(record1(t, "ATTACK", "BOMBING"), incs("Attack", "Abduction/forced disappearance"))
	s.add(record1(t), nil)
	s.add(record1(t), incs("Armed clash"))
	s.add(record1(t, "KIDNAPPING?"), incs("Arrests"))
	s.add(record1(t, "ARSON?", "ATTACK / BOMBING"), incs("Looting/property destruction", "Peaceful protest"))
	want := score{docs: 5, want: 4, read: 4, found: 2, relevant: 3, spotted: 2, quiet: 2, invented: 1,
		kinds: map[string][2]int{"ATTACK": {1, 2}, "BOMBING": {0, 1}, "ARSON": {1, 1}}}
	if diff := cmp.Diff(want, s, cmp.AllowUnexported(score{})); diff != "" {
		t.Error(diff)
	}
	var out strings.Builder
	s.print(&out, "dev")
	if line := "kind of incident: recall  50.0 % (2 of 4), precision  50.0 % (2 of 4)"; !strings.Contains(out.String(), line) {
		t.Errorf("print lacks %q:\n%s", line, out.String())
	}
}
