package projection

import (
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/shelf"
)

// The tables of this package. Text columns of days are ISO days, "" where none
// is known.
var (
	// Reports are the captures: by sha256. State is waiting, failed or read; their
	// body is a Head.
	Reports = &ledger.Table{
		Name: "report", Version: 2,
		Columns: []ledger.Column{
			{Name: "day", Type: ledger.Text, Required: true}, {Name: "state", Type: ledger.Text, Required: true}, {Name: "outlet", Type: ledger.Text},
			{Name: "url", Type: ledger.Text}, {Name: "captured", Type: ledger.Int}, {Name: "statements", Type: ledger.Int}, {Name: "version", Type: ledger.Int},
		},
		Index: [][]string{{"day"}, {"state", "day", "key"}, {"url"}},
		Now:   [][]string{{"outlet"}},
	}
	// Statements are those of the readings that hold, by their ids. Later is the version
	// of their report that took its place, null while it is the last.
	Statements = &ledger.Table{
		Name: "statement", Version: 5, Grows: true, Searched: "passage",
		Columns: []ledger.Column{
			{Name: "report", Type: ledger.Text, Required: true}, {Name: "source", Type: ledger.Text}, {Name: "name", Type: ledger.Text},
			{Name: "ident", Type: ledger.Text}, {Name: "kind", Type: ledger.Text}, {Name: "act", Type: ledger.Text}, {Name: "certainty", Type: ledger.Text},
			{Name: "day", Type: ledger.Text, Required: true}, {Name: "outlet", Type: ledger.Text}, {Name: "confidence", Type: ledger.Real, Required: true},
			{Name: "from_cp", Type: ledger.Int}, {Name: "to_cp", Type: ledger.Int}, {Name: "passage", Type: ledger.Text},
			{Name: "relation", Type: ledger.Text}, {Name: "quotation", Type: ledger.Text}, {Name: "negated", Type: ledger.Int}, {Name: "later", Type: ledger.Text},
		},
		Index: [][]string{{"source", "day", "act", "later"}, {"day"}, {"report"}},
		Now:   [][]string{{"confidence", "later"}, {"source", "day", "act", "later"}},
		Tags: []ledger.Tag{
			{Column: "source"}, {Column: "name", By: ledger.ByWord}, {Column: "ident"}, {Column: "kind"}, {Column: "act"}, {Column: "certainty"},
			{Column: "outlet"}, {Column: "day", By: ledger.ByMonth},
		},
	}
	// Sources are who ever spoke under a name, by identity.Key; they are found by
	// any word of it.
	Sources = &ledger.Table{
		Name: "source", Version: 2, Grows: true, Searched: "low",
		Columns: []ledger.Column{{Name: "name", Type: ledger.Text, Required: true}, {Name: "low", Type: ledger.Text, Required: true}, {Name: "kind", Type: ledger.Text}, {Name: "ident", Type: ledger.Text}},
		Index:   [][]string{{"low"}},
	}
	// Incidents are those of the ledger, by their permanent ids; their body is a
	// Line. Words are what a list is searched by.
	Incidents = &ledger.Table{
		Name: "incident", Version: 4, Searched: "words",
		Columns: []ledger.Column{
			{Name: "day", Type: ledger.Text, Required: true}, {Name: "day_end", Type: ledger.Text, Required: true}, {Name: "type", Type: ledger.Text}, {Name: "sub_type", Type: ledger.Text},
			{Name: "country", Type: ledger.Text}, {Name: "iso", Type: ledger.Text}, {Name: "adm1", Type: ledger.Text}, {Name: "lat", Type: ledger.Real}, {Name: "lon", Type: ledger.Real},
			{Name: "contested", Type: ledger.Int, Required: true}, {Name: "origins_min", Type: ledger.Int, Required: true}, {Name: "killed_max", Type: ledger.Int}, {Name: "reports", Type: ledger.Int, Required: true},
			{Name: "duplicates", Type: ledger.Int, Required: true}, {Name: "assigned", Type: ledger.Text}, {Name: "doubt", Type: ledger.Real, Required: true}, {Name: "changed", Type: ledger.Int, Required: true}, {Name: "words", Type: ledger.Text},
			{Name: "captures", Type: ledger.Int, Required: true},
		},
		Index: [][]string{{"day", "key"}, {"country", "day"}, {"changed"}},
		Now:   [][]string{{"day", "day_end", "iso", "country", "lat", "lon"}, {"country", "day"}, {"iso", "country"}, {"lat", "lon"}, {"killed_max"}, {"reports"}, {"doubt"}, {"contested", "day"}},
	}
	// Pages are the whole of each incident, by the same ids; their body is a Page.
	// Earlier states may be kept as what tells them from the next: see package state.
	Pages = &ledger.Table{Name: "page", Version: 1}
	// Claims are the stands on facts, by incident, fact and statement; their body
	// is a Claim.
	Claims = &ledger.Table{
		Name: "claim", Version: 1,
		Columns: []ledger.Column{
			{Name: "incident", Type: ledger.Text, Required: true}, {Name: "fact", Type: ledger.Text}, {Name: "slot", Type: ledger.Text}, {Name: "source", Type: ledger.Text},
			{Name: "report", Type: ledger.Text}, {Name: "stance", Type: ledger.Text}, {Name: "day", Type: ledger.Text, Required: true},
		},
		Index: [][]string{{"incident", "slot", "day"}, {"fact"}, {"source", "incident"}, {"report"}},
	}
	// Decisions are those of people, by row; their body is a Decided. Orphaned is 1
	// where their words are gone and nobody withdrew them.
	Decisions = &ledger.Table{
		Name: "decision", Version: 2,
		Columns: []ledger.Column{{Name: "subject", Type: ledger.Text}, {Name: "incident", Type: ledger.Text}, {Name: "report", Type: ledger.Text}, {Name: "who", Type: ledger.Text}, {Name: "what", Type: ledger.Text}, {Name: "row", Type: ledger.Int, Required: true}, {Name: "orphaned", Type: ledger.Int}},
		Index:   [][]string{{"subject", "row"}, {"incident", "row"}, {"report", "row"}, {"row"}},
		Now:     [][]string{{"orphaned", "row"}},
	}
)

// Records is the projection. Its Version goes up with that of any of its tables:
// what an older program made is then made again, and what a newer made is refused.
var Records = ledger.Projection{Name: "records", Version: 9}

// Tables are all tables of this package.
func Tables() []*ledger.Table {
	return []*ledger.Table{Reports, Statements, Sources, Incidents, Pages, Claims, Decisions, shelf.Briefs}
}

// Line is an incident in a list: the body of its record.
type Line struct {
	ID           string   `json:"id"`
	Type         string   `json:"event_type"`
	SubType      string   `json:"sub_event_type"`
	Stage        string   `json:"stage_of_execution"`
	DateStart    string   `json:"date_start"`
	DateEnd      string   `json:"date_end"`
	DatePrec     int      `json:"date_prec"`
	Where        string   `json:"where_description"`
	Place        string   `json:"place"`
	Country      string   `json:"country"`
	ISO          string   `json:"iso"`
	Adm1         string   `json:"adm_1"`
	Latitude     *float64 `json:"latitude"`
	Longitude    *float64 `json:"longitude"`
	WherePrec    int      `json:"where_prec"`
	Actors       []string `json:"actors"`
	Targets      []string `json:"targets"`
	Standings    []string `json:"standings"`
	Contested    bool     `json:"contested"`
	OriginsMin   int      `json:"origins_min"` // the most of any fact
	OriginsMax   int      `json:"origins_max"`
	KilledMin    *int     `json:"killed_min"` // the least and the most of any figure
	KilledMax    *int     `json:"killed_max"`
	InjuredMin   *int     `json:"injured_min"`
	InjuredMax   *int     `json:"injured_max"`
	Reports      int      `json:"reports"`
	Captures     int      `json:"captures"`   // the versions in which these came: more than Reports where one was changed
	Duplicates   int      `json:"duplicates"` // open possible ones
	Assigned     string   `json:"assigned"`
	Set          []string `json:"set,omitempty"` // what people corrected, in words
	Headline     string   `json:"headline"`      // of its first report
	Row          int64    `json:"row"`           // since which it stands so
	RedirectedTo string   `json:"redirected_to,omitempty"`
}
