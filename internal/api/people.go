package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/account"
)

// people are the operations of admins: who may ask, and who did what. Users are
// made and changed by people, on the page /users or with hearsay user.
func (s *Server) people() {
	huma.Register(s.huma, s.op(account.ToManage, http.MethodGet, "/users", "list-users", "Users, with their roles", 503),
		func(ctx context.Context, _ *struct{}) (*Answer[[]account.User], error) {
			b, err := s.book(ctx)
			if err != nil {
				return nil, err
			}
			l, err := b.Users(ctx)
			return answer(l, s.unbooked(err))
		})
	huma.Register(s.huma, s.op(account.ToManage, http.MethodGet, "/audit", "list-audit", "The audit log, the last first", 503),
		func(ctx context.Context, in *struct {
			Before int64 `query:"before" minimum:"0" doc:"Entries before this one: the seq of the last that was seen."`
			Limit  int   `query:"limit" minimum:"1" maximum:"1000" default:"100"`
		}) (*Answer[[]account.Entry], error) {
			b, err := s.book(ctx)
			if err != nil {
				return nil, err
			}
			l, err := b.Audit(ctx, in.Before, in.Limit)
			return answer(l, s.unbooked(err))
		})
}

func (s *Server) book(ctx context.Context) (*account.Book, error) {
	if s.opt.Accounts != nil {
		b, err := s.opt.Accounts(ctx)
		if err != nil {
			return nil, s.unbooked(err)
		}
		if b != nil {
			return b, nil
		}
	}
	return nil, problem(http.StatusServiceUnavailable, "this desk has no users", "hearsay user add makes the first")
}

// unbooked is the problem of accounts that do not answer.
func (s *Server) unbooked(err error) error {
	if err == nil {
		return nil
	}
	s.noted(err)
	return problem(http.StatusServiceUnavailable, "the accounts do not answer", "look at the log of the server, and try again")
}
