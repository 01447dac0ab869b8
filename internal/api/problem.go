package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
)

// Problem is an error as RFC 9457 has it, with what to do about it, and with the
// other decision where two clash.
type Problem struct {
	huma.ErrorModel
	Advice string              `json:"advice,omitempty" doc:"What to do."`
	Other  *projection.Decided `json:"other,omitempty" doc:"The decision that was taken meanwhile."`
}

func problem(status int, detail, advice string) *Problem {
	return &Problem{ErrorModel: huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: detail}, Advice: advice}
}

// bad is a problem of one parameter or field.
func bad(at, detail, advice string) *Problem {
	p := problem(http.StatusUnprocessableEntity, detail, advice)
	p.Errors = []*huma.ErrorDetail{{Location: at, Message: detail}}
	return p
}

// unopened is the problem of what needs a ledger, or one that may be written.
func (s *Server) unopened() *Problem {
	if s.opt.Desk != nil {
		return problem(http.StatusForbidden, "the ledger is for reading only here", "send it on the machine where hearsay serve runs, at its localhost address")
	}
	return problem(http.StatusServiceUnavailable, "no ledger is open here", "start it as hearsay serve --db FILE; POST "+Prefix+"/read and /citron work without one")
}

// asked is the problem of an error of the desk.
func (s *Server) asked(ctx context.Context, err error) error {
	var clash *desk.Clash
	var own *Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own):
		return own
	case errors.As(err, &clash):
		p := problem(http.StatusConflict, clash.Error(), "look at the other decision, and send yours again with seen at its row if it is still called for")
		p.Other = &clash.Other
		return p
	case errors.Is(err, ledger.ErrNone):
		return problem(http.StatusNotFound, err.Error(), "list what there is, and ask for an id from there")
	case errors.Is(err, ledger.ErrNewerRecords):
		return problem(http.StatusServiceUnavailable, ledger.ErrNewerRecords.Error(), "start the newer version of the program")
	case ctx.Err() != nil:
		return problem(http.StatusServiceUnavailable, "the request was given up", "send it again")
	}
	// The desk says in plain words what is wrong with a question. What went wrong
	// in the store is told apart by asking it something that cannot be wrong.
	if _, e := s.opt.Desk.Fresh(ctx); e != nil {
		return problem(http.StatusServiceUnavailable, "the ledger does not answer", "look at the log of the server, and try again")
	}
	return problem(http.StatusUnprocessableEntity, err.Error(), "")
}

// taken is the problem of a report that could not be read.
func taken(err error) *Problem {
	var c *capture.Error
	if errors.As(err, &c) {
		return problem(http.StatusUnprocessableEntity, c.Reason, c.Advice)
	}
	return problem(http.StatusUnprocessableEntity, err.Error(), "")
}

// render writes a problem outside of an operation.
func render(w http.ResponseWriter, p *Problem) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = encoder(w).Encode(p)
}

// write writes a problem in place of an operation's answer.
func write(ctx huma.Context, p *Problem) {
	ctx.SetHeader("Content-Type", "application/problem+json")
	ctx.SetStatus(p.Status)
	_ = encoder(ctx.BodyWriter()).Encode(p)
}

func missing(w http.ResponseWriter, r *http.Request) {
	render(w, problem(http.StatusNotFound, fmt.Sprintf("there is no %s %s", r.Method, r.URL.Path), "GET "+Prefix+"/openapi.json lists what there is"))
}

// safe puts a problem in place of a panic of this program. The log of who
// mounts this tells more: the panic is handed on where an answer has begun.
func (s *Server) safe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &begun{ResponseWriter: w}
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler || seen.yes {
				panic(v)
			}
			if s.opt.Log != nil {
				s.opt.Log.Error("panic", "path", r.URL.Path, "what", fmt.Sprint(v), "stack", string(debug.Stack()))
			}
			render(w, problem(http.StatusInternalServerError, "this answer could not be made: a mistake of the program", "the log of the server says where; report it"))
		}()
		next.ServeHTTP(seen, r)
	})
}

// begun notes whether an answer has begun.
type begun struct {
	http.ResponseWriter
	yes bool
}

func (b *begun) WriteHeader(code int) { b.yes = true; b.ResponseWriter.WriteHeader(code) }

func (b *begun) Write(p []byte) (int, error) { b.yes = true; return b.ResponseWriter.Write(p) }

// Unwrap lets http.ResponseController reach the connection.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }

func encoder(w interface{ Write([]byte) (int, error) }) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := encoder(&b)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}
