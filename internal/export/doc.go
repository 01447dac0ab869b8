// Package export writes what a ledger holds in the columns and formats of those
// who count events. Room 13.
//
//	ucdp, acled, airwars     CSV, one incident a line, in the columns of each
//	claims                   CSV or Parquet, one speaker's stand on one fact a line
//	jsonl                    one incident a line, with all its facts and passages
//	annotation               W3C Web Annotations, one statement a line
//	statements               CSV, Parquet or JSON Lines, every statement a line
//
// Always true: a value that no text gives is empty, and Notes says for each
// column why it can be; every line carries where it comes from (incident, ledger
// row, report and characters); nothing is held in memory but a few parts of some
// thousand lines, and all of a file is of one moment though others write; the
// same question to the same ledger gives the same bytes, however many cores work.
//
// It asks room desk. What a value is, and whom it rests on, was settled before.
// BenchmarkWrite prints lines a second.
package export
