package syntax

import (
	"errors"
	"fmt"
	"sync"
	"unicode/utf8"

	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax/lemma"
	"hearsay/internal/syntax/linear"
	"hearsay/internal/syntax/tag"
	"hearsay/internal/syntax/token"
	"hearsay/internal/syntax/word"
	"hearsay/internal/weights"
)

// ModelName is the weight file of this room.
const ModelName = "syntax"

// Reader takes texts apart by the weights in the binary. It is safe for
// concurrent use.
type Reader struct {
	words *word.Table
	book  *lemma.Book
	pairs [][2]uint8 // UPOS and XPOS of each class of the tagger
	tags  *linear.Model
	pool  sync.Pool // of *bench
}

// bench is the memory one text is worked on with.
type bench struct {
	split  token.Splitter
	words  []*word.Word
	own    []word.Word // words that are not in the table
	class  []uint8
	scores []int32
}

// Load opens the weights that are in the binary.
func Load() (*Reader, error) {
	raw, err := weights.Open(ModelName)
	if err != nil {
		return nil, err
	}
	return Open(raw)
}

// Open makes a reader of the bytes of a model.
func Open(raw []byte) (*Reader, error) {
	r := &Reader{}
	if err := r.decode(raw); err != nil {
		return nil, fmt.Errorf("model %s: %w", ModelName, err)
	}
	r.pool.New = func() any { return &bench{scores: make([]int32, 256)} }
	return r, nil
}

func (r *Reader) decode(b []byte) error {
	if len(b) == 0 || len(b) < 1+2*int(b[0]) {
		return errors.New("empty")
	}
	n := int(b[0])
	b = b[1:]
	for range n {
		r.pairs = append(r.pairs, [2]uint8{b[0], b[1]})
		b = b[2:]
	}
	entries, b, err := word.Decode(b)
	if err != nil {
		return err
	}
	r.words = word.NewTable(entries)
	if r.book, b, err = lemma.Decode(b); err != nil {
		return err
	}
	if r.tags, _, err = linear.Decode(b); err != nil {
		return err
	}
	if r.tags.Classes != n {
		return errors.New("tagger of other classes")
	}
	return nil
}

// Parse takes a report's text apart. Every paragraph of the document is read;
// text outside the paragraphs is not.
func (r *Reader) Parse(doc *document.Document) *Analysis {
	syn := &Analysis{Text: doc.Text}
	b := r.pool.Get().(*bench)
	defer r.pool.Put(b)
	tokenize(syn, doc, &b.split)
	r.annotate(syn, b)
	return syn
}

// Annotate fills in all that stands on tokens and sentences, which are given:
// exams use it on a treebank's own tokens.
func (r *Reader) Annotate(syn *Analysis) {
	b := r.pool.Get().(*bench)
	defer r.pool.Put(b)
	r.annotate(syn, b)
}

func (r *Reader) annotate(syn *Analysis, b *bench) {
	r.look(syn, b)
	for i := range syn.Sentences {
		r.sentence(syn, &syn.Sentences[i], b)
	}
}

// tokenize fills in tokens and sentences, in code points.
func tokenize(syn *Analysis, doc *document.Document, split *token.Splitter) {
	text := doc.Text.String()
	split.Reset()
	var owner []int // paragraph of each sentence
	for i, p := range doc.Paragraphs {
		split.Paragraph(text, doc.Text.Byte(p.Start), doc.Text.Byte(p.End))
		for len(owner) < len(split.Ends) {
			owner = append(owner, i)
		}
	}
	syn.Tokens = make([]Token, len(split.Tokens))
	ascii := doc.Text.Len() == len(text)
	at, cp := 0, 0
	for i, t := range split.Tokens {
		tok := &syn.Tokens[i]
		tok.Form, tok.Head = text[t.Start:t.End], -1
		if ascii {
			tok.Span = span.Of(t.Start, t.End)
			continue
		}
		cp += utf8.RuneCountInString(text[at:t.Start])
		end := cp + utf8.RuneCountInString(tok.Form)
		tok.Span = span.Of(cp, end)
		at, cp = t.End, end
	}
	syn.Sentences = make([]Sentence, len(split.Ends))
	first := 0
	for i, end := range split.Ends {
		syn.Sentences[i] = Sentence{
			Span:  span.Of(syn.Tokens[first].Start, syn.Tokens[end-1].End),
			First: first, Last: end, Paragraph: owner[i],
		}
		first = end
	}
}

// look gives each token its word.
func (r *Reader) look(syn *Analysis, b *bench) {
	n := len(syn.Tokens)
	if cap(b.words) < n {
		b.words, b.class = make([]*word.Word, n), make([]uint8, n)
	}
	b.words, b.class = b.words[:n], b.class[:n]
	b.own = b.own[:0]
	unknown := 0
	for i := range syn.Tokens {
		if b.words[i] = r.words.Look(syn.Tokens[i].Form); b.words[i] == nil {
			unknown++
		}
	}
	if cap(b.own) < unknown {
		b.own = make([]word.Word, 0, unknown)
	}
	for i := range syn.Tokens {
		if b.words[i] == nil {
			b.own = b.own[:len(b.own)+1]
			b.words[i] = &b.own[len(b.own)-1]
			r.words.Fill(b.words[i], syn.Tokens[i].Form)
		}
		tok, w := &syn.Tokens[i], b.words[i]
		tok.Lower, tok.Cluster, tok.Coarse = w.Lower, uint16(w.Cluster), uint8(w.Coarse)
	}
}

// sentence tags one sentence.
func (r *Reader) sentence(syn *Analysis, sent *Sentence, b *bench) {
	ws, class := b.words[sent.First:sent.Last], b.class[sent.First:sent.Last]
	tg := tag.Tagger{Model: r.tags}
	tg.Tag(ws, class, b.scores[:r.tags.Classes])
	for i, c := range class {
		tok := &syn.Tokens[sent.First+i]
		tok.UPOS, tok.XPOS = UPOS(r.pairs[c][0]), XPOS(r.pairs[c][1])
		tok.Lemma = r.book.Of(tok.Form, tok.Lower, tok.XPOS.String())
	}
}
