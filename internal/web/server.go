package web

import (
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"

	"hearsay/internal/desk"
	"hearsay/internal/reading"
)

// Options say what is served, and to whom.
type Options struct {
	Reader *reading.Reader
	// Desk is the ledger that is shown; nil for the Read page alone.
	Desk *desk.Desk
	// Log takes a line for each request; nil for none.
	Log *slog.Logger
	// MaxBytes is the size a report may have; capture.DefaultMaxBytes where 0.
	MaxBytes int64
	// Also are handlers of others that stand behind the same guard, by pattern.
	Also map[string]http.Handler
	// Local says that only this machine may ask, without login: a request under
	// another host's name is refused, so that no foreign page can read the desk
	// by naming this machine (DNS rebinding). Only then are decisions taken:
	// elsewhere nobody says who asks.
	Local bool
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
	// capitals are those of countries that were asked for, by ISO code.
	capitals sync.Map
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
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, "ok") })
	for pattern, h := range opt.Also {
		mux.Handle(pattern, h)
	}
	mux.HandleFunc("/", s.missing)
	s.handler = s.guard(mux)
	return s
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

func plain(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(text + "\n"))
}

// local reports whether a Host header names this machine.
func local(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
