package gold

import (
	"hearsay/internal/attribution"
	"hearsay/internal/document"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// reading is one story as rooms 3 to 6 read it.
type reading struct {
	story   *Story
	doc     *document.Document
	syn     *syntax.Analysis
	atts    []attribution.Attribution
	sources []source.Source
	voices  []source.Voice
	sts     []statement.Statement
	goldOf  []int // marked statement of each attribution; nil end to end
}

// read runs rooms 3 to 6 on a story. With marked spans, room attribution is
// passed over.
func read(s *Story, syn *syntax.Reader, att *attribution.Reader, marked bool) (*reading, error) {
	doc, err := s.Document()
	if err != nil {
		return nil, err
	}
	r := &reading{story: s, doc: doc, syn: syn.Parse(doc)}
	if marked {
		r.atts, r.goldOf = s.Attributions()
	} else {
		r.atts = attribution.Sure(doc, r.syn, att.Find(doc, r.syn))
	}
	r.sources, r.voices = source.Resolve(doc, r.syn, r.atts)
	r.sts = statement.Judge(doc, r.syn, r.atts, r.sources, r.voices)
	return r, nil
}
