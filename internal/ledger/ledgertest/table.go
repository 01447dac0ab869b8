package ledgertest

import (
	"fmt"

	"hearsay/internal/ledger"
)

// Statements is a table like that of statements: records are only added, their
// passages are searched.
var Statements = ledger.Table{
	Name: "test_statement", Version: 1, Grows: true, Searched: "passage",
	Columns: []ledger.Column{
		{Name: "source", Type: ledger.Text}, {Name: "act", Type: ledger.Text}, {Name: "day", Type: ledger.Text, Required: true},
		{Name: "confidence", Type: ledger.Real}, {Name: "passage", Type: ledger.Text},
	},
	Index: [][]string{{"source", "day"}, {"day"}},
	Tags:  []ledger.Tag{{Column: "source", By: ledger.ByWord}, {Column: "act"}, {Column: "day", By: ledger.ByMonth}},
}

// Incidents is a table like that of incidents: records change.
var Incidents = ledger.Table{
	Name: "test_incident", Version: 1,
	Columns: []ledger.Column{{Name: "country", Type: ledger.Text, Required: true}, {Name: "killed", Type: ledger.Int}, {Name: "lat", Type: ledger.Real}},
	Index:   [][]string{{"country", "killed"}, {"lat"}},
	Now:     [][]string{{"country", "killed"}, {"killed"}},
}

// Counts is a table like that of names: looked up by key, without history.
var Counts = ledger.Table{
	Name: "test_count", Version: 1, Plain: true,
	Columns: []ledger.Column{{Name: "reports", Type: ledger.Int}, {Name: "last", Type: ledger.Text}},
}

// statement is the values of an invented record of Statements.
func statement(source string, n int64) []any {
	return []any{source, "deny", fmt.Sprintf("2026-01-%02d", n%28+1), 0.5, "The army denied that it had struck the port."}
}

// incident is the values of an invented record of Incidents.
func incident(country string, killed int64) []any { return []any{country, killed, nil} }
