// Package calendar turns the time expressions of a report into days, with the
// precision of UCDP's date_prec and the values of TIMEX3. Side room.
//
//	calendar.Find(syn, day(2025, 12, 30))   // “earlier this month”
//	DATE, Start 2025-12-01, End 2025-12-31, Prec 4, Value "2025-12"
//	// “said on Monday that the siege had lasted two weeks”
//	DATE, 2025-12-29, Prec 1; DURATION, Value "P2W", no days
//
// Always true: expressions are in text order and do not overlap; an expression
// that counts from the report's own day has no days where that day is not
// known, and says so (Relative); what says only how long, how often or "now"
// has a Value and no days, so that Dates is false. Positions are token indices.
//
// It refuses ages ("12 years old", "a 12-year-old"), counts that look like
// years, quarters of a thing, months that are verbs or names of people, and
// feasts that move (Easter, Eid). A bare weekday is the last one up to the
// report's own day, or the next one where the verb beside it looks ahead; a
// month or day without a year is the one that the tense and nearness point to.
// "Two days later", "that month", "the previous Friday" count from the last
// date that the text gives.
//
// It does not say what happened on that day; that is room fact's work.
//
// The rules are from the TIMEX3 guidelines (ISO-TimeML), the words from
// data/words.tsv. docs/time.md has the figures, `hearsay exam time` prints them.
package calendar
