package gold

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/span"
)

// Story is one marked report. Spans are code points of Text.
type Story struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Byline    string `json:"byline"`
	Text      string `json:"text"`
	Gold      Record `json:"gold"`
}

// Record is what a reader wrote down.
type Record struct {
	Statements []Statement `json:"statements"`
	Incidents  []Incident  `json:"incidents"`
}

// Statement is one marked statement, in the values of docs/format.md.
type Statement struct {
	ID             string       `json:"id"`
	SourceText     *string      `json:"source_text"`
	SourceSpan     *span.Span   `json:"source_span"`
	SourceName     *string      `json:"source_name"`
	Kind           string       `json:"kind"`
	Identification string       `json:"identification"`
	Count          any          `json:"count"` // number, "several" or null
	Role           *string      `json:"role"`
	Affiliation    *string      `json:"affiliation"`
	Relation       string       `json:"relation"`
	Chain          []string     `json:"chain"`
	CueText        string       `json:"cue_text"`
	CueSpan        *span.Span   `json:"cue_span"`
	Content        []span.Quote `json:"content"`
	Quotation      string       `json:"quotation"`
	Act            string       `json:"act"`
	Certainty      string       `json:"certainty"`
	Repeats        *string      `json:"repeats"`
}

// Incident is one marked incident.
type Incident struct {
	ID           string        `json:"id"`
	Main         bool          `json:"main"`
	Type         string        `json:"type"`
	DateStart    *string       `json:"date_start"`
	DateEnd      *string       `json:"date_end"`
	DatePrec     string        `json:"date_prec"`
	PlaceText    *string       `json:"place_text"`
	Country      *string       `json:"country"`
	Perpetrators []Perpetrator `json:"perpetrators"`
	Targets      []string      `json:"targets"`
	Instrument   *string       `json:"instrument"`
	Casualties   []Casualty    `json:"casualties"`
	Facts        []Fact        `json:"facts"`
}

// Perpetrator is a party said to have acted.
type Perpetrator struct {
	Name   string `json:"name"`
	Status string `json:"status"` // asserted | claimed | denied | suspected
}

// Casualty is one distinct figure.
type Casualty struct {
	Category   string   `json:"category"`
	KilledMin  *int     `json:"killed_min"`
	KilledMax  *int     `json:"killed_max"`
	InjuredMin *int     `json:"injured_min"`
	InjuredMax *int     `json:"injured_max"`
	Statements []string `json:"statements"`
}

// Fact is one value of one slot with the positions on it.
type Fact struct {
	Slot        string   `json:"slot"`
	Value       string   `json:"value"`
	AssertedBy  []string `json:"asserted_by"`
	DeniedBy    []string `json:"denied_by"`
	Uncommitted []string `json:"uncommitted"`
	Standing    string   `json:"standing"`
	OriginsMin  int      `json:"origins_min"`
	OriginsMax  int      `json:"origins_max"`
	OwnVoice    bool     `json:"own_voice"`
}

// Read reads every *.json in dir and the folders below it, in path order.
func Read(dir string) ([]Story, error) {
	var stories []Story
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var s Story
		if err := json.Unmarshal(b, &s); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if s.Text != "" {
			stories = append(stories, s)
		}
		return nil
	})
	if err == nil && len(stories) == 0 {
		err = fmt.Errorf("%s holds no marked stories (*.json): %w", dir, fs.ErrNotExist)
	}
	return stories, err
}

// Document is the story as room document reads it: its text with the address
// and date its file gives.
func (s *Story) Document() (*document.Document, error) {
	st := capture.Stated{URL: s.URL}
	if len(s.Published) >= len(time.DateOnly) {
		if day, err := time.Parse(time.DateOnly, s.Published[:len(time.DateOnly)]); err == nil {
			st.Date = day
		}
	}
	doc, err := document.New(capture.Of([]byte(s.Text), s.ID, st))
	if err != nil {
		return nil, err
	}
	if got := doc.Text.String(); !strings.HasPrefix(s.Text, strings.TrimRight(got, "\n")) {
		return nil, fmt.Errorf("%s: its text was changed by reading, so that spans do not fit", s.ID)
	}
	return doc, nil
}

// Attributions are the marked spans as room attribution would give them,
// sorted by cue, and the marked statement that each stands for.
func (s *Story) Attributions() ([]attribution.Attribution, []int) {
	type marked struct {
		att attribution.Attribution
		i   int
	}
	var all []marked
	for i, g := range s.Gold.Statements {
		if g.CueSpan == nil {
			continue
		}
		att := attribution.Attribution{Cue: *g.CueSpan, Within: -1, Confidence: 1}
		if g.SourceSpan != nil {
			att.Source = []span.Span{*g.SourceSpan}
		}
		for _, c := range g.Content {
			att.Content = append(att.Content, c.Span)
		}
		switch g.Act {
		case "decline_comment", "no_response", "asked":
			att.Scope = attribution.Silence
		}
		all = append(all, marked{att, i})
	}
	slices.SortStableFunc(all, func(a, b marked) int { return span.Compare(a.att.Cue, b.att.Cue) })
	atts, of := make([]attribution.Attribution, len(all)), make([]int, len(all))
	for k, m := range all {
		atts[k], of[k] = m.att, m.i
	}
	return atts, of
}
