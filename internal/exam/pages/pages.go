// Package pages is the examination of pages: how much of an article's text
// room document finds in a page, and how much else it takes for it.
//
//	hearsay exam pages DIR
//	hearsay exam pages made
//
// DIR is in the format of the article-extraction-benchmark: ground-truth.json,
// a map from ids to {"articleBody": …}, and html/ID.html or html/ID.html.gz; or
// each page has its truth beside it, ID.json beside ID.html. "made" examines
// pages that package made makes.
//
// Two scores are printed. That of the benchmark compares runs of four words,
// normalised so that each page counts the same; precision and recall are means
// over pages, F1 is of these means. That of tokens compares single words. Both
// count each as often as it stands. Last the share of quoted sentences of the
// truth whose words stand in the text found. What is scored is the body: no
// headline, byline, caption or time of an entry, and no pull quote that the body says itself.
// Collections differ in whether captions are of the body: the last line of the
// table scores the body with them.
package pages

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/document/draft"
	"hearsay/internal/exam/pages/made"
)

// page is one page with its truth.
type page struct {
	id, group string
	html      []byte
	body      string
}

// result is how a page was read.
type result struct {
	page
	found          string
	err            error
	shingles, word score
	captioned      score // runs of four words, with captions
	kept, quoted   int
	lost           []string // quoted sentences
}

// Run examines the pages of dir and prints the scores.
func Run(dir string, w, progress io.Writer) error {
	pages, err := load(dir, progress)
	if err != nil {
		return err
	}
	var results []result
	var took time.Duration
	bytes := 0
	for i, pg := range pages {
		if i%100 == 0 {
			fmt.Fprintf(progress, "page %d of %d\n", i+1, len(pages))
		}
		start := time.Now()
		found, captions, err := read(pg.html)
		took += time.Since(start)
		bytes += len(pg.html)
		r := result{page: pg, found: found, err: err}
		r.shingles, r.word = compare(pg.body, found, 4), compare(pg.body, found, 1)
		r.kept, r.quoted, r.lost = quotes(pg.body, found)
		r.captioned = compare(pg.body, found+captions, 4)
		results = append(results, r)
	}
	show(w, results)
	fmt.Fprintf(w, "\n%d pages of %d kB on average, %.0f a second\n", len(pages), bytes/len(pages)/1000, float64(len(pages))/took.Seconds())
	return nil
}

// Body is the text of the article in a page's bytes.
func Body(b []byte) (string, error) {
	body, _, err := read(b)
	return body, err
}

// read finds the text of the article and, apart, its captions.
func read(b []byte) (body, captions string, err error) {
	d, err := document.Open(capture.Of(b, "", capture.Stated{}))
	if err != nil {
		return "", "", err
	}
	if len(d.Blocks) == 0 {
		return d.Text, "", nil
	}
	var out, apart strings.Builder
	for _, bl := range d.Blocks {
		switch {
		case bl.Role == draft.Headline || bl.Role == draft.Byline || bl.Role == draft.Entry || bl.Repeats >= 0:
		case bl.Role == draft.Caption:
			apart.WriteString(d.Text[bl.From:bl.To] + "\n")
		default:
			out.WriteString(d.Text[bl.From:bl.To] + "\n")
		}
	}
	return out.String(), apart.String(), nil
}

// load reads the pages of dir.
func load(dir string, progress io.Writer) ([]page, error) {
	var out []page
	if dir == "made" {
		for _, p := range made.Pages(126) {
			out = append(out, page{p.ID, p.Skeleton, []byte(p.HTML), p.Body})
		}
		return out, nil
	}
	type truth struct {
		ArticleBody string `json:"articleBody"`
	}
	add := func(id string, t truth) error {
		for _, name := range []string{"html/" + id + ".html.gz", "html/" + id + ".html", id + ".html", id + ".html.gz", "html/" + id, id} {
			b, err := readFile(filepath.Join(dir, name))
			if os.IsNotExist(err) {
				continue
			}
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			out = append(out, page{id: id, html: b, body: t.ArticleBody})
			return nil
		}
		fmt.Fprintf(progress, "%s has no page of id %s\n", dir, id)
		return nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*truth*.json"))
	if len(files) == 0 {
		files, err = filepath.Glob(filepath.Join(dir, "*.json"))
	}
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s holds no .json file with the truth", dir)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var one truth
		if json.Unmarshal(b, &one) == nil && one.ArticleBody != "" {
			if err := add(strings.TrimSuffix(filepath.Base(file), ".json"), one); err != nil {
				return nil, err
			}
			continue
		}
		many := map[string]truth{}
		if err := json.Unmarshal(b, &many); err != nil {
			continue // another file of the benchmark
		}
		for id, t := range many {
			if err := add(id, t); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(out, func(a, b page) int { return strings.Compare(a.id, b.id) })
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no page with its truth", dir)
	}
	return out, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if !strings.HasSuffix(path, ".gz") {
		return io.ReadAll(f)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
