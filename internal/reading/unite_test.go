package reading_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/reading"
)

// example reads the six reports of the example.
func example(t *testing.T) (*reading.Reader, []capture.Capture, []*reading.Reading) {
	t.Helper()
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	paths, _ := filepath.Glob("../../examples/port-strike/*.txt")
	var caps []capture.Capture
	var all []*reading.Reading
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		c := capture.Of(b, filepath.Base(p), capture.Stated{})
		rd, err := r.Read(c)
		if err != nil {
			t.Fatal(err)
		}
		caps, all = append(caps, c), append(all, rd)
	}
	return r, caps, all
}

// groups are those of a document's incidents, replies left out.
func groups(doc *reading.Document) []union.Group {
	var out []union.Group
	for _, inc := range doc.Incidents {
		out = append(out, union.Group{ID: inc.ID, Members: inc.Members})
	}
	return out
}

// ready makes live readings ready.
func ready(all []*reading.Reading) []*reading.Telling {
	var out []*reading.Telling
	for _, rd := range all {
		out = append(out, rd.Telling())
	}
	return out
}

// decoded is a reading as it comes back from its JSON.
func decoded(t *testing.T, rd *reading.Reading) *reading.Reading {
	t.Helper()
	b, err := json.Marshal(rd)
	if err != nil {
		t.Fatal(err)
	}
	back := new(reading.Reading)
	if err := json.Unmarshal(b, back); err != nil {
		t.Fatal(err)
	}
	if back.Live() {
		t.Error("a decoded reading is live")
	}
	return back
}

// Uniting what Join found gives the same record, also from readings that were
// written down and revived, or recalled.
func TestUnite(t *testing.T) {
	r, caps, all := example(t)
	doc := r.Join(all, nil)
	for i := range doc.Incidents {
		doc.Incidents[i].PossibleDuplicates = []incident.NearMatch{}
	}
	incs, facts, edges := reading.Unite(ready(all), groups(doc))
	if d := cmp.Diff(doc.Incidents, incs); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(doc.Facts, facts); d != "" {
		t.Error(d)
	}
	var old []*reading.Reading
	var recalled []*reading.Telling
	for i, rd := range all {
		live, err := r.Revive(decoded(t, rd), caps[i])
		if err != nil || !live.Live() {
			t.Fatal(err)
		}
		old = append(old, live)
		told, err := reading.Recall(decoded(t, rd), rd.Telling().Brief())
		if err != nil {
			t.Fatal(err)
		}
		recalled = append(recalled, told)
		again, err := reading.Recall(decoded(t, rd), told.Brief())
		if err != nil || string(again.Brief()) != string(told.Brief()) {
			t.Errorf("written down twice: %v", err)
		}
	}
	again, _, later := reading.Unite(ready(old), groups(doc))
	if d := cmp.Diff(incs, again); d != "" {
		t.Error(d)
	}
	if len(edges) != len(later) || len(edges) == 0 {
		t.Errorf("lineage differs after reviving: %d edges, %d", len(edges), len(later))
	}
	back, same, made := reading.Unite(recalled, groups(doc))
	if d := cmp.Diff(incs, back); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(facts, same); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(edges, made); d != "" {
		t.Error(d)
	}
}

// What was damaged, or is of another report, is refused or gives a telling that
// can be joined; it never panics.
func TestRecallDamaged(t *testing.T) {
	_, _, all := example(t)
	whole := all[0].Telling().Brief()
	for i := 0; i < len(whole); i += 1 + i/20 {
		bad := slices.Clone(whole)
		bad[i] ^= 5
		for _, rd := range all[:2] {
			if told, err := reading.Recall(decoded(t, rd), bad); err == nil {
				reading.Unite([]*reading.Telling{told, all[2].Telling()}, nil)
			}
		}
	}
}

func TestDigest(t *testing.T) {
	a := reading.Identity{Version: "1"}
	if b := (reading.Identity{Version: "2"}); len(a.Digest()) != 12 || a.Digest() == b.Digest() {
		t.Errorf("digests %s, %s", a.Digest(), b.Digest())
	}
}
