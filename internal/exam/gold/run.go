package gold

import (
	"fmt"
	"io"

	"hearsay/internal/attribution"
	"hearsay/internal/syntax"
)

// Run scores rooms 5 to 9 on the marked stories of dir. What is wrong is
// listed on progress, one line each.
func Run(dir string, w, progress io.Writer) error {
	stories, err := Read(dir)
	if err != nil {
		return err
	}
	syn, err := syntax.Load()
	if err != nil {
		return err
	}
	att, err := attribution.Load()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d stories\n", len(stories))
	for _, marked := range []bool{true, false} {
		title := "end to end"
		if marked {
			title = "gold spans"
		}
		fmt.Fprintf(progress, "== %s\n", title)
		var t tally
		var inc incidents
		org := newOrigins()
		for i := range stories {
			r, err := read(&stories[i], syn, att, marked)
			if err != nil {
				return fmt.Errorf("%s: %w", stories[i].ID, err)
			}
			facts := inc.score(r, progress)
			t.score(r, progress)
			org.score(r, facts, progress)
		}
		t.print(w, title)
		inc.print(w, title)
		org.print(w, title)
	}
	return nil
}
