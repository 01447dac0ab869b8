// Package statement turns an attribution with its speaker into a statement:
// what it does, how certain, in whose words, and what it answers. Room 6.
//
//	“We did not enter the port,” said Col. Adeyemi.
//	direct, deny, certain; Answers: [“… troops entered the port” of another]
//
// Always true: there is one statement for each attribution, in the same order;
// spans are those of the attribution; a statement repeats only an earlier one
// and answers only others.
//
// It refuses nothing: a cue that no table knows states. Who speaks is room
// source's work; which fact of which incident a statement bears on, room
// fact's.
//
// A denial is one by its verb ("denied"), by what it calls the words of others
// ("called the report false"), by contradicting another's deed word for word,
// or by its nature: who speaks for forces and says that none of them did it.
// What cannot be confirmed, or is not denied, takes no stand.
//
// It judges by the cue table of package lexicon and by rules over the words of
// cue and content (act.go, denial.go, certainty.go). `hearsay exam gold` prints its
// scores.
package statement
