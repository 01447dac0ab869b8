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
	// Replied is what Replies makes of it, where that was asked before: then events
	// and claims are not needed any more to join it with others.
	Replied *Reply
}

// Reply is what a report speaks of only to deny it.
type Reply struct {
	Incidents []Incident
	Facts     []Fact
}
