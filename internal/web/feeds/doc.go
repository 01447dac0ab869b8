// Package feeds is the pages about what comes in by itself. Part of room web.
//
//	GET /feeds               every feed's health, what failed, and which messages did not arrive
//	GET /feeds/changes.xml   Atom: incidents that began, figures that changed, stories that were changed
//
// Always true: an entry of the Atom feed has the same id whenever it is asked for;
// while nothing is appended to the ledger, a reader that asks again is told so
// (304). Nothing is changed here: hearsay watch --retry tries again.
package feeds
