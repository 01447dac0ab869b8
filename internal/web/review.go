package web

import (
	"net/http"
	"strconv"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
)

// reviewView is what asks for a person.
type reviewView struct {
	Kind, Assigned string
	List           desk.List[desk.Task]
	deciding
}

var taskKinds = []choice{{"", "all"}, {"duplicate", "possible duplicates"}, {"contested", "contested facts"}, {"statement", "doubtful statements"}, {"failure", "not read"}}

func (s *Server) review(w http.ResponseWriter, r *http.Request) error {
	v := reviewView{Kind: r.FormValue("kind"), Assigned: strings.TrimSpace(r.FormValue("assigned"))}
	var err error
	if v.List, err = s.opt.Desk.Queue(r.Context(), desk.QueueFilter{Kind: v.Kind, Assigned: v.Assigned, Page: desk.Page{Limit: 100}}); err != nil {
		return err
	}
	if v.deciding, err = s.mayDecide(r); err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "Review", "review", reviewPage(&v))
	return nil
}

// subjectPath leads to what a row or a task is about; "" where it has no page.
func subjectPath(subject string) string {
	first, _, _ := strings.Cut(subject, " ")
	switch {
	case strings.HasPrefix(first, "inc-"):
		id, _, _ := strings.Cut(first, ".")
		return incidentPath(id)
	case strings.Contains(first, ".st"):
		return passagePath(first)
	case len(first) >= 12 && strings.Trim(first[:12], "0123456789abcdef") == "":
		id, _, _ := strings.Cut(first, ".")
		return reportPath(id)
	}
	return ""
}

// logPart is how many rows a page of the log shows.
const logPart = 100

// logView is a part of the log, the last row first.
type logView struct {
	Items        []desk.Item
	Older, Newer string
}

func (s *Server) log(w http.ResponseWriter, r *http.Request) error {
	f, err := s.opt.Desk.Fresh(r.Context())
	if err != nil {
		return err
	}
	last := f.Row
	if v := r.FormValue("to"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 1 {
			return &problem{http.StatusBadRequest, "\"" + one(v, 40) + "\" is no row of a ledger.", "Rows are numbered from 1."}
		}
		last = min(last, n)
	}
	since := max(0, last-logPart)
	var v logView
	if last > since {
		items, _, err := s.opt.Desk.Since(r.Context(), since, int(last-since))
		if err != nil {
			return err
		}
		for i := len(items) - 1; i >= 0; i-- {
			v.Items = append(v.Items, items[i])
		}
	}
	if since > 0 {
		v.Older = "/log?to=" + strconv.FormatInt(since, 10)
	}
	if last < f.Row {
		v.Newer = "/log?to=" + strconv.FormatInt(min(f.Row, last+logPart), 10)
	}
	s.show(w, r, http.StatusOK, "Log", "log", logPage(&v))
	return nil
}

// percent is a doubt as people read it.
func percent(x float64) string { return strconv.Itoa(int(x*100+.5)) + " %" }

// reason is why a task asks for a person.
func taskReason(t *desk.Task) string { return caption.Shorten(caption.Tame(t.Reason), 260) }
