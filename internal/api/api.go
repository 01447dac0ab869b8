package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"path"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hearsay/internal/account"
	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
	"hearsay/internal/source"
)

// Prefix is the path under which the operations stand.
const Prefix = "/api/v1"

// Options say what is served.
type Options struct {
	Reader *reading.Reader
	// Desk and Keeper stand before one ledger. Where Desk is nil nothing is kept,
	// and what asks a ledger answers 503; where Keeper is nil it is read only.
	Desk   *desk.Desk
	Keeper *keep.Keeper
	// Log takes mistakes of the program; nil for none.
	Log *slog.Logger
	// MaxBytes is the size a report may have; capture.DefaultMaxBytes where 0.
	MaxBytes int64
	// Accounts are asked for users and the audit log; nil where there are none.
	Accounts func(context.Context) (*account.Book, error)
	// Stop ends the streams that would go on for ever; nil for never.
	Stop <-chan struct{}
}

// Server answers requests. It is safe for concurrent use.
type Server struct {
	opt     Options
	huma    huma.API
	handler http.Handler
	// turns bounds how many reports are read at once: one for each core.
	turns chan struct{}
	// catching is held by the one request that brings the records up.
	catching sync.Mutex
}

// New makes a server. Its paths begin with Prefix and with CitronPath.
func New(opt Options) *Server {
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = capture.DefaultMaxBytes
	}
	s := &Server{opt: opt, turns: make(chan struct{}, runtime.GOMAXPROCS(0))}
	mux := http.NewServeMux()
	s.huma = humago.New(mux, config())

	s.readings()
	s.lists()
	s.pages()
	s.decisions()
	s.exports()
	s.streams()
	s.people()
	s.told()
	mux.HandleFunc(Prefix+"/", missing)
	s.citron(mux)
	s.handler = s.safe(s.tagged(mux))
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Document is the OpenAPI 3.1 description, as /api/v1/openapi.json has it but
// indented.
func (s *Server) Document() ([]byte, error) { return indented(s.huma.OpenAPI()) }

func config() huma.Config {
	c := huma.DefaultConfig("hearsay", "1")
	c.Info.Description = "Who said what, how each source is identified, who denies it, which incident it is about, and how many independent informants stand behind each fact, to the exact characters. Offsets count code points (docs/format.md). Lists go on with the cursor in next, and all parts of a list show the ledger as it stood with the first."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = Prefix+"/openapi", "", ""
	c.CreateHooks = nil // no $schema in answers
	c.RejectUnknownQueryParameters = true
	c.NoFormatFallback = false
	reg := huma.NewMapRegistry("#/components/schemas/", name)
	reg.RegisterTypeAlias(reflect.TypeFor[source.Count](), reflect.TypeFor[any]())
	c.Components.Schemas = reg
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {
		Type: "http", Scheme: "bearer", Description: "A token that hearsay user token or the page /account made. Where a desk has no users, none is asked for. Each operation names the scope it takes: read, add, decide, export, admin.",
	}}
	return c
}

// name names a schema by package and type, since rooms use one name for several
// things.
func name(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	n := huma.DefaultSchemaNamer(t, hint)
	if p := path.Base(t.PkgPath()); strings.HasPrefix(t.PkgPath(), "hearsay/") && p != "api" {
		n = strings.ToUpper(p[:1]) + p[1:] + n
	}
	return n
}

// op describes an operation that needs what need says of whoever asks.
func (s *Server) op(need account.Need, method, at, id, summary string, errors ...int) huma.Operation {
	if method == http.MethodPost {
		errors = append(errors, http.StatusBadRequest)
	}
	o := huma.Operation{
		Method: method, Path: Prefix + at, OperationID: id, Summary: summary, Errors: append(errors, http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests),
		MaxBodyBytes: s.opt.MaxBytes*2 + 64<<10, BodyReadTimeout: time.Minute,
		Security: []map[string][]string{{"token": {string(need.Scope())}}},
	}
	o.Middlewares = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		if v := account.Asks(ctx.Context()); !v.May(need) {
			write(ctx, refused(v, need))
			return
		}
		next(ctx)
	}}
	return o
}

// told has the description say of every error what it is.
func (s *Server) told() {
	doc := s.huma.OpenAPI()
	is := doc.Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "")
	for _, at := range doc.Paths {
		for _, op := range []*huma.Operation{at.Get, at.Post} {
			if op == nil {
				continue
			}
			for code, r := range op.Responses {
				if code >= "400" && r.Content["application/problem+json"] != nil {
					r.Content["application/problem+json"].Schema = is
				}
			}
		}
	}
	delete(doc.Components.Schemas.Map(), "ErrorModel")
	for name, of := range doc.Components.Schemas.Map() {
		nullable(doc.Components.Schemas.TypeFromRef("#/components/schemas/"+name), of)
	}
}

// nullable has the description say of fields that lead to a struct, or to none,
// that they may be null.
func nullable(t reflect.Type, of *huma.Schema) {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			nullable(f.Type, of)
			continue
		}
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := of.Properties[name]
		if p == nil || p.Ref == "" || f.Type.Kind() != reflect.Pointer || strings.Contains(opts, "omit") {
			continue
		}
		of.Properties[name] = &huma.Schema{Description: p.Description, AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}}
	}
}

// refused is the problem of who may not.
func refused(v *account.Visitor, need account.Need) *Problem {
	if v == nil {
		return problem(http.StatusUnauthorized, "who asks is not known", "send a token as Authorization: Bearer")
	}
	return problem(http.StatusForbidden, "this needs the role "+string(need.Role())+" and, of a token, the scope "+string(need.Scope()), "ask an admin of this desk for them")
}

// ledgered are operations that ask a ledger.
func (s *Server) ledgered(need account.Need, method, at, id, summary string, errors ...int) huma.Operation {
	o := s.op(need, method, at, id, summary, append(errors, http.StatusServiceUnavailable)...)
	o.Middlewares = append(o.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		if s.opt.Desk == nil || method != http.MethodGet && s.opt.Keeper == nil {
			write(ctx, s.unopened())
			return
		}
		next(ctx)
	})
	return o
}

// When says as of when a question is asked.
type When struct {
	AsOf string `query:"as_of" doc:"Ask the ledger as it stood then: a day (its end) or a time, as 2025-12-30T14:00:00Z." example:"2025-12-30"`
	Row  int64  `query:"row" minimum:"0" doc:"Ask the ledger as it stood with this row."`
}

func (w *When) when() (desk.When, error) {
	out := desk.When{Row: w.Row}
	if w.AsOf == "" {
		return out, nil
	}
	if t, err := time.Parse(time.DateOnly, w.AsOf); err == nil {
		out.Time = t.AddDate(0, 0, 1).Add(-time.Microsecond)
		return out, nil
	}
	t, err := time.Parse(time.RFC3339Nano, w.AsOf)
	if err != nil {
		return out, bad("as_of", fmt.Sprintf("%q is no time", w.AsOf), "write it as 2025-12-30 or 2025-12-30T14:00:00Z")
	}
	out.Time = t
	return out, nil
}

// Page asks for a part of a list.
type Page struct {
	After string `query:"after" maxLength:"4096" doc:"The next of the part before; empty begins."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"How many items at most."`
}

func (p *Page) page() desk.Page { return desk.Page{After: p.After, Limit: p.Limit} }

// Answer is a body.
type Answer[T any] struct{ Body T }

func answer[T any](v T, err error) (*Answer[T], error) {
	if err != nil {
		return nil, err
	}
	return &Answer[T]{v}, nil
}
