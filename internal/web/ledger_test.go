package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// The reports are invented.
const (
	monday  = "Two Guards Killed at Lanby Dock\n\nBy Ada Quill\nMeridian Press | March 11, 2025\n\nA drone strike on the dock of Aden in Yemen on Monday killed two guards, the harbour master, Ines Dahl, said. The coalition denied that it had struck the dock.\n"
	later   = "Toll Rises in Aden Dock Strike\n\nHarbour Lantern | March 12, 2025\n\nThe drone strike on the dock of Aden in Yemen on Monday killed four guards, the harbour master, Ines Dahl, said on Wednesday.\n"
	other   = "March in Lima\n\nAndes Wire | March 12, 2025\n\nThousands of people marched in Lima, Peru, on Tuesday against the new law, police said.\n"
	hostile = "<script>alert(1)</script> Strike on <u>Kassala</u> \u202eDock\n\nEvil <img src=x> Press | March 13, 2025\n\nA strike on the clinic of Kassala in Sudan on Tuesday killed nine people, Omar \"<svg onload=alert(2)>\" Tahir, a \u202edoctor, said.\n"
)

// bench is a desk over a small ledger, and its incidents by country.
type bench struct {
	*Server
	store ledger.Store
	desk  *desk.Desk
	yemen string
	peru  string
}

func onLedger(t *testing.T) *bench {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC)
	store := memory.New(func() time.Time { now = now.Add(time.Minute); return now })
	k, d := keep.New(store), desk.Open(store, reader)
	ctx := context.Background()
	for _, c := range []struct{ name, text, url string }{
		{"monday.txt", monday, "https://meridian.example/1"}, {"later.txt", later, ""}, {"other.txt", other, ""}, {"hostile.txt", hostile, ""},
		{"v2.txt", monday + "\nCorrection: an earlier version misspelt Aden.\n", "https://meridian.example/1"},
		{"bad.txt", "Двое людей погибли, когда дрон ударил по причалу, сообщили власти порта.", ""},
	} {
		it := keep.Item{Capture: capture.Of([]byte(c.text), c.name, capture.Stated{URL: c.url})}
		if it.Reading, err = r.Read(it.Capture); err != nil {
			f := reading.Fail(c.name, err)
			it.Reading, it.Failure = nil, &f
		}
		if _, err := k.Keep(ctx, r.Identity(), []keep.Item{it}, nil); err != nil {
			t.Fatal(err)
		}
		if err := d.Refresh(ctx, nil); err != nil {
			t.Fatal(err)
		}
	}
	b := &bench{Server: New(Options{Reader: r, Desk: d, Local: true}), store: store, desk: d}
	for country, to := range map[string]*string{"Yemen": &b.yemen, "Peru": &b.peru} {
		l, err := d.Incidents(ctx, desk.IncidentFilter{Country: country})
		if err != nil || len(l.Items) != 1 {
			t.Fatalf("%s: %+v, %v", country, l, err)
		}
		*to = l.Items[0].ID
	}
	return b
}

func (b *bench) get(path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	r.Host = "localhost:8080"
	return answerTo(b.Server, r)
}

func (b *bench) post(path, cookie string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Host = "localhost:8080"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if cookie != "" {
		r.AddCookie(&http.Cookie{Name: whoCookie, Value: url.QueryEscape(cookie)})
	}
	return answerTo(b.Server, r)
}

func TestLedgerPages(t *testing.T) {
	b := onLedger(t)
	inc, err := b.desk.Incident(context.Background(), b.yemen, desk.When{})
	if err != nil {
		t.Fatal(err)
	}
	rep := ""
	for i := range inc.Reports {
		if r, err := b.desk.Report(context.Background(), inc.Reports[i].ID, desk.When{}); err == nil && len(r.Versions) == 2 {
			rep = r.Versions[1].Report
		}
	}
	first, err := b.desk.Report(context.Background(), rep, desk.When{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		code int
		says []string
	}{
		{"/incidents", 200, []string{b.yemen, b.peru, "10 March 2025", "3 incidents", "contested"}},
		{"/incidents?country=Yemen&from=2025-03-01&to=2025-03-31&sort=widest&contested=1", 200, []string{b.yemen, "1 incident"}},
		{"/incidents?country=Chad", 200, []string{"No incident fits"}},
		{"/incidents?text=lima", 200, []string{b.peru}},
		{"/incidents?asof=2020-01-01", 400, []string{"nothing from before"}},
		{"/incidents?asof=monday", 400, []string{"is no day"}},
		{"/incidents?sort=best", 400, []string{"There is no order"}},
		{"/incidents?after=nonsense", 400, []string{"This is no cursor"}},
		{"/incident/" + b.yemen, 200, []string{"10 March 2025", "known to the day", "Ines Dahl", "contested", "harbour master", "Reports, and what is said in them", "2–4", "/report/", "#s1-1", "What was reported when", "Who had it from whom", `class="map"`}},
		{"/incident/inc-none", 404, []string{"does not have it"}},
		{"/incident/" + b.yemen + "?row=x", 400, []string{"is no row"}},
		{"/report/" + rep[:12], 200, []string{"Two Guards Killed", "Tells of", "Versions of its address", b.yemen, `id="s1-1"`}},
		{"/report/" + rep + "?against=" + first.Versions[0].Report, 200, []string{"What changed", "<ins>Correction: an earlier version"}},
		{"/incident/" + b.yemen + "/history", 200, []string{"How the page came to be", "killed: "}},
		{"/incident/" + b.yemen + "/history?before=x", 400, nil},
		{"/incident/inc-0/history", 404, nil},
		{"/report/abcdef123456", 404, []string{"does not have it"}},
		{"/report/xyz", 404, []string{"no such report"}},
		{"/sources", 200, []string{"Ines Dahl", "/source?key="}},
		{"/sources?q=ines", 200, []string{"1 source"}},
		{"/source?key=person:ines+dahl", 200, []string{"Figures it changed", "two guards", "four guards", "By incident"}},
		{"/source?key=person:nobody", 404, []string{"does not have it"}},
		{"/source", 404, nil},
		{"/search", 200, []string{"How to ask"}},
		{"/search?q=struck", 200, []string{"<mark>struck</mark>", "#s1-"}},
		{"/search?q=%22struck", 400, []string{"has no end"}},
		{"/search?q=zebra", 200, []string{"0 found"}},
		{"/log", 200, []string{"captured monday.txt", "begins"}},
		{"/log?to=2", 200, []string{"Newer"}},
		{"/review?after=nonsense", 400, []string{"This is no cursor"}},
		{"/review", 200, []string{"contested", "You decide as", b.yemen}},
		{"/review?kind=failure", 200, []string{"could not be read"}},
	} {
		w := b.get(c.path)
		if w.Code != c.code {
			t.Errorf("%s: %d, want %d: %.300s", c.path, w.Code, c.code, w.Body)
		}
		for _, want := range c.says {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: lacks %q", c.path, want)
			}
		}
	}
	if w := b.get("/"); w.Header().Get("Location") != "/incidents" {
		t.Errorf("the start page is %q", w.Header().Get("Location"))
	}
}

// Every chip of an incident leads to words that are there.
func TestChipsLand(t *testing.T) {
	b := onLedger(t)
	links := regexp.MustCompile(`href="(/report/[0-9a-f]+)#(s1-\d+)"`).FindAllStringSubmatch(b.get("/incident/"+b.yemen).Body.String(), -1)
	if len(links) < 4 {
		t.Fatalf("%d links to passages", len(links))
	}
	for _, l := range links {
		if w := b.get(l[1]); w.Code != 200 || !strings.Contains(w.Body.String(), `id="`+l[2]+`"`) {
			t.Errorf("%s leads nowhere, %d", l[0], w.Code)
		}
	}
}

func TestHostileLedger(t *testing.T) {
	b := onLedger(t)
	list, err := b.desk.Reports(context.Background(), "", "", desk.When{}, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"/incidents", "/sources", "/search?q=strike", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/log", "/review", "/incidents?text=%22%3E%3Cscript%3Ealert(1)&country=%3Cimg+src=x%3E", "/source?key=%3Cimg+src=x%3E"}
	for _, r := range list.Items {
		paths = append(paths, "/report/"+r.ID)
	}
	all, err := b.desk.Incidents(context.Background(), desk.IncidentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all.Items {
		paths = append(paths, "/incident/"+l.ID)
	}
	for _, p := range paths {
		page := b.get(p).Body.String()
		for _, never := range []string{"<script>alert", "<img", "<svg onload", "<u>Kassala", "\u202e", "onload=alert(2)>", " style="} {
			if strings.Contains(page, never) {
				t.Errorf("%s holds %q", p, never)
			}
		}
	}
}

func TestAsOf(t *testing.T) {
	b := onLedger(t)
	steps, err := b.desk.History(context.Background(), b.yemen, desk.When{})
	if err != nil || len(steps) < 2 {
		t.Fatalf("%d steps, %v", len(steps), err)
	}
	then := b.get("/incident/" + b.yemen + "?row=" + strconv.FormatInt(steps[0].Row, 10)).Body.String()
	now := b.get("/incident/" + b.yemen).Body.String()
	if !strings.Contains(then, "as it stood with row") || strings.Contains(then, "Harbour Lantern, ") || strings.Contains(then, `action="/decide"`) {
		t.Error("the first state shows what came later, or takes decisions")
	}
	if strings.Contains(now, "as it stood with row") || !strings.Contains(now, "Harbour Lantern") || !strings.Contains(now, `action="/decide"`) {
		t.Error("the present state is not shown")
	}
}

func TestDecide(t *testing.T) {
	b := onLedger(t)
	ctx := context.Background()
	p, err := b.desk.Incident(ctx, b.yemen, desk.When{})
	if err != nil {
		t.Fatal(err)
	}
	fact := p.Facts[0].ID
	fresh, err := b.desk.Fresh(ctx)
	if err != nil {
		t.Fatal(err)
	}
	seen := strconv.FormatInt(fresh.Row, 10)
	form := func(kv ...string) url.Values {
		f := url.Values{"seen": {seen}, "back": {"/incident/" + b.yemen}}
		for i := 0; i < len(kv); i += 2 {
			f.Set(kv[i], kv[i+1])
		}
		return f
	}
	w := b.post("/decide", "", form("who", "M. Okoro", "what", "confirm", "subject", fact, "reason", "footage"))
	if w.Code != 303 || !strings.HasPrefix(w.Header().Get("Location"), "/incident/"+b.yemen+"?did=") || !strings.Contains(w.Header().Get("Set-Cookie"), "SameSite=Strict") {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	page := b.get("/incident/" + b.yemen).Body.String()
	for _, want := range []string{"confirmed", "M. Okoro", "footage", "Undo", "set the standing of “"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	// Another, who has not seen it, is shown it; nothing is kept.
	w = b.post("/decide", "L. Adeyemi", form("what", "reject", "subject", fact, "reason", "misread"))
	if w.Code != 409 || !strings.Contains(w.Body.String(), "M. Okoro decided meanwhile") || !strings.Contains(w.Body.String(), "footage") || !strings.Contains(w.Body.String(), "misread") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
	now, err := b.desk.Incident(ctx, b.yemen, desk.When{})
	if err != nil || len(now.Decisions) != 1 {
		t.Fatalf("%+v, %v", now.Decisions, err)
	}
	row := strconv.FormatInt(now.Decisions[0].Row, 10)
	if w = b.post("/decide", "L. Adeyemi", form("what", "reject", "subject", fact, "seen", row)); w.Code != 303 {
		t.Errorf("with sight of it: %d: %s", w.Code, w.Body)
	}
	if w = b.post("/decide", "M. Okoro", form("what", "withdraw", "decision", row, "seen", "")); w.Code != 303 {
		t.Errorf("undo: %d: %s", w.Code, w.Body)
	}
	if w = b.post("/decide", "M. Okoro", form("what", "merge", "subject", b.peru, "into", b.yemen, "seen", "")); w.Code != 303 || !strings.HasPrefix(w.Header().Get("Location"), "/incident/"+b.yemen+"?did=") {
		t.Errorf("merge: %d: %s", w.Code, w.Body)
	}
	if page := b.get("/incident/" + b.peru).Body.String(); !strings.Contains(page, "is now part of this incident") {
		t.Error("a merged incident does not lead to the other")
	}
	for _, c := range []struct {
		name string
		form url.Values
		code int
	}{
		{"nobody", form("what", "accept", "subject", fact), 422},
		{"no verdict", form("who", "x", "what", "bless", "subject", fact), 422},
		{"no subject", form("who", "x", "what", "accept", "subject", "inc-none"), 404},
		{"empty note", form("who", "x", "what", "note", "subject", fact), 422},
		{"no statement", form("who", "x", "what", "accept", "subject", "abcdef123456.st1"), 404},
		{"nothing known", form("who", "x", "what", "accept", "subject", "the weather"), 404},
		{"too long", form("who", "x", "what", "note", "subject", fact, "reason", strings.Repeat("x", 3000)), 422},
		{"too much", form("who", "x", "what", "note", "subject", fact, "reason", strings.Repeat("x", 80<<10)), 400},
		{"no row", form("who", "x", "what", "accept", "subject", fact, "seen", "x"), 400},
	} {
		if w := b.post("/decide", "", c.form); w.Code != c.code {
			t.Errorf("%s: %d, want %d: %.400s", c.name, w.Code, c.code, w.Body)
		}
	}
	if w := b.post("/who", "", url.Values{"who": {"N. Ito"}, "back": {"//evil.example/"}}); w.Code != 303 || w.Header().Get("Location") != "/review" {
		t.Errorf("who: %d %v", w.Code, w.Header())
	}
	cross := httptest.NewRequest("POST", "/decide", strings.NewReader(form("who", "x", "what", "accept", "subject", fact).Encode()))
	cross.Host = "localhost"
	cross.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	cross.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := answerTo(b.Server, cross); w.Code != 403 {
		t.Errorf("from another site: %d", w.Code)
	}
	// Where others can reach it, the desk takes no decisions.
	open := New(Options{Reader: b.opt.Reader, Desk: b.desk})
	r := httptest.NewRequest("POST", "/decide", strings.NewReader(form("who", "x", "what", "accept", "subject", fact).Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if w := answerTo(open, r); w.Code != 403 {
		t.Errorf("not local: %d", w.Code)
	}
	if e := (entry.Decided{What: entry.Stand, Subject: fact, Value: "confirmed"}); !strings.Contains(verdict(&e), "confirmed") {
		t.Errorf("%q", verdict(&e))
	}
}

// TestNewer: of a ledger that a newer version made its own no page is shown.
func TestNewer(t *testing.T) {
	b := onLedger(t)
	later := projection.Records
	later.Version++
	if err := b.store.Write(context.Background(), func(tx ledger.Tx) error { return tx.SetApplied(later, 1) }); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/incidents", "/incident/" + b.yemen, "/sources", "/search?q=dock"} {
		w := b.get(path)
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "newer version of hearsay") {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
