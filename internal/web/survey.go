package web

import (
	"context"
	"net/url"
	"sync"

	"hearsay/internal/desk"
	"hearsay/internal/web/survey"
)

// surveys are those that were made last, by the question they answer: counting
// over a large ledger takes longer than the rest of a page.
type surveys struct {
	mu   sync.Mutex
	made map[string]*survey.View
	row  int64 // the ledger's row that they show
}

// mostSurveys is how many are kept.
const mostSurveys = 128

// survey draws the incidents of a filter; q is the question as it was asked.
func (s *Server) survey(ctx context.Context, f desk.IncidentFilter, q url.Values) (*survey.View, error) {
	q = survey.Strip(q, "after", "sort")
	fresh, err := s.opt.Desk.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	key := q.Encode()
	s.surveys.mu.Lock()
	if s.surveys.made == nil || s.surveys.row != fresh.Row || len(s.surveys.made) >= mostSurveys {
		s.surveys.made, s.surveys.row = map[string]*survey.View{}, fresh.Row
	}
	v := s.surveys.made[key]
	s.surveys.mu.Unlock()
	if v != nil {
		return v, nil
	}
	found, err := s.opt.Desk.Survey(ctx, f)
	if err != nil {
		return nil, err
	}
	v = survey.Draw(found, q)
	s.surveys.mu.Lock()
	if s.surveys.row == fresh.Row {
		s.surveys.made[key] = v
	}
	s.surveys.mu.Unlock()
	return v, nil
}
