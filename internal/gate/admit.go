package gate

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/account"
)

// FormField is the field of a form that carries the session's secret; a script
// may send it as the header FormHeader.
const (
	FormField  = "form-secret"
	FormHeader = "X-Form-Secret"
)

// admit is the request with its visitor; nil where it was refused, and answered.
func (g *Gate) admit(w http.ResponseWriter, r *http.Request) *http.Request {
	f, _ := r.Context().Value(farKey{}).(far)
	if g.opt.Local && !local(r.Host) {
		g.refuse(w, r, http.StatusMisdirectedRequest, "This desk answers on this machine only.", "Open it as http://localhost with its port.")
		return nil
	}
	if err := g.origin.Check(r); err != nil {
		g.refuse(w, r, http.StatusForbidden, "This request came from another site.", "Open the page here and send the form again.")
		return nil
	}
	need := g.opt.Need(r)
	if wait, ok := g.clients.take(account.From{Address: f.address}.Network()); !ok {
		g.busy(w, r, wait)
		return nil
	}
	v, err := g.visitor(w, r, f)
	switch {
	case errors.Is(err, account.ErrDenied):
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		g.refuse(w, r, http.StatusUnauthorized, "This token does not hold.", "It has ended, was revoked or never was: make another.")
		return nil
	case errors.Is(err, context.Canceled):
		return nil
	case err != nil:
		g.opt.Log.Error("accounts", "what", err.Error())
		g.refuse(w, r, http.StatusServiceUnavailable, "The accounts cannot be asked.", "Try again; the log says why.")
		return nil
	}
	r = r.WithContext(account.With(r.Context(), v))
	if v.Known() {
		if wait, ok := g.users.take(v.Name); !ok {
			g.busy(w, r, wait)
			return nil
		}
	}
	if need != "" && !v.May(need) {
		g.forbid(w, r, v, need)
		return nil
	}
	if !safe(r.Method) && v.Form != "" && !g.fits(w, r, v) {
		return nil
	}
	return r
}

// visitor is who asks, never nil where there is no error.
func (g *Gate) visitor(w http.ResponseWriter, r *http.Request, f far) (*account.Visitor, error) {
	var b *account.Book
	if g.opt.Accounts != nil {
		var err error
		if b, err = g.opt.Accounts(r.Context()); err != nil {
			return nil, err
		}
	}
	from := From(r)
	if b == nil {
		if !g.opt.Local {
			return account.Here(account.Reader), nil
		}
		if f.through {
			return &account.Visitor{}, nil // see forbid
		}
		return account.Here(account.Editor), nil
	}
	if kind, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(kind, "bearer") {
		return b.Bearer(r.Context(), strings.TrimSpace(token), from)
	}
	if c, err := r.Cookie(cookie(r, sessionCookie)); err == nil {
		v, err := b.Session(r.Context(), c.Value, from)
		if err == nil {
			return v, nil
		}
		if !errors.Is(err, account.ErrDenied) {
			return nil, err
		}
		drop(w, r, sessionCookie)
	}
	return &account.Visitor{From: from, Form: g.stranger(w, r)}, nil
}

// forbid refuses who may not: nobody known is asked to log in.
func (g *Gate) forbid(w http.ResponseWriter, r *http.Request, v *account.Visitor, need account.Need) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case v.Known():
		_ = v.Note(r.Context(), account.Refused, r.Method+" "+r.URL.Path, "needs "+string(need))
		if v.Token != "" {
			w.Header().Set("WWW-Authenticate", `Bearer error="insufficient_scope", scope="`+string(need.Scope())+`"`)
		}
		g.refuse(w, r, http.StatusForbidden, "You may not do this as "+string(v.Role)+".", "It takes the role "+string(need.Role())+" and, of a token, the scope "+string(need.Scope())+".")
	case v.Form == "" && v.Role == "":
		g.refuse(w, r, http.StatusForbidden, "This desk has no users, and this request came through a proxy.", "Add a user with hearsay user add, and start it with --trusted-proxy.")
	case v.Form == "":
		g.refuse(w, r, http.StatusForbidden, "This desk has no users.", "hearsay user add NAME --role admin makes the first; from then on everybody logs in.")
	case g.opt.Program(r.URL.Path):
		w.Header().Set("WWW-Authenticate", "Bearer")
		g.refuse(w, r, http.StatusUnauthorized, "Who asks?", "Send a token as Authorization: Bearer; hearsay user token makes one.")
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		http.Redirect(w, r, "/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
	default:
		g.refuse(w, r, http.StatusUnauthorized, "Your session has ended.", "Nothing was changed. Log in in another window, come back to this page and send it again.")
	}
}

func (g *Gate) busy(w http.ResponseWriter, r *http.Request, wait time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(max(1, int(math.Ceil(wait.Seconds())))))
	w.Header().Set("Cache-Control", "no-store")
	g.refuse(w, r, http.StatusTooManyRequests, "These are more requests than are answered.", "Wait a moment and try again.")
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// fits reports whether a request that changes something carries the secret of the
// forms of its session; where not, it is answered.
func (g *Gate) fits(w http.ResponseWriter, r *http.Request, v *account.Visitor) bool {
	given := r.Header.Get(FormHeader)
	if kind := r.Header.Get("Content-Type"); given == "" && (strings.HasPrefix(kind, "application/x-www-form-urlencoded") || strings.HasPrefix(kind, "multipart/form-data")) {
		r.Body = http.MaxBytesReader(w, r.Body, g.opt.FormBytes)
		err := r.ParseForm()
		if err == nil && strings.HasPrefix(kind, "multipart/") {
			err = r.ParseMultipartForm(4 << 20)
		}
		var big *http.MaxBytesError
		switch {
		case errors.As(err, &big):
			g.refuse(w, r, http.StatusRequestEntityTooLarge, "This is more than is taken at once.", "Hand over one report at a time.")
			return false
		case err != nil:
			g.refuse(w, r, http.StatusBadRequest, "The form could not be read.", "Send it again.")
			return false
		}
		given = r.PostFormValue(FormField)
	}
	if v.Fits(given) {
		return true
	}
	g.refuse(w, r, http.StatusForbidden, "This form is not of your session.", "Nothing was changed. Open the page again and send the form from there.")
	return false
}

// The cookies. Under TLS their names begin so that a browser takes them from this
// host alone, over TLS alone.
const (
	sessionCookie  = "hearsay-session"
	strangerCookie = "hearsay-visit"
)

func cookie(r *http.Request, name string) string {
	if secure(r) {
		return "__Host-" + name
	}
	return name
}

func set(w http.ResponseWriter, r *http.Request, name, value string, age int, site http.SameSite) {
	http.SetCookie(w, &http.Cookie{Name: cookie(r, name), Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: secure(r), SameSite: site})
}

func drop(w http.ResponseWriter, r *http.Request, name string) {
	set(w, r, name, "", -1, http.SameSiteLaxMode)
}

// Begin gives the browser the secret of a session that a login began.
func Begin(w http.ResponseWriter, r *http.Request, secret string) {
	drop(w, r, strangerCookie)
	set(w, r, sessionCookie, secret, 0, http.SameSiteLaxMode)
}

// Finish takes a session's secret from the browser.
func Finish(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Clear-Site-Data", `"cache"`)
	drop(w, r, sessionCookie)
}

// stranger is the secret of the forms that are shown to whoever is not known:
// the login's. It hangs on a cookie that no other site can set or read.
func (g *Gate) stranger(w http.ResponseWriter, r *http.Request) string {
	value := ""
	if c, err := r.Cookie(cookie(r, strangerCookie)); err == nil && len(c.Value) == 43 {
		value = c.Value
	} else {
		var raw [32]byte
		_, _ = rand.Read(raw[:]) // never fails
		value = base64.RawURLEncoding.EncodeToString(raw[:])
		if !g.opt.Program(r.URL.Path) && g.opt.Need(r) == "" {
			set(w, r, strangerCookie, value, 3600, http.SameSiteStrictMode)
		}
	}
	h := sha256.Sum256([]byte("hearsay stranger\x00" + value))
	return base64.RawURLEncoding.EncodeToString(h[:])
}
