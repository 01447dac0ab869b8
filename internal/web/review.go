package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// reviewView is what asks for a person.
type reviewView struct {
	Kind, Assigned string
	Tasks          []task
	Total          string
	Asked          url.Values
	Problem        string
	Next           string // address of the next part
	Later          bool   // not the first part
	deciding
}

// task is what a person should look at, with what is needed to decide.
type task struct {
	desk.Task
	Name, Path string
	Values     []contest         // of an incident: the slots that are contested
	Near       []projection.Near // of an incident: what may be the same
	Said       *desk.Hit         // of a statement
}

// contest is a slot with its competing values.
type contest struct {
	Slot   string
	Values []string
}

// mostTasks is how many tasks a page shows: of each incident its page is read.
const mostTasks = 30

var taskKinds = []choice{{"", "all"}, {"duplicate", "possible duplicates"}, {"contested", "contested facts"}, {"statement", "doubtful statements"}, {"failure", "not read"}}

func (s *Server) review(w http.ResponseWriter, r *http.Request) error {
	v := reviewView{Kind: r.FormValue("kind"), Assigned: strings.TrimSpace(r.FormValue("assigned"))}
	at, err := when(r)
	if err != nil {
		return err
	}
	list, err := s.opt.Desk.Queue(r.Context(), desk.QueueFilter{When: at, Kind: v.Kind, Assigned: v.Assigned, Page: desk.Page{After: r.FormValue("after"), Limit: mostTasks}})
	if v.Problem, err = mended(err); err != nil {
		return err
	}
	v.Total, v.Asked, v.Next, v.Later = list.Counted(), r.URL.Query(), further(r, list.Next), r.FormValue("after") != ""
	for _, t := range list.Items {
		it := task{Task: t, Name: taskReason(&t), Path: subjectPath(t.Subject)}
		if err := s.detail(r.Context(), &it, at); err != nil {
			return err
		}
		v.Tasks = append(v.Tasks, it)
	}
	if v.deciding, err = s.mayDecide(r); err != nil {
		return err
	}
	code := http.StatusOK
	if v.Problem != "" {
		code = http.StatusBadRequest
	}
	s.show(w, r, code, "Review", "review", reviewPage(&v))
	return nil
}

// detail adds to a task what it is about.
func (s *Server) detail(ctx context.Context, t *task, at desk.When) error {
	switch t.Kind {
	case "duplicate", "contested":
		p, err := s.opt.Desk.Incident(ctx, t.Subject, at)
		if errors.Is(err, ledger.ErrNone) {
			return nil // it has gone since
		}
		if err != nil {
			return err
		}
		t.Name, t.Near = pageName(p), p.Near
		t.Values = contests(p)
	case "statement":
		h, err := s.opt.Desk.Statement(ctx, t.Subject, at)
		if errors.Is(err, ledger.ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		t.Said = h
	}
	return nil
}

// contests are the contested slots of an incident with their values.
func contests(p *desk.IncidentPage) []contest {
	var out []contest
	for i := range p.Facts {
		f := &p.Facts[i]
		if f.Stands() != incident.Contested || f.Rejected {
			continue
		}
		slot := words(string(f.Slot))
		k := slices.IndexFunc(out, func(c contest) bool { return c.Slot == slot })
		if k < 0 {
			k = len(out)
			out = append(out, contest{Slot: slot})
		}
		value, _ := caption.Value(&f.Fact)
		value = one(value, 60)
		if len(f.DeniedBy) > 0 {
			value += " (denied)"
		}
		out[k].Values = append(out[k].Values, value)
	}
	return out
}

// pageName is an incident in one line.
func pageName(p *desk.IncidentPage) string {
	t := caption.NewIndex(&reading.Document{Incidents: []incident.Incident{p.Incident}}).Tables()[0]
	parts := []string{t.Title}
	for _, w := range []string{place(&t), t.When.Value} {
		if w != "" {
			parts = append(parts, w)
		}
	}
	return one(strings.Join(parts, ", "), 140)
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
	Items              []desk.Item
	Older, Newer, AsOf string
}

func (s *Server) log(w http.ResponseWriter, r *http.Request) error {
	at, err := when(r)
	if err != nil {
		return err
	}
	newest := int64(0)
	if err := s.opt.Desk.View(r.Context(), at, func(_ ledger.Reader, row int64) error { newest = row; return nil }); err != nil {
		return err
	}
	last := newest
	if v := r.FormValue("to"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 1 {
			return &problem{http.StatusBadRequest, "\"" + one(v, 40) + "\" is no row of a ledger.", "Rows are numbered from 1."}
		}
		last = min(last, n)
	}
	since := max(0, last-logPart)
	v := logView{AsOf: r.FormValue("asof")}
	if last > since {
		items, _, err := s.opt.Desk.Since(r.Context(), since, int(last-since), at)
		if err != nil {
			return err
		}
		for i := len(items) - 1; i >= 0; i-- {
			v.Items = append(v.Items, items[i])
		}
	}
	if since > 0 {
		v.Older = logPath(r, since)
	}
	if last < newest {
		v.Newer = logPath(r, min(newest, last+logPart))
	}
	s.show(w, r, http.StatusOK, "Log", "log", logPage(&v))
	return nil
}

// logPath is the part of the log that ends with a row.
func logPath(r *http.Request, to int64) string {
	q := r.URL.Query()
	q.Set("to", strconv.FormatInt(to, 10))
	return "/log?" + q.Encode()
}

// reason is why a task asks for a person.
func taskReason(t *desk.Task) string { return caption.Shorten(caption.Tame(t.Reason), 420) }

// taskKind is what a task asks.
func taskKind(kind string) string {
	switch kind {
	case "duplicate":
		return "possibly one incident"
	case "contested":
		return "contested"
	case "statement":
		return "doubtful reading"
	case "failure":
		return "not read"
	}
	return words(kind)
}

// saidBy is who is said to speak.
func saidBy(h *desk.Hit) string {
	if h.Name == "" {
		return "no source given"
	}
	return one(h.Name, 80)
}
