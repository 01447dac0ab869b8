package polnear

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution"
	"hearsay/internal/marked"
	"hearsay/internal/span"
)

// parse reads an invented text with its marks.
func parse(t *testing.T, text string) (*span.Text, []attribution.Attribution) {
	t.Helper()
	doc, atts, err := marked.Inline(text)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Text, atts
}

// TestCompare is worked out by hand. Of three marked attributions the first is
// read whole; the second lacks its source; of the third the cue takes the
// source in. A fourth is read where none is marked.
func TestCompare(t *testing.T) {
	text, gold := parse(t, "[s1 Ana Ruiz] [q1 said] [c1 the pier was gone]. [s2 Tom Hale] [q2 denied] [c2 it]. [c3 “The dock burnt,”] [s3 Vidal] [q3 added]. Hale left the town he knew.")
	_, ours := parse(t, "[s1 Ana Ruiz] [q1 said] [c1 the pier was gone]. Tom Hale [q2 denied] [c2 it]. [c3 “The dock burnt,”] [q3 Vidal added]. Hale left [c4 the town] [s4 he] [q4 knew].")
	got := Compare(text, ours, gold)
	want := Score{
		Source:          {Hit: 1, Ours: 2, Right: 1, Gold: 3},
		Cue:             {Hit: 2, Ours: 4, Right: 2, Gold: 3},
		Content:         {Hit: 3, Ours: 4, Right: 3, Gold: 3},
		Found:           {Hit: 3, Ours: 4, Right: 3, Gold: 3},
		Overlap:         {Hit: 1, Ours: 4, Right: 1, Gold: 3},
		Exact:           {Hit: 1, Ours: 4, Right: 1, Gold: 3},
		FoundDirect:     {Hit: 1, Ours: 1, Right: 1, Gold: 1},
		FoundIndirect:   {Hit: 2, Ours: 3, Right: 2, Gold: 2},
		ContentDirect:   {Hit: 1, Ours: 1, Right: 1, Gold: 1},
		ContentIndirect: {Hit: 2, Ours: 3, Right: 2, Gold: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if c := got[Cue]; c.P() != 50 || int(c.R()*10) != 666 || int(c.F1()*10) != 571 {
		t.Errorf("cue: P %.2f R %.2f F1 %.2f, want 50, 66.67, 57.14", c.P(), c.R(), c.F1())
	}
	if z := (Count{}); z.F1() != 0 {
		t.Errorf("F1 of nothing = %f", z.F1())
	}
	got.Add(want)
	if got[Found] != (Count{6, 8, 6, 6}) {
		t.Errorf("sum %+v", got[Found])
	}
}

// TestDistinct: a source that two attributions share counts once, an absent one
// not at all.
func TestDistinct(t *testing.T) {
	text, gold := parse(t, "[s1,2 Ana Ruiz] [q1 said] [c1 the pier was gone] and [q2 denied] [c2 the rest]. It was [q3 reportedly] [c3 cold].")
	if got, want := Compare(text, gold, gold)[Source], (Count{1, 1, 1, 1}); got != want {
		t.Errorf("source %+v, want %+v", got, want)
	}
	if got := Compare(text, gold, gold)[Exact]; got != (Count{3, 3, 3, 3}) {
		t.Errorf("against itself %+v", got)
	}
}

// TestPair: of two cues that overlap a marked one, the better is its pair, and
// each is used once.
func TestPair(t *testing.T) {
	_, gold := parse(t, "[s1 Ana Ruiz] [q1 said in a note] [c1 the pier was gone].")
	_, ours := parse(t, "Ana Ruiz [q1 said] in a note the pier was [c1 gone]. ")
	_, more := parse(t, "[s1 Ana Ruiz] said [q1 in a note] [c1 the pier] was gone.")
	if got := Pair(append(ours, more...), gold); !cmp.Equal(got, []int{1}) {
		t.Errorf("Pair = %v, want the one whose roles all overlap", got)
	}
	if got := Pair(ours, append(gold, gold...)); !cmp.Equal(got, []int{0, -1}) {
		t.Errorf("Pair = %v: one attribution served two", got)
	}
}

// TestView leaves out what the corpus does not mark.
func TestView(t *testing.T) {
	_, atts := parse(t, "[s1 Ruiz] [q1 said] [c1 [s2 Hale] [q2 denied] [c2 it]]. [s3 Vidal] [h3 did not answer]. [s4 Hill] [q4 said] [c4 so].")
	atts[1].Within = 0
	if got := View(atts, nil); len(got) != 2 || got[0].Cue != atts[0].Cue || got[1].Cue != atts[3].Cue {
		t.Errorf("View = %+v", got)
	}
	if got := View(atts, []span.Span{atts[3].Cue}); len(got) != 1 {
		t.Errorf("View with discarded text = %+v", got)
	}
}

func TestQuotation(t *testing.T) {
	for in, want := range map[string]int{
		"said [c1 “The dock burnt.”]":                0,
		"[c1 \"The dock,\"] he said, [c1 \"burnt\"]": 0,
		"said [c1 the dock “burnt down”]":            1,
		"[c1 “The dock,”] he said, [c1 had gone]":    1,
		"said [c1 the dock burnt]":                   2,
		"said so":                                    2,
	} {
		text, atts := parse(t, "He "+in+" today.")
		var content []span.Span
		if len(atts) > 0 {
			content = atts[0].Content
		}
		if got := quotation(text, content); got != want {
			t.Errorf("quotation of %q = %d, want %d", in, got, want)
		}
	}
}

func TestCalibration(t *testing.T) {
	_, gold := parse(t, "[s1 Ana Ruiz] [q1 said] [c1 the pier was gone]. Tom Hale denied it.")
	_, ours := parse(t, "[s1 Ana Ruiz] [q1 said] [c1 the pier was gone]. [s2 Tom Hale] [q2 denied] [c2 it].")
	ours[0].Confidence, ours[1].Confidence = 1, 0.35
	var c Calibration
	c.Add(ours, gold)
	if c[9] != (bin{1, 1, 1}) || c[3] != (bin{1, 0, 0.35}) {
		t.Errorf("calibration %+v", c)
	}
	var out strings.Builder
	c.Print(&out)
	if !strings.Contains(out.String(), "0.3 to 0.4") || strings.Count(out.String(), "\n") != 4 {
		t.Errorf("printed %s", out.String())
	}
}

// TestTally scores an article end to end of the scorer.
func TestTally(t *testing.T) {
	text, gold := parse(t, "[s1 Ana Ruiz] [q1 said] [c1 the pier was gone].")
	total, _ := Tally([]marked.Article{{ID: "a", Text: text, Gold: gold}}, [][]attribution.Attribution{gold})
	if total[Exact] != (Count{1, 1, 1, 1}) {
		t.Errorf("Tally %+v", total[Exact])
	}
	var out strings.Builder
	Print(&out, total)
	if !strings.Contains(out.String(), "linked: all exact          100.0   100.0   100.0       1       1") {
		t.Errorf("printed\n%s", out.String())
	}
}

func TestMarkedFiles(t *testing.T) {
	if _, err := markedFiles(t.TempDir()); err == nil || !strings.Contains(err.Error(), "holds no *.jsonl.gz") {
		t.Errorf("an empty folder: %v", err)
	}
}
