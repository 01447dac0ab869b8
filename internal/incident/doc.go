// Package incident turns the events and claims of a report into incidents and
// their facts. Room 8.
//
//	events   "drone strike", "the strike", "this operation"; "30 vessels destroyed"
//	incident 1 (main): air/drone strike, Dec 2025, Venezuela, 9 facts
//	incident 2: the vessels
//
// Always true: an incident rests on at least one mention; what is threatened,
// hypothetical or habitual is none; a fact has one value, and every position
// on that value; facts lead back to spans. Incidents are in the order of their
// first mention, facts by incident, slot and place in the text.
//
// Group makes the incidents of one report; package union finds the same incident
// in several; package value says which words give one value.
//
// It leaves out what is too vague to be an incident: a bare "past attacks"
// without a day, place, count or party.
//
// Standing and origins are room origin's; where a value comes from is fact's.
//
// It judges by rules; `hearsay exam gold` prints the scores.
package incident
