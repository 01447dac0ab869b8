// Package syntax takes a report's text apart into sentences, tokens, lemmas,
// parts of speech, dependencies and names. Room 3.
//
//	r, _ := syntax.Load()
//	syn := r.Parse(doc)    // “Police shot two men in Oslo.”
//	syn.Tokens[1].Lemma    // shoot; Rel of men: obj, Head: 1; Name: Oslo, Place
//
// Tokens are in order, without overlap, never empty, and every character of a
// paragraph that is not white space lies in exactly one of them. Sentences
// cover all tokens and never cross a paragraph. Every sentence has one root;
// heads stay within their sentence and form a tree. Spans are code points of
// the document's text. The same text gives the same analysis, whatever was
// read before and by however many goroutines.
//
// It refuses nothing: any text has an analysis. Text outside
// document.Paragraphs is not read.
//
// What a name refers to is source's and gazetteer's work; who says what is
// attribution's.
//
// The steps are packages of their own: token, word, parse (heads, relations and
// tags, by a small network), lemma, name, and the linear models of names. The weights are made by `hearsay train
// syntax`; docs/models/syntax.md is their card, `hearsay exam ud` and `hearsay
// exam ner` print the scores.
package syntax
