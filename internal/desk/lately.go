package desk

import (
	"errors"
	"sync"

	"hearsay/internal/desk/decoded"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
)

// lately is how incidents stood that were asked for last: each page of one shows it.
type lately struct {
	mu   sync.Mutex
	kept map[asked]steps
}

// asked is an incident as it stands, and how many of its states.
type asked struct {
	decoded.State
	limit int
}

type steps struct {
	list []Step
	all  int
}

// mostLately is how many incidents are kept.
const mostLately = 64

// states are an incident's last states, and how many there are in all; the list must
// not be changed.
func (l *lately) states(r ledger.Reader, id string, limit int) ([]Step, int, error) {
	now, err := decoded.StateAt(r, id, 0)
	if errors.Is(err, ledger.ErrNone) {
		return lastStates(r, id, limit) // it has gone, or never was
	}
	if err != nil {
		return nil, 0, err
	}
	key := asked{now, limit}
	l.mu.Lock()
	k, ok := l.kept[key]
	l.mu.Unlock()
	if ok {
		return k.list, k.all, nil
	}
	if k.list, k.all, err = lastStates(r, id, limit); err != nil {
		return nil, 0, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.kept == nil || len(l.kept) >= mostLately {
		l.kept = map[asked]steps{}
	}
	l.kept[key] = k
	return k.list, k.all, nil
}

// lastStates are read from the ledger.
func lastStates(r ledger.Reader, id string, limit int) (list []Step, all int, err error) {
	since, err := r.Since(projection.Incidents, id)
	if err != nil {
		return nil, 0, err
	}
	list = []Step{}
	for _, row := range since[max(0, len(since)-limit):] {
		s := Step{Row: row}
		if err := s.dated(r, id); err != nil {
			return nil, 0, err
		}
		list = append(list, s)
	}
	return list, len(since), nil
}
