// Package attribution turns words into attributions: source, cue and content
// as they stand, linked. Room 4.
//
//	Ms Okoro, a pilot, said on Monday that the pier was empty.
//	source   Ms Okoro, a pilot,
//	cue      said
//	content  that the pier was empty
//
// What is always true: spans lie on token boundaries inside the text; a cue is
// never empty; outermost attributions of the Speech scope share no word but
// in a source that serves several; they come sorted by cue.
//
// Nothing is refused: a report without attributions gives none. Who the
// source is, room source says; what the attribution does, room statement.
//
// A run of words is read three times. Package paragraph says how likely each
// word is part of a source, cue or content at all. Package frame looks from
// every possible cue and labels the words around it. The best frames that
// agree with each other are chosen. Judgement comes from models trained on
// PolNeAR (docs/models/attribution.md) by the rules in docs/attribution.md;
// `hearsay exam polnear` prints the scores.
package attribution
