// Package ud examines tokens, sentences, tags, lemmas and dependencies on
// Universal Dependencies treebanks, behind `hearsay exam ud DIR`.
//
// The raw text of a document is rebuilt from its forms, SpaceAfter and newpar
// (see package treebank): sentences of a paragraph are joined by a space,
// paragraphs by an empty line. A token or sentence is right where its span is.
// Tags, lemmas and heads are scored on the treebank's own tokens, with tags
// given by the reader. UAS and LAS count punctuation; a relation counts with
// its subtype in LAS, without it in the column after.
package ud

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
	"hearsay/internal/treebank"
)

// sets are the files examined, as far as the folder holds them.
var sets = []struct{ title, file, only string }{
	{"EWT dev", "en_ewt-ud-dev", ""},
	{"GUM dev", "en_gum-ud-dev", ""},
	{"GUM dev, news", "en_gum-ud-dev", "_news_"},
	{"GUM dev, news and interview", "en_gum-ud-dev", "_news_ _interview_"},
	{"ParTUT dev", "en_partut-ud-dev", ""},
}

// Run examines the treebanks in dir, or in its folder ud.
func Run(dir string, w, progress io.Writer) error {
	if _, err := os.Stat(filepath.Join(dir, "ud")); err == nil {
		dir = filepath.Join(dir, "ud")
	}
	begin := time.Now()
	r, err := syntax.Load()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "load %.0f ms\n\n", time.Since(begin).Seconds()*1000)
	fmt.Fprintf(w, "%-28s %8s %8s %8s | %6s %6s %6s %6s %6s %6s %9s\n", "", "words", "token F1", "sent F1", "UPOS", "XPOS", "lemma", "UAS", "LAS", "LAS-", "tokens/s")
	found := false
	for _, s := range sets {
		path := filepath.Join(dir, s.file+".conllu.gz")
		if _, err := os.Stat(path); err != nil {
			continue
		}
		found = true
		docs, err := treebank.Read(path)
		if err != nil {
			return err
		}
		var t tally
		for i := range docs {
			if wanted(docs[i].ID, s.only) {
				t.raw(r, &docs[i])
				t.given(r, &docs[i])
			}
		}
		t.print(w, s.title)
		fmt.Fprintln(progress, s.title, "done")
	}
	if !found {
		return fmt.Errorf("%s holds no treebank", dir)
	}
	return nil
}

func wanted(id, only string) bool {
	for part := range strings.FieldsSeq(only) {
		if strings.Contains(id, part) {
			return true
		}
	}
	return only == ""
}

// match counts what is right of what is given and what is there.
type match struct{ right, given, there int }

func (m match) f1() float64 {
	return 200 * float64(m.right) / float64(max(1, m.given+m.there))
}

type tally struct {
	words                               int
	tokens, sentences                   match
	upos, xpos, lemma, uas, las, coarse int
	time                                time.Duration
}

func (t *tally) print(w io.Writer, title string) {
	pc := func(n int) float64 { return 100 * float64(n) / float64(max(1, t.words)) }
	fmt.Fprintf(w, "%-28s %8d %8.2f %8.2f | %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f %9.0f\n", title, t.words, t.tokens.f1(), t.sentences.f1(),
		pc(t.upos), pc(t.xpos), pc(t.lemma), pc(t.uas), pc(t.las), pc(t.coarse), float64(t.tokens.given)/t.time.Seconds())
}

// raw scores tokens and sentences of the rebuilt text.
func (t *tally) raw(r *syntax.Reader, d *treebank.Document) {
	doc := &document.Document{Text: span.NewText(d.Text)}
	for _, p := range d.Paragraphs {
		doc.Paragraphs = append(doc.Paragraphs, document.Paragraph{Span: p})
	}
	begin := time.Now()
	syn := r.Parse(doc)
	t.time += time.Since(begin)
	toks, sents := map[span.Span]bool{}, map[span.Span]bool{}
	for i := range d.Sentences {
		ws := d.Sentences[i].Words
		for _, w := range ws {
			toks[w.Span] = true
			t.tokens.there++
		}
		sents[span.Of(ws[0].Start, ws[len(ws)-1].End)] = true
		t.sentences.there++
	}
	for i := range syn.Tokens {
		t.tokens.given++
		if toks[syn.Tokens[i].Span] {
			t.tokens.right++
		}
	}
	for _, s := range syn.Sentences {
		t.sentences.given++
		if sents[s.Span] {
			t.sentences.right++
		}
	}
}

// given scores what the reader makes of the treebank's own tokens.
func (t *tally) given(r *syntax.Reader, d *treebank.Document) {
	syn := &syntax.Analysis{Text: span.NewText(d.Text)}
	var gold []treebank.Word
	for i := range d.Sentences {
		first := len(gold)
		for _, w := range d.Sentences[i].Words {
			if w.Head >= 0 {
				w.Head += first
			}
			gold = append(gold, w)
			syn.Tokens = append(syn.Tokens, syntax.Token{Span: w.Span, Form: w.Form, Head: -1})
		}
		syn.Sentences = append(syn.Sentences, syntax.Sentence{First: first, Last: len(gold)})
	}
	r.Annotate(syn)
	for i, w := range gold {
		tok := &syn.Tokens[i]
		t.words++
		count(&t.upos, tok.UPOS.String() == w.UPOS)
		count(&t.xpos, tok.XPOS.String() == w.XPOS)
		count(&t.lemma, tok.Lemma == w.Lemma)
		head := int(tok.Head) == w.Head
		count(&t.uas, head)
		count(&t.las, head && tok.Rel.String() == w.Rel)
		count(&t.coarse, head && bare(tok.Rel.String()) == bare(w.Rel))
	}
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

func bare(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}
