package gate

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"hearsay/internal/account"
)

// Options say who is let in.
type Options struct {
	// Accounts are who may come in; nil, or a nil Book, for this machine alone.
	Accounts func(context.Context) (*account.Book, error)
	// Local says that only this machine may ask: a request under another host's
	// name, or through a proxy, is refused.
	Local bool
	// Need is what a request needs; "" lets anybody pass.
	Need func(*http.Request) account.Need
	// Page answers people with a refusal. Programs (Program) get a problem.
	Page func(w http.ResponseWriter, r *http.Request, code int, problem, advice string)
	// Program reports whether a path is asked by programs.
	Program func(path string) bool
	// Proxies are the addresses whose X-Forwarded-For and X-Forwarded-Proto count.
	Proxies []netip.Prefix
	// Secure says that this program itself answers over TLS.
	Secure bool
	// PerClient and PerUser are how many requests a second are answered, each with
	// a store of five seconds; 0 for any number.
	PerClient, PerUser float64
	// FormBytes is the size a form may have; 1 MB where 0.
	FormBytes int64
	// Log takes a line for each request; nil for none.
	Log *slog.Logger
	// Watch, where not nil, begins to watch a request and returns what ends that.
	Watch func(r *http.Request) (*http.Request, func(End))
}

// End is what became of a request.
type End struct {
	Route  string // the pattern that answered, "" for none
	Status int
	Bytes  int64
	Took   time.Duration
	User   string // "" where nobody is known
}

// Gate lets requests pass to a handler. It is safe for concurrent use.
type Gate struct {
	opt     Options
	next    http.Handler
	origin  *http.CrossOriginProtection
	clients *buckets
	users   *buckets
}

// headers that every answer carries. No page needs an inline script or style, a
// frame, or anything of another host.
var headers = [][2]string{
	{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
}

// New puts a gate before a handler.
func New(opt Options, next http.Handler) *Gate {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.FormBytes <= 0 {
		opt.FormBytes = 1 << 20
	}
	if opt.Program == nil {
		opt.Program = func(string) bool { return false }
	}
	if opt.Need == nil {
		opt.Need = func(*http.Request) account.Need { return account.ToRead }
	}
	return &Gate{opt: opt, next: next, origin: http.NewCrossOriginProtection(), clients: fill(opt.PerClient), users: fill(opt.PerUser)}
}

// ServeHTTP answers one request.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	begin := time.Now()
	far := g.whence(r)
	if far.id == "" {
		far.id = newID()
	}
	id := far.id
	h := w.Header()
	for _, p := range headers {
		h.Set(p[0], p[1])
	}
	h.Set("X-Request-Id", id)
	if far.secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	ctx := context.WithValue(r.Context(), farKey{}, far)
	r = r.WithContext(ctx)
	end := func(End) {}
	if g.opt.Watch != nil {
		r, end = g.opt.Watch(r)
	}
	seen := &answer{ResponseWriter: w}
	who := ""
	defer func() {
		v := recover()
		if v != nil && v != http.ErrAbortHandler {
			g.opt.Log.Error("panic", "id", id, "path", r.URL.Path, "what", fmt.Sprint(v), "stack", string(debug.Stack()))
			if seen.status == 0 {
				g.refuse(seen, r, http.StatusInternalServerError, "This answer could not be made: a mistake of the program.", "The log says where, under request "+id+"; nothing was changed.")
			}
		}
		took := time.Since(begin)
		end(End{Route: r.Pattern, Status: seen.status, Bytes: seen.bytes, Took: took, User: who})
		g.opt.Log.Info("request", "id", id, "method", r.Method, "path", r.URL.Path, "status", seen.status, "bytes", seen.bytes,
			"ms", took.Milliseconds(), "from", far.address, "user", who)
		if v == http.ErrAbortHandler {
			panic(v)
		}
	}()
	in := g.admit(seen, r)
	if in == nil {
		return
	}
	if v := account.Asks(in.Context()); v != nil {
		who = v.Name
	}
	// The handlers below note in the request which pattern answered.
	defer func() { r.Pattern = in.Pattern }()
	g.next.ServeHTTP(seen, in)
}

// ID is the id of a request that passed a gate, as the log has it.
func ID(r *http.Request) string {
	f, _ := r.Context().Value(farKey{}).(far)
	return f.id
}

// newID is the id of a request.
func newID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// refuse says what is wrong, to people or to programs.
func (g *Gate) refuse(w http.ResponseWriter, r *http.Request, code int, problem, advice string) {
	if g.opt.Page != nil && !g.opt.Program(r.URL.Path) {
		g.opt.Page(w, r, code, problem, advice)
		return
	}
	Problem(w, code, lower(problem), lower(advice))
}

// lower is a sentence of a page as programs are told it.
func lower(s string) string {
	s = strings.TrimSuffix(s, ".")
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' || len(s) > 1 && s[1] == ' ' {
		s = strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// answer notes what was answered.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (a *answer) WriteHeader(code int) {
	if a.status == 0 && code >= 200 {
		a.status = code
	}
	a.ResponseWriter.WriteHeader(code)
}

func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
