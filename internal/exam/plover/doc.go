// Package plover examines the events of room 7 on sentences of a coding manual
// with one event each.
//
//	hearsay exam plover ../shared/corpora/plover
//
// PLOVER codes words as well as deeds; ACLED's events are deeds. So the exam
// asks for the kinds both have (FIGHT, ASSAULT, PROTEST, COERCE), whatever the
// stage, and counts violence read in sentences of the other kinds as invented
// where it is said to have happened.
package plover
