package mcp

import (
	"context"
	"errors"
	"slices"

	"hearsay/internal/desk"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/statement"
)

type searchIn struct {
	When
	Query string `json:"query"`
	After string `json:"after,omitempty" jsonschema:"the next of the answer before"`
	Limit int    `json:"limit,omitempty" jsonschema:"how many at most, up to 100; 20 where left out"`
}

// Hit is a statement that was found.
type Hit struct {
	Statement      string  `json:"statement"`
	SourceKey      string  `json:"source_key" jsonschema:"for the tool source; empty where the source is not named"`
	Speaker        string  `json:"speaker"`
	Identification string  `json:"identification"`
	Act            string  `json:"act"`
	Certainty      string  `json:"certainty"`
	Date           string  `json:"date"`
	Outlet         string  `json:"outlet"`
	Confidence     float64 `json:"confidence"`
	Passage        Passage `json:"passage"`
	Later          string  `json:"later,omitempty" jsonschema:"the version of its report that took its place"`
}

// Hits are statements that were found.
type Hits struct {
	Statements []Hit  `json:"statements"`
	Total      int64  `json:"total"`
	Over       bool   `json:"total_over,omitempty" jsonschema:"there are more than total"`
	Next       string `json:"next" jsonschema:"ask on with it as after; empty where nothing follows"`
	Row        int64  `json:"row" jsonschema:"the row of the ledger that this shows"`
}

func hits(l desk.List[desk.Hit]) Hits {
	out := Hits{Statements: []Hit{}, Total: l.Total, Over: l.Over, Next: l.Next, Row: l.Row}
	for i := range l.Items {
		h := &l.Items[i]
		out.Statements = append(out.Statements, Hit{
			Statement: h.Statement, SourceKey: h.Source, Speaker: h.Name, Identification: h.Ident, Act: h.Act, Certainty: h.Certainty, Date: h.Date, Outlet: h.Outlet,
			Confidence: h.Confidence, Passage: Passage{h.Report, h.Start, h.End, h.Passage}, Later: h.Later,
		})
	}
	return out
}

func (s *Server) search(ctx context.Context, in searchIn) (Hits, error) {
	w, err := in.when()
	if err != nil {
		return Hits{}, err
	}
	l, err := s.opt.Desk.Search(ctx, desk.SearchFilter{When: w, Query: in.Query, Page: desk.Page{After: in.After, Limit: limited(in.Limit)}})
	return hits(l), err
}

type incidentIn struct {
	When
	ID      string `json:"id,omitempty"`
	Query   string `json:"query,omitempty" jsonschema:"words of its place, parties, targets and headlines"`
	Country string `json:"country,omitempty" jsonschema:"English name or ISO 3166-1 alpha-2"`
	From    string `json:"from,omitempty" jsonschema:"first day, as 2025-03-01"`
	To      string `json:"to,omitempty" jsonschema:"last day"`
	Limit   int    `json:"limit,omitempty" jsonschema:"how many at most, up to 100; 20 where left out"`
}

// Incident is one incident, or those to choose from.
type Incident struct {
	Asked    string              `json:"asked,omitempty" jsonschema:"the id asked for; the incident's own differs where they were merged"`
	Incident *Known              `json:"incident,omitempty"`
	Found    []desk.IncidentLine `json:"found" jsonschema:"incidents to choose from, where no id was given"`
	Total    int64               `json:"total"`
	Row      int64               `json:"row" jsonschema:"the row of the ledger that this shows"`
}

// Known is what is known of an incident.
type Known struct {
	ID        string            `json:"id"`
	Type      string            `json:"event_type"`
	SubType   string            `json:"sub_event_type"`
	Stage     string            `json:"stage_of_execution"`
	DateStart string            `json:"date_start"`
	DateEnd   string            `json:"date_end"`
	DatePrec  int               `json:"date_prec" jsonschema:"UCDP's precision, 1 is the day"`
	Where     string            `json:"where_description" jsonschema:"the words of a report"`
	Place     string            `json:"place"`
	Country   string            `json:"country"`
	WherePrec int               `json:"where_prec" jsonschema:"UCDP's precision, 1 is the exact place"`
	Facts     []Fact            `json:"facts"`
	Set       []projection.Set  `json:"set" jsonschema:"what people set in place of what the reports come to"`
	Reports   []projection.Head `json:"reports"`
	Near      []projection.Near `json:"near" jsonschema:"incidents that may be the same"`
}

// Fact is a fact of an incident with who takes a stand on it.
type Fact struct {
	ID          string            `json:"id"`
	Slot        string            `json:"slot"`
	Value       string            `json:"value"`
	Standing    incident.Standing `json:"standing"`
	Rule        string            `json:"rule" jsonschema:"when a fact has this standing"`
	OriginsMin  int               `json:"origins_min"`
	OriginsMax  int               `json:"origins_max"`
	Rejected    bool              `json:"rejected" jsonschema:"a person took it out"`
	Corrected   string            `json:"corrected,omitempty" jsonschema:"a person's value"`
	OwnVoice    []Passage         `json:"own_voice" jsonschema:"where a report states it itself"`
	AssertedBy  []Stand           `json:"asserted_by"`
	DeniedBy    []Stand           `json:"denied_by"`
	Uncommitted []Stand           `json:"uncommitted"`
	More        int               `json:"more" jsonschema:"how many stands and passages are left out here"`
}

// Stand is one speaker's stand on a fact.
type Stand struct {
	Statement      string              `json:"statement"`
	Speaker        string              `json:"speaker" jsonschema:"name, or empty where the source is not named"`
	SourceKey      string              `json:"source_key"`
	Identification string              `json:"identification"`
	Act            statement.Act       `json:"act"`
	Certainty      statement.Certainty `json:"certainty"`
	InPart         bool                `json:"in_part"`
	Passage        Passage             `json:"passage"`
}

// most is how many stands of one kind a fact shows.
const most = 20

func (s *Server) incident(ctx context.Context, in incidentIn) (*Incident, error) {
	w, err := in.when()
	if err != nil {
		return nil, err
	}
	out := &Incident{Found: []desk.IncidentLine{}}
	if in.ID == "" {
		f := desk.IncidentFilter{When: w, From: in.From, To: in.To, Country: in.Country, Text: in.Query, Page: desk.Page{Limit: limited(in.Limit)}}
		l, err := s.opt.Desk.Incidents(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, line := range l.Items {
			for _, list := range []*[]string{&line.Actors, &line.Targets, &line.Standings} {
				if *list == nil {
					*list = []string{}
				}
			}
			out.Found = append(out.Found, line)
		}
		out.Total, out.Row = l.Total, l.Row
		return out, nil
	}
	p, err := s.opt.Desk.Incident(ctx, in.ID, w)
	if err != nil {
		return nil, err
	}
	out.Asked, out.Row, out.Total, out.Incident = p.Asked, p.Row, 1, known(&p.Page)
	return out, nil
}

func known(p *projection.Page) *Known {
	shown := p.Shown()
	i := &shown
	out := &Known{
		ID: i.ID, Type: i.EventType, SubType: i.SubEventType, Stage: string(i.Stage), DateStart: i.DateStart, DateEnd: i.DateEnd, DatePrec: i.DatePrec,
		Where: i.WhereDescription, Place: i.Place, Country: i.Country, WherePrec: i.WherePrec,
		Facts: []Fact{}, Set: append([]projection.Set{}, p.Set...), Reports: append([]projection.Head{}, p.Reports...), Near: append([]projection.Near{}, p.Near...),
	}
	byID := map[string]*projection.Passage{}
	for i := range p.Passages {
		byID[p.Passages[i].ID] = &p.Passages[i]
	}
	for i := range p.Facts {
		f := &p.Facts[i]
		to := Fact{
			ID: f.ID, Slot: string(f.Slot), Value: f.Value, Standing: f.Stands(), Rule: f.Rule, OriginsMin: f.OriginsMin, OriginsMax: f.OriginsMax,
			Rejected: f.Rejected, Corrected: f.Corrected, OwnVoice: mentions("", f.OwnVoice[:min(len(f.OwnVoice), most)]), More: max(0, len(f.OwnVoice)-most),
		}
		for _, l := range []struct {
			from []incident.Position
			to   *[]Stand
		}{{f.AssertedBy, &to.AssertedBy}, {f.DeniedBy, &to.DeniedBy}, {f.Uncommitted, &to.Uncommitted}} {
			*l.to = stands(l.from[:min(len(l.from), most)], byID)
			to.More += max(0, len(l.from)-most)
		}
		out.Facts = append(out.Facts, to)
	}
	return out
}

func stands(ps []incident.Position, byID map[string]*projection.Passage) []Stand {
	out := []Stand{}
	for i := range ps {
		st := Stand{Statement: ps[i].Statement, Certainty: ps[i].Certainty, InPart: ps[i].InPart}
		if p := byID[ps[i].Statement]; p != nil {
			st.SourceKey, st.Act, st.Passage = p.SourceKey, p.Act, passage(p.Report, p.Words)
			if p.Speaker != nil {
				st.Speaker, st.Identification = p.Speaker.Name, string(p.Speaker.Identification)
			}
		}
		out = append(out, st)
	}
	return out
}

type sourceIn struct {
	When
	Key   string `json:"key,omitempty"`
	Name  string `json:"name,omitempty" jsonschema:"how the name begins, where no key is given"`
	After string `json:"after,omitempty" jsonschema:"the next of the answer before"`
	Limit int    `json:"limit,omitempty" jsonschema:"how many at most, up to 100; 20 where left out"`
}

// Source is one source, or those to choose from.
type Source struct {
	Source     *desk.SourceLine  `json:"source,omitempty"`
	Statements Hits              `json:"statements"`
	Incidents  []string          `json:"incidents" jsonschema:"ids of incidents on whose facts it took a stand"`
	Changes    []Change          `json:"changes" jsonschema:"figures it gave and later gave otherwise"`
	Found      []desk.SourceLine `json:"found" jsonschema:"sources to choose from, where no key was given"`
}

// Change is a figure that was given and later given otherwise.
type Change struct {
	Incident string `json:"incident"`
	Slot     string `json:"slot"`
	Category string `json:"category"`
	Speaker  string `json:"speaker"`
	Before   Given  `json:"before"`
	After    Given  `json:"after"`
}

// Given is a value that someone gave.
type Given struct {
	Value   string  `json:"value"`
	Date    string  `json:"date"`
	Row     int64   `json:"row"`
	Passage Passage `json:"passage"`
}

func changes(fs []desk.Figure, n int) []Change {
	given := func(c *projection.Claim) Given {
		return Given{Value: c.Value, Date: c.Date, Row: c.Row, Passage: passage(c.Report, c.Words)}
	}
	out := []Change{}
	for i := range fs[:min(len(fs), n)] {
		f := &fs[i]
		out = append(out, Change{Incident: f.Incident, Slot: f.Slot, Category: f.Category, Speaker: f.Name, Before: given(&f.Before), After: given(&f.After)})
	}
	return out
}

func (s *Server) source(ctx context.Context, in sourceIn) (*Source, error) {
	w, err := in.when()
	if err != nil {
		return nil, err
	}
	out := &Source{Statements: hits(desk.List[desk.Hit]{}), Incidents: []string{}, Changes: []Change{}, Found: []desk.SourceLine{}}
	page := desk.Page{After: in.After, Limit: limited(in.Limit)}
	if in.Key == "" {
		l, err := s.opt.Desk.Sources(ctx, in.Name, w, page)
		out.Found = append(out.Found, l.Items...)
		out.Statements.Next = l.Next
		return out, err
	}
	p, err := s.opt.Desk.Source(ctx, in.Key, w, page)
	if err != nil {
		return nil, err
	}
	out.Source, out.Statements, out.Changes = &p.SourceLine, hits(p.Statements), changes(p.Changes, 100)
	for id := range p.Incidents {
		out.Incidents = append(out.Incidents, id)
	}
	slices.Sort(out.Incidents)
	return out, nil
}

type changedIn struct {
	When
	Since    int64  `json:"since,omitempty" jsonschema:"the row after which; the next of the answer before"`
	Incident string `json:"incident,omitempty" jsonschema:"figures of this incident only"`
	Limit    int    `json:"limit,omitempty" jsonschema:"how many at most, up to 100; 20 where left out"`
}

// Changed is what is new.
type Changed struct {
	Items   []desk.Item `json:"items" jsonschema:"rows in words, the first first"`
	Next    int64       `json:"next" jsonschema:"ask on with it as since"`
	Figures []Change    `json:"figures" jsonschema:"figures that were changed after the row"`
	More    int         `json:"more" jsonschema:"how many figures are left out here"`
}

func (s *Server) changed(ctx context.Context, in changedIn) (*Changed, error) {
	if in.Since < 0 {
		return nil, errors.New("since: rows are numbered from 1; 0 begins")
	}
	n := limited(in.Limit)
	w, err := in.when()
	if err != nil {
		return nil, err
	}
	items, next, err := s.opt.Desk.Since(ctx, in.Since, n, w)
	if err != nil {
		return nil, err
	}
	fs, err := s.opt.Desk.Changes(ctx, in.Incident, in.Since, w)
	if err != nil {
		return nil, err
	}
	return &Changed{Items: append([]desk.Item{}, items...), Next: next, Figures: changes(fs, n), More: max(0, len(fs)-n)}, nil
}
