package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/internal/account"
	"hearsay/internal/api"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
)

// onLedger are the options of a server over a ledger with the first report.
func onLedger(t *testing.T) (api.Options, string) {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	store := memory.New(time.Now)
	opt := api.Options{Reader: r, MaxBytes: 200_000, Desk: desk.Open(store, reader), Keeper: keep.New(store)}
	var a api.Added
	call(t, asking(t, opt, account.Here(account.Editor)), "POST", "/api/v1/reports", obj{"text": first, "date": "2026-03-02"}, 201, &a)
	return opt, a.Report
}

// TestRights: each operation needs its role and its scope, and the description
// says which.
func TestRights(t *testing.T) {
	opt, id := onLedger(t)
	ctx := context.Background()
	book, err := account.Open(ctx, filepath.Join(t.TempDir(), "a"), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	opt.Accounts = func(context.Context) (*account.Book, error) { return book, nil }
	by := account.By("test", "")
	tokens := map[string]*httptest.Server{"nobody": asking(t, opt, nil)}
	for _, role := range []account.Role{account.Admin, account.Editor, account.Coder, account.Reader} {
		if err := book.Add(ctx, by, "User "+string(role), role, "four words of no sense"); err != nil {
			t.Fatal(err)
		}
		for _, scope := range account.Scopes {
			if scope == account.ScopeAdmin && role != account.Admin {
				continue
			}
			_, secret, err := book.MakeToken(ctx, by, "user "+string(role), "", []account.Scope{scope}, 0)
			if err != nil {
				t.Fatal(err)
			}
			v, err := book.Bearer(ctx, secret, account.From{})
			if err != nil {
				t.Fatal(err)
			}
			tokens[string(role)+" "+string(scope)] = asking(t, opt, v)
		}
	}
	note := obj{"what": "note", "subject": id, "reason": "looked", "who": "Somebody Else"}
	claims, err := opt.Desk.Claims(ctx, desk.ClaimFilter{Report: id})
	if err != nil || len(claims.Items) == 0 {
		t.Fatalf("%+v, %v", claims, err)
	}
	stand := obj{"what": "stand", "subject": claims.Items[0].Fact, "value": "confirmed"}
	for _, c := range []struct {
		token, method, path string
		body                any
		code                int
	}{
		{"nobody", "GET", "incidents", nil, 401}, {"nobody", "POST", "read", obj{"text": first}, 401}, {"nobody", "POST", "reports", obj{"text": first}, 401}, {"nobody", "GET", "users", nil, 401}, {"nobody", "GET", "changes/stream", nil, 401},
		{"reader read", "GET", "incidents", nil, 200}, {"reader read", "POST", "read", obj{"text": second}, 200}, {"reader read", "GET", "exports/ucdp", nil, 403}, {"reader export", "GET", "exports/ucdp", nil, 200}, {"reader export", "GET", "incidents", nil, 403},
		{"reader add", "POST", "reports", obj{"text": second}, 403}, {"coder add", "POST", "reports", obj{"text": second}, 201}, {"coder read", "POST", "reports", obj{"text": second}, 403}, {"coder add", "GET", "reports", nil, 403},
		{"reader decide", "POST", "decisions", note, 403}, {"coder decide", "POST", "decisions", note, 201}, {"coder add", "POST", "decisions", note, 403}, {"admin admin", "POST", "decisions", note, 403},
		{"coder decide", "POST", "decisions", stand, 403}, {"editor decide", "POST", "decisions", stand, 201},
		{"editor read", "GET", "users", nil, 403}, {"admin read", "GET", "users", nil, 403}, {"admin admin", "GET", "users", nil, 200}, {"admin admin", "GET", "audit", nil, 200}, {"admin admin", "GET", "incidents", nil, 403},
	} {
		call(t, tokens[c.token], c.method, "/api/v1/"+c.path, c.body, c.code, nil)
	}
	var since api.Since
	call(t, tokens["reader read"], "GET", "/api/v1/since", nil, 200, &since)
	if all := fmt.Sprint(since.Items); !strings.Contains(all, "User coder") || strings.Contains(all, "Somebody Else") {
		t.Errorf("decided: %s", all)
	}
	var audit []account.Entry
	call(t, tokens["admin admin"], "GET", "/api/v1/audit", nil, 200, &audit)
	for _, want := range []account.Act{account.Decided, account.ReportAdded, account.Refused} {
		if !slices.ContainsFunc(audit, func(e account.Entry) bool { return e.Act == want && strings.HasPrefix(e.Who, "User ") }) {
			t.Errorf("no %q in the audit log", want)
		}
	}
	// The description tells it.
	raw, err := api.New(opt).Document()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string
			Security    []map[string][]string
			Responses   map[string]any
		}
		Components struct {
			SecuritySchemes map[string]struct{ Type, Scheme string }
		}
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	if s := doc.Components.SecuritySchemes["token"]; s.Scheme != "bearer" {
		t.Errorf("%+v", doc.Components)
	}
	for path, ops := range doc.Paths {
		for method, o := range ops {
			if len(o.Security) != 1 || len(o.Security[0]["token"]) != 1 || !slices.Contains(account.Scopes, account.Scope(o.Security[0]["token"][0])) {
				t.Errorf("%s %s: security %v", method, path, o.Security)
			}
			for _, code := range []string{"401", "403", "429"} {
				if o.Responses[code] == nil {
					t.Errorf("%s %s does not tell of %s", method, path, code)
				}
			}
		}
	}
}

// event is one of a stream.
type event struct{ id, kind, data string }

// listen reads a stream's events.
func listen(t *testing.T, srv *httptest.Server, path, last string) (<-chan event, func()) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	req, _ := http.NewRequestWithContext(ctx, "GET", srv.URL+path, nil)
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("ETag") != "" {
		t.Fatalf("%d %v", res.StatusCode, res.Header)
	}
	out := make(chan event, 100)
	go func() {
		defer close(out)
		defer res.Body.Close()
		var e event
		for sc := bufio.NewScanner(res.Body); sc.Scan(); {
			k, v, _ := strings.Cut(sc.Text(), ": ")
			switch k {
			case "id":
				e.id = v
			case "event":
				e.kind = v
			case "data":
				e.data = v
			case "":
				if e.id != "" {
					out <- e
				}
				e = event{}
			}
		}
	}()
	return out, stop
}

func next(t *testing.T, events <-chan event) event {
	t.Helper()
	select {
	case e, ok := <-events:
		if !ok {
			t.Fatal("the stream has ended")
		}
		return e
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came")
	}
	return event{}
}

// TestStream: what is new comes once, a stream goes on where it broke off, and
// ends when the server stops.
func TestStream(t *testing.T) {
	opt, id := onLedger(t)
	stop := make(chan struct{})
	opt.Stop = stop
	srv := asking(t, opt, account.Here(account.Editor))
	now, leave := listen(t, srv, "/api/v1/changes/stream", "")
	defer leave()
	var out desk.Outcome
	call(t, srv, "POST", "/api/v1/decisions", obj{"who": "ana", "what": "note", "subject": id, "reason": "looked"}, 201, &out)
	e := next(t, now)
	var it desk.Item
	if err := json.Unmarshal([]byte(e.data), &it); err != nil || e.id != fmt.Sprint(out.Row) || it.Row != out.Row || e.kind != it.Kind || it.Subject != id {
		t.Errorf("%+v, %v", e, err)
	}
	// From the beginning, and from where another broke off.
	all, leave2 := listen(t, srv, "/api/v1/changes/stream?row=1", "")
	rest, leave3 := listen(t, srv, "/api/v1/changes/stream", fmt.Sprint(out.Row-1))
	defer leave2()
	defer leave3()
	if e := next(t, all); e.id != "2" {
		t.Errorf("after row 1 comes %+v", e)
	}
	if e := next(t, rest); e.id != fmt.Sprint(out.Row) {
		t.Errorf("it goes on with %+v", e)
	}
	for _, bad := range []string{"x", "-1"} {
		req, _ := http.NewRequestWithContext(context.Background(), "GET", srv.URL+"/api/v1/changes/stream", nil)
		req.Header.Set("Last-Event-ID", bad)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != 422 {
			t.Errorf("%q: %d", bad, res.StatusCode)
		}
	}
	close(stop)
	for name, ch := range map[string]<-chan event{"now": now, "rest": rest} {
		select {
		case e, ok := <-ch:
			if ok {
				t.Errorf("%s: %+v after the end", name, e)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%s goes on after the server stopped", name)
		}
	}
}
