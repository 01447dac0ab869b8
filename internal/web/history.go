package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/caption"
)

// historyView is a part of how an incident's page came to be, the last step
// first.
type historyView struct {
	ID, Title string
	Steps     []step
	Older     string
}

// step is a state of the page with what made it so.
type step struct {
	Row                int64
	Time               time.Time
	Reports            int
	Added, Gone, Turns []string
}

// partSteps is how many steps a page of the history shows: each is a whole page.
const partSteps = 12

func (s *Server) history(w http.ResponseWriter, r *http.Request) error {
	before := int64(0)
	if q := r.FormValue("before"); q != "" {
		n, err := strconv.ParseInt(q, 10, 64)
		if err != nil || n < 1 {
			return &problem{http.StatusBadRequest, fmt.Sprintf("%q is no row of a ledger.", caption.Tame(q)), "Rows are numbered from 1."}
		}
		before = n
	}
	v := &historyView{ID: r.PathValue("id")}
	steps, earlier, err := s.opt.Desk.Steps(r.Context(), v.ID, before, partSteps)
	if err != nil {
		return err
	}
	last := map[string]string{}
	for i := range steps {
		t := &steps[i]
		out := step{Row: t.Row, Time: t.Time, Reports: t.Line.Reports}
		for _, id := range t.Added {
			out.Added = append(out.Added, factName(id, t.Facts[id]))
		}
		for _, id := range t.Gone {
			out.Gone = append(out.Gone, factName(id, last[id]))
		}
		for _, id := range t.Turned {
			turn := factName(id, t.Facts[id])
			if was := last[id]; was != "" {
				turn += ", was " + words(one(was, 80))
			}
			out.Turns = append(out.Turns, turn)
		}
		last = t.Facts
		v.Steps = append([]step{out}, v.Steps...)
		t0 := headed(&t.Line)
		v.Title = strings.Trim(caption.Tame(t0.Title)+", "+place(&t0), ", ")
	}
	if earlier > 0 && len(steps) > 0 {
		v.Older = incidentPath(v.ID) + "/history?before=" + strconv.FormatInt(steps[0].Row, 10)
	}
	s.show(w, r, http.StatusOK, "History: "+v.Title, "incidents", historyPage(v))
	return nil
}
