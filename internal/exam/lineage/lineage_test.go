package lineage

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"hearsay/internal/lineage"
	"hearsay/internal/span"
)

const set40 = "../../lineage/testdata/set"

// TestFloor holds that the invented set is read, and that its scores do not
// fall back: no wrong edge in twenty, and the truth inside the bounds of nine
// facts in ten where statements are given.
func TestFloor(t *testing.T) {
	s, err := readSet(set40)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.reports) != 40 || len(s.key.edges) != 30 || len(s.key.facts) != 25 {
		t.Fatalf("%d reports, %d edges, %d facts", len(s.reports), len(s.key.edges), len(s.key.facts))
	}
	sure, wrong, found := 0, 0, 0
	for _, e := range s.edges {
		if e.Kind == lineage.Alike {
			continue
		}
		sure++
		if s.key.leads(s.names[e.From], s.names[e.To]) {
			found++
		} else {
			wrong++
		}
	}
	if 20*wrong > sure || found < 25 {
		t.Errorf("of %d edges %d are wrong, %d right", sure, wrong, found)
	}
	facts, err := s.marked(set40)
	if err != nil {
		t.Fatal(err)
	}
	inside := 0
	for i, k := range s.key.facts {
		if n := len(k.informants); facts[i].OriginsMin <= n && n <= facts[i].OriginsMax {
			inside++
		}
	}
	if inside < 22 {
		t.Errorf("the truth is inside the bounds of %d of %d facts", inside, len(facts))
	}
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := Run(set40, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"40 reports", "who was made from whom", "marked statements", "end to end", "mean width"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in the tables", want)
		}
	}
	if err := Run("no such folder", io.Discard, io.Discard); err == nil {
		t.Error("a folder that is not there gives no error")
	}
}

func TestLeads(t *testing.T) {
	k := &key{edges: []edge{{"c", "b", "copy"}, {"b", "a", "copy"}, {"a", "b", "copy"}}}
	for _, c := range []struct {
		from, to string
		want     bool
	}{{"a", "c", true}, {"b", "c", true}, {"c", "a", false}, {"d", "a", false}} {
		if got := k.leads(c.from, c.to); got != c.want {
			t.Errorf("leads(%s, %s) is %v", c.from, c.to, got)
		}
	}
}

func TestPassage(t *testing.T) {
	text := span.NewText("The café shut, Ana Ruiz said on Monday. Nobody asked why.")
	att, err := passage(text, "{The café shut}, [Ana Ruiz] <said>")
	if err != nil {
		t.Fatal(err)
	}
	if text.Slice(att.Source[0]) != "Ana Ruiz" || text.Slice(att.Cue) != "said" || text.Slice(att.Content[0]) != "The café shut" {
		t.Errorf("%+v", att)
	}
	for _, bad := range []string{"[Nobody] <said>", "[Ana Ruiz] said"} {
		if _, err := passage(text, bad); err == nil {
			t.Errorf("%q gives no error", bad)
		}
	}
}
