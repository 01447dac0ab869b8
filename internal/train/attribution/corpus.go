package attribution

import (
	"fmt"
	"io"
	"path/filepath"

	"hearsay/internal/attribution"
	"hearsay/internal/attribution/page"
	"hearsay/internal/marked"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// lesson is one marked article, laid out.
type lesson struct {
	art  marked.Article
	page *page.Page
	gold []triple
	fold int
}

// triple is a gold attribution in words.
type triple struct {
	source, content []page.Range
	cue             page.Range
}

// lessons reads and analyses a marked file.
func lessons(path string, syn *syntax.Reader, progress io.Writer) ([]*lesson, error) {
	arts, err := marked.Read(path)
	if err != nil {
		return nil, err
	}
	all := make([]*lesson, len(arts))
	for i, art := range arts {
		doc := art.Document()
		all[i] = newLesson(art, page.New(doc, syn.Parse(doc)))
	}
	fmt.Fprintf(progress, "attribution: %d articles of %s\n", len(all), filepath.Base(path))
	return all, nil
}

func newLesson(art marked.Article, pg *page.Page) *lesson {
	les := &lesson{art: art, page: pg}
	for _, a := range art.Gold {
		if t, ok := align(pg, a); ok {
			les.gold = append(les.gold, t)
		}
	}
	return les
}

// align expresses a gold attribution in words; false if its cue or content
// holds none.
func align(pg *page.Page, a attribution.Attribution) (triple, bool) {
	t := triple{cue: pg.Range(a.Cue), source: ranges(pg, a.Source), content: ranges(pg, a.Content)}
	return t, t.cue.Len() > 0 && len(t.content) > 0
}

func ranges(pg *page.Page, spans []span.Span) []page.Range {
	var out []page.Range
	for _, s := range spans {
		r := pg.Range(s)
		if k := len(out) - 1; k >= 0 && r.First < out[k].Last {
			r.First = out[k].Last
		}
		if r.Len() > 0 {
			out = append(out, r)
		}
	}
	return out
}
