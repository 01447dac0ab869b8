package web

import (
	"net/http"
	"net/url"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/incident"
	"hearsay/internal/reading"
	"hearsay/internal/web/survey"
)

// choice is an entry of a select.
type choice struct{ Value, Name string }

// eventTypes are ACLED's.
var eventTypes = []string{"Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"}

var sorts = []choice{
	{"newest", "newest first"}, {"oldest", "oldest first"}, {"changed", "last changed"}, {"largest", "most killed"}, {"widest", "most reports"}, {"doubt", "most doubtful"},
}

var standings = []incident.Standing{
	incident.Contested, incident.Corroborated, incident.PossiblyCorroborated, incident.SingleSource, incident.Declared, incident.DeclaredInPart,
	incident.Reported, incident.UncommittedOnly, incident.NoSource, incident.Confirmed, incident.Discounted,
}

// incidentsView is the list of incidents with the question it answers.
type incidentsView struct {
	Asked   url.Values
	Open    bool // more than the common fields is asked
	Problem string
	List    desk.List[desk.IncidentLine]
	Next    string
	Later   bool // not the first part
	Held    []survey.Held
	Survey  *survey.View
}

func (s *Server) incidents(w http.ResponseWriter, r *http.Request) error {
	v := incidentsView{Asked: r.URL.Query(), Later: r.FormValue("after") != ""}
	v.Held = survey.Narrowing(v.Asked)
	for _, k := range []string{"type", "actor", "standing", "contested", "asof", "duplicates", "assigned"} {
		v.Open = v.Open || r.FormValue(k) != ""
	}
	f := desk.IncidentFilter{
		From: r.FormValue("from"), To: r.FormValue("to"), Country: r.FormValue("country"), Type: r.FormValue("type"), Actor: r.FormValue("actor"),
		Standing: r.FormValue("standing"), Duplicates: r.FormValue("duplicates") != "", Assigned: r.FormValue("assigned"), Text: r.FormValue("text"),
		Sort: desk.Sort(r.FormValue("sort")), Page: part(r),
	}
	if r.FormValue("contested") != "" {
		yes := true
		f.Contested = &yes
	}
	var err error
	if f.When, err = when(r); err == nil {
		f.Box, err = survey.Box(r.FormValue("box"))
	}
	if err == nil {
		v.List, err = s.opt.Desk.Incidents(r.Context(), f)
	}
	if err == nil {
		v.Survey, err = s.survey(r.Context(), f, v.Asked)
	}
	if v.Problem, err = mended(err); err != nil {
		return err
	}
	code := http.StatusOK
	if v.Problem != "" {
		code = http.StatusBadRequest
	}
	v.Next = further(r, v.List.Next)
	s.show(w, r, code, "Incidents", "incidents", incidentsPage(&v))
	return nil
}

// headed is an incident of a list as its page captions it.
func headed(l *desk.IncidentLine) caption.Table {
	inc := incident.Incident{
		ID: l.ID, Main: true, EventType: l.Type, SubEventType: l.SubType, DateStart: l.DateStart, DateEnd: l.DateEnd, DatePrec: l.DatePrec,
		WhereDescription: l.Where, Place: l.Place, Country: l.Country, WherePrec: l.WherePrec,
	}
	return caption.NewIndex(&reading.Document{Incidents: []incident.Incident{inc}}).Tables()[0]
}

// place is where an incident was, in one line.
func place(t *caption.Table) string {
	if t.Where.Value != "" {
		return t.Where.Value
	}
	return t.Where.Words
}
