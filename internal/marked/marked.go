// Package marked reads articles in which people marked the attributions, in the
// form of ../shared/corpora/polnear. Side room of the workshops: the exam
// scores on them, the trainer learns from them.
package marked

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/document"
	"hearsay/internal/span"
)

// Article is one marked report.
type Article struct {
	ID   string
	Text *span.Text
	// Gold are the attributions with a cue, sorted by cue, all outermost.
	Gold []attribution.Attribution
	// Discard is text that annotators set aside as no part of the article.
	Discard []span.Span
}

// record is an article as its line gives it; a span is [begin, end) in code
// points.
type record struct {
	ID           string `json:"id"`
	Text         string `json:"text"`
	Attributions []mark `json:"attributions"`
	Marks        []struct {
		Type  string   `json:"type"`
		Spans [][2]int `json:"spans"`
	} `json:"marks"`
}

type mark struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
	Within  any      `json:"within"`
}

// Read reads the articles of a .jsonl.gz file, in their order there.
func Read(path string) ([]Article, error) {
	var articles []Article
	err := lines(path, func(line []byte) error {
		var rec record
		if err := json.Unmarshal(line, &rec); err != nil {
			return err
		}
		art := Article{ID: rec.ID, Text: span.NewText(rec.Text)}
		for _, m := range rec.Marks {
			if m.Type == "Discard" {
				art.Discard = append(art.Discard, spans(m.Spans)...)
			}
		}
		art.Gold = gold(rec.Attributions)
		articles = append(articles, art)
		return nil
	})
	return articles, err
}

// gold keeps the marks that have a cue and do not lie in another's role.
func gold(marks []mark) []attribution.Attribution {
	var atts []attribution.Attribution
	for _, m := range marks {
		cue := spans(m.Cue)
		if len(cue) == 0 || m.Within != nil {
			continue
		}
		atts = append(atts, attribution.Attribution{
			Source:  spans(m.Source),
			Cue:     cue[0].Cover(cue[len(cue)-1]),
			Content: spans(m.Content),
			Within:  -1,
		})
	}
	slices.SortStableFunc(atts, func(a, b attribution.Attribution) int { return span.Compare(a.Cue, b.Cue) })
	return atts
}

func spans(pairs [][2]int) []span.Span {
	var out []span.Span
	for _, p := range pairs {
		out = append(out, span.Of(p[0], p[1]))
	}
	slices.SortFunc(out, span.Compare)
	return out
}

// Multi reads each annotator's marks: article id -> one gold list per
// annotator, in the order of their names.
func Multi(path string) (map[string][][]attribution.Attribution, error) {
	by := map[string][][]attribution.Attribution{}
	err := lines(path, func(line []byte) error {
		var rec struct {
			ID string `json:"id"`
			By map[string]struct {
				Attributions []mark `json:"attributions"`
			} `json:"by"`
		}
		if err := json.Unmarshal(line, &rec); err != nil {
			return err
		}
		var names []string
		for n := range rec.By {
			names = append(names, n)
		}
		slices.Sort(names)
		for _, n := range names {
			by[rec.ID] = append(by[rec.ID], gold(rec.By[n].Attributions))
		}
		return nil
	})
	return by, err
}

func lines(path string, each func([]byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	br := bufio.NewReaderSize(zr, 1<<20)
	for n := 1; ; n++ {
		line, err := br.ReadBytes('\n')
		if len(line) > 1 {
			if err := each(line); err != nil {
				return fmt.Errorf("%s:%d: %w", path, n, err)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
}

// Document is the article as the document room would hand it on: a paragraph
// for every line that holds a word, the first of them the headline.
func (art *Article) Document() *document.Document {
	doc := &document.Document{ID: art.ID, Text: art.Text, Encoding: "utf-8", Language: "en"}
	s, at := art.Text.String(), 0
	for line := range strings.SplitSeq(s, "\n") {
		trimmed := strings.TrimSpace(line)
		if trimmed != "" {
			from := at + strings.Index(line, trimmed)
			p := document.Paragraph{Span: art.Text.OfBytes(from, from+len(trimmed))}
			if len(doc.Paragraphs) == 0 {
				p.Role = document.Headline
			}
			doc.Paragraphs = append(doc.Paragraphs, p)
		}
		at += len(line) + 1
	}
	return doc
}
