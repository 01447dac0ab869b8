package web

import (
	"fmt"
	"sync"

	"hearsay/internal/gazetteer"
	"hearsay/internal/incident"
	"hearsay/internal/web/picture"
)

// sketches are the small maps drawn last, and capitals looked up: incidents of one
// place have the same.
type sketches struct {
	mu       sync.Mutex
	drawn    map[string]string
	capitals map[string]gazetteer.Place
}

// mostMaps is how many are kept: about 10 kB each.
const mostMaps = 1000

// locator is the small map of an incident; "" without a place.
func (m *sketches) locator(in *incident.Incident) string {
	at := func(v *float64) float64 {
		if v == nil {
			return 999
		}
		return *v
	}
	key := fmt.Sprint(in.ISO, at(in.Latitude), at(in.Longitude), in.WherePrec, in.Place, "|", in.Adm1, "|", in.WhereDescription, "|", in.Country)
	m.mu.Lock()
	out, ok := m.drawn[key]
	capital, known := m.capitals[in.ISO]
	m.mu.Unlock()
	if ok {
		return out
	}
	if !known && in.ISO != "" {
		// The table of places is long. A country without a capital has an empty one.
		capital, _, _ = gazetteer.CapitalOf(in.ISO)
	}
	out = picture.Locator(in, capital)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.drawn == nil || len(m.drawn) >= mostMaps {
		m.drawn = map[string]string{}
	}
	if m.capitals == nil {
		m.capitals = map[string]gazetteer.Place{}
	}
	m.drawn[key], m.capitals[in.ISO] = out, capital
	return out
}
