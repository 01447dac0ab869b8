package polnear

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hearsay/internal/attribution"
	"hearsay/internal/document"
	"hearsay/internal/marked"
	"hearsay/internal/syntax"
)

// Run reads and scores every marked article in dir: all *.jsonl.gz but train's
// when there are others, and the -multi files for the human ceiling.
func Run(dir string, w, progress io.Writer) error {
	files, err := markedFiles(dir)
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
	for _, path := range files {
		articles, err := marked.Read(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(progress, "%s: %d articles\n", filepath.Base(path), len(articles))
		report(w, filepath.Base(path), articles, syn, att)
		multi := strings.TrimSuffix(path, ".jsonl.gz") + "-multi.jsonl.gz"
		if by, err := marked.Multi(multi); err == nil {
			human(w, articles, by)
		}
	}
	return nil
}

func markedFiles(dir string) ([]string, error) {
	all, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p string) bool { return strings.HasSuffix(p, "-multi.jsonl.gz") })
	if len(all) == 0 {
		return nil, fmt.Errorf("%s holds no *.jsonl.gz: %w", dir, os.ErrNotExist)
	}
	if kept := slices.DeleteFunc(slices.Clone(all), func(p string) bool { return filepath.Base(p) == "train.jsonl.gz" }); len(kept) > 0 {
		return kept, nil
	}
	return all, nil
}

// report scores articles and prints the tables.
func report(w io.Writer, name string, articles []marked.Article, syn *syntax.Reader, att *attribution.Reader) {
	docs := make([]*document.Document, len(articles))
	for i := range articles {
		docs[i] = articles[i].Document()
	}
	found := make([][]attribution.Attribution, len(articles))
	var tokens int
	var taken [2]time.Duration
	for i, doc := range docs {
		start := time.Now()
		ana := syn.Parse(doc)
		mid := time.Now()
		found[i] = att.Find(doc, ana)
		taken[0] += mid.Sub(start)
		taken[1] += time.Since(mid)
		tokens += len(ana.Tokens)
	}
	total, cal := Tally(articles, found)
	fmt.Fprintf(w, "%s: %d articles, one annotation file each; exact means identical span sets\n\n", name, len(articles))
	Print(w, total)
	cal.Print(w)
	speed := func(d time.Duration) float64 { return float64(tokens) / max(d.Seconds(), 1e-9) }
	fmt.Fprintf(w, "\n%d tokens; tokens/s on one core: syntax %.0f, attribution %.0f, both %.0f\n",
		tokens, speed(taken[0]), speed(taken[1]), speed(taken[0]+taken[1]))
}

// Tally scores what was found in each article.
func Tally(articles []marked.Article, found [][]attribution.Attribution) (Score, Calibration) {
	var total Score
	var cal Calibration
	for i, art := range articles {
		ours, gold := View(found[i], art.Discard), View(art.Gold, art.Discard)
		total.Add(Compare(art.Text, ours, gold))
		cal.Add(ours, gold)
	}
	return total, cal
}

// Print writes the table of measures.
func Print(w io.Writer, s Score) {
	fmt.Fprintf(w, "%-24s %7s %7s %7s %7s %7s\n", "", "P", "R", "F1", "ours", "gold")
	for m, c := range s {
		fmt.Fprintf(w, "%-24s %7.1f %7.1f %7.1f %7d %7d\n", measureNames[m], c.P(), c.R(), c.F1(), c.Ours, c.Gold)
	}
}

// human prints one annotator against another over all ordered pairs.
func human(w io.Writer, articles []marked.Article, by map[string][][]attribution.Attribution) {
	var total Score
	pairs, n := 0, 0
	for _, art := range articles {
		each := by[art.ID]
		if len(each) > 1 {
			n++
		}
		for i := range each {
			for j := range each {
				if i != j {
					pairs++
					total.Add(Compare(art.Text, View(each[i], art.Discard), View(each[j], art.Discard)))
				}
			}
		}
	}
	if pairs == 0 {
		return
	}
	fmt.Fprintf(w, "\none annotator against another: %d ordered pairs, %d articles\n\n", pairs, n)
	Print(w, total)
}
