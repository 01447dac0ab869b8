// Package paragraph labels the words of a run with the roles they may play:
// begin or inside of a source, a cue, a content. Part of the attribution room.
//
// It is the first look: a linear chain over words, shapes, syntax and the
// state of quotation marks. Its label probabilities tell the later steps where
// cues may stand and how likely each word is part of a source or content of
// whatever attribution; it links nothing.
package paragraph
