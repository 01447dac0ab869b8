package relational

import (
	"sync"

	"hearsay/internal/ledger"
)

// schema remembers which projections' tables are known to be there, by name and
// version, so that it is asked for once.
type schema struct {
	mu    sync.RWMutex
	known map[string]int
}

func (s *schema) has(t *ledger.Table) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	v, ok := s.known[t.Name]
	return ok && v == t.Version
}

func (s *schema) made(ts []*ledger.Table) {
	if len(ts) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[string]int{}
	}
	for _, t := range ts {
		s.known[t.Name] = t.Version
	}
}
