package web

import (
	"context"
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/gate"
	"hearsay/internal/reading"
	"hearsay/internal/web/feeds"
	"hearsay/internal/web/member"
)

// Options say what is served, and to whom.
type Options struct {
	Reader *reading.Reader
	// Desk is the ledger that is shown; nil for the Read page alone.
	Desk *desk.Desk
	// Log takes a line for each request; nil for none.
	Log *slog.Logger
	// Fetch fetches one page that a visitor asks to have read; nil where addresses
	// are not fetched. It keeps nothing.
	Fetch func(ctx context.Context, address string) (capture.Capture, error)
	// MaxBytes is the size a report may have; capture.DefaultMaxBytes where 0.
	MaxBytes int64
	// Also are handlers of others that stand behind the same guard, by pattern.
	Also map[string]http.Handler
	// Local says that only this machine may ask: see package gate.
	Local bool
	// Gate says who else is let in: accounts, proxies, rates. What it needs to know
	// of the pages is filled in.
	Gate gate.Options
	// Feeds is how the watch stands that runs beside the desk; nil where none does.
	Feeds func(context.Context) (feeds.State, error)
	// Ready reports why the desk cannot answer now; nil for the ledger alone.
	Ready func(context.Context) error
}

// Server answers requests. It is safe for concurrent use.
type Server struct {
	opt     Options
	assets  assets
	handler http.Handler
	// turns bounds how many reports are read at once: one for each core.
	turns chan struct{}
	// catching is held by the one request that brings the records up to the last
	// row of the ledger.
	catching sync.Mutex
	maps     sketches
	surveys  surveys
}

// New makes a server.
func New(opt Options) *Server {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{opt: opt, assets: bundle(), turns: make(chan struct{}, runtime.GOMAXPROCS(0))}
	mux := http.NewServeMux()
	start := "/read"
	if opt.Desk != nil {
		start = "/incidents"
		s.routes(mux)
	}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, start, http.StatusSeeOther) })
	mux.HandleFunc("GET /read", s.readForm)
	mux.HandleFunc("POST /read", s.read)
	mux.HandleFunc("GET /about", s.about)
	mux.HandleFunc("GET /assets/{name}", s.assets.serve)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	(&member.Desk{Accounts: opt.Gate.Accounts, Show: s.show, Log: opt.Log}).Routes(mux)
	(&feeds.Pages{Watch: opt.Feeds, Desk: opt.Desk, Show: s.show, Log: opt.Log}).Routes(mux)
	for pattern, h := range opt.Also {
		mux.Handle(pattern, h)
	}
	mux.HandleFunc("/", s.missing)
	g := opt.Gate
	g.Local, g.Need, g.Page, g.Program, g.Log = opt.Local, need, s.fail, program, opt.Log
	g.FormBytes = s.limit() + 64<<10
	s.handler = gate.New(g, mux)
	return s
}

// limit is the size a report may have.
func (s *Server) limit() int64 {
	if s.opt.MaxBytes > 0 {
		return s.opt.MaxBytes
	}
	return capture.DefaultMaxBytes
}

// ready says whether the desk can answer: whoever shares out requests sends none
// while it cannot.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	var err error
	if s.opt.Ready != nil {
		err = s.opt.Ready(ctx)
	}
	if err == nil && s.opt.Desk != nil {
		_, err = s.opt.Desk.Fresh(ctx)
	}
	if err != nil {
		s.opt.Log.Warn("not ready", "what", err.Error())
		plain(w, http.StatusServiceUnavailable, "not ready")
		return
	}
	plain(w, http.StatusOK, "ready")
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Listen bounds what a connection may take: the times are those of a report of
// the greatest size over a slow line.
func Listen(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
}

func plain(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_, _ = w.Write([]byte(text + "\n"))
}
