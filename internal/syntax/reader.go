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
	"hearsay/internal/syntax/name"
	"hearsay/internal/syntax/parse"
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
	parse *parse.Parser
	names [2]*linear.Model // at first and at second sight
	pool  sync.Pool        // of *bench
}

// bench is the memory one text is worked on with.
type bench struct {
	split token.Splitter
	words []*word.Word
	own   []word.Word // words that are not in the table
	class []uint8
	given []uint8 // labels of the words at first sight
	label []uint8
	state parse.State
	names name.Finder
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
	r.pool.New = func() any {
		return &bench{names: name.Finder{First: r.names[0], Second: r.names[1]}}
	}
	return r, nil
}

func (r *Reader) decode(b []byte) error {
	if len(b) == 0 || len(b) < 1+2*int(b[0]) {
		return errors.New("empty")
	}
	n := int(b[0])
	b = b[1:]
	for range n {
		if b[0] > uint8(X) || b[1] > uint8(TagOpenQuote) {
			return errors.New("tags of another kind")
		}
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
	if r.parse, b, err = parse.Decode(b); err != nil {
		return err
	}
	for k := range r.names {
		if r.names[k], b, err = linear.Decode(b); err != nil {
			return err
		}
		if r.names[k].Classes != name.Labels {
			return errors.New("names of other kinds")
		}
	}
	if r.parse.Tags != n || r.parse.Rels != len(relNames) {
		return errors.New("models of other classes")
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
	b.names.Reset()
	b.given = append(b.given[:0], b.class...)
	for i := range syn.Sentences {
		r.sentence(syn, &syn.Sentences[i], b)
	}
	for i := range syn.Sentences {
		sent := &syn.Sentences[i]
		from, to := sent.First, sent.Last
		b.label = append(b.label[:0], b.class[from:to]...)
		b.names.Label(b.words[from:to], b.class[from:to], b.given[from:to], b.label)
		syn.collect(sent, b.label)
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
		syn.Tokens[i].Lower = b.words[i].Lower
	}
}

// sentence parses one sentence and looks for names a first time.
func (r *Reader) sentence(syn *Analysis, sent *Sentence, b *bench) {
	ws, class := b.words[sent.First:sent.Last], b.class[sent.First:sent.Last]
	r.parse.Run(&b.state, ws, uint8(RelParataxis))
	copy(class, b.state.Tags)
	for i, c := range class {
		tok := &syn.Tokens[sent.First+i]
		tok.UPOS, tok.XPOS = UPOS(r.pairs[c][0]), XPOS(r.pairs[c][1])
		tok.Lemma = r.book.Of(tok.Form, tok.Lower, tok.XPOS.String())
		tok.Rel, tok.Head = Rel(b.state.Rels[i]), -1
		if head := int(b.state.Heads[i]); head < len(ws) {
			tok.Head = int32(sent.First + head)
		}
	}
	b.names.Try(ws, class, b.given[sent.First:sent.Last])
}
