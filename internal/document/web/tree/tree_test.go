package tree

import (
	"strings"
	"testing"

	"golang.org/x/net/html/atom"
)

func TestParse(t *testing.T) {
	tr := Parse("<title>x</title><p>Two <b>died</b> é</p><script>a</script><p>later")
	want := map[string]int32{"Two ": 0, "died": 4, " é": 8, "a": 10, "later": 11}
	for _, n := range tr.Nodes[tr.Body:] {
		if at, ok := want[n.Data]; n.IsText && (!ok || at != n.At) {
			t.Errorf("%q at %d, want %d", n.Data, n.At, at)
		}
	}
	if tr.TextOf(tr.Body) != "Two died é later" {
		t.Errorf("text %q", tr.TextOf(tr.Body))
	}
	check(t, tr)
}

// check holds what is always true: subtrees are nested ranges.
func check(t *testing.T, tr *Tree) {
	t.Helper()
	for i, n := range tr.Nodes {
		if int(n.End) <= i || int(n.End) > len(tr.Nodes) {
			t.Fatalf("node %d ends at %d of %d", i, n.End, len(tr.Nodes))
		}
		if p := n.Parent; p >= 0 && (int(p) >= i || tr.Nodes[p].End < n.End) {
			t.Fatalf("node %d [%d) is in %d [%d)", i, n.End, p, tr.Nodes[p].End)
		}
	}
}

func TestDeep(t *testing.T) {
	tr := Parse(strings.Repeat("<div>", 100_000) + "<p>Two died.</p><br><img src=x>after" + strings.Repeat("</div>", 100_000))
	if !tr.Deep || tr.Nodes[tr.Body].Tag != atom.Body || !strings.Contains(tr.TextOf(tr.Body), "Two died. after") {
		t.Errorf("deep %v, text %q", tr.Deep, tr.TextOf(tr.Body))
	}
	check(t, tr)
}

func FuzzParse(f *testing.F) {
	f.Add("<table><p>a<b>b<table>c")
	f.Add(strings.Repeat("<i>", 600) + "x</i><p>")
	f.Fuzz(func(t *testing.T, s string) { check(t, Parse(s)) })
}
