package gold

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// story is invented. Ruiz is read right, Hale with another act and no chain,
// the third is missed, and a fourth is read where none is marked.
const story = `{
 "id": "a", "url": "https://courier.example/a", "published": "2025-03-04T10:00:00Z",
 "text": "Ana Ruiz said the pier was gone. Tom Hale denied it to the Courier. It was cold, Vidal said.",
 "gold": {"statements": [
  {"id": "s1", "source_text": "Ana Ruiz", "source_span": {"start": 0, "end": 8}, "source_name": "Ana Ruiz", "kind": "person", "identification": "named", "relation": "witness",
   "cue_text": "said", "cue_span": {"start": 9, "end": 13}, "content": [{"start": 14, "end": 31, "text": "the pier was gone"}], "quotation": "indirect", "act": "state", "certainty": "certain"},
  {"id": "s2", "source_text": "Tom Hale", "source_span": {"start": 33, "end": 41}, "source_name": "Tom Hale", "kind": "person", "identification": "named", "relation": "unknown", "chain": ["the Courier"],
   "cue_text": "denied", "cue_span": {"start": 42, "end": 48}, "content": [{"start": 49, "end": 51, "text": "it"}], "quotation": "indirect", "act": "deny", "certainty": "certain"},
  {"id": "s3", "source_text": "Vidal", "source_span": {"start": 81, "end": 86}, "source_name": "Vidal", "kind": "person", "identification": "named", "relation": "unknown",
   "cue_text": "said", "cue_span": {"start": 87, "end": 91}, "content": [{"start": 68, "end": 79, "text": "It was cold"}], "quotation": "indirect", "act": "state", "certainty": "certain"}],
 "incidents": [
  {"id": "i1", "main": true, "type": "air/drone strike", "date_start": "2025-03-02", "country": "Djibouti",
   "casualties": [{"category": "civilian", "killed_min": 4, "killed_max": 4, "injured_min": 6, "injured_max": 6}],
   "facts": [{"slot": "perpetrator", "value": "the command", "asserted_by": ["s1"], "denied_by": ["s2"]}]},
  {"id": "i2", "type": "arrest"}]}}`

func open(t *testing.T) *Story {
	t.Helper()
	var s Story
	if err := json.Unmarshal([]byte(story), &s); err != nil {
		t.Fatal(err)
	}
	return &s
}

// read1 is the reading described above.
func read1(t *testing.T) *reading {
	t.Helper()
	s := open(t)
	doc, err := s.Document()
	if err != nil {
		t.Fatal(err)
	}
	q := func(from, to int) *span.Quote { v := doc.Text.Quote(span.Of(from, to)); return &v }
	st := func(id string, speaker int, src, cue *span.Quote, act statement.Act, content ...span.Quote) statement.Statement {
		return statement.Statement{ID: id, Speaker: speaker, SourceSpan: src, Cue: cue, Content: content, Act: act,
			Quotation: statement.Indirect, Certainty: statement.Certain}
	}
	src := func(name string, rel source.Relation) source.Source {
		return source.Source{Name: name, Kind: source.Person, Identification: source.Named, Relation: rel}
	}
	return &reading{story: s, doc: doc,
		sources: []source.Source{src("Ana Ruiz", source.Witness), src("T. Hale", source.Unknown)},
		sts: []statement.Statement{
			st("r1", 0, q(0, 8), q(9, 13), statement.State, *q(14, 31)),
			st("r2", 1, q(33, 41), q(42, 48), statement.State, *q(49, 66)),
			st("r3", -1, nil, q(68, 70), statement.State, *q(71, 74)),
		}}
}

func TestMatch(t *testing.T) {
	r := read1(t)
	if diff := cmp.Diff([]int{0, 1, -1}, match(r)); diff != "" {
		t.Error(diff)
	}
	// Fed with the marked spans, the order of the marks is the pairing.
	r.goldOf = []int{2, 0, 1}
	if diff := cmp.Diff([]int{1, 2, 0}, match(r)); diff != "" {
		t.Error(diff)
	}
}

func TestScore(t *testing.T) {
	var got tally
	var mistakes, out strings.Builder
	got.score(read1(t), &mistakes)
	want := tally{gold: 3, read: 3, found: 2, ident: 2, name: 1, near: 1, kind: 2, act: 1, chain: 1, relate: 2, quote: 2, certain: 2, repeats: 2}
	if got != want {
		t.Errorf("tally %+v, want %+v", got, want)
	}
	for _, line := range []string{"a s3 missed: [Vidal] said: It was cold\n", `a s2 [Tom Hale] denied: act "state", not "deny"`, `chain "", not "courier"`, "a extra: [] It: was (state 0.00)\n"} {
		if !strings.Contains(mistakes.String(), line) {
			t.Errorf("mistakes lack %q:\n%s", line, mistakes.String())
		}
	}
	got.print(&out, "end to end")
	for _, line := range []string{"P  66.7  R  66.7  F1  66.7   (3 marked, 3 read, 2 found)", "identification  100.0 %", "act              50.0 %"} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("print lacks %q:\n%s", line, out.String())
		}
	}
}

func TestIncidents(t *testing.T) {
	r := read1(t)
	n := func(v int) *int { return &v }
	incs := []incident.Incident{
		{Main: true, SubEventType: "Air/drone strike", Country: "Djibouti", DateStart: "2025-03-02", DateEnd: "2025-03-02",
			Casualties: []incident.Casualty{
				{Category: fact.Unspecified, KilledMin: n(4), KilledMax: n(4)},
				{Category: fact.Civilian, InjuredMin: n(7), InjuredMax: n(7)}},
			Mentions: []incident.Mention{{Quote: span.Quote{Text: "struck"}}}},
		{SubEventType: "Armed clash"},
	}
	facts := []incident.Fact{{DeniedBy: []incident.Position{{Statement: "r2"}}}, {DeniedBy: []incident.Position{{Statement: "r3"}}}}
	var got incidents
	var mistakes, out strings.Builder
	got.main(r, incs, &mistakes)
	got.all(r, incs, &mistakes)
	got.tolls(r, incs, &mistakes)
	got.denials(r, facts, &mistakes)
	want := incidents{typ: 1, country: 1, start: 1, dates: 1, gold: 2, read: 2, found: 1,
		tollGold: 2, tollRead: 2, tollRight: 1, kindRight: 0, denyGold: 1, denyRead: 2, denyFound: 1}
	if got != want {
		t.Errorf("incidents %+v, want %+v", got, want)
	}
	for _, line := range []string{"a extra incident: armed clash", "a missed incident: arrest", "a extra figure", "a missed figure", "a extra contested"} {
		if !strings.Contains(mistakes.String(), line) {
			t.Errorf("mistakes lack %q:\n%s", line, mistakes.String())
		}
	}
	got.stories = 1
	got.print(&out, "end to end")
	if line := "contested found    100.0 % (1 of 1), 2 read"; !strings.Contains(out.String(), line) {
		t.Errorf("print lacks %q:\n%s", line, out.String())
	}
}

func TestBag(t *testing.T) {
	for _, c := range []struct {
		a, b         string
		same, nearly bool
	}{
		{"the C.I.A.", "Central Intelligence Agency", true, true},
		{"Ministry of Ports", "Ports Ministry", true, true},
		{"Ana Ruiz", "Ruiz", false, true},
		{"Ana Ruiz", "Tom Hale", false, false},
		{"", "Ruiz", false, false},
	} {
		if got := bag(c.a) == bag(c.b); got != c.same {
			t.Errorf("%q and %q: same %v (%q, %q)", c.a, c.b, got, bag(c.a), bag(c.b))
		}
		if got := nearly(c.a, c.b); got != c.nearly {
			t.Errorf("%q and %q: nearly %v", c.a, c.b, got)
		}
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), "holds no marked stories") {
		t.Errorf("an empty folder: %v", err)
	}
	for name, text := range map[string]string{"a.json": story, "b.txt": "no story", "c.json": `{"id": "no text"}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	stories, err := Read(dir)
	if err != nil || len(stories) != 1 || stories[0].ID != "a" {
		t.Fatalf("Read = %d stories, %v", len(stories), err)
	}
	doc, err := stories[0].Document()
	if err != nil || doc.Date.Day.Format("2006-01-02") != "2025-03-04" || doc.URL.Value != "https://courier.example/a" {
		t.Errorf("Document: %v, %v", doc.Date, err)
	}
	atts, of := stories[0].Attributions()
	if len(atts) != 3 || atts[2].Scope != attribution.Speech || !cmp.Equal(of, []int{0, 1, 2}) {
		t.Errorf("Attributions = %+v, %v", atts, of)
	}
	if err := os.WriteFile(filepath.Join(dir, "d.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), "d.json") {
		t.Errorf("a broken file: %v", err)
	}
	if err := Run(filepath.Join(dir, "none"), io.Discard, io.Discard); err == nil {
		t.Error("Run of no folder has no error")
	}
}
