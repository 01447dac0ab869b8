package lineage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/lineage"
	"hearsay/internal/syntax"
)

// pagesOf are the reports of this test as they are made ready and, where again, as
// they come back from what is written down.
func pagesOf(t testing.TB, again bool) (pages []*lineage.Page, docs []*document.Document, written [][]byte) {
	t.Helper()
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{wire, copied, retold, apart, follow} {
		doc, err := document.New(capture.Of([]byte(text), string(rune('a'+i)), capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		p := lineage.PageOf(lineage.Report{Document: doc, Syntax: syn.Parse(doc), Speakers: []string{"Tilda Roon"}})
		b := p.Encode()
		if again {
			if p, err = lineage.Decode(doc, b); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(b, p.Encode()); d != "" {
				t.Error(d)
			}
		}
		pages, docs, written = append(pages, p), append(docs, doc), append(written, b)
	}
	return pages, docs, written
}

// TestEncode: pages that come back lead to the same edges.
func TestEncode(t *testing.T) {
	first, docs, written := pagesOf(t, false)
	back, _, _ := pagesOf(t, true)
	want := lineage.TracePages(first)
	if d := cmp.Diff(want, lineage.TracePages(back)); d != "" || len(want) == 0 {
		t.Errorf("%d edges, %s", len(want), d)
	}
	if _, err := lineage.Decode(docs[0], written[0][:40]); err == nil {
		t.Error("half a page is taken")
	}
	if n := len(written[0]); n > 3*len(wire) {
		t.Errorf("%d bytes for a text of %d", n, len(wire))
	}
}

func FuzzDecode(f *testing.F) {
	_, docs, written := pagesOf(f, false)
	for _, b := range written {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := lineage.Decode(docs[0], b); err == nil {
			q, _ := lineage.Decode(docs[1], written[1])
			lineage.TracePages([]*lineage.Page{p, q})
		}
	})
}
