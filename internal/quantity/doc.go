// Package quantity turns the numbers of a report into ranges, and says whether
// they count people and whom. Side room.
//
//	quantity.Find(syn)   // “at least a dozen civilians”
//	Min 12, Max none, Category civilian
//
// Always true: counts are in text order and do not overlap; a bound that the
// text does not set is nil; a word like "dozens" keeps the word and sets none.
// Positions are token indices.
//
// It leaves out what counts no things: years, ages, sums of money, shares,
// clock times, distances. What befell the people counted is room fact's work.
// The nouns for people come from data/people.tsv and package lexicon.
package quantity
