package plover

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/syntax"
)

// record is one coded sentence.
type record struct {
	ID    string `json:"id"`
	Event string `json:"event"`
	Text  string `json:"text"`
}

// kinds are PLOVER's events that ACLED has too, with ACLED's types for them.
var kinds = map[string][]string{
	"FIGHT":   {"Battles", "Explosions/Remote violence", "Violence against civilians"},
	"ASSAULT": {"Violence against civilians", "Explosions/Remote violence"},
	"PROTEST": {"Protests", "Riots"},
	"COERCE":  {"Strategic developments"},
}

// Run scores the sentences of gsr-cameo.jsonl.gz in dir.
func Run(dir string, w, progress io.Writer) error {
	recs, err := read(filepath.Join(dir, "gsr-cameo.jsonl.gz"))
	if err != nil {
		return err
	}
	syn, err := syntax.Load()
	if err != nil {
		return err
	}
	right, all := map[string]int{}, map[string]int{}
	others, invented := 0, 0
	for _, r := range recs {
		events, err := draw(r, syn)
		if err != nil {
			return fmt.Errorf("%s: %w", r.ID, err)
		}
		want, coded := kinds[r.Event]
		if !coded {
			others++
			if slices.ContainsFunc(events, deed) {
				invented++
				fmt.Fprintf(progress, "%s invented: %s\n", r.ID, r.Text)
			}
			continue
		}
		all[r.Event]++
		if slices.ContainsFunc(events, func(ev fact.Event) bool { return slices.Contains(want, ev.Type) }) {
			right[r.Event]++
		} else {
			fmt.Fprintf(progress, "%s missed: %s\n", r.ID, r.Text)
		}
	}
	n, of := 0, 0
	for _, k := range []string{"FIGHT", "ASSAULT", "PROTEST", "COERCE"} {
		fmt.Fprintf(w, "%-8s %5.1f %% (%d of %d)\n", strings.ToLower(k), share(right[k], all[k]), right[k], all[k])
		n, of = n+right[k], of+all[k]
	}
	fmt.Fprintf(w, "all      %5.1f %% (%d of %d)\n", share(n, of), n, of)
	fmt.Fprintf(w, "sentences of other kinds with violence that happened: %5.1f %% (%d of %d)\n", share(invented, others), invented, others)
	return nil
}

func share(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// deed reports whether an event is violence that happened.
func deed(ev fact.Event) bool {
	return ev.Stage == fact.Accomplished && slices.Contains(kinds["FIGHT"], ev.Type)
}

// draw reads the events of one sentence, said in the report's own voice.
func draw(r record, syn *syntax.Reader) ([]fact.Event, error) {
	doc, err := document.New(capture.Of([]byte(r.Text), r.ID, capture.Stated{}))
	if err != nil {
		return nil, err
	}
	events, _ := fact.Draw(doc, syn.Parse(doc), nil, nil)
	return events, nil
}

func read(path string) ([]record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	dec := json.NewDecoder(zr)
	var recs []record
	for dec.More() {
		var r record
		if err := dec.Decode(&r); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		recs = append(recs, r)
	}
	return recs, nil
}
