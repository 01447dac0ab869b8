package hypothesis

import (
	"testing"

	"hearsay/internal/attribution/page"
)

func TestPartIsEnteredOnce(t *testing.T) {
	s := Set{looks: make([]look, 2), lent: 4}
	a, b := []page.Range{{First: 1, Last: 3}}, []page.Range{{First: 1, Last: 4}}
	first := s.part(0, ContentRole, a, -1)
	if k := s.part(0, ContentRole, b, -2); k == first {
		t.Errorf("two contents are one part")
	}
	if k := s.part(0, ContentRole, a, -0.5); k != first || s.Parts[k].Log != -0.5 {
		t.Errorf("the same content entered twice, or its better labelling forgotten: %+v", s.Parts)
	}
	s.looks[1].parts = len(s.Parts)
	s.part(1, SourceRole, a, 0)
	s.lent = len(s.Parts)
	lent := s.part(0, SourceRole, b, 0) // behind the parts of the other look
	if k := s.part(0, SourceRole, b, 0); k != lent {
		t.Errorf("what was lent is entered twice")
	}
}

func TestRankShares(t *testing.T) {
	s := Set{looks: []look{{}}, Parts: []Part{
		{Role: CueRole, Score: 1, ranked: true},
		{Role: CueRole, Score: 0, ranked: true},
		{Role: ContentRole, Score: 3, ranked: true},
	}}
	s.Rank(&Ranker{Weight: []int8{0}})
	if sum := s.Parts[0].Share + s.Parts[1].Share; sum >= 1 || s.Parts[0].Share <= s.Parts[1].Share {
		t.Errorf("shares %v and %v", s.Parts[0].Share, s.Parts[1].Share)
	}
	if s.other(0) != s.Parts[1].Share || s.other(1) != s.Parts[0].Share || s.other(2) != 0 {
		t.Errorf("the best other part: %v, %v, %v", s.other(0), s.other(1), s.other(2))
	}
}
