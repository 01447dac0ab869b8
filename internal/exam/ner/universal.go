package ner

import (
	"strings"

	"hearsay/internal/span"
	"hearsay/internal/syntax"
	"hearsay/internal/treebank"
)

// universal scores a file of Universal NER, on its own tokens.
func universal(r *syntax.Reader, path string) (tally, error) {
	t := tally{}
	text := file{r: r, t: t}
	err := treebank.Lines(path, func(l string) error {
		text.line(l)
		return nil
	})
	text.close()
	return t, err
}

// file is one document of the file on the way; its spans count tokens.
type file struct {
	r    *syntax.Reader
	t    tally
	syn  syntax.Analysis
	gold []marked
	from int // first token of the sentence
}

func (f *file) line(l string) {
	switch {
	case strings.HasPrefix(l, "# newdoc"):
		f.close()
	case l == "":
		f.sentence()
	case l[0] != '#' || strings.Contains(l, "\t"):
		col := strings.Split(l, "\t")
		if len(col) < 3 {
			return
		}
		n := len(f.syn.Tokens)
		f.syn.Tokens = append(f.syn.Tokens, syntax.Token{Span: span.Of(n, n+1), Form: col[1], Head: -1})
		side, name, _ := strings.Cut(col[2], "-")
		kind := map[string]string{"PER": "person", "ORG": "organisation", "LOC": "place"}[name]
		switch last := len(f.gold) - 1; {
		case kind == "":
		case side == "I" && last >= 0 && f.gold[last].End == n:
			f.gold[last].End++
		default:
			f.gold = append(f.gold, marked{span.Of(n, n+1), kind})
		}
	}
}

func (f *file) sentence() {
	if n := len(f.syn.Tokens); n > f.from {
		f.syn.Sentences = append(f.syn.Sentences, syntax.Sentence{Span: span.Of(f.from, n), First: f.from, Last: n})
		f.from = n
	}
}

func (f *file) close() {
	f.sentence()
	f.r.Annotate(&f.syn)
	got := f.syn.Names[:0]
	for _, n := range f.syn.Names {
		if k := counted(n.Kind); k != "other" {
			got = append(got, n)
		}
	}
	f.t.add(got, f.gold)
	f.syn, f.gold, f.from = syntax.Analysis{}, nil, 0
}
