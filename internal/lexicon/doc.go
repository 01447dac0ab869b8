// Package lexicon turns a word of the news into what is known of it before a
// report is read: bodies that speak or act, countries and their adjectives,
// titles, nouns for people and bodies, cue words with their acts, spellings of
// a name. Side room.
//
//	b, _ := lexicon.BodyNamed("C.I.A.")   // {Central Intelligence Agency, AgencyBody, US}
//	c, _ := lexicon.CountryOf("Somali")   // {SO, Somalia}
//	q, _ := lexicon.CueOf("deny")         // {Deny, Certain}
//
// Always true: tables are read once and never change; a look-up allocates
// nothing; what a table does not hold is answered with false, never guessed.
//
// It names no persons: who holds an office changes. It reads no text: which
// words of a report to look up is the business of the rooms that use it.
//
// The tables are the tab-separated files in data/, written for this project;
// each says at its top what its columns mean.
package lexicon
