package reading_test

import (
	"encoding/json"
	"os"
	"path/filepath"
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

// Uniting what Join found gives the same record, also from readings that were
// written down and revived.
func TestUnite(t *testing.T) {
	r, caps, all := example(t)
	doc := r.Join(all, nil)
	for i := range doc.Incidents {
		doc.Incidents[i].PossibleDuplicates = []incident.NearMatch{}
	}
	incs, facts := reading.Unite(all, groups(doc))
	if d := cmp.Diff(doc.Incidents, incs); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(doc.Facts, facts); d != "" {
		t.Error(d)
	}
	var old []*reading.Reading
	for i, rd := range all {
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
		live, err := r.Revive(back, caps[i])
		if err != nil || !live.Live() {
			t.Fatal(err)
		}
		old = append(old, live)
	}
	again, _ := reading.Unite(old, groups(doc))
	if d := cmp.Diff(incs, again); d != "" {
		t.Error(d)
	}
	if len(reading.Trace(old)) != len(reading.Trace(all)) {
		t.Error("lineage differs after reviving")
	}
}

func TestDigest(t *testing.T) {
	a := reading.Identity{Version: "1"}
	if b := (reading.Identity{Version: "2"}); len(a.Digest()) != 12 || a.Digest() == b.Digest() {
		t.Errorf("digests %s, %s", a.Digest(), b.Digest())
	}
}
