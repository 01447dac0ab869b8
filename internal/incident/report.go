package incident

import (
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// Report is one report with what rooms 2 to 7 made of it: the input of this
// room and of origin.
type Report struct {
	Document   *document.Document
	Syntax     *syntax.Analysis
	Sources    []source.Source
	Statements []statement.Statement
	Events     []fact.Event
	Claims     []fact.Claim
	// Incidents and Facts are what Group made of this report alone.
	Incidents []Incident
	Facts     []Fact
}
