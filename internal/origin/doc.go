// Package origin counts, for each fact, how many independent informants can
// stand behind it, and says by rule how the fact stands. Room 9.
//
//	asserted by  "two officials" (told Meridian Press)       }
//	             "Meridian Press reported" (Harbour Lantern) } one origin to two
//	             Idris Waberi, a dock worker                   one origin
//	Weigh        OriginsMin 2, OriginsMax 3, corroborated
//
// An origin is an informant, a person, body or document, that could know the
// fact on its own. Weigh first joins statements that are shown to rest on the
// same informant: one source, one words, one relays the other, a body and its
// spokesman. Then it asks of each two informants that remain whether they may
// be one. OriginsMax counts them all, "two officials" as two; OriginsMin counts
// the most of them of whom no two may be one. So the true number lies between
// the bounds as far as the texts tell.
//
// Always true: 0 <= OriginsMin <= OriginsMax; OriginsMin is 0 only where
// OriginsMax is; a report's own voice and a statement without a source add
// none; a denial is no origin of what it denies; every merge, and every doubt
// that parts the bounds, is an OriginGroup with its reason and the words that
// show it; every fact has one standing, and Rule says in a sentence when a
// fact has it. The order of the reports does not change the numbers.
//
// It refuses nothing: a position whose statement is in none of the reports
// counts as one without a source.
//
// It does not say who is right, and weighs no outlet. Which statements take a
// stand on a fact is room fact's work, which facts are one is incident's; who
// copied whom is asked of lineage.
//
// The rules and their reasons are in docs/origins.md; `hearsay exam gold` and
// `hearsay exam lineage` print how often they are right.
package origin
