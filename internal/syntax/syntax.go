package syntax

import "hearsay/internal/span"

// Analysis is a text taken apart: tokens in order, without overlap, grouped
// into sentences, with names found. Tokens never cross a sentence, sentences
// never cross a paragraph.
type Analysis struct {
	Text      *span.Text
	Tokens    []Token
	Sentences []Sentence
	Names     []Name
}

// Token is a word or a mark, by the conventions of UD English. Its form is the
// text of its span; nothing is normalised away.
type Token struct {
	span.Span
	Form  string // shares the text's memory
	Lower string // lower-cased form; shares memory where the form is lower case
	Lemma string
	UPOS  UPOS
	XPOS  XPOS  // Penn tag
	Head  int32 // index into Analysis.Tokens; -1 for a root
	Rel   Rel   // relation to the head, UD v2
	// Cluster numbers the class of words that keep the same company in unmarked
	// news, Coarse a wider one (package word); 0 for a form not seen there.
	Cluster uint16
	Coarse  uint8
}

// Sentence is a run of tokens [First, Last) of one paragraph.
type Sentence struct {
	span.Span
	First, Last int // token indices, half open
	Paragraph   int // index into Document.Paragraphs
}

// NameKind says what a name names.
type NameKind uint8

// The kinds of name.
const (
	NoName NameKind = iota
	Person
	Organisation
	Place
	Nationality // "Somali", "Russian", "Republican" as adjectives and demonyms
	Facility
	Vehicle // vessel or aircraft
	Misc
)

// Name is a proper name: tokens [First, Last).
type Name struct {
	span.Span
	First, Last int
	Kind        NameKind
}
