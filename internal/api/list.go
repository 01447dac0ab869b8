package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/account"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/projection"
)

// Incidents chooses incidents.
type Incidents struct {
	When
	Page
	From       string    `query:"from" format:"date" doc:"First day."`
	To         string    `query:"to" format:"date" doc:"Last day."`
	Country    string    `query:"country" doc:"English name or ISO 3166-1 alpha-2."`
	Adm1       string    `query:"adm1" doc:"First-order division."`
	Box        string    `query:"box" doc:"South, west, north and east in degrees, with commas." example:"46,22,52.5,40.5"`
	Type       string    `query:"type" doc:"ACLED's event or sub-event type."`
	Actor      string    `query:"actor" doc:"Part of a name of one said to have acted."`
	Standing   string    `query:"standing" doc:"A fact has this standing."`
	OriginsMin int       `query:"origins_min" minimum:"0" doc:"A fact rests on at least so many independent informants."`
	Contested  string    `query:"contested" enum:"true,false" doc:"Whether a fact is contested."`
	Duplicates bool      `query:"duplicates" doc:"Open possible duplicates only."`
	Assigned   string    `query:"assigned" doc:"Assigned to this coder."`
	Text       string    `query:"q" maxLength:"2000" doc:"Words of its place, parties, targets and headlines."`
	Sort       desk.Sort `query:"sort" enum:"newest,oldest,changed,largest,widest,doubt" default:"newest"`
}

func (in *Incidents) filter() (desk.IncidentFilter, error) {
	w, err := in.when()
	f := desk.IncidentFilter{
		When: w, From: in.From, To: in.To, Country: in.Country, Adm1: in.Adm1, Type: in.Type, Actor: in.Actor, Standing: in.Standing,
		OriginsMin: in.OriginsMin, Duplicates: in.Duplicates, Assigned: in.Assigned, Text: in.Text, Sort: in.Sort, Page: in.page(),
	}
	if err != nil {
		return f, err
	}
	if in.Contested != "" {
		yes := in.Contested == "true"
		f.Contested = &yes
	}
	if in.Box == "" {
		return f, nil
	}
	b := [4]float64{}
	parts := strings.Split(in.Box, ",")
	for i := range parts {
		if len(parts) != len(b) {
			err = strconv.ErrSyntax
			break
		}
		if b[i], err = strconv.ParseFloat(strings.TrimSpace(parts[i]), 64); err != nil {
			break
		}
	}
	if err != nil || !(b[0] >= -90 && b[0] <= b[2] && b[2] <= 90 && b[1] >= -180 && b[1] <= 180 && b[3] >= -180 && b[3] <= 180) {
		return f, bad("query.box", "this is no box of degrees", "write south,west,north,east, as 46,22,52.5,40.5")
	}
	f.Box = &desk.Box{South: b[0], West: b[1], North: b[2], East: b[3]}
	return f, nil
}

// Since is what came after a row.
type Since struct {
	Items []desk.Item `json:"items" doc:"Rows in words, the first first."`
	Next  int64       `json:"next" doc:"The row to ask on from; it is the row asked from where nothing is new."`
}

func (s *Server) lists() {
	get := func(at, id, summary string) huma.Operation {
		return s.ledgered(account.ToRead, http.MethodGet, at, id, summary, 404, 422)
	}
	huma.Register(s.huma, get("/reports", "list-reports", "Reports by day of publication, the last first"),
		func(ctx context.Context, in *struct {
			When
			Page
			State  string `query:"state" enum:"read,failed,waiting"`
			Outlet string `query:"outlet"`
		}) (*Answer[desk.List[desk.ReportLine]], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			l, err := s.opt.Desk.Reports(ctx, in.State, in.Outlet, w, in.page())
			return answer(l, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/incidents", "list-incidents", "Incidents that a filter chooses"),
		func(ctx context.Context, in *Incidents) (*Answer[desk.List[desk.IncidentLine]], error) {
			f, err := in.filter()
			if err != nil {
				return nil, err
			}
			l, err := s.opt.Desk.Incidents(ctx, f)
			return answer(l, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/sources", "list-sources", "Sources by name"),
		func(ctx context.Context, in *struct {
			When
			Page
			Name string `query:"name" doc:"Words of the name, or how they begin."`
		}) (*Answer[desk.List[desk.SourceLine]], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			l, err := s.opt.Desk.Sources(ctx, in.Name, w, in.page())
			return answer(l, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/statements", "search-statements", "Statements by their words, the best first"),
		func(ctx context.Context, in *struct {
			When
			Page
			Query string `query:"q" required:"true" minLength:"1" maxLength:"2000" doc:"Words, \"phrases\", prefix*, AND, OR, NOT, brackets, a NEAR/5 b, and fields: source: described: act: ident: kind: certainty: outlet: report: date: from: to:." example:"port act:deny"`
		}) (*Answer[desk.List[desk.Hit]], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			l, err := s.opt.Desk.Search(ctx, desk.SearchFilter{When: w, Query: in.Query, Page: in.page()})
			return answer(l, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/claims", "list-claims", "Who gave which value of which slot, by incident, slot and day"),
		func(ctx context.Context, in *struct {
			When
			Page
			Incident string `query:"incident"`
			Fact     string `query:"fact"`
			Slot     string `query:"slot"`
			Source   string `query:"source" doc:"Key."`
			Report   string `query:"report"`
			Stance   string `query:"stance" enum:"asserts,denies,uncommitted,own_voice"`
		}) (*Answer[desk.List[projection.Claim]], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			l, err := s.opt.Desk.Claims(ctx, desk.ClaimFilter{When: w, Incident: in.Incident, Fact: in.Fact, Slot: in.Slot, Source: in.Source, Report: in.Report, Stance: in.Stance, Page: in.page()})
			return answer(l, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/queue", "list-queue", "What a person should look at, the most doubtful first"),
		func(ctx context.Context, in *struct {
			When
			Page
			Kind     string `query:"kind" enum:"duplicate,contested,statement,failure,orphan"`
			Assigned string `query:"assigned"`
		}) (*Answer[desk.List[desk.Task]], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			l, err := s.opt.Desk.Queue(ctx, desk.QueueFilter{When: w, Kind: in.Kind, Assigned: in.Assigned, Page: in.page()})
			return answer(l, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/changes", "list-changes", "Figures that a source or an outlet changed"),
		func(ctx context.Context, in *struct {
			Incident string `query:"incident" doc:"Of this incident only."`
			Since    int64  `query:"since" minimum:"0" doc:"Changed after this row."`
			When
		}) (*Answer[[]desk.Figure], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			l, err := s.opt.Desk.Changes(ctx, in.Incident, in.Since, w)
			return answer(l, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/since", "list-since", "What is new after a row"),
		func(ctx context.Context, in *struct {
			Row   int64  `query:"row" minimum:"0" doc:"The next of the answer before; 0 begins."`
			AsOf  string `query:"as_of" doc:"Nothing from after then: a day (its end) or a time, as 2025-12-30T14:00:00Z." example:"2025-12-30"`
			Upto  int64  `query:"upto" minimum:"0" doc:"Nothing from after this row."`
			Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
		}) (*Answer[Since], error) {
			w, err := (&When{AsOf: in.AsOf, Row: in.Upto}).when()
			if err != nil {
				return nil, err
			}
			l, next, err := s.opt.Desk.Since(ctx, in.Row, in.Limit, w)
			return answer(Since{l, next}, s.asked(ctx, err))
		})
}
