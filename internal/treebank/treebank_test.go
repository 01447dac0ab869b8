package treebank

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/span"
)

// packed writes text to a gzip file of that name.
func packed(t *testing.T, path, text string) string {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	_, _ = z.Write([]byte(text))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// invented has two documents: a word in two parts, a part that its whole does
// not hold, an empty node, a paragraph.
var invented = strings.ReplaceAll(`# newdoc id = one
# newpar
# sent_id = one-1
1 “ “ PUNCT `+"``"+` _ 3 punct _ SpaceAfter=No
2-3 Don’t _ _ _ _ _ _ _ SpaceAfter=No
2 Do do AUX VB _ 0 root _ _
3 n’t not PART RB _ 2 advmod _ _
3.1 go go VERB VB _ _ _ _ _
4 ” ” PUNCT '' _ 2 punct _ _
5 é é X FW _ 2 dep _ SpaceAfter=No

# sent_id = one-2
1-2 gonna _ _ _ _ _ _ _ _
1 going go VERB VBG _ 0 root _ _
2 to to PART TO _ 1 mark _ _

# newpar
# sent_id = one-3
1 End end NOUN NN _ 0 root _ _

# newdoc id = two
# sent_id = two-1
1 Alone alone ADJ JJ _ 0 root _ _
`, " ", "\t")

func TestRead(t *testing.T) {
	text := strings.NewReplacer("#\t", "# ", "\t=\t", " = ", "newdoc\tid", "newdoc id").Replace(invented)
	docs, err := Read(packed(t, filepath.Join(t.TempDir(), "a.conllu.gz"), text))
	if err != nil || len(docs) != 2 {
		t.Fatalf("Read = %d documents, %v", len(docs), err)
	}
	one := docs[0]
	if got, want := one.Text, "“Don’t” égonna\n\nEnd"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if diff := cmp.Diff([]span.Span{span.Of(0, 14), span.Of(16, 19)}, one.Paragraphs); diff != "" {
		t.Error(diff)
	}
	st := span.NewText(one.Text)
	var got []string
	for _, s := range one.Sentences {
		for _, w := range s.Words {
			got = append(got, s.ID+" "+w.Form+"="+st.Slice(w.Span))
		}
	}
	want := []string{"one-1 “=“", "one-1 Do=Do", "one-1 n’t=n’t", "one-1 ”=”", "one-1 é=é", "one-2 going=gonna", "one-2 to=gonna", "one-3 End=End"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if w := one.Sentences[0].Words; w[1].Head != -1 || w[2].Head != 1 || w[2].Rel != "advmod" || w[2].Lemma != "not" || w[2].XPOS != "RB" {
		t.Errorf("words %+v", w)
	}
	if docs[1].Text != "Alone" || len(docs[1].Paragraphs) != 1 || docs[1].ID != "two" {
		t.Errorf("second document %+v", docs[1])
	}
}

func TestReadErrors(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain.gz")
	if err := os.WriteFile(plain, []byte("no gzip"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"no such file":   filepath.Join(dir, "none.gz"),
		"no gzip":        plain,
		"too few fields": packed(t, filepath.Join(dir, "few.gz"), "1\tone\n"),
		"no head":        packed(t, filepath.Join(dir, "head.gz"), "1\ta\ta\tX\tX\t_\tx\troot\t_\t_\n"),
	} {
		if _, err := Read(path); err == nil || !strings.Contains(err.Error(), filepath.Base(path)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadSilver(t *testing.T) {
	stem := filepath.Join(t.TempDir(), "a")
	packed(t, stem+".jsonl.gz", `{"id": "one", "text": "Inés left."}`+"\n"+`{"id": "two", "text": "No layers."}`+"\n")
	packed(t, stem+".conll.gz", strings.NewReplacer(" ", "\t", "# doc = ", "# doc = ").Replace("# doc = one\n1 0 4 Inés inés NNP PERSON _ _ _\n2 5 9 left leave VBD O _ _ _\n3 9 10 . . . O _ _ _\n\n# doc = three\n1 0 4 Lost lost JJ O _ _ _\n\n"))
	arts, err := ReadSilver(stem)
	if err != nil || len(arts) != 2 {
		t.Fatalf("ReadSilver = %v, %v", arts, err)
	}
	if want := (SilverToken{span.Of(0, 4), "Inés", "inés", "NNP", "PERSON"}); len(arts[0].Sentences) != 1 || arts[0].Sentences[0][0] != want {
		t.Errorf("tokens %+v", arts[0].Sentences)
	}
	if len(arts[1].Sentences) != 0 {
		t.Errorf("an article without layers has %v", arts[1].Sentences)
	}
}
