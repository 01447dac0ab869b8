package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/gate"
	"hearsay/internal/gate/trace"
	"hearsay/internal/ledger"
)

// routes are the pages over a ledger.
func (s *Server) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /incidents", s.asked(s.incidents))
	mux.HandleFunc("GET /incident/{id}", s.asked(s.incident))
	mux.HandleFunc("GET /incident/{id}/history", s.asked(s.history))
	mux.HandleFunc("GET /report/{id}", s.asked(s.report))
	mux.HandleFunc("GET /sources", s.asked(s.sources))
	mux.HandleFunc("GET /source", s.asked(s.source))
	mux.HandleFunc("GET /search", s.asked(s.search))
	mux.HandleFunc("GET /log", s.asked(s.log))
	mux.HandleFunc("GET /review", s.asked(s.review))
	mux.HandleFunc("POST /decide", s.asked(s.decide))
	mux.HandleFunc("POST /who", s.asked(s.whoIs))
}

// problem is an error that the visitor can mend.
type problem struct {
	code   int
	reason string
	advice string
}

func (p *problem) Error() string { return p.reason }

// asked answers a question about the ledger, on records that go up to its last
// row.
func (s *Server) asked(f func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := s.catchUp(r.Context())
		if err == nil {
			err = f(w, r)
		}
		var p *problem
		switch {
		case err == nil, errors.Is(err, context.Canceled):
		case errors.As(err, &p):
			s.fail(w, r, p.code, p.reason, p.advice)
		case errors.Is(err, ledger.ErrNone):
			s.fail(w, r, http.StatusNotFound, "The ledger does not have it.", sentence(caption.Tame(err.Error())))
		case errors.Is(err, ledger.ErrNewerRecords):
			s.fail(w, r, http.StatusServiceUnavailable, "A newer version of hearsay made what is derived from this ledger's rows.", "Start that version, or have this one make it again with hearsay rebuild; nothing was changed.")
		default:
			s.opt.Log.Error("ledger", "id", gate.ID(r), "path", r.URL.Path, "what", err.Error())
			s.fail(w, r, http.StatusInternalServerError, "The ledger could not be asked.", "The log says why; nothing was changed.")
		}
	}
}

// catchUp brings the records up to the last row where another process appended
// some. One request does; the others show what is there.
func (s *Server) catchUp(ctx context.Context) error {
	f, err := s.opt.Desk.Fresh(ctx)
	if err != nil || f.Row >= f.Head.Seq || !s.catching.TryLock() {
		return err
	}
	defer s.catching.Unlock()
	ctx, done := trace.Step(ctx, "catch up")
	defer done()
	return s.opt.Desk.Refresh(ctx, nil)
}

// when is the state of the ledger that a request asks for.
func when(r *http.Request) (desk.When, error) {
	var out desk.When
	if v := r.FormValue("row"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 1 {
			return out, &problem{http.StatusBadRequest, fmt.Sprintf("%q is no row of a ledger.", caption.Tame(v)), "Rows are numbered from 1."}
		}
		out.Row = n
	}
	if v := r.FormValue("asof"); v != "" {
		t, err := time.Parse(time.DateOnly, v)
		if err != nil {
			return out, &problem{http.StatusBadRequest, fmt.Sprintf("%q is no day.", caption.Tame(v)), "Write it as 2025-12-30, or leave it empty."}
		}
		out.Time = t.AddDate(0, 0, 1).Add(-time.Microsecond) // a day means its end
	}
	return out, nil
}

// part is the part of a list that a request asks for.
func part(r *http.Request) desk.Page { return desk.Page{After: r.FormValue("after"), Limit: 50} }

// further is the address of the next part of a list.
func further(r *http.Request, next string) string {
	if next == "" {
		return ""
	}
	q := r.URL.Query()
	q.Set("after", next)
	return r.URL.Path + "?" + q.Encode()
}

// mended says of a list's error what is wrong with the question; internal ones
// stay as they are.
func mended(err error) (string, error) {
	var p *problem
	switch {
	case err == nil, errors.As(err, &p), errors.Is(err, context.Canceled):
		return "", err
	case errors.Is(err, ledger.ErrNone):
		return sentence(caption.Tame(strings.TrimSuffix(err.Error(), ": "+ledger.ErrNone.Error()))), nil
	}
	for _, own := range []string{"in the search: ", "the search is empty", "there is no order", "this is no cursor"} {
		if strings.HasPrefix(err.Error(), own) {
			return sentence(caption.Tame(err.Error())), nil
		}
	}
	return "", err
}
