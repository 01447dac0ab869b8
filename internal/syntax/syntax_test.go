package syntax

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/document"
	"hearsay/internal/span"
)

var loaded = sync.OnceValues(Load)

func reader(t testing.TB) *Reader {
	r, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// paged makes a document of a text, each line a paragraph.
func paged(text string) *document.Document {
	doc := &document.Document{Text: span.NewText(text)}
	at := 0
	for line := range strings.Lines(text) {
		n := utf8.RuneCountInString(line)
		doc.Paragraphs = append(doc.Paragraphs, document.Paragraph{Span: span.Of(at, at+n)})
		at += n
	}
	return doc
}

// heads writes each sentence as word<head:relation.
func heads(syn *Analysis) string {
	var b strings.Builder
	for i := range syn.Tokens {
		tok := &syn.Tokens[i]
		if i > 0 {
			b.WriteByte(' ')
		}
		head := "ROOT"
		if tok.Head >= 0 {
			head = syn.Tokens[tok.Head].Form
		}
		b.WriteString(tok.Form + "<" + head + ":" + tok.Rel.String())
	}
	return b.String()
}

// The texts are invented for this test.
func TestParse(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ text, want string }{
		{"The police killed two men.", "The<police:det police<killed:nsubj killed<ROOT:root two<men:nummod men<killed:obj .<killed:punct"},
		{"The minister said the bridge had been closed.", "The<minister:det minister<said:nsubj said<ROOT:root the<bridge:det bridge<closed:nsubj:pass had<closed:aux been<closed:aux:pass closed<said:ccomp .<said:punct"},
		{"He did not confirm the report.", "He<confirm:nsubj did<confirm:aux not<confirm:advmod confirm<ROOT:root the<report:det report<confirm:obj .<confirm:punct"},
	} {
		syn := r.Parse(paged(c.text))
		if diff := cmp.Diff(c.want, heads(syn)); diff != "" {
			t.Error(diff)
		}
	}
}

// The texts are invented for this test.
func TestNames(t *testing.T) {
	r := reader(t)
	kinds := [...]string{"-", "person", "organisation", "place", "nationality", "facility", "vehicle", "misc"}
	for _, c := range []struct{ name, text, want string }{
		{"plain", "Maria Lopez told Reuters in Bogota that Colombian troops had left.", "Maria Lopez person, Reuters organisation, Bogota place, Colombian nationality"},
		{"facility", "The shelling closed Aleppo International Airport on Sunday.", "Aleppo International Airport facility"},
		{"capitals", "POLICE ARRESTED DAVID JONES IN LONDON ON MONDAY.", "DAVID JONES person, LONDON place"},
		{"none", "they left the town at night.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			syn := r.Parse(paged(c.text))
			var got []string
			for _, n := range syn.Names {
				got = append(got, syn.Text.Slice(n.Span)+" "+kinds[n.Kind])
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// whole checks what doc.go says is always true of an analysis.
func whole(t interface{ Fatalf(string, ...any) }, syn *Analysis) {
	at := 0
	for i, sent := range syn.Sentences {
		if sent.First != at || sent.Last <= at {
			t.Fatalf("sentence %d is [%d,%d) after %d", i, sent.First, sent.Last, at)
		}
		at = sent.Last
		roots := 0
		for k := sent.First; k < sent.Last; k++ {
			tok := &syn.Tokens[k]
			if tok.Empty() || k > 0 && tok.Start < syn.Tokens[k-1].End {
				t.Fatalf("token %d lies at %v", k, tok.Span)
			}
			if tok.Head < 0 {
				roots++
			}
			if (tok.Head < 0) != (tok.Rel == RelRoot) || tok.Rel == NoRel || tok.UPOS == NoUPOS {
				t.Fatalf("token %d: head %d, relation %v, %v", k, tok.Head, tok.Rel, tok.UPOS)
			}
			steps := 0
			for h := k; syn.Tokens[h].Head >= 0; h = int(syn.Tokens[h].Head) {
				if n := int(syn.Tokens[h].Head); n < sent.First || n >= sent.Last {
					t.Fatalf("token %d hangs on %d, outside its sentence", h, n)
				}
				if steps++; steps > sent.Last-sent.First {
					t.Fatalf("token %d hangs on itself", k)
				}
			}
		}
		if roots != 1 {
			t.Fatalf("sentence %d has %d roots", i, roots)
		}
	}
	if at != len(syn.Tokens) {
		t.Fatalf("%d tokens, sentences end at %d", len(syn.Tokens), at)
	}
	last := 0
	for _, n := range syn.Names {
		if n.First < last || n.Last <= n.First || n.Kind == NoName || n.Start != syn.Tokens[n.First].Start || n.End != syn.Tokens[n.Last-1].End {
			t.Fatalf("name %+v after token %d", n, last)
		}
		last = n.Last
	}
}

func TestWhole(t *testing.T) {
	r := reader(t)
	piece := rapid.SampledFrom([]string{"The ", "minister ", "said ", "U.S. ", "Mr. ", "don't ", "’", "“", "” ", `"`, "-", "...", ". ", "? ", ", ", " ", "\n", "é", "Ali ", "LONDON ", "killed ", "9,5 ", "https://a.b ", "and ", "that ", "of ", "\u200d", "\xff", "😀 ", "1. "})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ToValidUTF8(strings.Join(rapid.SliceOfN(piece, 0, 60).Draw(t, "pieces"), ""), "�")
		syn := r.Parse(paged(text))
		whole(t, syn)
		if diff := cmp.Diff(syn.Tokens, r.Parse(paged(text)).Tokens); diff != "" {
			t.Fatalf("a second reading differs: %s", diff)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add(`"It's over," he said in the U.S. It wasn't.`)
	f.Add("LONDON (AP) — THE MINISTER’S AIDE – “MR. X” – LEFT.\n• one\n• two")
	f.Fuzz(func(t *testing.T, text string) {
		whole(t, reader(t).Parse(paged(strings.ToValidUTF8(text, "�"))))
	})
}

// TestLinear checks that a megabyte of one sentence, or of one word, takes no
// longer than its length says.
func TestLinear(t *testing.T) {
	for _, unit := range []string{"word ", "the man said that ", "A", "“ ", "Ali and ", ", "} {
		whole1(t, reader(t).Parse(paged(strings.Repeat(unit, 1<<20/len(unit)))))
	}
}

// whole1 is whole without the walk to the root, which is as long as the tree
// is deep.
func whole1(t *testing.T, syn *Analysis) {
	roots := 0
	for i := range syn.Tokens {
		if syn.Tokens[i].Head < 0 {
			roots++
		}
	}
	if roots != len(syn.Sentences) {
		t.Errorf("%d roots in %d sentences", roots, len(syn.Sentences))
	}
}

func TestConcurrent(t *testing.T) {
	r := reader(t)
	doc := paged(strings.Repeat("Gen. Omar Haddad denied on Friday that his men had shelled the Red Cross hospital in Tamra. “It is a lie,” he told the BBC.\n", 20))
	want := r.Parse(doc)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if diff := cmp.Diff(want.Tokens, r.Parse(doc).Tokens); diff != "" {
				t.Error(diff)
			}
		})
	}
	wg.Wait()
}

func BenchmarkParse(b *testing.B) {
	r := reader(b)
	doc := paged(strings.Repeat("Gen. Omar Haddad denied on Friday that his men had shelled the Red Cross hospital in Tamra, where officials said 14 people were killed. “It is a lie,” he told the BBC. Residents of the town, which the rebels took in March, said two warplanes had circled for hours before the strike; a spokesman for the U.S.-led coalition declined to comment.\n", 40))
	n := 0
	for b.Loop() {
		n += len(r.Parse(doc).Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
