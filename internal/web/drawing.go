package web

import (
	"context"
	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/web/picture"
)

// indexed is a page with what finds its parts.
type indexed struct {
	*caption.Index
	table    caption.Table
	facts    map[string]*projection.Fact
	passages map[string]*projection.Passage
}

func (s *Server) indexed(ctx context.Context, p *desk.IncidentPage) (*indexed, error) {
	x, err := p.Once("index", func() (any, error) {
		doc, err := s.opt.Desk.Excerpt(ctx, p)
		if err != nil {
			return nil, err
		}
		x := &indexed{Index: caption.NewIndex(doc), facts: map[string]*projection.Fact{}, passages: map[string]*projection.Passage{}}
		x.table = x.Tables()[0]
		for i := range p.Facts {
			x.facts[p.Facts[i].ID] = &p.Facts[i]
		}
		for i := range p.Passages {
			x.passages[p.Passages[i].ID] = &p.Passages[i]
		}
		return x, nil
	})
	if err != nil {
		return nil, err
	}
	return x.(*indexed), nil
}

// drawing is what the page of a whole incident shows whoever asks for it, but for its
// reports.
type drawing struct {
	rows    []factRow
	days    string // markup
	flow    *picture.Lineage
	lineage []made
}

func (v *incidentView) drawn(x *indexed) *drawing {
	name := "drawing"
	if v.AsOf { // its links lead to other pages as of then
		name += " as of then"
	}
	d, err := v.Page.Once(name, func() (any, error) {
		return &drawing{v.rows(x), picture.Days(x.Index, v.Page), picture.Flow(x.Index, v.Page), v.lineage()}, nil
	})
	if err != nil {
		panic(err) // it returns none
	}
	return d.(*drawing)
}
