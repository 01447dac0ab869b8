package export

import (
	"bytes"
	"encoding/json"
	"io"
	"net/url"

	"hearsay/internal/ledger/projection"
)

// annotations writes one W3C Web Annotation a line for each statement that takes
// a stand on a fact: its target is the words in the report, by quotation with the
// words around them, so that a client finds them again on the page, and by position in
// code points of the report's text; its
// body says who, in which act, on which facts (Web Annotation Data Model,
// W3C Recommendation 2017, 3.2 and 4.2).
func annotations(w io.Writer) form[[]byte] {
	return paged(w, nil, func(b []byte, p *projection.Page) ([]byte, int, error) {
		to := bytes.NewBuffer(b)
		err := annotate(to, p)
		return to.Bytes(), len(p.Passages), err
	})
}

type annotation struct {
	Context    string         `json:"@context"`
	ID         string         `json:"id"`
	Type       string         `json:"type"`
	Motivation string         `json:"motivation"`
	Generator  map[string]any `json:"generator"`
	Body       []any          `json:"body"`
	Target     target         `json:"target"`
}

type target struct {
	Source   string `json:"source"`
	Selector []any  `json:"selector"`
}

type textual struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Format  string `json:"format"`
	Value   any    `json:"value"`
}

func annotate(to io.Writer, p *projection.Page) error {
	enc := json.NewEncoder(to)
	urls := map[string]string{}
	for i := range p.Reports {
		h := &p.Reports[i]
		if urls[h.ID] = h.URL; h.URL == "" {
			urls[h.ID] = "urn:sha256:" + h.ID
		}
	}
	facts := map[string][]any{}
	for i := range p.Facts {
		f := &p.Facts[i]
		add := func(stance, statement string) {
			facts[statement] = append(facts[statement], map[string]any{"fact": f.ID, "slot": f.Slot, "value": f.Value, "stance": stance, "standing": f.Stands()})
		}
		for _, pos := range f.AssertedBy {
			add("asserts", pos.Statement)
		}
		for _, pos := range f.DeniedBy {
			add("denies", pos.Statement)
		}
		for _, pos := range f.Uncommitted {
			add("uncommitted", pos.Statement)
		}
	}
	for i := range p.Passages {
		st := &p.Passages[i]
		who := map[string]any{"name": "", "identification": "unattributed"}
		if st.Speaker != nil {
			who = map[string]any{"name": st.Speaker.Name, "identification": st.Speaker.Identification, "relation": st.Speaker.Relation, "key": st.SourceKey}
		}
		body := map[string]any{"incident": p.Incident.ID, "statement": st.ID, "speaker": who, "act": st.Act, "certainty": st.Certainty, "confidence": st.Confidence, "facts": facts[st.ID]}
		if err := enc.Encode(annotation{
			Context: "http://www.w3.org/ns/anno.jsonld", ID: "urn:hearsay:" + url.PathEscape(p.Incident.ID) + ":" + url.PathEscape(st.ID), Type: "Annotation", Motivation: "classifying",
			Generator: map[string]any{"type": "Software", "name": "hearsay " + version},
			Body:      []any{textual{"TextualBody", "classifying", "application/json", body}},
			Target: target{urls[st.Report], []any{
				map[string]any{"type": "TextQuoteSelector", "exact": st.Words.Text, "prefix": st.Prefix, "suffix": st.Suffix},
				map[string]any{"type": "TextPositionSelector", "start": st.Words.Start, "end": st.Words.End},
			}},
		}); err != nil {
			return err
		}
	}
	return nil
}
