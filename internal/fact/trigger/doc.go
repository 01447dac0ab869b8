// Package trigger finds the words that speak of an event: a noun or verb of the
// tables, meant in its bodily sense.
//
//	“Gunmen attacked a convoy.”            attacked: Violence against civilians
//	“The senator attacked the proposal.”   nothing
//	“a clash of styles in the second set”  clash: bare, nothing shows force
//
// Always true: triggers are in text order and do not overlap; a decoy is no
// event, but takes the dates and places beside it (a trial, an earthquake).
// Token positions are indices of the analysis, half open.
//
// It knows words and their neighbours only. Whether the event happened is
// fact's judgement; whether a bare trigger is one with something said outright
// is incident's.
//
// Its words stand in data/*.tsv; `hearsay exam plover` and `hearsay exam gold`
// print what they are good for.
package trigger
