package web

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/statement"
)

// sourcesView is the list of sources with the question it answers.
type sourcesView struct {
	Asked, Problem string
	List           desk.List[desk.SourceLine]
	Next           string
	Later          bool
}

func (s *Server) sources(w http.ResponseWriter, r *http.Request) error {
	v := sourcesView{Asked: r.FormValue("q"), Later: r.FormValue("after") != ""}
	var err error
	v.List, err = s.opt.Desk.Sources(r.Context(), strings.TrimSpace(v.Asked), part(r))
	if v.Problem, err = mended(err); err != nil {
		return err
	}
	v.Next = further(r, v.List.Next)
	s.show(w, r, status(v.Problem), "Sources", "sources", sourcesPage(&v))
	return nil
}

func status(problem string) int {
	if problem != "" {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// sourceView is all that a source has said.
type sourceView struct {
	Page      *desk.SourcePage
	Name      string
	Incidents []stands
	Next      string
	Later     bool
}

// stands are a source's claims about one incident.
type stands struct {
	Path, Name string
	Claims     []projection.Claim
}

func (s *Server) source(w http.ResponseWriter, r *http.Request) error {
	key := r.FormValue("key")
	if key == "" {
		return &problem{http.StatusNotFound, "No source is named.", "The list of sources leads to each."}
	}
	at, err := when(r)
	if err != nil {
		return err
	}
	p, err := s.opt.Desk.Source(r.Context(), key, at, part(r))
	if err != nil {
		return err
	}
	v := &sourceView{Page: p, Name: cmp.Or(one(p.Name, 120), one(key, 120)), Next: further(r, p.Statements.Next), Later: r.FormValue("after") != ""}
	for _, id := range slices.Sorted(maps.Keys(p.Incidents)) {
		st := stands{Path: incidentPath(id), Name: id, Claims: p.Incidents[id]}
		if inc, err := s.opt.Desk.Incident(r.Context(), id, at); err == nil {
			st.Name = incidentName(inc)
		}
		slices.SortStableFunc(st.Claims, func(a, b projection.Claim) int { return strings.Compare(a.Date, b.Date) })
		v.Incidents = append(v.Incidents, st)
	}
	s.show(w, r, http.StatusOK, v.Name, "sources", sourcePage(v))
	return nil
}

// searchView is a search with what it found.
type searchView struct {
	Asked, Problem string
	List           desk.List[desk.Hit]
	Next           string
	Later          bool
}

func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	v := searchView{Asked: r.FormValue("q"), Later: r.FormValue("after") != ""}
	if strings.TrimSpace(v.Asked) != "" {
		at, err := when(r)
		if err == nil {
			v.List, err = s.opt.Desk.Search(r.Context(), desk.SearchFilter{When: at, Query: v.Asked, Page: part(r)})
		}
		if v.Problem, err = mended(err); err != nil {
			return err
		}
	}
	v.Next = further(r, v.List.Next)
	s.show(w, r, status(v.Problem), "Search", "search", searchPage(&v))
	return nil
}

// piece is a part of a passage, searched for or not.
type piece struct {
	Text string
	Hit  bool
}

// hitAct is what a statement does, in words: "denies".
func hitAct(h *desk.Hit) string {
	return caption.Act(&statement.Statement{Act: statement.Act(h.Act)})
}

// pieces cuts a passage at what was searched for.
func pieces(h *desk.Hit) []piece {
	r := []rune(h.Passage)
	var out []piece
	at := 0
	for _, m := range h.Marked {
		if m[0] < at || m[1] > len(r) || m[0] >= m[1] {
			continue
		}
		out = append(out, piece{caption.Tame(string(r[at:m[0]])), false}, piece{caption.Tame(string(r[m[0]:m[1]])), true})
		at = m[1]
	}
	return append(out, piece{caption.Tame(string(r[at:])), false})
}
