// Package document turns a capture into a report: clean text with stable
// offsets, and what the report says of itself. Room 2.
//
//	doc, err := document.New(c)
//	doc.Headline.Value // "Two Dead in Dock Blast"
//	doc.Located.Value  // "BOGOTA"
//	doc.Damage         // [{truncated [1804,1809)}]
//
// Always true of a document that leaves: its text is valid UTF-8 with line
// feeds and nothing invisible but tabs; its paragraphs are in order, do not
// overlap and cover every character that is not white space; every field has
// the span it rests on, or is marked as stated by the caller.
//
// It refuses empty, binary and foreign-language captures with an *Error that
// says what to do. Bytes that stand for no character become U+FFFD and are
// marked as damage, never dropped.
//
// It finds no sentences (syntax does) and no sources. Headline, byline,
// dateline and credits are found by the rules in headline.go, furniture.go and
// the word lists in data/; damage by those in damage.go.
package document
