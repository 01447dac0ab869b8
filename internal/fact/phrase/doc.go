// Package phrase tells where noun phrases begin and end, and which of them a
// verb has as its subject and object. A part of room 7.
//
//	t := phrase.New(syn)
//	t.Subject(k, first)   // “gunmen” of “gunmen stormed a hotel”, k at “stormed”
//	t.End(k, true)        // the end of “the northern town of Lanby, Malta”
//
// Always true: positions are token indices, ranges half open and within one
// sentence. It judges by tags and by the words beside a verb, and asks the tree
// only for a subject that these do not show. What a phrase means is room fact's
// work.
package phrase
