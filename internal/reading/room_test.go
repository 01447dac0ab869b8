package reading

import (
	"testing"

	"hearsay/internal/attribution"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/origin"
	"hearsay/internal/source"
	"hearsay/internal/statement"
)

// BenchmarkRooms times each room on the examples, with the room before it
// done: what share of a reading each takes. docs/benchmarks.md quotes it.
func BenchmarkRooms(b *testing.B) {
	r, caps := load(b), examples(b)
	n := 0
	reps := make([]incident.Report, len(caps))
	atts := make([][]attribution.Attribution, len(caps))
	voices := make([][]source.Voice, len(caps))
	for i, c := range caps {
		doc, err := document.New(c)
		if err != nil {
			b.Fatal(err)
		}
		rep := incident.Report{Document: doc, Syntax: r.syn.Parse(doc)}
		n += len(rep.Syntax.Tokens)
		atts[i] = attribution.Sure(doc, rep.Syntax, r.att.Find(doc, rep.Syntax))
		rep.Sources, voices[i] = source.Resolve(doc, rep.Syntax, atts[i])
		rep.Statements = statement.Judge(doc, rep.Syntax, atts[i], rep.Sources, voices[i])
		rep.Events, rep.Claims = fact.Draw(doc, rep.Syntax, rep.Sources, rep.Statements)
		rep.Incidents, rep.Facts = incident.Group(rep)
		reps[i] = rep
	}
	for _, room := range []struct {
		name string
		do   func(i int)
	}{
		{"2-document", func(i int) { _, _ = document.New(caps[i]) }},
		{"3-syntax", func(i int) { r.syn.Parse(reps[i].Document) }},
		{"4-attribution", func(i int) {
			attribution.Sure(reps[i].Document, reps[i].Syntax, r.att.Find(reps[i].Document, reps[i].Syntax))
		}},
		{"5-source", func(i int) { source.Resolve(reps[i].Document, reps[i].Syntax, atts[i]) }},
		{"6-statement", func(i int) { statement.Judge(reps[i].Document, reps[i].Syntax, atts[i], reps[i].Sources, voices[i]) }},
		{"7-fact", func(i int) { fact.Draw(reps[i].Document, reps[i].Syntax, reps[i].Sources, reps[i].Statements) }},
		{"8-incident", func(i int) { incident.Group(reps[i]) }},
		{"9-origin", func(i int) { origin.Weigh(reps[i:i+1], reps[i].Facts) }},
	} {
		b.Run(room.name, func(b *testing.B) {
			for b.Loop() {
				for i := range caps {
					room.do(i)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/token")
		})
	}
}
