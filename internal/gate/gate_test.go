package gate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/internal/account"
)

const pass = "four words of no sense"

// house is a gate before a handler that says who asks.
type house struct {
	*Gate
	book *account.Book
	log  bytes.Buffer
}

func build(t *testing.T, opt Options, users bool) *house {
	t.Helper()
	h := &house{}
	opt.Log = slog.New(slog.NewTextHandler(&h.log, nil))
	opt.Program = func(path string) bool { return strings.HasPrefix(path, "/api") }
	opt.Page = func(w http.ResponseWriter, _ *http.Request, code int, problem, _ string) {
		w.WriteHeader(code)
		fmt.Fprint(w, "<h1>", problem)
	}
	opt.Need = func(r *http.Request) account.Need {
		return map[string]account.Need{"/login": "", "/users": account.ToManage, "/decide": account.ToDecide, "/api/add": account.ToAdd}[r.URL.Path]
	}
	known := opt.Need
	opt.Need = func(r *http.Request) account.Need {
		if n := known(r); n != "" || r.URL.Path == "/login" {
			return n
		}
		return account.ToRead
	}
	if users {
		b, err := account.Open(context.Background(), filepath.Join(t.TempDir(), "a"), account.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = b.Close() })
		for name, role := range map[string]account.Role{"Ana": account.Admin} {
			if err := b.Add(context.Background(), account.By("test", ""), name, role, pass); err != nil {
				t.Fatal(err)
			}
		}
		h.book = b
		opt.Accounts = func(context.Context) (*account.Book, error) { return b, nil }
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		v := account.Asks(r.Context())
		fmt.Fprintf(w, "%s|%s|%s", v.Name, v.Role, From(r).Address)
	})
	mux.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("a mistake") })
	h.Gate = New(opt, mux)
	return h
}

func (h *house) ask(method, target string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "localhost"
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestLocal: without users this machine alone may ask, and under its own name.
func TestLocal(t *testing.T) {
	h := build(t, Options{Local: true}, false)
	for _, c := range []struct {
		name, method, path string
		change             func(*http.Request)
		code               int
	}{
		{"here", "GET", "/x", nil, 200}, {"decides", "POST", "/decide", nil, 200}, {"no users to manage", "GET", "/users", nil, 403},
		{"rebinding", "GET", "/x", func(r *http.Request) { r.Host = "evil.example" }, 421},
		{"a proxy", "GET", "/x", func(r *http.Request) { r.Header.Set("X-Forwarded-For", "203.0.113.1") }, 403},
		{"another site", "POST", "/decide", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		{"another origin", "POST", "/decide", func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403},
		{"a panic", "GET", "/panic", nil, 500},
	} {
		w := h.ask(c.method, c.path, c.change)
		if w.Code != c.code {
			t.Errorf("%s: %d, want %d: %s", c.name, w.Code, c.code, w.Body)
		}
		for _, want := range headers {
			if w.Header().Get(want[0]) != want[1] {
				t.Errorf("%s: %s is %q", c.name, want[0], w.Header().Get(want[0]))
			}
		}
		if id := w.Header().Get("X-Request-Id"); id == "" || !strings.Contains(h.log.String(), id) {
			t.Errorf("%s: the log has no request %q", c.name, id)
		}
	}
	if open := build(t, Options{}, false); open.ask("POST", "/decide", nil).Code != 403 || open.ask("GET", "/x", nil).Code != 200 {
		t.Error("whoever reaches a desk without users may decide, or may not read")
	}
}

func bearer(token string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
}

// TestUsers: sessions, tokens and the secrets of forms.
func TestUsers(t *testing.T) {
	h := build(t, Options{Local: true}, true)
	ctx := context.Background()
	by := account.By("test", "")
	for name, role := range map[string]account.Role{"Rea": account.Reader, "Cody": account.Coder} {
		if err := h.book.Add(ctx, by, name, role, pass); err != nil {
			t.Fatal(err)
		}
	}
	session := func(name string) (func(*http.Request), *account.Visitor) {
		secret, v, err := h.book.Login(ctx, name, pass, account.From{Address: "192.0.2.1"})
		if err != nil {
			t.Fatal(err)
		}
		return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: sessionCookie, Value: secret}) }, v
	}
	rea, _ := session("rea")
	cody, cv := session("cody")
	ana, av := session("ana")
	_, add, err := h.book.MakeToken(ctx, by, "cody", "", []account.Scope{account.ScopeAdd}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	form := func(who func(*http.Request), secret string) func(*http.Request) {
		return func(r *http.Request) {
			who(r)
			body := url.Values{FormField: {secret}, "x": {"y"}}.Encode()
			*r = *httptest.NewRequest(r.Method, r.URL.String(), strings.NewReader(body)).WithContext(r.Context())
			r.Host = "localhost"
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			who(r)
		}
	}
	header := func(who func(*http.Request), secret string) func(*http.Request) {
		return func(r *http.Request) { who(r); r.Header.Set(FormHeader, secret) }
	}
	for _, c := range []struct {
		name, method, path string
		change             func(*http.Request)
		code               int
	}{
		{"nobody", "GET", "/x?y=1", nil, 303}, {"nobody's program", "GET", "/api/x", nil, 401}, {"nobody's change", "POST", "/decide", nil, 401},
		{"a made up session", "GET", "/x", func(r *http.Request) { r.AddCookie(&http.Cookie{Name: sessionCookie, Value: "made up"}) }, 303},
		{"a made up token", "GET", "/api/x", bearer("hearsay_made_up"), 401}, {"another scheme", "GET", "/api/x", func(r *http.Request) { r.SetBasicAuth("ana", pass) }, 401},
		{"a reader reads", "GET", "/x", rea, 200}, {"a reader decides", "POST", "/decide", rea, 403}, {"a reader manages", "GET", "/users", rea, 403},
		{"a coder manages", "GET", "/users", cody, 403}, {"an admin manages", "GET", "/users", ana, 200},
		{"no secret", "POST", "/decide", cody, 403}, {"another's secret", "POST", "/decide", form(cody, av.Seal()), 403}, {"an unsealed secret", "POST", "/decide", form(cody, cv.Form), 403},
		{"its secret", "POST", "/decide", form(cody, cv.Seal()), 200}, {"its secret in a header", "POST", "/api/x", header(cody, cv.Seal()), 200},
		{"a session at the API without", "POST", "/api/add", cody, 403},
		{"a token adds", "POST", "/api/add", bearer(add), 200}, {"and does not read", "GET", "/x", bearer(add), 403}, {"nor by a page", "POST", "/decide", bearer(add), 403},
		{"a token of no session cookie", "POST", "/api/add", func(r *http.Request) { bearer(add)(r); rea(r) }, 200},
		{"DELETE", "DELETE", "/x", cody, 403}, {"OPTIONS", "OPTIONS", "/x", cody, 200},
		{"a form of the login without its cookie", "POST", "/login", form(func(*http.Request) {}, cv.Seal()), 403},
	} {
		w := h.ask(c.method, c.path, c.change)
		if w.Code != c.code {
			t.Errorf("%s: %d, want %d: %s", c.name, w.Code, c.code, w.Body)
		}
		if strings.HasPrefix(c.path, "/api") && w.Code >= 400 {
			var p struct{ Status int }
			if json.Unmarshal(w.Body.Bytes(), &p) != nil || p.Status != c.code || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: no problem: %s", c.name, w.Body)
			}
		}
	}
	if w := h.ask("GET", "/x?y=1", nil); w.Header().Get("Location") != "/login?next=%2Fx%3Fy%3D1" {
		t.Errorf("to %q", w.Header().Get("Location"))
	}
	if w := h.ask("GET", "/x", cody); w.Body.String() != "Cody|coder|192.0.2.1" {
		t.Errorf("%s", w.Body)
	}
	// A refusal stands in the audit log.
	list, err := h.book.Audit(ctx, 0, 50)
	if err != nil || !strings.Contains(fmt.Sprint(list), "{POST /decide") && !strings.Contains(fmt.Sprint(list), "POST /decide") {
		t.Errorf("%v %v", list, err)
	}
}

// TestClosed: where the accounts do not answer, nobody is let in.
func TestClosed(t *testing.T) {
	h := build(t, Options{Local: true, Accounts: func(context.Context) (*account.Book, error) { return nil, errors.New("the disk has gone") }}, false)
	for _, path := range []string{"/x", "/api/x", "/users"} {
		if w := h.ask("GET", path, nil); w.Code != 503 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestProxies(t *testing.T) {
	trust := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, c := range []struct {
		name, remote, chain, proto string
		proxies                    []netip.Prefix
		address                    string
		secure                     bool
	}{
		{"none is trusted", "10.0.0.1:5", "203.0.113.7", "https", nil, "10.0.0.1", false},
		{"a trusted one", "10.0.0.1:5", "203.0.113.7", "https", trust, "203.0.113.7", true},
		{"not the one that asks", "192.0.2.1:5", "203.0.113.7", "https", trust, "192.0.2.1", false},
		{"what the visitor made up", "10.0.0.1:5", "1.1.1.1, 203.0.113.7", "http", trust, "203.0.113.7", false},
		{"a chain of trusted ones", "10.0.0.1:5", "203.0.113.7, 10.9.9.9", "", trust, "203.0.113.7", false},
		{"no address", "10.0.0.1:5", "unknown", "", trust, "10.0.0.1", false},
		{"nothing said", "10.0.0.1:5", "", "", trust, "10.0.0.1", false},
		{"version 6", "[::ffff:10.0.0.1]:5", "2001:db8::7", "", trust, "2001:db8::7", false},
	} {
		g := New(Options{Proxies: c.proxies}, http.NotFoundHandler())
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		r.Header.Set("X-Forwarded-For", c.chain)
		r.Header.Set("X-Forwarded-Proto", c.proto)
		r.Header.Set("X-Request-Id", "abc-1")
		f := g.whence(r)
		if f.address != c.address || f.secure != c.secure {
			t.Errorf("%s: %+v", c.name, f)
		}
		if (f.id == "abc-1") != (g.trusted(strings.Trim(strings.TrimSuffix(c.remote, ":5"), "[]"))) {
			t.Errorf("%s: id %q", c.name, f.id)
		}
	}
}

func TestRates(t *testing.T) {
	h := build(t, Options{Local: true, PerClient: 2}, false)
	now := time.Now()
	h.clients.now = func() time.Time { return now }
	code := func(from string) *httptest.ResponseRecorder {
		return h.ask("GET", "/api/x", func(r *http.Request) { r.RemoteAddr = from })
	}
	for i := range 10 {
		if w := code("[2001:db8::1]:5"); w.Code != 200 {
			t.Fatalf("request %d: %d", i, w.Code)
		}
	}
	w := code("[2001:db8::2]:5")
	if w.Code != 429 || w.Header().Get("Retry-After") != "1" || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("the eleventh of a network: %d %v", w.Code, w.Header())
	}
	if w := code("192.0.2.9:5"); w.Code != 200 {
		t.Errorf("another: %d", w.Code)
	}
	now = now.Add(600 * time.Millisecond)
	if w := code("[2001:db8::1]:5"); w.Code != 200 {
		t.Errorf("later: %d", w.Code)
	}
	b := fill(1)
	for i := range 3 * mostBuckets {
		b.take(fmt.Sprint(i))
	}
	if len(b.of) > mostBuckets {
		t.Errorf("%d buckets are kept", len(b.of))
	}
}

// TestCookies: a browser sends them to this host alone, and no script reads them.
func TestCookies(t *testing.T) {
	for _, tls := range []bool{false, true} {
		h := build(t, Options{Secure: tls}, true)
		w := h.ask("GET", "/login", nil)
		c := w.Result().Cookies()[0]
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Secure != tls || strings.HasPrefix(c.Name, "__Host-") != tls || c.Path != "/" || c.Domain != "" {
			t.Errorf("TLS %v: %+v", tls, c)
		}
		if (w.Header().Get("Strict-Transport-Security") != "") != tls {
			t.Errorf("TLS %v: %v", tls, w.Header())
		}
		h.next = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { Begin(w, r, "secret"); Finish(w, r) })
		for _, c := range h.ask("GET", "/login", nil).Result().Cookies() {
			if !c.HttpOnly || c.Secure != tls || c.SameSite == http.SameSiteNoneMode || c.SameSite == 0 {
				t.Errorf("TLS %v: %+v", tls, c)
			}
		}
	}
}
