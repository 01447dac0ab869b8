package reading

import (
	"errors"
	"sync"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/side"
	"hearsay/internal/origin"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
	"hearsay/internal/weights"
)

// Reader reads reports by the models in the binary. It is safe for concurrent
// use.
type Reader struct {
	syn      *syntax.Reader
	att      *attribution.Reader
	identity Identity
}

// Load opens the models in the binary, side by side: a reader who waits for the
// first report waits for this.
func Load() (*Reader, error) {
	r := &Reader{}
	var open sync.WaitGroup
	var errs [3]error
	open.Go(func() { r.att, errs[0] = attribution.Load() })
	open.Go(func() { r.syn, errs[1] = syntax.Load() })
	open.Go(func() { r.identity, errs[2] = identify() })
	open.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	return r, nil
}

func identify() (Identity, error) {
	id := Identity{Version: Version, Models: []weights.Model{}}
	for _, name := range weights.Names() {
		m, err := weights.Digest(name)
		if err != nil {
			return id, err
		}
		id.Models = append(id.Models, m)
	}
	return id, nil
}

// Identity is the program's version and its models.
func (r *Reader) Identity() Identity { return r.identity }

// Read reads one report. Its errors are those of document.New.
func (r *Reader) Read(c capture.Capture) (*Reading, error) {
	doc, err := document.New(c)
	if err != nil {
		return nil, err
	}
	syn := r.syn.Parse(doc)
	atts := attribution.Sure(doc, syn, r.att.Find(doc, syn))
	sources, voices := source.Resolve(doc, syn, atts)
	sts := statement.Judge(doc, syn, atts, sources, voices)
	rep := incident.Report{Document: doc, Syntax: syn, Sources: sources, Statements: sts}
	rep.Events, rep.Claims = fact.Draw(doc, syn, sources, sts)
	rep.Incidents, rep.Facts = incident.Group(rep)
	side.Take(sources, sts, rep.Incidents, rep.Facts)
	origin.Weigh([]incident.Report{rep}, rep.Facts)
	return &Reading{
		Format: Format, Reader: r.identity, Report: reportOf(doc),
		Sources: rep.Sources, Statements: rep.Statements, Facts: rep.Facts, Incidents: rep.Incidents, rooms: rep,
	}, nil
}
