// Package train lists the trainers behind `hearsay train NAME`; each
// sub-package rebuilds shipped weights byte for byte from the corpora.
package train

import (
	"io"

	"hearsay/internal/train/attribution"
	"hearsay/internal/train/gazetteer"
	"hearsay/internal/train/outline"
	"hearsay/internal/train/syntax"
)

// Trainer makes one set of weights.
type Trainer struct {
	Name string
	Help string // one line
	// Run trains from the corpora folder and writes the weight files into out.
	Run func(corpora, out string, progress io.Writer) error
}

// All lists every trainer, in the order in which they must run.
func All() []Trainer {
	return []Trainer{
		{"syntax", "words, tags, dependencies and names from the treebanks and PolNeAR", syntax.Run},
		{"gazetteer", "places from two packages of GeoNames data", gazetteer.Run},
		{"outline", "coasts and borders from Natural Earth, as world-atlas has them", outline.Run},
		{"places", "weights of what tells a place's name, from the geo corpora", gazetteer.Weigh},
		{"attribution", "sources, cues and contents from PolNeAR", attribution.Run},
	}
}
