package attribution_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// reports are the invented reports of the examples folder, analysed.
func reports(t testing.TB) (docs []*document.Document, syns []*syntax.Analysis) {
	t.Helper()
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	paths, _ := filepath.Glob("../../examples/port-strike/*.txt")
	if len(paths) == 0 {
		t.Fatal("examples/port-strike holds no reports")
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := document.New(capture.Of(b, p, capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		docs, syns = append(docs, doc), append(syns, syn.Parse(doc))
	}
	return docs, syns
}

// TestSpans holds what is true of every attribution: spans lie on tokens, in
// order, a host comes with what it holds, and outermost ones share no word but
// those of a common source.
func TestSpans(t *testing.T) {
	r, err := attribution.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, syns := reports(t)
	for d, doc := range docs {
		starts, ends := map[int]bool{}, map[int]bool{}
		for _, tok := range syns[d].Tokens {
			starts[tok.Start], ends[tok.End] = true, true
		}
		found := r.Find(doc, syns[d])
		if len(found) == 0 {
			t.Errorf("%s: no attribution", doc.ID)
		}
		for i, a := range found {
			for _, s := range append(append([]span.Span{a.Cue}, a.Source...), a.Content...) {
				if s.Empty() || !starts[s.Start] || !ends[s.End] {
					t.Errorf("%s: %v does not lie on tokens: %q", doc.ID, s, doc.Text.Slice(s))
				}
			}
			if a.Confidence < 0 || a.Confidence > 1 {
				t.Errorf("%s: confidence %v", doc.ID, a.Confidence)
			}
			if i > 0 && span.Compare(found[i-1].Cue, a.Cue) > 0 {
				t.Errorf("%s: %d is out of order", doc.ID, i)
			}
			if w := a.Within; w >= len(found) || w >= 0 && found[w].Within >= 0 {
				t.Errorf("%s: %d lies within %d", doc.ID, i, w)
			}
		}
	}
}

// TestSame reads the same reports by several goroutines at once and wants the
// same from all.
func TestSame(t *testing.T) {
	r, err := attribution.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, syns := reports(t)
	want := make([][]attribution.Attribution, len(docs))
	for i := range docs {
		want[i] = r.Find(docs[i], syns[i])
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range docs {
				if d := cmp.Diff(want[i], r.Find(docs[i], syns[i])); d != "" {
					t.Errorf("%s: -first +later:\n%s", docs[i].ID, d)
				}
			}
		})
	}
	wg.Wait()
}

func TestOpenBroken(t *testing.T) {
	for _, raw := range [][]byte{nil, {1}, make([]byte, 4000)} {
		if _, err := attribution.Open(raw); err == nil {
			t.Errorf("%d bytes make a reader", len(raw))
		}
	}
}

func BenchmarkFind(b *testing.B) {
	docs, syns := reports(b)
	bench(b, docs, syns)
}

// BenchmarkFindLong reads one paragraph of a hundred thousand words: the time
// for a token is that of short reports.
func BenchmarkFindLong(b *testing.B) {
	text := strings.Repeat("The mayor said the pier was empty, and “nobody was hurt,” she added, but a clerk who saw the blast denied it ", 5000)
	doc, err := document.New(capture.Of([]byte(text), "-", capture.Stated{}))
	if err != nil {
		b.Fatal(err)
	}
	syn, err := syntax.Load()
	if err != nil {
		b.Fatal(err)
	}
	bench(b, []*document.Document{doc}, []*syntax.Analysis{syn.Parse(doc)})
}

func bench(b *testing.B, docs []*document.Document, syns []*syntax.Analysis) {
	r, err := attribution.Load()
	if err != nil {
		b.Fatal(err)
	}
	tokens := 0
	for _, s := range syns {
		tokens += len(s.Tokens)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range docs {
			r.Find(docs[i], syns[i])
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
