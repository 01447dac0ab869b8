package excerpt

import (
	"fmt"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/scan"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// excerpt takes what the formats write.
type excerpt struct{ *scan.Scan }

// Page decodes a page as the ledger keeps it; what it leaves out is empty. Its
// incident has what people set.
func Page(body []byte) (*projection.Page, error) {
	x, p := excerpt{scan.Of(body)}, &projection.Page{}
	x.Object(func(name string) {
		switch name {
		case "incident":
			x.incident(&p.Incident)
		case "facts":
			x.Array(func() { p.Facts = append(p.Facts, x.fact()) })
		case "passages":
			x.Array(func() { p.Passages = append(p.Passages, x.passage()) })
		case "reports":
			x.Array(func() { p.Reports = append(p.Reports, x.head()) })
		case "set":
			x.Array(func() { p.Set = append(p.Set, x.set()) })
		case "row":
			p.Row = int64(x.Int())
		default:
			x.Skip()
		}
	})
	if err := x.End(); err != nil {
		return nil, fmt.Errorf("the page of an incident cannot be read, %w: run `hearsay rebuild`", err)
	}
	if len(p.Set) > 0 {
		p.Incident = p.Shown()
	}
	return p, nil
}

// set is what a person corrected of the incident.
func (x excerpt) set() (s projection.Set) {
	x.Object(func(name string) {
		switch name {
		case "field":
			s.Field = x.Text()
		case "value":
			s.Value = x.Text()
		case "was":
			s.Was = x.Text()
		case "who":
			s.Who = x.Text()
		case "row":
			s.Row = int64(x.Int())
		case "to":
			x.given(&s.To)
		default:
			x.Skip()
		}
	})
	return s
}

func (x excerpt) given(to *entry.Set) {
	x.Object(func(name string) {
		switch name {
		case "date_start":
			to.DateStart = x.Text()
		case "date_end":
			to.DateEnd = x.Text()
		case "date_prec":
			to.DatePrec = x.Int()
		case "place":
			to.Place = x.Text()
		case "country":
			to.Country = x.Text()
		case "iso":
			to.ISO = x.Text()
		case "adm_1":
			to.Adm1 = x.Text()
		case "latitude":
			to.Latitude = x.OptionalReal()
		case "longitude":
			to.Longitude = x.OptionalReal()
		case "where_prec":
			to.WherePrec = x.Int()
		case "event_type":
			to.EventType = x.Text()
		case "sub_event_type":
			to.SubEventType = x.Text()
		default:
			x.Skip()
		}
	})
}

func (x excerpt) incident(in *incident.Incident) {
	x.Object(func(name string) {
		switch name {
		case "id":
			in.ID = x.Text()
		case "event_type":
			in.EventType = x.Text()
		case "sub_event_type":
			in.SubEventType = x.Text()
		case "stage_of_execution":
			in.Stage = fact.Stage(x.Text())
		case "date_start":
			in.DateStart = x.Text()
		case "date_end":
			in.DateEnd = x.Text()
		case "date_prec":
			in.DatePrec = x.Int()
		case "where_description":
			in.WhereDescription = x.Text()
		case "place":
			in.Place = x.Text()
		case "country":
			in.Country = x.Text()
		case "iso":
			in.ISO = x.Text()
		case "adm_1":
			in.Adm1 = x.Text()
		case "latitude":
			in.Latitude = x.OptionalReal()
		case "longitude":
			in.Longitude = x.OptionalReal()
		case "where_prec":
			in.WherePrec = x.Int()
		case "belligerents":
			x.Array(func() { in.Belligerents = append(in.Belligerents, x.belligerent()) })
		case "targets":
			x.Array(func() { in.Targets = append(in.Targets, x.target()) })
		default:
			x.Skip()
		}
	})
}

func (x excerpt) belligerent() (b incident.Belligerent) {
	x.Object(func(name string) {
		switch name {
		case "name":
			b.Name = x.Text()
		case "role":
			b.Role = x.Text()
		case "position":
			b.Position = x.Text()
		default:
			x.Skip()
		}
	})
	return b
}

func (x excerpt) target() (t incident.Target) {
	x.Object(func(name string) {
		if name == "name" {
			t.Name = x.Text()
		} else {
			x.Skip()
		}
	})
	return t
}

func (x excerpt) fact() (f projection.Fact) {
	x.Object(func(name string) {
		switch name {
		case "id":
			f.ID = x.Text()
		case "slot":
			f.Slot = fact.Slot(x.Text())
		case "value":
			f.Value = x.Text()
		case "norm":
			x.norm(&f.Norm)
		case "spans":
			x.Array(func() { f.Spans = append(f.Spans, x.mention(false)) })
		case "own_voice":
			x.Array(func() { f.OwnVoice = append(f.OwnVoice, x.mention(true)) })
		case "asserted_by":
			f.AssertedBy = x.positions()
		case "denied_by":
			f.DeniedBy = x.positions()
		case "uncommitted":
			f.Uncommitted = x.positions()
		case "standing":
			f.Standing = incident.Standing(x.Text())
		case "origins_min":
			f.OriginsMin = x.Int()
		case "origins_max":
			f.OriginsMax = x.Int()
		case "decided":
			f.Decided = incident.Standing(x.Text())
		case "corrected":
			f.Corrected = x.Text()
		case "figure":
			f.Figure = x.number()
		case "rejected":
			f.Rejected = x.Bool()
		default:
			x.Skip()
		}
	})
	return f
}

func (x excerpt) norm(n *fact.Norm) {
	x.Object(func(name string) {
		switch name {
		case "name":
			n.Name = x.Text()
		case "category":
			n.Category = fact.Category(x.Text())
		case "number":
			n.Number = x.number()
		default:
			x.Skip()
		}
	})
}

// number is the bounds of a figure; nil where there is none.
func (x excerpt) number() *fact.Number {
	if x.Null() {
		return nil
	}
	n := &fact.Number{}
	x.Object(func(name string) {
		switch name {
		case "min":
			n.Min = x.OptionalInt()
		case "max":
			n.Max = x.OptionalInt()
		default:
			x.Skip()
		}
	})
	return n
}

// mention is a span of a report, with its text where it is asked for.
func (x excerpt) mention(words bool) (m incident.Mention) {
	x.Object(func(name string) {
		if name == "report" {
			m.Report = x.Text()
		} else {
			x.quoted(name, &m.Quote, words)
		}
	})
	return m
}

// quoted is one field of a quotation.
func (x excerpt) quoted(name string, q *span.Quote, words bool) {
	switch {
	case name == "start":
		q.Start = x.Int()
	case name == "end":
		q.End = x.Int()
	case name == "text" && words:
		q.Text = x.Text()
	default:
		x.Skip()
	}
}

func (x excerpt) positions() (out []incident.Position) {
	x.Array(func() {
		var pos incident.Position
		x.Object(func(name string) {
			switch name {
			case "statement":
				pos.Statement = x.Text()
			case "in_part":
				pos.InPart = x.Bool()
			case "certainty":
				pos.Certainty = statement.Certainty(x.Text())
			default:
				x.Skip()
			}
		})
		out = append(out, pos)
	})
	return out
}

func (x excerpt) passage() (p projection.Passage) {
	x.Object(func(name string) {
		switch name {
		case "id":
			p.ID = x.Text()
		case "act":
			p.Act = statement.Act(x.Text())
		case "certainty":
			p.Certainty = statement.Certainty(x.Text())
		case "confidence":
			p.Confidence = x.Real()
		case "report":
			p.Report = x.Text()
		case "source_key":
			p.SourceKey = x.Text()
		case "speaker":
			if !x.Null() {
				p.Speaker = x.speaker()
			}
		case "words":
			x.Object(func(name string) { x.quoted(name, &p.Words, true) })
		case "prefix":
			p.Prefix = x.Text()
		case "suffix":
			p.Suffix = x.Text()
		default:
			x.Skip()
		}
	})
	return p
}

func (x excerpt) speaker() *source.Source {
	s := &source.Source{}
	x.Object(func(name string) {
		switch name {
		case "name":
			s.Name = x.Text()
		case "identification":
			s.Identification = source.Identification(x.Text())
		case "relation":
			s.Relation = source.Relation(x.Text())
		case "described_as":
			if !x.Null() {
				s.DescribedAs = &span.Quote{}
				x.Object(func(name string) { x.quoted(name, s.DescribedAs, true) })
			}
		default:
			x.Skip()
		}
	})
	return s
}

func (x excerpt) head() (h projection.Head) {
	x.Object(func(name string) {
		switch name {
		case "id":
			h.ID = x.Text()
		case "url":
			h.URL = x.Text()
		case "outlet":
			h.Outlet = x.Text()
		case "headline":
			h.Headline = x.Text()
		case "date":
			h.Date = x.Text()
		default:
			x.Skip()
		}
	})
	return h
}
