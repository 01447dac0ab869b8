// Package harm says what befell the people that a report's figures count: the
// killed and the injured, apart.
//
//	“The strike killed three people, including two children, and wounded a dozen.”
//	three people: Dead, 3; two children: Dead, 2, children; a dozen: Hurt, 12
//	“The toll rose to 41, up from 38.”   41: Dead; 38: Dead, Old
//	“No one was hurt.”                   Hurt, 0
//
// Always true: figures are in text order; each has an effect; a figure that
// counts no people has none. A subset keeps its own figure where it is of a
// category (children, combatant …) and is never taken from the whole or added
// to it. Positions are token indices.
//
// It leaves out what may count anything ("five of them", "two Americans" of
// twelve dead), those feared dead, the missing, and "no immediate reports of
// casualties". It does not ask whether the harm was real, threatened or denied,
// nor which event did it: that is room fact's work.
//
// It judges by tags and the words of data/harm.tsv and reads no tree. `hearsay
// exam gold` and `hearsay exam muc4` print what it is good for.
package harm
