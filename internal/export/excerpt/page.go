package excerpt

import (
	"fmt"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// Page decodes a page as the ledger keeps it; what it leaves out is empty.
func Page(body []byte) (*projection.Page, error) {
	x, p := &scan{s: string(body)}, &projection.Page{}
	x.object(func(name string) {
		switch name {
		case "incident":
			x.incident(&p.Incident)
		case "facts":
			x.array(func() { p.Facts = append(p.Facts, x.fact()) })
		case "passages":
			x.array(func() { p.Passages = append(p.Passages, x.passage()) })
		case "reports":
			x.array(func() { p.Reports = append(p.Reports, x.head()) })
		case "row":
			p.Row = int64(x.int())
		default:
			x.skip()
		}
	})
	if x.space(); x.err == nil && x.i < len(x.s) {
		x.fail("the end")
	}
	if x.err != nil {
		return nil, fmt.Errorf("the page of an incident cannot be read, %w: run `hearsay rebuild`", x.err)
	}
	return p, nil
}

func (x *scan) incident(in *incident.Incident) {
	x.object(func(name string) {
		switch name {
		case "id":
			in.ID = x.text()
		case "event_type":
			in.EventType = x.text()
		case "sub_event_type":
			in.SubEventType = x.text()
		case "stage_of_execution":
			in.Stage = fact.Stage(x.text())
		case "date_start":
			in.DateStart = x.text()
		case "date_end":
			in.DateEnd = x.text()
		case "date_prec":
			in.DatePrec = x.int()
		case "where_description":
			in.WhereDescription = x.text()
		case "place":
			in.Place = x.text()
		case "country":
			in.Country = x.text()
		case "iso":
			in.ISO = x.text()
		case "adm_1":
			in.Adm1 = x.text()
		case "latitude":
			in.Latitude = x.optionalReal()
		case "longitude":
			in.Longitude = x.optionalReal()
		case "where_prec":
			in.WherePrec = x.int()
		case "belligerents":
			x.array(func() { in.Belligerents = append(in.Belligerents, x.belligerent()) })
		case "targets":
			x.array(func() { in.Targets = append(in.Targets, x.target()) })
		default:
			x.skip()
		}
	})
}

func (x *scan) belligerent() (b incident.Belligerent) {
	x.object(func(name string) {
		switch name {
		case "name":
			b.Name = x.text()
		case "role":
			b.Role = x.text()
		case "position":
			b.Position = x.text()
		default:
			x.skip()
		}
	})
	return b
}

func (x *scan) target() (t incident.Target) {
	x.object(func(name string) {
		if name == "name" {
			t.Name = x.text()
		} else {
			x.skip()
		}
	})
	return t
}

func (x *scan) fact() (f projection.Fact) {
	x.object(func(name string) {
		switch name {
		case "id":
			f.ID = x.text()
		case "slot":
			f.Slot = fact.Slot(x.text())
		case "value":
			f.Value = x.text()
		case "norm":
			x.norm(&f.Norm)
		case "spans":
			x.array(func() { f.Spans = append(f.Spans, x.mention(false)) })
		case "own_voice":
			x.array(func() { f.OwnVoice = append(f.OwnVoice, x.mention(true)) })
		case "asserted_by":
			f.AssertedBy = x.positions()
		case "denied_by":
			f.DeniedBy = x.positions()
		case "uncommitted":
			f.Uncommitted = x.positions()
		case "standing":
			f.Standing = incident.Standing(x.text())
		case "origins_min":
			f.OriginsMin = x.int()
		case "origins_max":
			f.OriginsMax = x.int()
		case "decided":
			f.Decided = incident.Standing(x.text())
		case "corrected":
			f.Corrected = x.text()
		case "rejected":
			f.Rejected = x.yes()
		default:
			x.skip()
		}
	})
	return f
}

func (x *scan) norm(n *fact.Norm) {
	x.object(func(name string) {
		switch name {
		case "name":
			n.Name = x.text()
		case "category":
			n.Category = fact.Category(x.text())
		case "number":
			if x.null() {
				return
			}
			n.Number = &fact.Number{}
			x.object(func(name string) {
				switch name {
				case "min":
					n.Number.Min = x.optional()
				case "max":
					n.Number.Max = x.optional()
				default:
					x.skip()
				}
			})
		default:
			x.skip()
		}
	})
}

// mention is a span of a report, with its text where it is asked for.
func (x *scan) mention(words bool) (m incident.Mention) {
	x.object(func(name string) {
		if name == "report" {
			m.Report = x.text()
		} else {
			x.quoted(name, &m.Quote, words)
		}
	})
	return m
}

// quoted is one field of a quotation.
func (x *scan) quoted(name string, q *span.Quote, words bool) {
	switch {
	case name == "start":
		q.Start = x.int()
	case name == "end":
		q.End = x.int()
	case name == "text" && words:
		q.Text = x.text()
	default:
		x.skip()
	}
}

func (x *scan) positions() (out []incident.Position) {
	x.array(func() {
		var pos incident.Position
		x.object(func(name string) {
			switch name {
			case "statement":
				pos.Statement = x.text()
			case "in_part":
				pos.InPart = x.yes()
			case "certainty":
				pos.Certainty = statement.Certainty(x.text())
			default:
				x.skip()
			}
		})
		out = append(out, pos)
	})
	return out
}

func (x *scan) passage() (p projection.Passage) {
	x.object(func(name string) {
		switch name {
		case "id":
			p.ID = x.text()
		case "act":
			p.Act = statement.Act(x.text())
		case "certainty":
			p.Certainty = statement.Certainty(x.text())
		case "confidence":
			p.Confidence = x.real()
		case "report":
			p.Report = x.text()
		case "source_key":
			p.SourceKey = x.text()
		case "speaker":
			if !x.null() {
				p.Speaker = x.speaker()
			}
		case "words":
			x.object(func(name string) { x.quoted(name, &p.Words, true) })
		default:
			x.skip()
		}
	})
	return p
}

func (x *scan) speaker() *source.Source {
	s := &source.Source{}
	x.object(func(name string) {
		switch name {
		case "name":
			s.Name = x.text()
		case "identification":
			s.Identification = source.Identification(x.text())
		case "relation":
			s.Relation = source.Relation(x.text())
		case "described_as":
			if !x.null() {
				s.DescribedAs = &span.Quote{}
				x.object(func(name string) { x.quoted(name, s.DescribedAs, true) })
			}
		default:
			x.skip()
		}
	})
	return s
}

func (x *scan) head() (h projection.Head) {
	x.object(func(name string) {
		switch name {
		case "id":
			h.ID = x.text()
		case "url":
			h.URL = x.text()
		case "outlet":
			h.Outlet = x.text()
		case "headline":
			h.Headline = x.text()
		case "date":
			h.Date = x.text()
		default:
			x.skip()
		}
	})
	return h
}
