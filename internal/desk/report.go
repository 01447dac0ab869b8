package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/internal/desk/diff"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/scan"
	"hearsay/internal/ledger/state"
)

// Reports lists reports by day of publication, the last first; a state or an
// outlet narrows it.
func (d *Desk) Reports(ctx context.Context, state, outlet string, w When, p Page) (List[ReportLine], error) {
	q := ledger.Query{Table: projection.Reports, Order: []ledger.Order{{Column: "day", Desc: true}}}
	if state != "" {
		q.Where = append(q.Where, eq("state", state))
	}
	if outlet != "" {
		q.Where = append(q.Where, eq("outlet", outlet))
	}
	return list(ctx, d, q, wholly, w, p, reportLine)
}

func reportLine(h *ledger.Hit) (ReportLine, error) {
	var l ReportLine
	if err := json.Unmarshal(h.Body, &l.Head); err != nil {
		return l, err
	}
	l.State, _ = h.Values[1].(string)
	if at, ok := h.Values[4].(int64); ok {
		l.Captured = time.UnixMicro(at).UTC()
	}
	n, _ := h.Values[5].(int64)
	v, _ := h.Values[6].(int64)
	l.Statements, l.Version = int(n), int(v)
	return l, nil
}

// Report is one report, by its id or the beginning of it.
func (d *Desk) Report(ctx context.Context, id string, w When) (*ReportPage, error) {
	out := &ReportPage{Captures: []projection.Seen{}, Readings: []projection.ReadingLine{}, Versions: []projection.Version{}, Incidents: []string{}, Lineage: []entry.Made{}, Decisions: []projection.Decided{}}
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		if id, err = full(r, id); err != nil {
			return err
		}
		rec, err := r.Record(projection.Reports, id, row)
		if err != nil {
			return fmt.Errorf("report %s: %w", id, err)
		}
		if out.ReportLine, err = reportLine(&ledger.Hit{Record: rec}); err != nil {
			return err
		}
		return out.fill(r, id, row)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// fill adds what rows and records say of a report.
func (p *ReportPage) fill(r ledger.Reader, id string, row int64) error {
	address := ""
	for x, err := range r.About(ledger.Capture, id, row) {
		if err != nil {
			return err
		}
		var b entry.Captured
		if err := json.Unmarshal(x.Body, &b); err != nil {
			return err
		}
		address = b.Address
		p.Captures = append(p.Captures, projection.Seen{Row: x.Seq, Time: x.Time, URI: b.URI, URL: b.Address, Fetched: b.Fetched})
	}
	for x, err := range r.About(ledger.Sighting, id, row) {
		if err != nil {
			return err
		}
		var b entry.Seen
		if err := json.Unmarshal(x.Body, &b); err != nil {
			return err
		}
		p.Captures = append(p.Captures, projection.Seen{Row: x.Seq, Time: x.Time, URI: b.URI, URL: b.URL, Fetched: b.Fetched})
	}
	for x, err := range r.About(ledger.Failure, id, row) {
		if err != nil {
			return err
		}
		p.Failure = &entry.Failed{}
		if err := json.Unmarshal(x.Body, p.Failure); err != nil {
			return err
		}
	}
	if p.Head.Reading != "" {
		rd, err := kept.Reading(r, p.Head.Reading)
		if err != nil {
			return err
		}
		p.Reading, p.Failure = rd, nil
		for x, err := range r.About(ledger.Reading, p.Head.Reading, row) {
			if err != nil {
				return err
			}
			p.Readings = append(p.Readings, projection.ReadingLine{ID: x.ID, Row: x.Seq, Time: x.Time, Reader: rd.Reader.Digest(), Name: rd.Reader.Version})
		}
	}
	if address != "" {
		if err := p.versions(r, address, row); err != nil {
			return err
		}
	}
	for h, err := range r.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{eq("report", id)}, At: row}) {
		if err != nil {
			return err
		}
		if in, ok := h.Values[0].(string); ok && !slices.Contains(p.Incidents, in) {
			p.Incidents = append(p.Incidents, in)
		}
	}
	if err := p.lineage(r, id, row); err != nil {
		return err
	}
	for h, err := range r.Select(ledger.Query{Table: projection.Decisions, Where: []ledger.Cond{eq("report", id)}, Order: []ledger.Order{{Column: "row"}}, At: row}) {
		if err != nil {
			return err
		}
		dec, err := decode[projection.Decided](&h)
		if err != nil {
			return err
		}
		p.Decisions = append(p.Decisions, dec)
	}
	return nil
}

// mostEdges is how many edges of a report are shown, each way.
const mostEdges = 500

// lineage adds from what a report was made and what from it: what the pages of
// its incidents show, and the ledger's rows.
func (p *ReportPage) lineage(r ledger.Reader, id string, row int64) error {
	for _, in := range p.Incidents {
		rec, err := state.At(r, projection.Pages, in, row)
		if errors.Is(err, ledger.ErrNone) {
			continue // it has gone since
		}
		if err != nil {
			return err
		}
		if err := p.made(rec.Body, id); err != nil {
			return err
		}
	}
	made, err := edge.Of(r, id, row, mostEdges)
	for _, m := range made {
		same := func(o entry.Made) bool {
			return o.To == m.To && o.From == m.From && (m.From != "" || o.Kind == m.Kind && o.Name == m.Name)
		}
		if !slices.ContainsFunc(p.Lineage, same) {
			p.Lineage = append(p.Lineage, m)
		}
	}
	return err
}

// made adds what the page of an incident says of what a report was made from and
// what from it, and takes no more of the page.
func (p *ReportPage) made(page []byte, id string) error {
	x := scan.Of(page)
	x.Object(func(name string) {
		if name != "lineage" {
			x.Skip()
			return
		}
		x.Array(func() {
			if m := madeOf(x); (m.From == id || m.To == id) && !slices.Contains(p.Lineage, m) {
				p.Lineage = append(p.Lineage, own(m))
			}
		})
	})
	return x.End()
}

// versions are the states of an address, the first first.
func (p *ReportPage) versions(r ledger.Reader, address string, row int64) error {
	for x, err := range r.About(ledger.Version, address, row) {
		if err != nil {
			return err
		}
		var b entry.Changed
		if err := json.Unmarshal(x.Body, &b); err != nil {
			return err
		}
		place := func(report string) int {
			return slices.IndexFunc(p.Versions, func(v projection.Version) bool { return v.Report == report })
		}
		if place(b.Before) < 0 { // the first, or one that came late, before the one it was before
			for first, err := range r.About(ledger.Capture, b.Before, row) {
				if err != nil {
					return err
				}
				k := place(b.After)
				if k < 0 {
					k = len(p.Versions)
				}
				p.Versions = slices.Insert(p.Versions, k, projection.Version{Report: b.Before, Row: first.Seq, Time: first.Time, Notes: []string{}})
			}
		}
		if place(b.After) < 0 {
			p.Versions = append(p.Versions, projection.Version{Report: b.After, Row: x.Seq, Time: x.Time, Notes: b.Notes})
		}
	}
	return nil
}

// Diff compares the texts of two reports line by line, as they were read then.
func (d *Desk) Diff(ctx context.Context, before, after string, w When) ([]Line, error) {
	a, err := d.Report(ctx, before, w)
	if err != nil {
		return nil, err
	}
	b, err := d.Report(ctx, after, w)
	if err != nil {
		return nil, err
	}
	if a.Reading == nil || b.Reading == nil {
		return nil, fmt.Errorf("only reports that were read can be compared: %w", ledger.ErrNone)
	}
	return diff.Lines(strings.Split(a.Reading.Report.Text, "\n"), strings.Split(b.Reading.Report.Text, "\n")), nil
}
