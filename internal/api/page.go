package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/account"
	"hearsay/internal/desk"
)

func (s *Server) pages() {
	get := func(at, id, summary string) huma.Operation {
		return s.ledgered(account.ToRead, http.MethodGet, at, id, summary, 404, 422)
	}
	huma.Register(s.huma, get("/reports/{id}", "report", "One report with its reading, versions and decisions"),
		func(ctx context.Context, in *struct {
			When
			ID string `path:"id" doc:"Its id, or the beginning of it."`
		}) (*Answer[*desk.ReportPage], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			p, err := s.opt.Desk.Report(ctx, in.ID, w)
			return answer(p, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/incidents/{id}", "incident", "One incident: what is known, from whom, with the passages"),
		func(ctx context.Context, in *struct {
			When
			ID string `path:"id"`
		}) (*Answer[*desk.IncidentPage], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			p, err := s.opt.Desk.Incident(ctx, in.ID, w)
			return answer(p, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/incidents/{id}/history", "incident-history", "How an incident's facts came and turned"),
		func(ctx context.Context, in *struct {
			When
			ID string `path:"id"`
		}) (*Answer[[]desk.Step], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			l, err := s.opt.Desk.History(ctx, in.ID, w)
			return answer(l, s.asked(ctx, err))
		})
	huma.Register(s.huma, get("/sources/{key}", "source", "All a source has said, and the figures it changed"),
		func(ctx context.Context, in *struct {
			When
			Page
			Key string `path:"key" doc:"Its key, escaped as part of a path."`
		}) (*Answer[*desk.SourcePage], error) {
			w, err := in.when()
			if err != nil {
				return nil, err
			}
			key := in.Key
			if k, err := url.PathUnescape(key); err == nil {
				key = k
			}
			p, err := s.opt.Desk.Source(ctx, key, w, in.page())
			return answer(p, s.asked(ctx, err))
		})
}
