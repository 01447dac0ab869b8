// Package frame looks at a run from one possible cue: who would be its source,
// what its content. Part of the attribution room.
//
//	The mayor , who resigned , said the pier was empty .
//	S   S     S S   S        S Q    T   T    T   T
//
// An anchor is the word a cue hangs on. A Frame gives every word of a window
// around the anchor its features as seen from there (dependency branch, side,
// distance, rival anchors between, quotation marks) and labels them with a
// linear chain: none, source, cue, content. The cue is one stretch that holds
// the anchor; if the anchor is no cue, every word is labelled none.
package frame
