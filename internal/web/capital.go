package web

import "hearsay/internal/gazetteer"

// capital is a country's, looked up once: the table of places is long.
func (s *Server) capital(iso string) (gazetteer.Place, bool) {
	if iso == "" {
		return gazetteer.Place{}, false
	}
	if p, ok := s.capitals.Load(iso); ok {
		p, ok := p.(gazetteer.Place)
		return p, ok && p.Name != ""
	}
	p, ok, err := gazetteer.CapitalOf(iso)
	if err != nil || !ok {
		p = gazetteer.Place{}
	}
	s.capitals.Store(iso, p)
	return p, p.Name != ""
}
