package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/web/chip"
	"hearsay/internal/web/picture"
)

// incidentView is what the page of an incident shows.
type incidentView struct {
	Page    *desk.IncidentPage
	Table   caption.Table
	Killed  string
	Injured string
	Origins string // the most that stand behind a fact
	Rows    []factRow
	Map     string // markup, as Days
	Days    string
	Flow    *picture.Lineage
	Lineage []made    // the first
	Made    int       // all of them
	Of      string    // a slot, or the id of a fact: only its values are shown
	Reports []telling // a part of them
	From    int       // how many come before that part
	States  []state
	Earlier int  // states before those
	AsOf    bool // the page is not the present one
	Title   string
	Members []movable // where decisions are taken
	deciding
}

// movable is a report with the parts of it that belong to the incident.
type movable struct{ Name, IDs string }

func (s *Server) incident(w http.ResponseWriter, r *http.Request) error {
	id, _, _ := strings.Cut(r.PathValue("id"), ".")
	at, err := when(r)
	if err != nil {
		return err
	}
	p, err := s.opt.Desk.Incident(r.Context(), id, at)
	if err != nil {
		return err
	}
	v := &incidentView{Page: p}
	if n, err := strconv.Atoi(r.FormValue("from")); err == nil && n > 0 && n < len(p.Reports) {
		v.From = n
	}
	v.Of = r.FormValue("of")
	if err := s.fill(r.Context(), v, at); err != nil {
		return err
	}
	if v.Of != "" && len(v.Rows) == 0 {
		return &problem{http.StatusNotFound, fmt.Sprintf("The incident has no value %q.", caption.Tame(v.Of)), "It may have gone with a later report: the page of the incident shows what there is."}
	}
	if v.deciding, err = s.mayDecide(r); err != nil {
		return err
	}
	if v.May = v.May && !v.AsOf; v.May {
		if err := s.members(r.Context(), v); err != nil {
			return err
		}
	}
	s.show(w, r, http.StatusOK, v.Title, "incidents", incidentPage(v))
	return nil
}

// fill makes the view of a page.
func (s *Server) fill(ctx context.Context, v *incidentView, asked desk.When) error {
	p := v.Page
	if err := v.states(ctx, s.opt.Desk); err != nil {
		return err
	}
	v.AsOf = asked != (desk.When{}) && len(v.States) > 0 && v.States[len(v.States)-1].Row > p.Row
	x, err := s.indexed(ctx, p)
	if err != nil {
		return err
	}
	v.Table = x.table
	v.Killed, v.Injured = toll(p)
	v.Title = caption.Tame(strings.Trim(v.Table.Title+", "+place(&v.Table), ", "))
	least, most := 0, 0
	for i := range p.Facts {
		least, most = max(least, p.Facts[i].OriginsMin), max(most, p.Facts[i].OriginsMax)
	}
	if most > 0 {
		v.Origins = bounds(least, most)
	}
	shown := p.Shown()
	v.Map = s.maps.locator(&shown)
	if v.Of != "" {
		v.Rows = v.rows(x)
		return nil
	}
	d := v.drawn(x)
	v.Rows, v.Days, v.Flow, v.Lineage, v.Made = d.rows, d.days, d.flow, d.lineage, len(p.Lineage)
	v.tellings(x)
	return nil
}

// mostMembers is how many reports can be moved from the page of an incident.
const mostMembers = 40

// members adds what can be moved out of the incident, by report.
func (s *Server) members(ctx context.Context, v *incidentView) error {
	first := v.Page.Reports[:min(len(v.Page.Reports), mostMembers)]
	var ids []string
	for i := range first {
		ids = append(ids, first[i].ID)
	}
	list, err := s.opt.Desk.Members(ctx, v.Page.Incident.ID, desk.When{}, ids...)
	if err != nil {
		return err
	}
	for i := range first {
		h := &first[i]
		if ids := list[h.ID]; len(ids) > 0 {
			name := reportName(h)
			if h.Headline != "" {
				name += ": " + one(h.Headline, 80)
			}
			v.Members = append(v.Members, movable{name, strings.Join(ids, " ")})
		}
	}
	return nil
}

// pair is the subject of a decision on two incidents: the lesser id first.
func pair(a, b string) string { return min(a, b) + " " + max(a, b) }

// Wide reports whether so many reports tell of the incident that its page shows
// little of each value.
func (v *incidentView) Wide() bool { return v.Of == "" && len(v.Page.Reports) > chip.Wide }
