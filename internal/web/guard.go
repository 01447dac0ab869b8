package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"time"
)

// headers that every answer carries. No page needs an inline script or style, a
// frame, or anything of another host.
var headers = [][2]string{
	{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
}

// guard stands before every handler: whose request it is, what every answer
// carries, a line in the log, and a page in place of a panic.
func (s *Server) guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, http.StatusForbidden, "This request came from another site.", "Open the page here and send the form again.")
	}))
	inner := origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		h := w.Header()
		for _, p := range headers {
			h.Set(p[0], p[1])
		}
		seen := &answer{ResponseWriter: w}
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				s.opt.Log.Error("panic", "path", r.URL.Path, "what", fmt.Sprint(v), "stack", string(debug.Stack()))
				if seen.status == 0 {
					s.fail(seen, r, http.StatusInternalServerError, "This page could not be made: a mistake of the program.", "The log says where; nothing was changed.")
				}
			}
			s.opt.Log.Info("request", "method", r.Method, "path", r.URL.Path, "status", seen.status, "bytes", seen.bytes,
				"ms", time.Since(begin).Milliseconds(), "from", r.RemoteAddr)
		}()
		if s.opt.Local && !local(r.Host) {
			s.fail(seen, r, http.StatusMisdirectedRequest, "This desk answers on this machine only.", "Open it as http://localhost with its port.")
			return
		}
		inner.ServeHTTP(seen, r)
	})
}

// answer notes what was answered.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (a *answer) WriteHeader(code int) {
	if a.status == 0 {
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
