package pages

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// score is the overlap of truth and text found, in shares of their union.
type score struct{ tp, fp, fn float64 }

var word = regexp.MustCompile(`[\p{L}\p{N}\p{M}_]+`)

// runs counts the runs of n words of s; a shorter text is one run.
func runs(s string, n int) map[string]float64 {
	words := word.FindAllString(s, -1)
	m := map[string]float64{}
	for i := range max(1, len(words)-n+1) {
		if run := words[min(i, len(words)):min(i+n, len(words))]; len(run) > 0 {
			m[strings.Join(run, " ")]++
		}
	}
	return m
}

func compare(truth, found string, n int) (s score) {
	a, b := runs(truth, n), runs(found, n)
	for k, x := range a {
		s.tp += min(x, b[k])
		s.fn += max(0, x-b[k])
	}
	for k, y := range b {
		s.fp += max(0, y-a[k])
	}
	if all := s.tp + s.fp + s.fn; all > 0 {
		s.tp, s.fp, s.fn = s.tp/all, s.fp/all, s.fn/all
	}
	return s
}

func (s score) precision() float64 { return share(s.tp, s.fp, s.fn) }
func (s score) recall() float64    { return share(s.tp, s.fn, s.fp) }

func share(tp, wrong, other float64) float64 {
	switch {
	case wrong == 0 && other == 0:
		return 1
	case tp == 0:
		return 0
	}
	return tp / (tp + wrong)
}

func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// means are the precision, recall and F1 of many pages as the benchmark
// computes them: a page of which nothing was found has no precision.
func means(list []score) (p, r, f float64) {
	np, nr := 0.0, 0.0
	for _, s := range list {
		if s.tp+s.fp > 0 {
			p += s.precision()
			np++
		}
		if s.tp+s.fn > 0 {
			r += s.recall()
			nr++
		}
	}
	p, r = p/max(np, 1), r/max(nr, 1)
	return p, r, f1(p, r)
}

var quoted = regexp.MustCompile(`[“"«][^“”"«»\n]{12,600}[”"»]`)

// quotes counts the quotations of the truth, and those whose words stand in
// the text found.
func quotes(truth, found string) (kept, all int, lost []string) {
	in := " " + strings.Join(word.FindAllString(found, -1), " ") + " "
	for _, q := range quoted.FindAllString(truth, -1) {
		words := word.FindAllString(q, -1)
		if len(words) < 3 {
			continue
		}
		all++
		if strings.Contains(in, " "+strings.Join(words, " ")+" ") {
			kept++
		} else {
			lost = append(lost, q)
		}
	}
	return kept, all, lost
}

// worst is how many pages are named.
const worst = 10

func show(w io.Writer, results []result) {
	groups := map[string][]result{}
	var names []string
	for _, r := range results {
		if r.group != "" && groups[r.group] == nil {
			names = append(names, r.group)
		}
		groups[r.group] = append(groups[r.group], r)
	}
	fmt.Fprintf(w, "%-16s %5s  %-26s  %-26s  %s\n", "", "pages", "runs of four words", "single words", "quotations kept")
	fmt.Fprintf(w, "%-16s %5s  %8s %8s %8s  %8s %8s %8s\n", "", "", "precis.", "recall", "F1", "precis.", "recall", "F1")
	for _, name := range names {
		line(w, name, groups[name])
	}
	line(w, "all", results)
	var captioned []score
	for _, r := range results {
		captioned = append(captioned, r.captioned)
	}
	p, r, f := means(captioned)
	fmt.Fprintf(w, "%-16s %5d  %8.3f %8.3f %8.3f\n", "with captions", len(results), p, r, f)
	refused := 0
	for _, r := range results {
		if r.err != nil {
			refused++
			fmt.Fprintf(w, "refused: %s: %v\n", r.id, r.err)
		}
	}
	order := slices.Clone(results)
	slices.SortStableFunc(order, func(a, b result) int {
		return cmp.Compare(f1(a.shingles.precision(), a.shingles.recall()), f1(b.shingles.precision(), b.shingles.recall()))
	})
	fmt.Fprintf(w, "\nworst pages: precision, recall\n")
	for _, r := range order[:min(worst, len(order))] {
		fmt.Fprintf(w, "  %-40s %.3f %.3f\n", r.id, r.shingles.precision(), r.shingles.recall())
	}
	n := 0
	for _, r := range results {
		for _, q := range r.lost {
			if n++; n <= worst {
				fmt.Fprintf(w, "  quotation lost in %s: %s\n", r.id, q)
			}
		}
	}
}

func line(w io.Writer, name string, results []result) {
	var four, one []score
	kept, all := 0, 0
	for _, r := range results {
		four, one = append(four, r.shingles), append(one, r.word)
		kept, all = kept+r.kept, all+r.quoted
	}
	p4, r4, f4 := means(four)
	p1, r1, f := means(one)
	fmt.Fprintf(w, "%-16s %5d  %8.3f %8.3f %8.3f  %8.3f %8.3f %8.3f  %.3f (%d of %d)\n", name, len(results), p4, r4, f4, p1, r1, f, float64(kept)/float64(max(all, 1)), kept, all)
}
