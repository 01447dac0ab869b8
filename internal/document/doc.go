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
// the span it rests on, is marked as stated by the caller, or says where the
// format states it; a day is only read where it can be read in one way.
//
// Open makes a draft of a capture's bytes by the format that they are in: each
// has a package of its own below this one (web, pdf, docx, mail, markdown,
// wire), and what a format states goes before what the words say
// (docs/pages.md).
//
// It refuses empty captures, formats it does not read, pages that hold a wall
// and no article, encodings it does not know and foreign languages, with an
// *Error that says what to do (docs/decisions/0006-refusals.md). Bytes that
// stand for no character become U+FFFD and are marked as damage, never dropped.
//
// It finds no sentences (syntax does) and no sources. What a report says of
// itself is found by the rules of press.go and the files it calls (headline.go,
// date.go, dateline.go, credit.go) and the outlets of data/; damage by those in
// damage.go and clipped.go. `hearsay exam report` prints how often each is
// found in unmarked texts.
package document
