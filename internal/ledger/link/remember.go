package link

import (
	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
)

// mostProfiles is how many profiles are remembered at least.
const mostProfiles = 8_000

// profile is one that was loaded; nil where there is none.
func (l *Linker) profile(n int64) *union.Weighed {
	if p := l.known[n]; p != nil {
		return p
	}
	p := l.before[n]
	if p != nil {
		l.known[n] = p
	}
	return p
}

// load asks for profiles that are not remembered.
func (l *Linker) load(tx ledger.Reader, list []int64) error {
	if len(l.known) >= mostProfiles {
		l.known, l.before = map[int64]*union.Weighed{}, l.known
	}
	var keys []string
	by := map[string]int64{}
	for _, n := range list {
		if l.profile(n) == nil {
			k := profileKey(n)
			keys, by[k] = append(keys, k), n
		}
	}
	return byKey(tx, profiles, keys, func(h *ledger.Hit) error {
		p, err := decode(h.Body)
		l.known[by[h.Key]] = p
		return err
	})
}
