package mcp

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/incident"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// Passage is words of a report.
type Passage struct {
	Report string `json:"report" jsonschema:"id of the report"`
	Start  int    `json:"start" jsonschema:"first character"`
	End    int    `json:"end" jsonschema:"the character after the last"`
	Text   string `json:"text" jsonschema:"the exact words"`
}

func passage(report string, q span.Quote) Passage {
	return Passage{Report: report, Start: q.Start, End: q.End, Text: q.Text}
}

func optional(report string, q *span.Quote) *Passage {
	if q == nil {
		return nil
	}
	p := passage(report, *q)
	return &p
}

func mentions(report string, ms []incident.Mention) []Passage {
	out := []Passage{}
	for i := range ms {
		if r := ms[i].Report; r != "" {
			report = r
		}
		out = append(out, passage(report, ms[i].Quote))
	}
	return out
}

type readIn struct {
	Text   string `json:"text" jsonschema:"the report: plain text, HTML or Markdown"`
	Outlet string `json:"outlet,omitempty" jsonschema:"who published it"`
	Date   string `json:"date,omitempty" jsonschema:"day of publication, as 2025-12-30"`
	URL    string `json:"url,omitempty" jsonschema:"its public address; it is not fetched"`
}

// Said is a statement of a text.
type Said struct {
	ID             string                `json:"id"`
	Speaker        string                `json:"speaker" jsonschema:"name, or empty where the source is not named"`
	Kind           source.Kind           `json:"kind"`
	Identification source.Identification `json:"identification" jsonschema:"how the text identifies the source"`
	Described      *Passage              `json:"described_as,omitempty"`
	Act            statement.Act         `json:"act"`
	Certainty      statement.Certainty   `json:"certainty"`
	Negated        bool                  `json:"negated"`
	Source         *Passage              `json:"source,omitempty" jsonschema:"the words for the source here"`
	Cue            *Passage              `json:"cue,omitempty"`
	Content        []Passage             `json:"content"`
	Confidence     float64               `json:"confidence"`
}

// Stated is a fact of a text.
type Stated struct {
	ID         string            `json:"id"`
	Incident   string            `json:"incident"`
	Slot       string            `json:"slot"`
	Value      string            `json:"value"`
	Standing   incident.Standing `json:"standing"`
	OriginsMin int               `json:"origins_min"`
	OriginsMax int               `json:"origins_max"`
	AssertedBy []string          `json:"asserted_by" jsonschema:"ids of statements"`
	DeniedBy   []string          `json:"denied_by" jsonschema:"ids of statements"`
	OwnVoice   bool              `json:"own_voice" jsonschema:"the report states it itself"`
	Words      []Passage         `json:"words"`
}

// Read is what a text says.
type Read struct {
	Report     string   `json:"report"`
	Headline   string   `json:"headline"`
	Outlet     string   `json:"outlet"`
	Date       string   `json:"date"`
	Statements []Said   `json:"statements"`
	Facts      []Stated `json:"facts"`
}

func (s *Server) readText(_ context.Context, in readIn) (*Read, error) {
	if strings.TrimSpace(in.Text) == "" {
		return nil, errors.New("there is no text; send the text of a report")
	}
	if int64(len(in.Text)) > s.opt.MaxBytes {
		return nil, fmt.Errorf("the text has more than %d bytes; send one report at a time", s.opt.MaxBytes)
	}
	st := capture.Stated{Outlet: in.Outlet, URL: in.URL}
	if in.Date != "" {
		day, err := time.Parse(time.DateOnly, in.Date)
		if err != nil {
			return nil, fmt.Errorf("date: %q is no day; write it as 2025-12-30, or leave it out", in.Date)
		}
		st.Date = day
	}
	rd, err := s.opt.Reader.Read(capture.Of([]byte(in.Text), "text", st))
	if err != nil {
		return nil, err
	}
	r := rd.Report.ID
	out := &Read{Report: r, Headline: rd.Report.SourceHeadline, Outlet: rd.Report.SourceOffice, Date: rd.Report.SourceDate, Statements: []Said{}, Facts: []Stated{}}
	speakers := map[string]*source.Source{}
	for i := range rd.Sources {
		speakers[rd.Sources[i].ID] = &rd.Sources[i]
	}
	for i := range rd.Statements {
		out.Statements = append(out.Statements, said(r, &rd.Statements[i], speakers))
	}
	for i := range rd.Facts {
		f := &rd.Facts[i]
		out.Facts = append(out.Facts, Stated{
			ID: f.ID, Incident: f.Incident, Slot: string(f.Slot), Value: f.Value, Standing: f.Standing, OriginsMin: f.OriginsMin, OriginsMax: f.OriginsMax,
			AssertedBy: statements(f.AssertedBy), DeniedBy: statements(f.DeniedBy), OwnVoice: len(f.OwnVoice) > 0, Words: mentions(r, f.Spans),
		})
	}
	return out, nil
}

func said(report string, st *statement.Statement, speakers map[string]*source.Source) Said {
	out := Said{ID: st.ID, Act: st.Act, Certainty: st.Certainty, Negated: st.Negated, Source: optional(report, st.SourceSpan), Cue: optional(report, st.Cue), Content: []Passage{}, Confidence: st.Confidence}
	for _, c := range st.Content {
		out.Content = append(out.Content, passage(report, c))
	}
	if st.Source != nil && speakers[*st.Source] != nil {
		src := speakers[*st.Source]
		out.Speaker, out.Kind, out.Identification, out.Described = src.Name, src.Kind, src.Identification, optional(report, src.DescribedAs)
	}
	return out
}

func statements(ps []incident.Position) []string {
	out := []string{}
	for i := range ps {
		out = append(out, ps[i].Statement)
	}
	return out
}
