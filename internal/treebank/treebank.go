// Package treebank reads marked texts for trainers and exams: CoNLL-U files,
// the silver layers of PolNeAR and lists of labelled tokens. Side room of
// the workshops train and exam; no reading room uses it.
//
// It rebuilds the raw text of a CoNLL-U document from the forms, SpaceAfter
// and newpar: sentences of a paragraph are joined by a space (none after
// SpaceAfter=No), paragraphs by an empty line. Offsets are code points.
package treebank

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay/internal/span"
)

// Word is a syntactic word of a treebank.
type Word struct {
	span.Span // in the rebuilt text of its document
	Form      string
	Lemma     string
	UPOS      string
	XPOS      string
	Head      int // index into the sentence's words; -1 for the root
	Rel       string
	Misc      string
}

// Sentence is a run of words.
type Sentence struct {
	ID    string
	Words []Word
}

// Document is a text with its sentences.
type Document struct {
	ID         string
	Text       string
	Paragraphs []span.Span
	Sentences  []Sentence
}

// Lines opens a gzip file and calls line for each of its lines.
func Lines(path string, line func(string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	r := bufio.NewReaderSize(z, 1<<16)
	for {
		l, err := r.ReadString('\n')
		if l != "" {
			if e := line(strings.TrimRight(l, "\n")); e != nil {
				return fmt.Errorf("%s: %w", path, e)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
}

// Read reads a CoNLL-U file.
func Read(path string) ([]Document, error) {
	b := builder{}
	if err := Lines(path, b.line); err != nil {
		return nil, err
	}
	b.closeDocument()
	return b.docs, nil
}

// builder puts documents together line by line.
type builder struct {
	docs []Document
	text strings.Builder
	cps  int // code points in text
	doc  *Document
	sent *Sentence

	id      string
	par     bool
	surface span.Span // of the multiword token
	until   int       // last word of the multiword token
	whole   string    // its form
	rest    string    // what of it is not used up by its words
	noSpace bool
}

func (b *builder) line(l string) error {
	switch {
	case strings.HasPrefix(l, "# newdoc"):
		b.closeDocument()
		_, id, _ := strings.Cut(l, "= ")
		b.open(id)
	case strings.HasPrefix(l, "# newpar id"), l == "# newpar", strings.HasPrefix(l, "# newpar ="):
		b.par = true
	case strings.HasPrefix(l, "# sent_id"):
		_, b.id, _ = strings.Cut(l, "= ")
	case strings.HasPrefix(l, "#"):
	case l == "":
		b.sent = nil
	default:
		return b.word(strings.Split(l, "\t"))
	}
	return nil
}

func (b *builder) open(id string) {
	b.docs = append(b.docs, Document{ID: id})
	b.doc = &b.docs[len(b.docs)-1]
	b.par = true
}

func (b *builder) closeDocument() {
	if b.doc != nil {
		b.doc.Text = b.text.String()
		b.closeParagraph()
	}
	b.text.Reset()
	b.cps, b.doc, b.noSpace, b.sent = 0, nil, false, nil
}

func (b *builder) closeParagraph() {
	if n := len(b.doc.Paragraphs); n > 0 {
		b.doc.Paragraphs[n-1].End = b.cps
	}
}

func (b *builder) write(s string) {
	b.text.WriteString(s)
	b.cps += utf8.RuneCountInString(s)
}

// begin opens a sentence, and a paragraph where one is due.
func (b *builder) begin() {
	if b.doc == nil {
		b.open("")
	}
	if b.par {
		b.closeParagraph()
		if b.cps > 0 {
			b.write("\n\n")
		}
		b.doc.Paragraphs = append(b.doc.Paragraphs, span.Of(b.cps, b.cps))
		b.noSpace = true
	}
	b.par = false
	b.doc.Sentences = append(b.doc.Sentences, Sentence{ID: b.id})
	b.sent = &b.doc.Sentences[len(b.doc.Sentences)-1]
	b.until = 0
}

func (b *builder) word(f []string) error {
	if len(f) != 10 {
		return fmt.Errorf("%s: a line of %d fields", b.id, len(f))
	}
	if strings.Contains(f[0], ".") {
		return nil // empty nodes of the enhanced graph
	}
	if b.sent == nil {
		b.begin()
	}
	if from, to, ok := strings.Cut(f[0], "-"); ok {
		_ = from
		b.until, _ = strconv.Atoi(to)
		b.surface = b.put(f[1], f[9])
		b.whole, b.rest = f[1], f[1]
		return nil
	}
	id, _ := strconv.Atoi(f[0])
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("%s: head %q", b.id, f[6])
	}
	w := Word{Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Head: head - 1, Rel: f[7], Misc: f[9]}
	switch {
	case id > b.until:
		w.Span = b.put(f[1], f[9])
	case strings.HasPrefix(b.rest, f[1]):
		start := b.surface.Start + utf8.RuneCountInString(b.whole) - utf8.RuneCountInString(b.rest)
		w.Span = span.Of(start, start+utf8.RuneCountInString(f[1]))
		b.rest = b.rest[len(f[1]):]
	default:
		w.Span, b.rest = b.surface, "\x00"
	}
	b.sent.Words = append(b.sent.Words, w)
	return nil
}

// put writes a form with the space before it and returns its span.
func (b *builder) put(form, misc string) span.Span {
	if !b.noSpace {
		b.write(" ")
	}
	start := b.cps
	b.write(form)
	b.noSpace = strings.Contains(misc, "SpaceAfter=No")
	return span.Of(start, b.cps)
}
