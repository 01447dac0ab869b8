package syntax

import (
	"encoding/json"
	"path/filepath"
	"strings"

	"hearsay/internal/syntax/token"
	"hearsay/internal/treebank"
)

// corpus is all that the trainer reads.
type corpus struct {
	ewt, gum, partut []treebank.Sentence
	silver           []treebank.Article // PolNeAR train with its machine-made layers
	raw              [][]string         // sentences of forms, unmarked news
}

// read loads the corpora; every file and every line is read in a fixed order.
func read(dir string) (*corpus, error) {
	c := &corpus{}
	for _, f := range []struct {
		name string
		into *[]treebank.Sentence
	}{{"en_ewt-ud-train", &c.ewt}, {"en_gum-ud-train", &c.gum}, {"en_partut-ud-train", &c.partut}} {
		docs, err := treebank.Read(filepath.Join(dir, "ud", f.name+".conllu.gz"))
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			*f.into = append(*f.into, d.Sentences...)
		}
	}
	for _, set := range [][]treebank.Sentence{c.ewt, c.gum, c.partut} {
		for _, s := range set {
			forms := make([]string, len(s.Words))
			for i, w := range s.Words {
				forms[i] = w.Form
			}
			c.raw = append(c.raw, forms)
		}
	}
	var err error
	if c.silver, err = treebank.ReadSilver(filepath.Join(dir, "polnear", "train")); err != nil {
		return nil, err
	}
	for _, a := range c.silver {
		c.split(a.Text)
	}
	for _, f := range []string{"raw/news.jsonl.gz"} {
		err := treebank.Lines(filepath.Join(dir, f), func(l string) error {
			var t struct{ Text string }
			if err := json.Unmarshal([]byte(l), &t); err != nil {
				return err
			}
			c.split(t.Text)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return c, nil
}

// split adds the sentences of a raw text, a paragraph a line.
func (c *corpus) split(text string) {
	var sp token.Splitter
	at := 0
	for line := range strings.Lines(text) {
		sp.Reset()
		sp.Paragraph(text, at, at+len(line))
		at += len(line)
		first := 0
		for _, end := range sp.Ends {
			forms := make([]string, 0, end-first)
			for _, t := range sp.Tokens[first:end] {
				forms = append(forms, text[t.Start:t.End])
			}
			c.raw = append(c.raw, forms)
			first = end
		}
	}
}
