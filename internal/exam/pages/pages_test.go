package pages

import (
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/internal/exam/pages/made"
)

// TestCompare holds the score to figures worked out by hand, by the rules of
// the article-extraction-benchmark.
func TestCompare(t *testing.T) {
	for _, c := range []struct {
		truth, found string
		p, r         float64
	}{
		{"a b c d e", "a b c d e", 1, 1},
		{"a b c d e", "a b c d", 1, 0.5},
		{"a b c d", "x a b c d", 0.5, 1},
		{"a b", "a b", 1, 1},
		{"a b c d", "", 0, 0},
		{"a b c d a b c d", "a b c d", 1, 0.2},
	} {
		s := compare(c.truth, c.found, 4)
		if p, r := s.precision(), s.recall(); math.Abs(p-c.p) > 1e-9 || math.Abs(r-c.r) > 1e-9 {
			t.Errorf("%q in %q: %.3f %.3f, want %.3f %.3f", c.found, c.truth, p, r, c.p, c.r)
		}
	}
}

// TestMade: the project's own pages are read nearly without fault, whatever
// their skeleton.
func TestMade(t *testing.T) {
	by := map[string][]score{}
	kept, all := 0, 0
	for _, p := range made.Pages(63) {
		found, err := Body([]byte(p.HTML))
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
		by[p.Skeleton] = append(by[p.Skeleton], compare(p.Body, found, 4))
		k, n, _ := quotes(p.Body, found)
		kept, all = kept+k, all+n
	}
	if len(by) < 12 {
		t.Errorf("%d skeletons, want 12 or more", len(by))
	}
	for name, list := range by {
		if _, _, f := means(list); f < 0.93 {
			t.Errorf("%s: F1 %.3f, want 0.93 or more", name, f)
		}
	}
	if 100*kept < 99*all {
		t.Errorf("%d of %d quotations kept", kept, all)
	}
}

// TestRun reads both forms of a folder.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, s string) {
		t.Helper()
		path := filepath.Join(dir, name)
		_ = os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Run(dir, io.Discard, io.Discard); err == nil {
		t.Error("a folder without truth is examined")
	}
	p := made.Pages(2)
	write("ground-truth.json", `{"a": {"articleBody": "Two people died in the blast.", "url": "x"}}`)
	write("html/a.html", p[0].HTML)
	var out strings.Builder
	if err := Run(dir, &out, io.Discard); err != nil || !strings.Contains(out.String(), "1 pages of") {
		t.Errorf("%s, %v", out.String(), err)
	}
	_ = os.Remove(filepath.Join(dir, "ground-truth.json"))
	write("b.json", `{"articleBody": "Two people died in the blast."}`)
	write("b.html", p[1].HTML)
	if err := Run(dir, &out, io.Discard); err != nil {
		t.Errorf("%s, %v", out.String(), err)
	}
}

// BenchmarkBody reads pages of 150 kB, one goroutine, bytes to text.
func BenchmarkBody(b *testing.B) {
	var pages [][]byte
	n := 0
	for _, p := range made.Pages(63) {
		if p.Skeleton == "state" || p.Skeleton == "linked-only" || p.Skeleton == "old" {
			continue
		}
		pages = append(pages, []byte(p.HTML))
		n += len(p.HTML)
	}
	b.SetBytes(int64(n / len(pages)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := Body(pages[i%len(pages)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
