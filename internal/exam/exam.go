// Package exam prints scores: each sub-package is one examination of the
// reader on a folder of marked texts, behind `hearsay exam NAME DIR`. Scores
// are not tests; a model card records them.
package exam

import (
	"io"

	"hearsay/internal/exam/ecb"
	"hearsay/internal/exam/geo"
	"hearsay/internal/exam/gold"
	"hearsay/internal/exam/lineage"
	"hearsay/internal/exam/muc4"
	"hearsay/internal/exam/ner"
	"hearsay/internal/exam/pages"
	"hearsay/internal/exam/plover"
	"hearsay/internal/exam/polnear"
	"hearsay/internal/exam/report"
	"hearsay/internal/exam/timex"
	"hearsay/internal/exam/ud"
)

// Exam is one examination.
type Exam struct {
	Name string
	Help string // one line
	// Run scores the marked texts in dir and prints its tables on w. It says
	// on progress (which may be io.Discard) how far it has come.
	Run func(dir string, w, progress io.Writer) error
}

// All lists every examination, in the order of the rooms.
func All() []Exam {
	return []Exam{
		{"pages", "article text found in pages: a folder in the format of the article-extraction-benchmark, or \"made\"", pages.Run},
		{"report", "headlines, datelines, damage found in unmarked texts", report.Run},
		{"ud", "tokens, sentences, tags, lemmas, dependencies on UD English", ud.Run},
		{"ner", "names on PolNeAR dev (silver) and on EWT dev", ner.Run},
		{"polnear", "sources, cues and contents on PolNeAR, linked and alone", polnear.Run},
		{"geo", "places found and put on the map, in news with marked toponyms", geo.Run},
		{"gold", "statements, incidents, facts on stories marked by hand", gold.Run},
		{"ecb", "the same incident across reports on ECB+", ecb.Run},
		{"lineage", "who copied whom, and the number of informants, on invented reports", lineage.Run},
		{"muc4", "kinds of incident, killed and injured on MUC-4", muc4.Run},
		{"time", "time expressions and their values", timex.Run},
		{"plover", "kinds of event in single sentences", plover.Run},
	}
}
