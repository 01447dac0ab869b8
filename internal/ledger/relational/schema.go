package relational

import (
	"sync"

	"hearsay/internal/ledger"
)

// schema remembers which projections' tables are known to be there, by name and
// version, so that it is asked for once, until a process makes a table anew.
type schema struct {
	mu      sync.RWMutex
	known   map[string]int
	makings int64 // how often tables had been made, when it was asked last
}

// asOf forgets what is known where tables have been made since.
func (s *schema) asOf(makings int64) {
	s.mu.RLock()
	same := s.makings == makings
	s.mu.RUnlock()
	if same {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.known)
	s.makings = makings
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
