package desk

import (
	"context"

	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// Document is an incident's page as the faces of a reading show it: its reports
// as they were read, and its facts with what people decided in place of what the
// machine says.
func (d *Desk) Document(ctx context.Context, p *IncidentPage) (*reading.Document, error) {
	doc := &reading.Document{Format: reading.Format, Incidents: []incident.Incident{p.Incident}, Failures: []reading.Failure{}}
	for i := range p.Facts {
		f := p.Facts[i].Fact
		f.Standing = p.Facts[i].Stands()
		if p.Facts[i].Corrected != "" {
			f.Value = p.Facts[i].Corrected
		}
		doc.Facts = append(doc.Facts, f)
	}
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		for i := range p.Reports {
			rd, err := projection.Decoded(r, p.Reports[i].Reading)
			if err != nil {
				return err
			}
			doc.Readings = append(doc.Readings, rd)
			doc.Reader = rd.Reader
		}
		return nil
	})
	return doc, err
}
