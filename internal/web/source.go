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
	"hearsay/internal/web/chart"
	"hearsay/internal/web/survey"
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
	at, err := when(r)
	if err == nil {
		v.List, err = s.opt.Desk.Sources(r.Context(), strings.TrimSpace(v.Asked), at, part(r))
	}
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
	Bars, Top string // when it spoke, of room chart
	Axis      []string
	Acts      []survey.Country
}

// stands are a source's claims about one incident.
type stands struct {
	Path, Name, Day string
	Claims          []claim
}

// claim is a stand on a fact; Was is the figure that the source gave before.
type claim struct {
	projection.Claim
	Was, WasPath string
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
	ids := slices.Sorted(maps.Keys(p.Incidents))
	lines, err := s.opt.Desk.Lines(r.Context(), ids, at)
	if err != nil {
		return err
	}
	for _, id := range ids {
		st := stands{Path: incidentPath(id), Name: id}
		for _, c := range p.Incidents[id] {
			st.Claims = append(st.Claims, claim{Claim: c})
		}
		if l, ok := lines[id]; ok {
			st.Name, st.Day = lineName(&l), l.DateStart
		}
		slices.SortStableFunc(st.Claims, func(a, b claim) int { return strings.Compare(a.Date, b.Date) })
		v.Incidents = append(v.Incidents, st)
	}
	slices.SortStableFunc(v.Incidents, func(a, b stands) int { return strings.Compare(b.Day, a.Day) })
	for i := range v.Incidents {
		v.Incidents[i].changed(p.Changes)
	}
	v.over()
	s.show(w, r, http.StatusOK, v.Name, "sources", sourcePage(v))
	return nil
}

// changed marks the claims that give a figure anew.
func (s *stands) changed(list []desk.Figure) {
	for i := range s.Claims {
		c := &s.Claims[i]
		for k := range list {
			if f := &list[k]; f.Incident == c.Incident && f.Slot == c.Slot && f.After.Statement == c.Statement && c.Statement != "" {
				c.Was, c.WasPath = f.Before.Value, passagePath(f.Before.Statement)
			}
		}
	}
}

// over adds when it spoke, and how.
func (v *sourceView) over() {
	var days []chart.Tally
	for _, d := range v.Page.Days {
		days = append(days, chart.Tally{Day: d.Day, N: d.N})
	}
	if len(days) > 1 {
		bins := chart.Bins(days)
		v.Bars, v.Axis, v.Top = chart.Bars(bins, "statement"), chart.Axis(bins), chart.Top(bins)
	}
	acts := slices.Sorted(maps.Keys(v.Page.Acts))
	slices.SortStableFunc(acts, func(a, b string) int { return cmp.Compare(v.Page.Acts[b], v.Page.Acts[a]) })
	for _, a := range acts[:min(len(acts), 8)] {
		v.Acts = append(v.Acts, survey.Country{Name: hitAct(&desk.Hit{Act: a}), N: v.Page.Acts[a]})
	}
}

// searchView is a search with what it found.
type searchView struct {
	Asked, Problem string
	AsOf           string
	List           desk.List[desk.Hit]
	Next           string
	Later          bool
}

func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	v := searchView{Asked: r.FormValue("q"), AsOf: r.FormValue("asof"), Later: r.FormValue("after") != ""}
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
