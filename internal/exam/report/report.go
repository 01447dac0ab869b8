// Package report is the examination of room document: how often a text of a
// folder is refused, how often it is said to be damaged, how many give a
// headline, a dateline, a date. None of the corpora is marked for this; a
// share far above nought on clean newswire is a false alarm.
//
//	hearsay exam report ../shared/corpora/raw
//
// A folder holds *.jsonl.gz files with a text (and a set or source) a line.
// The first findings of each kind are printed, to be judged by eye.
package report

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"hearsay/internal/capture"
	"hearsay/internal/document"
)

// shown is how many findings of a kind are printed for each set.
const shown = 12

// tally counts findings by what was found, and keeps the first of each.
type tally struct {
	texts  int
	counts map[string]int
	first  map[string][]string
}

// Run reads every text in dir and prints the shares for each set.
func Run(dir string, w, progress io.Writer) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("%s holds no *.jsonl.gz file", dir)
	}
	sets := map[string]*tally{}
	for _, path := range paths {
		fmt.Fprintln(progress, "reading", path)
		if err := read(path, sets); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	for _, name := range sorted(sets) {
		print(w, name, sets[name])
	}
	return nil
}

func read(path string, sets map[string]*tally) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var text struct{ ID, Text, Set, Source string }
		if err := json.Unmarshal(lines.Bytes(), &text); err != nil {
			return err
		}
		if text.Text == "" {
			continue
		}
		name := text.Set + text.Source
		if name == "" {
			name = filepath.Base(path)
		}
		t := sets[name]
		if t == nil {
			t = &tally{counts: map[string]int{}, first: map[string][]string{}}
			sets[name] = t
		}
		t.add(text.ID, text.Text)
	}
	return lines.Err()
}

func (t *tally) add(id, text string) {
	t.texts++
	doc, err := document.New(capture.Of([]byte(text), id, capture.Stated{}))
	if err != nil {
		t.note("refused", id+" "+err.Error())
		return
	}
	for _, f := range []struct {
		what  string
		field document.Field
	}{{"headline", doc.Headline}, {"located", doc.Located}, {"outlet", doc.Outlet}} {
		if f.field.Value != "" {
			t.note(f.what, id+" "+f.field.Value)
		}
	}
	if !doc.Date.Day.IsZero() {
		t.note("date", id+" "+doc.Text.Slice(doc.Date.Span))
	}
	for _, f := range slices.Concat(doc.By, doc.Credits) {
		t.note("byline or credit", id+" "+f.Value)
	}
	seen := map[document.DamageKind]bool{}
	for _, d := range doc.Damage {
		if !seen[d.Kind] {
			seen[d.Kind] = true
			t.note(string(d.Kind), id+" "+doc.Text.Slice(d.Span))
		}
	}
}

func (t *tally) note(what, example string) {
	t.counts[what]++
	if len(t.first[what]) < shown {
		t.first[what] = append(t.first[what], example)
	}
}

func print(w io.Writer, name string, t *tally) {
	fmt.Fprintf(w, "%s: %d texts\n", name, t.texts)
	for _, what := range sorted(t.counts) {
		fmt.Fprintf(w, "  %-22s %6d  %5.1f %%\n", what, t.counts[what], 100*float64(t.counts[what])/float64(t.texts))
		for _, e := range t.first[what] {
			fmt.Fprintf(w, "      %.100s\n", e)
		}
	}
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
