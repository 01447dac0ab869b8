package marked

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution"
	"hearsay/internal/document"
	"hearsay/internal/span"
)

// packed writes lines to a .jsonl.gz file; all texts are invented.
func packed(t *testing.T, lines string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.jsonl.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	_, _ = z.Write([]byte(lines))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRead(t *testing.T) {
	arts, err := Read(packed(t, `{"id": "a", "text": "Dock Hit\n\nInés said so. He left.\n",`+
		`"marks": [{"type": "Discard", "spans": [[23, 31]]}, {"type": "Other", "spans": [[0, 4]]}], "attributions": [`+
		`{"source": [[10, 14]], "cue": [[15, 19]], "content": [[20, 22]]},`+
		`{"source": [[10, 14]], "cue": [[15, 19]], "content": [[20, 22]], "within": 0},`+
		`{"source": [[10, 14]], "content": [[20, 22]]},`+
		`{"cue": [[5, 8], [0, 4]], "content": []}]}`+"\n"))
	if err != nil || len(arts) != 1 {
		t.Fatalf("Read = %v, %v", arts, err)
	}
	want := []attribution.Attribution{
		{Cue: span.Of(0, 8), Within: -1},
		{Source: []span.Span{span.Of(10, 14)}, Cue: span.Of(15, 19), Content: []span.Span{span.Of(20, 22)}, Within: -1},
	}
	if diff := cmp.Diff(want, arts[0].Gold); diff != "" {
		t.Errorf("marks without a cue and nested ones are left out: %s", diff)
	}
	if diff := cmp.Diff([]span.Span{span.Of(23, 31)}, arts[0].Discard); diff != "" {
		t.Error(diff)
	}
	doc := arts[0].Document()
	if len(doc.Paragraphs) != 2 || doc.Paragraphs[0].Role != document.Headline || doc.Text.Slice(doc.Paragraphs[1].Span) != "Inés said so. He left." {
		t.Errorf("Document = %+v", doc.Paragraphs)
	}
	for name, path := range map[string]string{"a broken line": packed(t, "{}\n{\n"), "no such file": "none.jsonl.gz"} {
		if _, err := Read(path); err == nil || !strings.Contains(err.Error(), filepath.Base(path)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMulti(t *testing.T) {
	by, err := Multi(packed(t, `{"id": "a", "by": {"two": {"attributions": []}, "one": {"attributions": [{"cue": [[0, 4]]}]}}}`))
	if err != nil || len(by["a"]) != 2 || len(by["a"][0]) != 1 || len(by["a"][1]) != 0 {
		t.Errorf("Multi = %v, %v", by, err)
	}
}

func TestInline(t *testing.T) {
	doc, atts, err := Inline("[s1,2 Inés] [q1 said] [c1 the pier [q2 reportedly] [c2 burnt]]. [s3 Hale] [h3 did not answer].")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := doc.Text.String(), "Inés said the pier reportedly burnt. Hale did not answer."; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	var got []string
	for _, a := range atts {
		var parts []string
		for _, s := range append(append(a.Source, a.Cue), a.Content...) {
			parts = append(parts, doc.Text.Slice(s))
		}
		got = append(got, strings.Join(parts, "/"))
	}
	want := []string{"Inés/said/the pier reportedly burnt", "Inés/reportedly/burnt", "Hale/did not answer"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if atts[2].Scope != attribution.Silence || atts[0].Scope != attribution.Speech {
		t.Errorf("scopes %v, %v", atts[0].Scope, atts[2].Scope)
	}
	if _, _, err := Inline("[sx Ana] said so"); err == nil {
		t.Error("a mark without a number has no error")
	}
}

func FuzzInline(f *testing.F) {
	f.Add("[s1 Ana] [q1 said] [c1 “so”].")
	f.Add("[s1 [q1 [c2,3 é] x ]")
	f.Fuzz(func(t *testing.T, text string) {
		doc, atts, err := Inline(text)
		if err != nil {
			return
		}
		if doc.Text.Len() == 0 {
			t.Error("no text and no error")
		}
		_ = atts
	})
}
