package ud

import (
	"strings"
	"testing"
	"time"
)

func TestF1(t *testing.T) {
	if got := (match{right: 3, given: 4, there: 6}).f1(); got != 60 {
		t.Errorf("F1 = %f, want 60", got)
	}
	if got := (match{}).f1(); got != 0 {
		t.Errorf("F1 of nothing = %f", got)
	}
}

func TestWanted(t *testing.T) {
	for _, c := range []struct {
		id, only string
		want     bool
	}{{"GUM_news_dock", "", true}, {"GUM_news_dock", "_news_", true}, {"GUM_talk_dock", "_news_ _talk_", true}, {"GUM_talk_dock", "_news_", false}} {
		if got := wanted(c.id, c.only); got != c.want {
			t.Errorf("wanted(%q, %q) = %v", c.id, c.only, got)
		}
	}
}

func TestPrint(t *testing.T) {
	var out strings.Builder
	tl := tally{words: 200, tokens: match{199, 200, 200}, sentences: match{9, 10, 10}, upos: 190, xpos: 188, lemma: 196, uas: 180, las: 170, coarse: 172, time: time.Second}
	tl.print(&out, "a")
	if got, want := strings.Join(strings.Fields(out.String()), " "), "a 200 99.50 90.00 | 95.00 94.00 98.00 90.00 85.00 86.00 200"; got != want {
		t.Errorf("print = %q, want %q", got, want)
	}
	if bare("nmod:poss") != "nmod" || bare("obj") != "obj" {
		t.Error("bare keeps a subtype")
	}
}
