package timex

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"hearsay/internal/calendar"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// record is one marked text.
type record struct {
	ID        string `json:"id"`
	Published string `json:"published"` // 2006-01-02, a time may follow
	Text      string `json:"text"`
	Timexes   []mark `json:"timexes"`
}

// mark is a marked expression.
type mark struct {
	Start int    `json:"start"` // code points
	End   int    `json:"end"`
	Type  string `json:"type"`
	Value string `json:"value"`
}

// tally counts marked and read expressions.
type tally struct {
	marked, read  int
	strict        int // same span
	relaxed       int // spans meet
	typed, valued int // of the relaxed: type, value right
}

// Run scores the time expressions of every *.jsonl.gz in dir against the
// marks. What is wrong is listed on progress, one line each.
func Run(dir string, w, progress io.Writer) error {
	syn, err := syntax.Load()
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("%s holds no *.jsonl.gz: give the folder of marked texts", dir)
	}
	var all tally
	byType := map[string]*tally{}
	var spent time.Duration
	tokens, texts := 0, 0
	for _, path := range files {
		recs, err := read(path)
		if err != nil {
			return err
		}
		for i := range recs {
			a, ref, err := parse(&recs[i], syn)
			if err != nil {
				return fmt.Errorf("%s: %w", recs[i].ID, err)
			}
			start := time.Now()
			found := calendar.Find(a, ref)
			spent += time.Since(start)
			tokens += len(a.Tokens)
			texts++
			score(&recs[i], a, found, &all, byType, progress)
		}
	}
	all.print(w, byType, texts)
	fmt.Fprintf(w, "  %d tokens, %.0f ns a token\n", tokens, float64(spent.Nanoseconds())/float64(max(tokens, 1)))
	return nil
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
	dec := json.NewDecoder(bufio.NewReader(zr))
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

// parse takes a text apart; ref is the day it was published.
func parse(r *record, syn *syntax.Reader) (*syntax.Analysis, time.Time, error) {
	ref, err := time.Parse(time.DateOnly, r.Published[:min(len(r.Published), len(time.DateOnly))])
	if err != nil {
		return nil, ref, err
	}
	doc, err := document.New(capture.Of([]byte(r.Text), r.ID, capture.Stated{Date: ref}))
	if err != nil {
		return nil, ref, err
	}
	if doc.Text.String() != r.Text {
		return nil, ref, fmt.Errorf("the text changes when read, so that its marks do not fit")
	}
	return syn.Parse(doc), ref, nil
}

// score pairs marks with what is read: each takes the first of the other
// that it meets and nothing else has taken, as TempEval-3's scorer does.
func score(r *record, a *syntax.Analysis, found []calendar.Expression, all *tally, byType map[string]*tally, progress io.Writer) {
	all.marked += len(r.Timexes)
	all.read += len(found)
	taken := make([]bool, len(found))
	for _, m := range r.Timexes {
		t := byType[m.Type]
		if t == nil {
			t = &tally{}
			byType[m.Type] = t
		}
		t.marked++
		hit := false
		for i := range found {
			e := &found[i]
			at := span.Span{Start: a.Tokens[e.First].Start, End: a.Tokens[e.Last-1].End}
			if taken[i] || at.Start >= m.End || at.End <= m.Start {
				continue
			}
			taken[i], hit = true, true
			t.add(at, m, e)
			all.add(at, m, e)
			if e.Date.Value != m.Value {
				fmt.Fprintf(progress, "value\t%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Published, slice(a, m.Start, m.End), slice(a, at.Start, at.End), m.Value, e.Date.Value+"\t"+slice(a, at.Start-60, at.End+40))
			}
			break
		}
		if !hit {
			fmt.Fprintf(progress, "missed\t%s\t%s\t%s\t%s\n", r.ID, m.Value, slice(a, m.Start, m.End), slice(a, m.Start-30, m.End+20))
		}
	}
	for i := range found {
		if !taken[i] {
			e := &found[i]
			from, to := a.Tokens[e.First].Start, a.Tokens[e.Last-1].End
			fmt.Fprintf(progress, "extra\t%s\t%s\t%s\t%s\n", r.ID, e.Date.Value, slice(a, from, to), slice(a, from-30, to+20))
		}
	}
}

func slice(a *syntax.Analysis, from, to int) string {
	s := a.Text.Slice(span.Span{Start: max(0, from), End: min(to, a.Text.Len())})
	b := []byte(s)
	for i := range b {
		if b[i] == '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}

func (t *tally) add(at span.Span, m mark, e *calendar.Expression) {
	t.relaxed++
	if at.Start == m.Start && at.End == m.End {
		t.strict++
	}
	if string(e.Type) == m.Type {
		t.typed++
	}
	if e.Date.Value == m.Value {
		t.valued++
	}
}

func (t *tally) print(w io.Writer, byType map[string]*tally, texts int) {
	fmt.Fprintf(w, "%d texts, %d expressions marked, %d read\n", texts, t.marked, t.read)
	line := func(name string, n int) {
		p, r := 100*float64(n)/float64(max(t.read, 1)), 100*float64(n)/float64(max(t.marked, 1))
		f := 0.0
		if n > 0 {
			f = 2 * p * r / (p + r)
		}
		fmt.Fprintf(w, "  %-10s P %5.1f  R %5.1f  F1 %5.1f\n", name, p, r, f)
	}
	line("strict", t.strict)
	line("relaxed", t.relaxed)
	line("type", t.typed)
	line("value", t.valued)
	for _, name := range []string{"DATE", "TIME", "DURATION", "SET"} {
		if b := byType[name]; b != nil {
			fmt.Fprintf(w, "    %-9s %4d marked, found %5.1f %%, of those value right %5.1f %%\n", name, b.marked,
				100*float64(b.relaxed)/float64(max(b.marked, 1)), 100*float64(b.valued)/float64(max(b.relaxed, 1)))
		}
	}
}
