package gazetteer

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/gazetteer"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// example is one name of the gazetteer in a marked text.
type example struct {
	evidence []uint8
	place    bool
	weight   float64
}

// Weigh fits the weights of the evidence that a name is a place's to the
// marked news in the geo folder of the corpora, and writes weight.tsv into
// out. World news counts for more than local news.
func Weigh(corpora, out string, progress io.Writer) error {
	reader, err := syntax.Load()
	if err != nil {
		return err
	}
	var all []example
	for _, set := range []struct {
		file   string
		weight float64
	}{{"tr-news.jsonl.gz", 2}, {"lgl.jsonl.gz", 1}} {
		n := len(all)
		if all, err = readMarked(filepath.Join(corpora, "geo", set.file), set.weight, reader, all); err != nil {
			return err
		}
		fmt.Fprintf(progress, "%s: %d names\n", set.file, len(all)-n)
	}
	w := fit(all, len(gazetteer.Features()))
	var b strings.Builder
	b.WriteString("# Weights of the evidence that a name is a place's: logistic regression, log odds.\n# Made by `hearsay train places`. feature \t weight\n")
	for i, name := range gazetteer.Features() {
		fmt.Fprintf(&b, "%s\t%s\n", name, strconv.FormatFloat(w[i], 'f', 3, 64))
	}
	return os.WriteFile(filepath.Join(out, "weight.tsv"), []byte(b.String()), 0o644)
}

// readMarked appends the names of a file's texts. A name that overlaps a
// marked one without being equal to it is neither right nor wrong and is left
// out.
func readMarked(path string, weight float64, reader *syntax.Reader, all []example) ([]example, error) {
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
	for dec.More() {
		var r struct {
			ID, Text string
			Toponyms []struct {
				Start, End int
				Phrase     string
			}
		}
		if err := dec.Decode(&r); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		doc, err := document.New(capture.Of([]byte(r.Text), r.ID, capture.Stated{}))
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, r.ID, err)
		}
		shift := 0
		if len(r.Toponyms) > 0 {
			if t := &r.Toponyms[0]; t.End > doc.Text.Len() || doc.Text.Slice(span.Of(t.Start, t.End)) != t.Phrase {
				shift = len(r.Text) - len(strings.TrimLeft(r.Text, " \n\t")) // the document begins at its first word
			}
		}
		var spans []span.Span
		for _, t := range r.Toponyms {
			s := span.Of(t.Start-shift, t.End-shift)
			if s.Start < 0 || s.End > doc.Text.Len() || doc.Text.Slice(s) != t.Phrase {
				return nil, fmt.Errorf("%s: %s: a mark does not stand on its words", path, r.ID)
			}
			spans = append(spans, s)
		}
		judged, err := gazetteer.Judge(reader.Parse(doc))
		if err != nil {
			return nil, err
		}
		for _, j := range judged {
			marked := slices.Contains(spans, j.Span)
			if !marked && slices.ContainsFunc(spans, j.Span.Overlaps) {
				continue
			}
			all = append(all, example{j.Evidence, marked, weight})
		}
	}
	return all, nil
}

// fit is logistic regression with a little weight decay, by gradient steps
// that each weight scales for itself; the same examples give the same weights.
func fit(all []example, n int) []float64 {
	const (
		steps = 400
		rate  = 0.3
		decay = 0.5
	)
	w, grad, sum := make([]float64, n), make([]float64, n), make([]float64, n)
	for range steps {
		for i := range grad {
			grad[i] = decay * w[i]
		}
		for i := range all {
			e := &all[i]
			z := 0.0
			for _, f := range e.evidence {
				z += w[f]
			}
			d := 1 / (1 + math.Exp(-z))
			if e.place {
				d--
			}
			for _, f := range e.evidence {
				grad[f] += e.weight * d
			}
		}
		for i, g := range grad {
			sum[i] += g * g
			if sum[i] > 0 {
				w[i] -= rate * g / math.Sqrt(sum[i])
			}
		}
	}
	return w
}
