// Package gold examines rooms 5 to 9 on stories whose record was marked by
// hand: statements with source, identification, act and chain; incidents and
// facts. It reads the *.json of a folder and the folders below it.
//
//	hearsay exam gold ../shared/examples
//
// Statements are scored twice: "gold spans" feeds the marked source, cue and
// content in, so that rooms source and statement are measured alone; "end to
// end" reads the bare text.
//
// A statement is found if its content overlaps a marked one's (or their cues
// do, where one has no content) and its source is right: both have none, the
// words overlap, or the resolved names agree. Each marked statement is matched
// once. Values are scored on the statements that were found.
//
// A read fact is found if a marked one of the same incident and slot rests on
// the same statements and has words in common with it; standing and the bounds
// of its origins are scored on those.
package gold
