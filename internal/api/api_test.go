package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/internal/account"
	"hearsay/internal/api"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/reading"
)

var update = flag.Bool("update", false, "write docs/openapi.json")

var reader = sync.OnceValues(reading.Load)

// invented reports of one strike.
const (
	first = `Drone strike kills four at Port Veshka

PORT VESHKA, 2 March 2026 - A drone strike killed four people in the port of Odesa, Ukraine, on Sunday, regional governor Oleh Marenko said.

"Four of our workers were killed," Marenko told reporters.

The Russian defence ministry denied that its forces had struck the port.
`
	second = `Toll in port strike rises

2 March 2026 - The drone strike on the port of Odesa, Ukraine, on Sunday killed six people, governor Oleh Marenko said on Monday.
`
)

func server(t testing.TB, ledgered bool) *httptest.Server {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	opt := api.Options{Reader: r, MaxBytes: 200_000}
	if ledgered {
		now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
		store := memory.New(func() time.Time { now = now.Add(time.Minute); return now })
		opt.Desk, opt.Keeper = desk.Open(store, reader), keep.New(store)
	}
	return asking(t, opt, account.Here(account.Editor))
}

// asking is a server that one visitor asks, as a gate would have told it.
func asking(t testing.TB, opt api.Options, v *account.Visitor) *httptest.Server {
	t.Helper()
	a := api.New(opt)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.ServeHTTP(w, r.WithContext(account.With(r.Context(), v)))
	}))
	t.Cleanup(srv.Close)
	return srv
}

// call sends a request and decodes a JSON answer into out, where that is not nil.
func call(t testing.TB, srv *httptest.Server, method, path string, body any, want int, out any) http.Header {
	t.Helper()
	var in io.Reader
	if s, ok := body.(string); ok {
		in = strings.NewReader(s)
	} else if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		in = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(context.Background(), method, srv.URL+path, in)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != want {
		t.Fatalf("%s %s: %d, want %d: %.600s", method, path, res.StatusCode, want, b)
	}
	if res.StatusCode >= 400 && res.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s %s: an error is %s", method, path, res.Header.Get("Content-Type"))
	}
	if err := contract(t).Keeps(method, path, res.StatusCode, res.Header.Get("Content-Type"), b); err != nil {
		t.Errorf("%s %s: %d is not as docs/openapi.json says: %v", method, path, res.StatusCode, err)
	}
	if out != nil {
		if err := json.Unmarshal(b, out); err != nil {
			t.Fatalf("%s %s: %v: %.300s", method, path, err, b)
		}
	}
	return res.Header
}

type obj = map[string]any

var contracts = sync.OnceValues(func() (*api.Server, error) {
	r, err := reader()
	return api.New(api.Options{Reader: r}), err
})

// contract is the description that every answer is held against.
func contract(t testing.TB) *api.Server {
	t.Helper()
	s, err := contracts()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// filled is a server whose ledger has both reports, with their ids.
func filled(t testing.TB) (srv *httptest.Server, ids [2]string) {
	srv = server(t, true)
	for i, text := range []string{first, second} {
		var a api.Added
		call(t, srv, "POST", "/api/v1/reports", obj{"text": text, "outlet": "Invented Wire", "date": "2026-03-02"}, 201, &a)
		if a.Report == "" || a.State != keep.First || a.Reading == nil || a.Row == 0 {
			t.Fatalf("added: %+v", a)
		}
		ids[i] = a.Report
	}
	return srv, ids
}

func TestDocument(t *testing.T) {
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	got, err := api.New(api.Options{Reader: r}).Document()
	if err != nil {
		t.Fatal(err)
	}
	const path = "../../docs/openapi.json"
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what is served; go test ./internal/api -update writes it", path)
	}
}

func TestRead(t *testing.T) {
	srv := server(t, false)
	var doc reading.Document
	call(t, srv, "POST", "/api/v1/read", obj{"text": first, "date": "2026-03-02"}, 200, &doc)
	if len(doc.Readings) != 1 || len(doc.Readings[0].Statements) == 0 {
		t.Fatalf("read: %d readings", len(doc.Readings))
	}
	text := []rune(doc.Readings[0].Report.Text)
	for _, st := range doc.Readings[0].Statements {
		for _, c := range st.Content {
			if string(text[c.Start:c.End]) != c.Text {
				t.Errorf("%s: %q stands elsewhere", st.ID, c.Text)
			}
		}
	}
	for _, bad := range []struct {
		body any
		want int
	}{
		{obj{}, 422}, {obj{"text": ""}, 422}, {obj{"text": "x", "date": "2 March"}, 422}, {obj{"text": "x", "unknown": 1}, 422},
		{obj{"text": "x", "bytes": "eA=="}, 422}, {obj{"bytes": "no base64!"}, 422}, {"{", 400}, {"", 400}, {"[]", 422},
		{obj{"text": strings.Repeat("word ", 50_000)}, 413}, {obj{"text": strings.Repeat("word ", 200_000)}, 413},
	} {
		call(t, srv, "POST", "/api/v1/read", bad.body, bad.want, nil)
	}
}

// TestHostile: no text breaks the reader or the answer.
func TestHostile(t *testing.T) {
	srv := server(t, true)
	for _, text := range []string{
		"<script>alert(1)</script> he said.", "\u202esaid\u202c the \u0000 mayor", "{\"quotes\":[]}", "%PDF-1.4 nothing",
		strings.Repeat("\"", 3000), strings.Repeat("he said that ", 2000), "\xff\xfe said", "']; DROP TABLE rows; --",
	} {
		for _, path := range []string{"/api/v1/read", "/api/v1/reports"} {
			b, _ := json.Marshal(obj{"text": text, "outlet": text[:min(len(text), 100)]})
			res, err := http.Post(srv.URL+path, "application/json", bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if s := res.StatusCode; s != 200 && s != 201 && s != 422 {
				t.Errorf("%s %.30q: %d", path, text, s)
			}
		}
		call(t, srv, "GET", "/api/v1/reports/"+url.PathEscape(text[:min(len(text), 60)]), nil, 404, nil)
	}
}

// TestWithoutLedger: reading works, what asks a ledger says what to do.
func TestWithoutLedger(t *testing.T) {
	srv := server(t, false)
	for _, path := range []string{"incidents", "reports", "reports/x", "incidents/x", "incidents/x/history", "sources", "sources/x", "statements?q=x", "claims", "changes", "since", "queue", "exports/ucdp", "exports/statements/csv"} {
		var p api.Problem
		call(t, srv, "GET", "/api/v1/"+path, nil, 503, &p)
		if p.Advice == "" {
			t.Errorf("%s: no advice", path)
		}
	}
	call(t, srv, "POST", "/api/v1/reports", obj{"text": first}, 503, nil)
	call(t, srv, "POST", "/api/v1/decisions", obj{"who": "a", "what": "note", "subject": "x"}, 503, nil)
	call(t, srv, "GET", "/api/v1/nothing", nil, 404, nil)
}

func TestLists(t *testing.T) {
	srv, ids := filled(t)
	var incidents desk.List[desk.IncidentLine]
	call(t, srv, "GET", "/api/v1/incidents?country=UA&from=2026-02-01&to=2026-03-31&sort=widest", nil, 200, &incidents)
	if len(incidents.Items) == 0 {
		t.Fatal("no incident of the two reports")
	}
	id := incidents.Items[0].ID
	var none desk.List[desk.IncidentLine]
	call(t, srv, "GET", "/api/v1/incidents?box=0,0,1,1", nil, 200, &none)
	if len(none.Items) != 0 {
		t.Errorf("in a box of the sea: %d", len(none.Items))
	}
	var page desk.IncidentPage
	call(t, srv, "GET", "/api/v1/incidents/"+id, nil, 200, &page)
	if page.Asked != id || len(page.Facts) == 0 || len(page.Passages) == 0 {
		t.Errorf("incident: %d facts, %d passages", len(page.Facts), len(page.Passages))
	}
	var steps []desk.Step
	call(t, srv, "GET", "/api/v1/incidents/"+id+"/history", nil, 200, &steps)
	if len(steps) == 0 {
		t.Error("no history")
	}
	var reports desk.List[desk.ReportLine]
	call(t, srv, "GET", "/api/v1/reports?limit=1", nil, 200, &reports)
	if len(reports.Items) != 1 || reports.Next == "" || reports.Total != 2 {
		t.Fatalf("reports: %+v", reports)
	}
	var rest desk.List[desk.ReportLine]
	call(t, srv, "GET", "/api/v1/reports?limit=1&after="+reports.Next, nil, 200, &rest)
	if len(rest.Items) != 1 || rest.Items[0].ID == reports.Items[0].ID || rest.Next != "" {
		t.Errorf("the rest of the reports: %+v", rest)
	}
	var report desk.ReportPage
	call(t, srv, "GET", "/api/v1/reports/"+ids[0][:16], nil, 200, &report)
	if report.ID != ids[0] || report.Reading == nil {
		t.Errorf("report by the beginning of its id: %s", report.ID)
	}
	var hits desk.List[desk.Hit]
	call(t, srv, "GET", "/api/v1/statements?q=act:deny", nil, 200, &hits)
	if len(hits.Items) == 0 {
		t.Error("no denial is found")
	}
	var sources desk.List[desk.SourceLine]
	call(t, srv, "GET", "/api/v1/sources", nil, 200, &sources)
	if len(sources.Items) == 0 {
		t.Fatal("no source")
	}
	for _, line := range sources.Items {
		var s desk.SourcePage
		call(t, srv, "GET", "/api/v1/sources/"+url.PathEscape(line.Key), nil, 200, &s)
		if s.Key != line.Key {
			t.Errorf("source %q is %q", line.Key, s.Key)
		}
	}
	call(t, srv, "GET", "/api/v1/claims?incident="+id, nil, 200, nil)
	call(t, srv, "GET", "/api/v1/changes", nil, 200, &[]desk.Figure{})
	call(t, srv, "GET", "/api/v1/queue", nil, 200, &desk.List[desk.Task]{})
	var since api.Since
	call(t, srv, "GET", "/api/v1/since?row=0", nil, 200, &since)
	if len(since.Items) == 0 || since.Next == 0 {
		t.Errorf("since the beginning: %+v", since)
	}
	for _, f := range []string{"ucdp", "acled", "airwars", "claims", "parquet", "jsonl", "annotation"} {
		if h := call(t, srv, "GET", "/api/v1/exports/"+f, nil, 200, nil); !strings.Contains(h.Get("Content-Disposition"), f) {
			t.Errorf("%s: %v", f, h)
		}
	}
	for _, f := range []string{"csv", "parquet", "jsonl?act=deny&from=2026-01-01&to=2026-12-31&outlet=x&report=y&source=z"} {
		if h := call(t, srv, "GET", "/api/v1/exports/statements/"+f, nil, 200, nil); !strings.Contains(h.Get("Content-Disposition"), "hearsay-statements") {
			t.Errorf("%s: %v", f, h)
		}
	}
}

func TestRefusals(t *testing.T) {
	srv, _ := filled(t)
	for _, c := range []struct {
		path string
		want int
	}{
		{"incidents/inc-none", 404}, {"incidents/inc-none/history", 404}, {"reports/ffffffffffff", 404}, {"sources/nobody", 404}, {"exports/word", 422}, {"exports/statements/word", 422}, {"exports/statements/csv?as_of=1999-01-01", 404},
		{"incidents?sort=best", 422}, {"incidents?after=x", 422}, {"incidents?box=1,2,3", 422}, {"incidents?box=a,b,c,d", 422}, {"incidents?from=March", 422},
		{"incidents?limit=0", 422}, {"incidents?limit=5000", 422}, {"incidents?as_of=soon", 422}, {"incidents?no=1", 422}, {"incidents?q=%28", 422}, {"incidents?box=NaN,0,1,1", 422},
		{"incidents?as_of=1999-01-01", 404}, {"statements", 422}, {"statements?q=%22open", 422}, {"since?row=-1", 422}, {"claims?stance=maybe", 422},
	} {
		call(t, srv, "GET", "/api/v1/"+c.path, nil, c.want, nil)
	}
}

func TestAdd(t *testing.T) {
	srv, ids := filled(t)
	var a api.Added
	h := call(t, srv, "POST", "/api/v1/reports", obj{"text": first}, 200, &a)
	if a.State != keep.Again || a.Report != ids[0] || a.Reading == nil || h.Get("Location") != "/api/v1/reports/"+ids[0] {
		t.Errorf("the same bytes again: %s %s, at %s", a.State, a.Report, h.Get("Location"))
	}
	call(t, srv, "POST", "/api/v1/reports", obj{"text": first, "date": "soon"}, 422, nil)
}

func TestDecisions(t *testing.T) {
	srv, ids := filled(t)
	var since api.Since
	call(t, srv, "GET", "/api/v1/since", nil, 200, &since)
	note := obj{"who": "ana", "what": "note", "subject": ids[0], "reason": "looked at", "seen": since.Next}
	var out desk.Outcome
	call(t, srv, "POST", "/api/v1/decisions", note, 201, &out)
	if out.Row <= since.Next {
		t.Errorf("the decision is row %d", out.Row)
	}
	note["who"] = "ben"
	var clash api.Problem
	call(t, srv, "POST", "/api/v1/decisions", note, 409, &clash)
	if clash.Other == nil || clash.Other.Who != "ana" || clash.Other.Row != out.Row {
		t.Errorf("clash: %+v", clash)
	}
	note["seen"] = out.Row
	call(t, srv, "POST", "/api/v1/decisions", note, 201, nil)
	for _, bad := range []struct {
		body any
		want int
	}{
		{obj{"what": "note", "subject": "x"}, 422}, {obj{"who": "ana", "what": "guess", "subject": "x"}, 422}, {obj{"who": "ana", "what": "note"}, 422},
		{obj{"who": "ana", "what": "merge", "subject": "inc-1", "into": "inc-2"}, 404}, {obj{"who": "ana", "what": "withdraw", "decision": 1}, 404},
	} {
		call(t, srv, "POST", "/api/v1/decisions", bad.body, bad.want, nil)
	}
}

func TestTags(t *testing.T) {
	srv, ids := filled(t)
	get := func(path, tag string) (int, string) {
		req, _ := http.NewRequestWithContext(context.Background(), "GET", srv.URL+path, nil)
		if tag != "" {
			req.Header.Set("If-None-Match", tag)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode, res.Header.Get("ETag")
	}
	const path = "/api/v1/incidents?sort=newest"
	_, tag := get(path, "")
	if tag == "" {
		t.Fatal("no tag")
	}
	if code, _ := get(path, `"x", W/`+tag); code != 304 {
		t.Errorf("asked again: %d", code)
	}
	if code, other := get("/api/v1/incidents?sort=oldest", tag); code != 200 || other == tag {
		t.Errorf("another question with its tag: %d", code)
	}
	if _, none := get("/api/v1/incidents/none", ""); none != "" {
		t.Errorf("an error has the tag %s", none)
	}
	call(t, srv, "POST", "/api/v1/decisions", obj{"who": "ana", "what": "note", "subject": ids[1], "reason": "seen"}, 201, nil)
	if code, _ := get(path, tag); code != 200 {
		t.Errorf("after a row: %d", code)
	}
}
