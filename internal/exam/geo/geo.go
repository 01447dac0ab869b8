// Package geo examines side room gazetteer on news texts whose place names are
// marked and have coordinates.
//
//	hearsay exam geo ../shared/corpora/geo
//
// Given toponyms: the marked spans are resolved, none is sought; accuracy is
// the share of those with coordinates that are put within 161 km (100 miles)
// of them; one that is no name of the
// gazetteer counts as wrong.
//
// End to end: a mention is found where its span equals a marked one; beside it
// stands the looser count of spans that overlap. Placed recall is the share of
// marked toponyms with coordinates that are found (spans overlap) and put
// within 161 km; placed precision is the share of mentions, but for those that
// overlap a toponym without coordinates, that are; F1 is of the two. Accuracy
// of found is the share of found toponyms with coordinates within 161 km, as
// papers give it.
package geo

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
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/gazetteer"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// record is one marked text.
type record struct {
	ID       string    `json:"id"`
	Domain   string    `json:"domain"`
	Date     string    `json:"date"`
	Text     string    `json:"text"`
	Toponyms []toponym `json:"toponyms"`
}

type toponym struct {
	Start   int      `json:"start"`
	End     int      `json:"end"`
	Phrase  string   `json:"phrase"`
	Lat     *float64 `json:"lat"`
	Lon     *float64 `json:"lon"`
	Name    string   `json:"name"`
	Country string   `json:"country"`
	Admin1  string   `json:"admin1"`
}

// near is the distance within which a place counts as right, in kilometres.
const near = 161

// score counts one file's findings.
type score struct {
	texts, marked, placed           int // placed: marked with coordinates
	given                           int // of placed, right on given spans
	givenAway                       []float64
	found, exact, overlap           int // mentions; those whose span is marked; those that touch a marked one
	seen, right, counted, rightOnes int // placed toponyms found; of them right; mentions that count; of them right
	away                            []float64
	undecided                       int
	wrong                           map[string]int
}

// Run scores every file of dir.
func Run(dir string, w, progress io.Writer) error {
	syn, err := syntax.Load()
	if err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("%s holds no *.jsonl.gz file", dir)
	}
	slices.Sort(paths)
	for _, path := range paths {
		s := score{wrong: map[string]int{}}
		recs, err := read(path)
		if err != nil {
			return err
		}
		for i := range recs {
			if err := s.add(&recs[i], syn); err != nil {
				return fmt.Errorf("%s: %s: %w", path, recs[i].ID, err)
			}
			if i%100 == 99 {
				fmt.Fprintf(progress, "%s: %d of %d\n", filepath.Base(path), i+1, len(recs))
			}
		}
		s.print(w, progress, strings.TrimSuffix(filepath.Base(path), ".jsonl.gz"))
	}
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
		slices.SortFunc(r.Toponyms, func(a, b toponym) int { return a.Start - b.Start })
		recs = append(recs, r)
	}
	return recs, nil
}

// add scores one text both ways.
func (s *score) add(r *record, reader *syntax.Reader) error {
	var st capture.Stated
	if day, err := time.Parse(time.DateOnly, r.Date); err == nil {
		st.Date = day
	}
	doc, err := document.New(capture.Of([]byte(r.Text), r.ID, st))
	if err != nil {
		return err
	}
	syn := reader.Parse(doc)
	hint := gazetteer.Hint{Located: doc.Located.Value, Domain: r.Domain}
	shift, err := offset(doc, r)
	if err != nil {
		return err
	}
	spans := make([]span.Span, len(r.Toponyms))
	for i, t := range r.Toponyms {
		spans[i] = span.Of(t.Start-shift, t.End-shift)
	}
	s.texts++
	given, err := gazetteer.Resolve(syn, hint, spans)
	if err != nil {
		return err
	}
	for i := range r.Toponyms {
		s.giveSpan(&r.Toponyms[i], &given[i], r)
	}
	found, err := gazetteer.Find(syn, hint)
	if err != nil {
		return err
	}
	s.endToEnd(r, spans, found)
	return nil
}

// offset is how many code points of the text the document leaves out before
// its own begins.
func offset(doc *document.Document, r *record) (int, error) {
	for _, shift := range [2]int{0, len(r.Text) - len(strings.TrimLeft(r.Text, " \n\t"))} {
		ok := true
		for _, t := range r.Toponyms {
			if t.End-shift > doc.Text.Len() || t.Start < shift || doc.Text.Slice(span.Of(t.Start-shift, t.End-shift)) != t.Phrase {
				ok = false
				break
			}
		}
		if ok {
			return shift, nil
		}
	}
	return 0, fmt.Errorf("the document's text is not the marked one")
}

// kilometres is how far a mention is from where its toponym is marked; far
// away for one without a place.
func kilometres(t *toponym, m *gazetteer.Mention) float64 {
	if m.Certainty == 0 {
		return 20040 // half of the way around
	}
	return gazetteer.Distance(*t.Lat, *t.Lon, m.Place.Latitude, m.Place.Longitude)
}

func (s *score) giveSpan(t *toponym, m *gazetteer.Mention, r *record) {
	s.marked++
	if t.Lat == nil {
		return
	}
	s.placed++
	km := kilometres(t, m)
	s.givenAway = append(s.givenAway, km)
	if km <= near {
		s.given++
	} else {
		s.wrong[fmt.Sprintf("given: %s is %s, %s, %s; put in %s, %s, %s", t.Phrase, t.Name, t.Admin1, t.Country, m.Place.Name, m.Place.Adm1, m.Place.Country)]++
	}
}

func (s *score) endToEnd(r *record, spans []span.Span, found []gazetteer.Mention) {
	taken := make([]bool, len(spans))
	for i := range found {
		m := &found[i]
		s.found++
		if m.Certainty < 0.5 {
			s.undecided++
		}
		at := slices.IndexFunc(spans, func(g span.Span) bool { return g.Overlaps(m.Span) })
		if at < 0 {
			s.counted++
			s.wrong["no toponym: "+m.Place.Name+" "+context(r, m.Span)]++
			continue
		}
		s.overlap++
		if slices.Contains(spans, m.Span) {
			s.exact++
		}
		t := &r.Toponyms[at]
		if t.Lat == nil {
			continue
		}
		s.counted++
		if kilometres(t, m) <= near {
			s.rightOnes++
		}
		if taken[at] {
			continue
		}
		taken[at] = true
		km := kilometres(t, m)
		s.seen++
		s.away = append(s.away, km)
		if km <= near {
			s.right++
		}
	}
	for i := range spans {
		if !taken[i] && r.Toponyms[i].Lat != nil {
			s.wrong["missed: "+r.Toponyms[i].Phrase+" "+context(r, spans[i])]++
		}
	}
}

// context is what stands around a span, on one line.
func context(r *record, at span.Span) string {
	text := []rune(r.Text)
	lo, hi := max(0, at.Start-25), min(len(text), at.End+25)
	if at.Start > hi || lo > hi {
		return ""
	}
	return "…" + strings.Join(strings.Fields(string(text[lo:hi])), " ") + "…"
}

func (s *score) print(w, progress io.Writer, name string) {
	share := func(n, of int) string {
		return fmt.Sprintf("%5.1f %% (%d of %d)", 100*float64(n)/float64(max(of, 1)), n, of)
	}
	f1 := func(right, found, marked int) float64 {
		return 200 * float64(right) / float64(max(found+marked, 1))
	}
	fmt.Fprintf(w, "%s: %d texts, %d toponyms, %d with coordinates\n", name, s.texts, s.marked, s.placed)
	fmt.Fprintf(w, "  given toponyms: within %d km %s, median error %.0f km\n", near, share(s.given, s.placed), median(s.givenAway))
	fmt.Fprintf(w, "  found, span equal:  precision %s, recall %s, F1 %.1f\n", share(s.exact, s.found), share(s.exact, s.marked), f1(s.exact, s.found, s.marked))
	fmt.Fprintf(w, "  found, overlapping: precision %s, F1 %.1f, less than half sure %d\n", share(s.overlap, s.found), f1(s.overlap, s.found, s.marked), s.undecided)
	fmt.Fprintf(w, "  end to end: accuracy of found within %d km %s, median error %.0f km\n", near, share(s.right, s.seen), median(s.away))
	p, r := float64(s.rightOnes)/float64(max(s.counted, 1)), float64(s.right)/float64(max(s.placed, 1))
	fmt.Fprintf(w, "  end to end: placed precision %s, recall %s, F1 %.1f\n", share(s.rightOnes, s.counted), share(s.right, s.placed), 200*p*r/max(p+r, 1e-9))
	lines := make([]string, 0, len(s.wrong))
	for l, n := range s.wrong {
		lines = append(lines, fmt.Sprintf("%s: %3d %s", name, n, l))
	}
	slices.Sort(lines)
	for _, l := range lines {
		fmt.Fprintln(progress, l)
	}
}

func median(km []float64) float64 {
	if len(km) == 0 {
		return 0
	}
	slices.Sort(km)
	return km[len(km)/2]
}
