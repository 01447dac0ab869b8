// Package hearsay reads news reports and keeps the record of who said what.
//
// News about contested events reports people saying things. Hearsay finds
// every statement of a report, resolves who made it and how that person is
// identified, ties it to the incident and the fact it asserts or denies, and
// counts how many independent informants can stand behind each fact, each
// value down to exact characters of the text. It runs offline, and the same
// bytes always give the same reading. It is not a judge: it never says who is
// right.
//
// # The rooms
//
// A report walks through the rooms under internal/ in this order. Each room
// makes one thing and imports only the rooms before it; policy_test.go holds
// that. To learn how the program works, read package reading first, then the
// doc.go of each room.
//
//	 0 span         positions: half-open ranges of Unicode code points
//	 1 capture      bytes as received: whence, what the caller states, hash
//	 2 document     capture -> report: clean text, headline, outlet, date, damage
//	 3 syntax       text -> sentences, tokens, parts of speech, relations, names
//	 4 attribution  tokens -> source, cue and content of every attribution
//	 5 source       mentions -> who speaks, and how the text identifies them
//	 6 statement    attribution -> what it does: act, certainty, repeats
//	 7 fact         contents -> events and values: who, what, where, when, how many
//	 8 incident     events and values -> incidents, of one report and of many
//	 9 origin       who copied or cited whom -> independent origins, standing
//	10 reading      runs rooms 2 to 9 on one report, joins readings
//
// Faces of the record: caption (its values in words), sheet (for a terminal),
// page (one HTML file), web (the desk in a browser), cli (the program). Side rooms
// serve the rooms: weights, neural, lexicon, language, gazetteer,
// calendar, quantity, lineage, outline. Workshops measure and make the reader: exam,
// train.
//
// The record's fields and vocabularies are documented in docs/format.md.
package hearsay
