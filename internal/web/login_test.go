package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/account"
	"hearsay/internal/desk"
	"hearsay/internal/gate"
	"hearsay/internal/ledger/sqlite"
)

const pass = "four words of no sense"

// browser keeps cookies, as a browser does.
type browser struct {
	t       *testing.T
	to      http.Handler
	cookies map[string]string
	page    string // the last one
}

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	r.Host = "localhost:8080"
	for k, v := range b.cookies {
		r.AddCookie(&http.Cookie{Name: k, Value: v})
	}
	w := httptest.NewRecorder()
	b.to.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	b.page = w.Body.String()
	return w
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	return b.send(httptest.NewRequest("GET", path, nil))
}

var secretField = regexp.MustCompile(`name="` + gate.FormField + `" value="([^"]+)"`)

// post sends a form as the last page has it.
func (b *browser) post(path string, kv ...string) *httptest.ResponseRecorder {
	f := url.Values{}
	if m := secretField.FindStringSubmatch(b.page); m != nil {
		f.Set(gate.FormField, m[1])
	}
	for i := 0; i < len(kv); i += 2 {
		f.Add(kv[i], kv[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(f.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

func (b *browser) login(name string) *httptest.ResponseRecorder {
	b.get("/login")
	return b.post("/login", "name", name, "password", pass, "next", "/review")
}

// house is a desk with an admin Ana, an editor Ed, a coder Cody and a reader Rea.
func house(t *testing.T) (*bench, *account.Book) {
	t.Helper()
	b := onLedger(t)
	ctx := context.Background()
	book, err := account.Open(ctx, filepath.Join(t.TempDir(), "a"), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	for _, u := range []struct {
		name string
		role account.Role
	}{{"Ana", account.Admin}, {"Ed", account.Editor}, {"Cody", account.Coder}, {"Rea", account.Reader}} {
		if err := book.Add(ctx, account.By("test", ""), u.name, u.role, pass); err != nil {
			t.Fatal(err)
		}
	}
	opt := b.opt
	opt.Gate.Accounts = func(context.Context) (*account.Book, error) { return book, nil }
	b.Server = New(opt)
	return b, book
}

func (b *bench) browser(t *testing.T) *browser {
	return &browser{t: t, to: b.Server, cookies: map[string]string{}}
}

func TestLogin(t *testing.T) {
	b, book := house(t)
	u := b.browser(t)
	if w := u.get("/incidents?country=Yemen"); w.Code != 303 || w.Header().Get("Location") != "/login?next=%2Fincidents%3Fcountry%3DYemen" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	if w := u.get("/login?next=//evil.example/"); w.Code != 200 || strings.Contains(u.page, "evil") {
		t.Errorf("%d: leads away", w.Code)
	}
	for _, c := range []struct{ name, password string }{{"ana", "not the password"}, {"nobody", pass}, {`<script>alert(1)</script>`, "x"}} {
		if w := u.post("/login", "name", c.name, "password", c.password); w.Code != 401 || !strings.Contains(u.page, "The name or the password is wrong.") || strings.Contains(u.page, "<script>alert") || strings.Contains(u.page, pass) {
			t.Errorf("%s: %d", c.name, w.Code)
		}
	}
	// Fixation: a secret that somebody planted is not the session's.
	u.cookies["hearsay-session"] = "planted"
	if w := u.login("ANA"); w.Code != 303 || w.Header().Get("Location") != "/review" {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	first := u.cookies["hearsay-session"]
	if first == "planted" || first == "" {
		t.Fatalf("the session is %q", first)
	}
	if w := u.get("/review"); w.Code != 200 || !strings.Contains(u.page, `<a href="/users"`) || strings.Contains(u.page, "You decide as") {
		t.Errorf("%d: %.2000s", w.Code, u.page)
	}
	// Every form that changes something has the secret.
	for _, path := range []string{"/review", "/incident/" + b.yemen, "/account", "/users", "/read"} {
		u.get(path)
		if forms := strings.Count(u.page, `method="post"`); forms == 0 || len(secretField.FindAllString(u.page, -1)) != forms {
			t.Errorf("%s: %d forms, %d secrets", path, forms, len(secretField.FindAllString(u.page, -1)))
		}
	}
	// A second login ends the first session of this browser.
	w := u.send(func() *http.Request {
		f := url.Values{"name": {"ana"}, "password": {pass}, gate.FormField: {secretField.FindStringSubmatch(u.page)[1]}}
		r := httptest.NewRequest("POST", "/login", strings.NewReader(f.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return r
	}())
	if w.Code != 303 || u.cookies["hearsay-session"] == first {
		t.Errorf("again: %d", w.Code)
	}
	if _, err := book.Session(context.Background(), first, account.From{}); err == nil {
		t.Error("the session before goes on")
	}
	second := u.cookies["hearsay-session"]
	u.get("/review")
	if w := u.post("/logout"); w.Code != 303 || u.cookies["hearsay-session"] != "" {
		t.Errorf("logout: %d %v", w.Code, u.cookies)
	}
	if _, err := book.Session(context.Background(), second, account.From{}); err == nil {
		t.Error("a session goes on after its logout")
	}
	// Without the form's secret nobody is logged in: a page elsewhere could.
	bare := b.browser(t)
	if w := bare.post("/login", "name", "ana", "password", pass); w.Code != 403 || bare.cookies["hearsay-session"] != "" {
		t.Errorf("a login from nowhere: %d", w.Code)
	}
	for range 6 {
		u.get("/login")
		w = u.post("/login", "name", "cody", "password", "not the password")
	}
	if w.Code != 429 || w.Header().Get("Retry-After") == "" || !strings.Contains(u.page, "Too many logins; try again") {
		t.Errorf("the sixth: %d %v", w.Code, w.Header())
	}
}

// TestRoles: what each may do, by page and by verdict; the name is the user's.
func TestRoles(t *testing.T) {
	b, _ := house(t)
	p, err := b.desk.Incident(context.Background(), b.yemen, desk.When{})
	if err != nil {
		t.Fatal(err)
	}
	fact := p.Facts[0].ID
	us := map[string]*browser{}
	for _, n := range []string{"ana", "ed", "cody", "rea"} {
		us[n] = b.browser(t)
		if w := us[n].login(n); w.Code != 303 {
			t.Fatalf("%s: %d", n, w.Code)
		}
	}
	for _, c := range []struct {
		who, what, subject, value string
		code                      int
	}{
		{"rea", "accept", fact, "", 403}, {"cody", "accept", fact, "", 303}, {"cody", "note", fact, "", 303}, {"cody", "reject", fact, "", 303},
		{"cody", "confirm", fact, "", 403}, {"cody", "stand", fact, "confirmed", 403}, {"cody", "merge", b.peru, "", 403}, {"cody", "assign", b.yemen, "x", 403}, {"cody", "dismiss", b.yemen + " " + b.peru, "", 403},
		{"ed", "confirm", fact, "", 303}, {"ed", "assign", b.yemen, "Cody", 303}, {"ana", "discount", fact, "", 303},
	} {
		us[c.who].get("/review")
		w := us[c.who].post("/decide", "what", c.what, "subject", c.subject, "value", c.value, "into", b.yemen, "reason", "looked", "who", "Somebody Else")
		if w.Code != c.code {
			t.Errorf("%s %s: %d, want %d: %.300s", c.who, c.what, w.Code, c.code, w.Body)
		}
	}
	now, err := b.desk.Incident(context.Background(), b.yemen, desk.When{})
	if err != nil {
		t.Fatal(err)
	}
	var stands string
	for _, d := range now.Decisions {
		if d.Who == "Somebody Else" {
			t.Error("a decision under another's name")
		}
		if d.What == "stand" && d.Who == "Ed" {
			stands = d.Who
			us["cody"].get("/review")
			if w := us["cody"].post("/decide", "what", "withdraw", "decision", strconv.FormatInt(d.Row, 10)); w.Code != 403 {
				t.Errorf("a coder takes back an editor's: %d", w.Code)
			}
		}
	}
	if stands == "" {
		t.Errorf("%+v", now.Decisions)
	}
	for _, c := range []struct {
		who, path string
		code      int
	}{{"rea", "/incidents", 200}, {"rea", "/users", 403}, {"rea", "/audit", 403}, {"ed", "/users", 403}, {"ana", "/users", 200}, {"ana", "/audit", 200}, {"rea", "/account", 200}} {
		if w := us[c.who].get(c.path); w.Code != c.code {
			t.Errorf("%s %s: %d", c.who, c.path, w.Code)
		}
	}
	us["ana"].get("/audit")
	for _, want := range []string{"decided", "refused", "Cody", "assign"} {
		if !strings.Contains(us["ana"].page, want) {
			t.Errorf("the audit log lacks %q", want)
		}
	}
	if us["cody"].get("/incident/" + b.yemen); strings.Contains(us["cody"].page, `value="confirm"`) || !strings.Contains(us["cody"].page, `value="accept"`) {
		t.Error("a coder is offered what an editor may, or not what a coder may")
	}
}

// TestManage: an admin's page, and everybody's own.
func TestManage(t *testing.T) {
	b, book := house(t)
	ana, cody := b.browser(t), b.browser(t)
	ana.login("ana")
	cody.login("cody")
	do := func(u *browser, page, path string, code int, says string, kv ...string) {
		t.Helper()
		u.get(page)
		if w := u.post(path, kv...); w.Code != code || !strings.Contains(u.page, says) {
			t.Errorf("%s %v: %d, want %d and %q", path, kv, w.Code, code, says)
		}
	}
	do(ana, "/users", "/users/add", 200, "Nia is a user.", "name", "Nia", "role", "coder", "password", pass)
	do(ana, "/users", "/users/add", 422, "is a user already", "name", "nia", "role", "coder", "password", pass)
	do(ana, "/users", "/users/add", 422, "give 15 or more", "name", "Ola", "role", "coder", "password", "short")
	do(ana, "/users", "/users/add", 422, "cannot be part of a name", "name", "<img src=x>", "role", "coder", "password", pass)
	do(ana, "/users", "/users/role", 422, "no role", "name", "Nia", "role", "owner")
	do(ana, "/users", "/users/role", 200, "Nia is editor.", "name", "Nia", "role", "editor")
	do(ana, "/users", "/users/role", 422, "the only admin", "name", "Ana", "role", "reader")
	do(ana, "/users", "/users/remove", 422, "the only admin", "name", "Ana")
	do(ana, "/users", "/users/remove", 200, "no user any more", "name", "Nia")
	do(ana, "/users", "/users/nothing", 404, "no such page", "name", "Nia")
	if strings.Contains(ana.page, "<img") {
		t.Error("a name is markup")
	}
	// Roles are no fields of forms: a coder's do not change them.
	do(cody, "/account", "/users/role", 403, "You may not do this as coder", "name", "Cody", "role", "admin")
	do(cody, "/account", "/account/token", 422, "is no admin", "for", "x", "days", "9", "scope", "admin")
	do(cody, "/account", "/account/token", 422, "1 to 366 days", "for", "x", "days", "0", "scope", "read")
	do(cody, "/account", "/account/token", 200, "shown this once", "for", "<b>x", "days", "9", "scope", "read", "scope", "add")
	token := regexp.MustCompile(`hearsay_[\w-]+`).FindString(cody.page)
	if strings.Contains(cody.page, "<b>x") {
		t.Error("what a token is for is markup")
	}
	if cody.get("/account"); strings.Contains(cody.page, token) {
		t.Error("a token is shown twice")
	}
	// With a token nobody makes tokens.
	bearer := func(method, path string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, nil)
		r.Host = "localhost"
		r.Header.Set("Authorization", "Bearer "+token)
		return answerTo(b.Server, r)
	}
	for _, c := range []struct {
		method, path string
		code         int
	}{{"GET", "/incidents", 200}, {"GET", "/account", 403}, {"POST", "/account/token", 403}, {"POST", "/users/add", 403}, {"POST", "/account/password", 403}} {
		if w := bearer(c.method, c.path); w.Code != c.code {
			t.Errorf("%s %s with a token: %d", c.method, c.path, w.Code)
		}
	}
	list, err := book.Tokens(context.Background(), "cody")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	rea := b.browser(t)
	rea.login("rea")
	do(rea, "/account", "/account/revoke", 422, "no such account", "id", list[0].ID)
	do(cody, "/account", "/account/password", 403, "old password is wrong", "old", "not it", "new", pass+"!", "again", pass+"!")
	do(cody, "/account", "/account/password", 422, "not the same", "old", pass, "new", pass+"!", "again", pass)
	do(cody, "/account", "/account/password", 200, "is changed", "old", pass, "new", pass+"!", "again", pass+"!")
	do(cody, "/account", "/account/revoke", 200, "has ended", "id", list[0].ID)
	if w := bearer("GET", "/incidents"); w.Code != 401 {
		t.Errorf("a revoked token: %d", w.Code)
	}
	do(ana, "/users", "/users/sessions", 200, "have ended", "name", "Cody")
	if w := cody.get("/incidents"); w.Code != 303 {
		t.Errorf("after an admin ended the session: %d", w.Code)
	}
	// Huge forms are refused.
	rea.get("/account")
	if w := rea.post("/account/password", "old", strings.Repeat("x", 64<<20)); w.Code != 413 {
		t.Errorf("a form of 64 MB: %d", w.Code)
	}
	// With an upload, too, the secret is looked for.
	r := form(map[string]string{"text": dock}, "", "")
	if w := rea.send(r); w.Code != 403 {
		t.Errorf("an upload without the secret: %d", w.Code)
	}
	rea.get("/read")
	r = form(map[string]string{"text": dock, gate.FormField: secretField.FindStringSubmatch(rea.page)[1]}, "", "")
	if w := rea.send(r); w.Code != 200 {
		t.Errorf("an upload with it: %d", w.Code)
	}
}

// Every route carries the headers, whoever asks.
func TestEveryRoute(t *testing.T) {
	b, _ := house(t)
	u := b.browser(t)
	u.login("ana")
	routes := []string{"/", "/login", "/incidents", "/incident/" + b.yemen, "/incident/none", "/report/abcdef123456", "/sources", "/source?key=x", "/search?q=x", "/review", "/log", "/read", "/about",
		"/account", "/users", "/audit", "/healthz", "/readyz", "/assets/none.css", b.assets.path("desk.css"), "/nowhere", "/api/v1/incidents", "/metrics", "/mcp", "/citron"}
	nobody := b.browser(t)
	for _, path := range routes {
		for _, who := range []*browser{u, nobody} {
			for _, method := range []string{"GET", "POST", "PUT"} {
				w := who.send(httptest.NewRequest(method, path, nil))
				h := w.Header()
				if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "unsafe") {
					t.Errorf("%s %s: %q", method, path, csp)
				}
				for _, name := range []string{"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "X-Request-Id"} {
					if h.Get(name) == "" {
						t.Errorf("%s %s: no %s", method, path, name)
					}
				}
				if page := w.Body.String(); strings.Contains(page, " style=") || strings.Contains(page, "<script>") || strings.Contains(page, "onclick") {
					t.Errorf("%s %s: script or style in the page", method, path)
				}
			}
		}
	}
}

// TestReady: nothing more is sent to a desk that cannot answer; it is alive all
// the same.
func TestReady(t *testing.T) {
	b := onLedger(t)
	var why error
	opt := b.opt
	opt.Ready = func(context.Context) error { return why }
	s := New(opt)
	ask := func(path string) int {
		r := httptest.NewRequest("GET", path, nil)
		r.Host = "localhost"
		return answerTo(s, r).Code
	}
	if code := ask("/readyz"); code != 200 {
		t.Errorf("ready: %d", code)
	}
	why = errors.New("the accounts have gone")
	if ask("/readyz") != 503 || ask("/healthz") != 200 {
		t.Error("it is ready without accounts, or dead")
	}
	// A ledger whose file has been closed under it.
	path := filepath.Join(t.TempDir(), "x.db")
	store, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	opt.Ready, opt.Desk = nil, desk.Open(store, reader)
	s = New(opt)
	if err := opt.Desk.Refresh(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if code := ask("/readyz"); code != 200 {
		t.Errorf("ready: %d", code)
	}
	_ = store.Close()
	if ask("/readyz") != 503 || ask("/healthz") != 200 {
		t.Error("it is ready without its ledger, or dead")
	}
}

// Whoever dawdles is not waited for: each of a connection's times has an end.
func TestTimes(t *testing.T) {
	srv := Listen(http.NotFoundHandler())
	for name, d := range map[string]time.Duration{"header": srv.ReadHeaderTimeout, "read": srv.ReadTimeout, "write": srv.WriteTimeout, "idle": srv.IdleTimeout} {
		if d <= 0 || d > 5*time.Minute {
			t.Errorf("%s: %v", name, d)
		}
	}
	if srv.MaxHeaderBytes <= 0 || srv.MaxHeaderBytes > 64<<10 {
		t.Errorf("headers of %d bytes", srv.MaxHeaderBytes)
	}
}
