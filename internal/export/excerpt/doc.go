// Package excerpt decodes from an incident's page, as the ledger keeps it, what
// the formats of an export write, and passes over the rest. Part of room 13.
//
//	{"incident":{"id":"inc-4b1e",…},"facts":[…],…}   projection.Page with its
//	                                                incident, facts, passages and reports
//
// Always true: what is decoded is what encoding/json decodes (TestPage), in a fifth
// of its time (BenchmarkPage); fields it does not know are passed over; what is no page is
// an error that says where, never a panic. Left out are: mentions, members and
// casualties of an incident, groups of origins, the text of spans that only say
// where a value stands, sources but for the name, words, identification and
// relation of a speaker, lineage, decisions, near incidents.
//
// It keeps to the JSON of package projection, and to nothing else.
package excerpt
