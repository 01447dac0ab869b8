package ecb

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// record is one report of the corpus.
type record struct {
	ID        string   `json:"id"`
	Topic     int      `json:"topic"`
	Subtopic  string   `json:"subtopic"`
	Sentences []string `json:"sentences"` // tokens joined by blanks
}

// enough is how many reports of each subtopic must have an incident for a
// topic to be scored.
const enough = 4

// Run scores docs.jsonl.gz in dir.
func Run(dir string, w, progress io.Writer) error {
	recs, err := read(filepath.Join(dir, "docs.jsonl.gz"))
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
	topics := map[int][]record{}
	var order []int
	for _, r := range recs {
		if topics[r.Topic] == nil {
			order = append(order, r.Topic)
		}
		topics[r.Topic] = append(topics[r.Topic], r)
	}
	slices.Sort(order)
	var odd, even pairs
	fmt.Fprintln(w, "topic  reports  with incident     P     R    F1")
	for _, t := range order {
		p, err := topic(topics[t], syn, att, progress)
		if err != nil {
			return err
		}
		if p.spotted[0] < enough || p.spotted[1] < enough {
			continue
		}
		fmt.Fprintf(w, "%5d  %7d  %6d + %-4d  %s\n", t, len(topics[t]), p.spotted[0], p.spotted[1], p.scores())
		if t%2 == 1 {
			odd.add(p)
		} else {
			even.add(p)
		}
	}
	all := odd
	all.add(even)
	fmt.Fprintf(w, "odd topics (development)       %s\neven topics                    %s\nall                            %s\n", odd.scores(), even.scores(), all.scores())
	return nil
}

// pairs counts pairs of reports.
type pairs struct {
	gold, read, both int
	spotted          [2]int // reports with an incident, by subtopic
}

func (p *pairs) add(o pairs) {
	p.gold += o.gold
	p.read += o.read
	p.both += o.both
}

func (p *pairs) scores() string {
	pr, re, f := 100*float64(p.both)/float64(max(p.read, 1)), 100*float64(p.both)/float64(max(p.gold, 1)), 0.0
	if pr+re > 0 {
		f = 2 * pr * re / (pr + re)
	}
	return fmt.Sprintf("%5.1f %5.1f %5.1f", pr, re, f)
}

// topic reads and joins the reports of one topic and scores their pairs.
func topic(recs []record, syn *syntax.Reader, att *attribution.Reader, progress io.Writer) (pairs, error) {
	var p pairs
	var reps []incident.Report
	var of []int           // record of each report with an incident
	at := map[string]int{} // incident id: record
	mains := map[string]bool{}
	first := recs[0].Subtopic
	for i := range recs {
		rep, err := report(&recs[i], syn, att)
		if err != nil {
			return p, fmt.Errorf("%s: %w", recs[i].ID, err)
		}
		if len(rep.Incidents) == 0 {
			continue
		}
		for _, inc := range rep.Incidents {
			at[inc.ID] = i
			mains[inc.ID] = inc.Main
		}
		reps = append(reps, rep)
		of = append(of, i)
		if recs[i].Subtopic == first {
			p.spotted[0]++
		} else {
			p.spotted[1]++
		}
	}
	joined, _ := union.Join(reps)
	same := map[[2]int]bool{}
	for _, inc := range joined {
		for _, a := range inc.Members {
			for _, b := range inc.Members {
				if at[a] < at[b] && (mains[a] || mains[b]) {
					same[[2]int{at[a], at[b]}] = true
				}
			}
		}
	}
	for x := range of {
		for _, b := range of[x+1:] {
			a := of[x]
			want, got := recs[a].Subtopic == recs[b].Subtopic, same[[2]int{a, b}]
			if want {
				p.gold++
			}
			if got {
				p.read++
			}
			if want && got {
				p.both++
			} else if got {
				fmt.Fprintf(progress, "wrongly one: %s %s\n", recs[a].ID, recs[b].ID)
			} else if want {
				fmt.Fprintf(progress, "kept apart: %s %s\n", recs[a].ID, recs[b].ID)
			}
		}
	}
	return p, nil
}

// report runs rooms 2 to 8 on one record. The corpus gives no day of
// publication.
func report(r *record, syn *syntax.Reader, att *attribution.Reader) (incident.Report, error) {
	var text strings.Builder
	for _, s := range r.Sentences {
		if !strings.Contains(s, "http : ") && !strings.HasPrefix(s, "http") {
			text.WriteString(s + "\n\n")
		}
	}
	doc, err := document.New(capture.Of([]byte(text.String()), r.ID, capture.Stated{}))
	if err != nil {
		return incident.Report{}, err
	}
	rep := incident.Report{Document: doc, Syntax: syn.Parse(doc)}
	atts := attribution.Sure(doc, rep.Syntax, att.Find(doc, rep.Syntax))
	var voices []source.Voice
	rep.Sources, voices = source.Resolve(doc, rep.Syntax, atts)
	rep.Statements = statement.Judge(doc, rep.Syntax, atts, rep.Sources, voices)
	rep.Events, rep.Claims = fact.Draw(doc, rep.Syntax, rep.Sources, rep.Statements)
	rep.Incidents, rep.Facts = incident.Group(rep)
	return rep, nil
}

func read(path string) ([]record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	zr, err := gzip.NewReader(bufio.NewReader(f))
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
