// Package calendar turns the time expressions of a report into days, with the
// precision of UCDP's date_prec. Side room.
//
//	calendar.Find(syn, day(2025, 12, 30))   // “earlier this month”
//	Start 2025-12-01, End 2025-12-31, Prec 4, Value "2025-12"
//
// Always true: expressions are in text order and do not overlap; a relative
// expression has no days where the report's own day is not known, and says so.
// Positions are token indices.
//
// It refuses what gives no day: "recently", "soon", a month without "in". It
// does not say what happened on that day; that is room fact's work.
package calendar
