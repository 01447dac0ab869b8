// Package phrase takes noun phrases of a report apart: determiner, number,
// head, and the body or country they belong to. A step of room source.
//
//	two U.S. defense officials  →  N 2, head official, country US, modifiers "defense"
//
// Always true: token numbers lie in the text, Start ≤ End ≤ Last. It resolves
// nothing and looks at no other phrase; that is source's work.
package phrase
