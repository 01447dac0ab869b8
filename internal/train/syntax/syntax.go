// Package syntax trains the weights of room 3 from the corpora: word table,
// lemmas, parser, names. `hearsay train syntax CORPORA OUT` rebuilds the shipped file
// byte for byte: fixed order, own random numbers, whole numbers throughout,
// one thread.
package syntax

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"hearsay/internal/syntax"
	"hearsay/internal/syntax/lemma"
	"hearsay/internal/syntax/word"
	"hearsay/internal/treebank"
	"hearsay/internal/weights"
)

// Run trains from the corpora folder and writes syntax.zst into out.
func Run(corpora, out string, progress io.Writer) error {
	begin := time.Now()
	say := func(format string, args ...any) {
		fmt.Fprintf(progress, "%4.0f s  %s\n", time.Since(begin).Seconds(), fmt.Sprintf(format, args...))
	}
	c, err := read(corpora)
	if err != nil {
		return err
	}
	say("corpora read")
	entries := vocabulary(c, say)
	raw := build(c, entries, say)
	f, err := os.Create(filepath.Join(out, syntax.ModelName+".zst"))
	if err != nil {
		return err
	}
	if err := weights.Pack(f, raw); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// build trains all models over the word table and encodes them in the order in
// which syntax.Open reads them.
func build(c *corpus, entries []word.Entry, say func(string, ...any)) []byte {
	gold := append(append([]treebank.Sentence{}, c.ewt...), c.gum...)
	cl := newClasses(gold, 3)
	lex := &lexer{word.NewTable(entries), map[string]*word.Word{}}
	exs := lex.examples(gold, cl)
	exs = append(exs, lex.capitals(exs)...)
	raw := []byte{byte(len(cl.pairs))}
	for _, p := range cl.pairs {
		raw = append(raw, p[0], p[1])
	}
	raw = word.Append(raw, entries)
	bases, odd := lemmas(c)
	say("lemmas: %d bases, %d exceptions", len(bases), len(odd))
	raw = lemma.Append(raw, bases, odd)
	p := trainParser(c, lex, exs, len(cl.pairs), say)
	raw = p.Append(raw)
	first, second := trainNames(labelArticles(c.silver, lex, p), say)
	return second.Append(first.Append(raw))
}
