// Package union finds the same incident in several reports.
//
//	"An airstrike hit a market in Taiz on Monday, killing 14"      Monday's report
//	"The toll of Monday's airstrike in Taiz rose to 17"            Friday's report
//	Join    one incident, killed: 14 | 17, each with its speakers
//
// Two incidents are one where days, country and kind agree and places, figures,
// parties and names have enough in common (resemblance.go); a look-alike of the
// next days or the next town stays apart and is offered as a possible duplicate
// with the reason.
//
// Join does all of it for reports at hand. A ledger takes it in steps: Profiles
// are what is compared, Marks what they are found by, Arrange says which are
// one, Unite joins those whose members are known.
//
// Always true: the order of the reports does not show; a joined incident names
// its members, and its facts carry the positions of all reports, each once; two
// events whose days, countries or kinds cannot agree are never joined.
//
// What an incident of one report is, is room incident's work; standing and
// origins are origin's. `hearsay exam ecb` prints the scores.
package union
