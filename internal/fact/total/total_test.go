package total_test

import (
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact/harm"
	"hearsay/internal/fact/phrase"
	"hearsay/internal/fact/total"
	"hearsay/internal/syntax"
)

// TestOfWar holds figures of wars against those of events in them. The texts are
// invented.
func TestOfWar(t *testing.T) {
	reader, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want bool // of the first figure
	}{
		{"More than 150,000 people have been killed in Ardania's civil war, which began in 2011.", true},
		{"The conflict has claimed the lives of over 470,000 people and injured many others.", true},
		{"The centre put the death toll from the six-year conflict at more than 470,000.", true},
		{"Peace talks failed after a war that killed 12,000 people.", true},
		{"The insurgency has killed at least 3,000 soldiers.", true},
		{"The group said it verified the deaths of 14,456 people since the start of the uprising.", true},
		{"The report speaks of 280,000 killed in five years.", true},
		{"About 20,000 people have died since 1989.", true},
		{"The war began in 2011. More than 200,000 people have been killed and millions displaced.", true},
		{"Some 4,000 people have been killed since protests erupted in March 2011.", true},
		{"A strike on a market killed nine people near the war's front line.", false},
		{"Twelve prisoners of war have been killed in a fire.", false},
		{"Six soldiers have been killed in the latest conflict on the border.", false},
		{"The deadliest attack in five years killed 40 people.", false},
		{"Nine people were killed on Sunday when a bomb exploded.", false},
		{"Four people have been killed since Monday.", false},
	} {
		doc, err := document.New(capture.Of([]byte(c.text), "test", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		syn := reader.Parse(doc)
		figures := harm.Find(syn)
		if len(figures) == 0 {
			t.Errorf("%s: no figure", c.text)
			continue
		}
		text := phrase.New(syn)
		f := &figures[0]
		if got := total.OfWar(&text, f.First, f.End) || total.OfYears(&text, f.First, f.End); got != c.want {
			t.Errorf("%s: %v", c.text, got)
		}
	}
}
