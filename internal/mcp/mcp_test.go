package mcp_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/mcp"
	"hearsay/internal/reading"
)

var reader = sync.OnceValues(reading.Load)

// invented is a report that nobody wrote.
const invented = `Drone strike kills four at Port Veshka

PORT VESHKA, 2 March 2026 - A drone strike killed four people in the port of Odesa, Ukraine, on Sunday, regional governor Oleh Marenko said.

The Russian defence ministry denied that its forces had struck the port.
`

// server has a ledger with the one report, or none.
func server(t *testing.T, ledgered bool) *mcp.Server {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	opt := mcp.Options{Reader: r, MaxBytes: 100_000}
	if ledgered {
		now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
		store := memory.New(func() time.Time { now = now.Add(time.Minute); return now })
		c := capture.Of([]byte(invented), "invented.txt", capture.Stated{})
		rd, err := r.Read(c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := keep.New(store).Keep(context.Background(), r.Identity(), []keep.Item{{Capture: c, Reading: rd}}, nil); err != nil {
			t.Fatal(err)
		}
		opt.Desk = desk.Open(store, reader)
	}
	return mcp.New(opt)
}

// session connects the SDK's own client over HTTP.
func session(t *testing.T, s *mcp.Server) *sdk.ClientSession {
	t.Helper()
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	c := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	cs, err := c.Connect(context.Background(), &sdk.StreamableClientTransport{Endpoint: srv.URL, DisableStandaloneSSE: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cs.Close() })
	return cs
}

// call calls a tool; out nil wants a refusal.
func call(t *testing.T, cs *sdk.ClientSession, tool string, in map[string]any, out any) {
	t.Helper()
	res, err := cs.CallTool(context.Background(), &sdk.CallToolParams{Name: tool, Arguments: in})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	if res.IsError != (out == nil) {
		b, _ := json.Marshal(res.Content)
		t.Fatalf("%s %v: error %v: %.400s", tool, in, res.IsError, b)
	}
	if out == nil {
		return
	}
	b, err := json.Marshal(res.StructuredContent)
	if err == nil {
		err = json.Unmarshal(b, out)
	}
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
}

func stands(t *testing.T, p mcp.Passage) {
	t.Helper()
	text := []rune(invented)
	if p.Report == "" || p.Start >= p.End || p.End > len(text) || string(text[p.Start:p.End]) != p.Text {
		t.Errorf("%+v is not in the report", p)
	}
}

type obj = map[string]any

func TestTools(t *testing.T) {
	s := server(t, true)
	cs := session(t, s)
	var read mcp.Read
	call(t, cs, "read_text", obj{"text": invented}, &read)
	if len(read.Statements) < 2 || len(read.Facts) == 0 {
		t.Fatalf("read: %+v", read)
	}
	for _, st := range read.Statements {
		for _, c := range st.Content {
			stands(t, c)
		}
	}
	var hits mcp.Hits
	call(t, cs, "search_statements", obj{"query": "act:deny"}, &hits)
	if len(hits.Statements) != 1 {
		t.Fatalf("denials: %+v", hits)
	}
	stands(t, hits.Statements[0].Passage)
	var found mcp.Incident
	call(t, cs, "incident", obj{"country": "UA"}, &found)
	if len(found.Found) == 0 {
		t.Fatal("no incident")
	}
	var one mcp.Incident
	call(t, cs, "incident", obj{"id": found.Found[0].ID}, &one)
	if one.Incident == nil || len(one.Incident.Facts) == 0 {
		t.Fatalf("incident: %+v", one)
	}
	for _, f := range one.Incident.Facts {
		for _, st := range slices.Concat(f.AssertedBy, f.DeniedBy, f.Uncommitted) {
			stands(t, st.Passage)
		}
	}
	var list, src mcp.Source
	call(t, cs, "source", obj{}, &list)
	if len(list.Found) == 0 {
		t.Fatal("no source")
	}
	call(t, cs, "source", obj{"key": list.Found[0].Key}, &src)
	if src.Source == nil || len(src.Statements.Statements) == 0 {
		t.Errorf("source: %+v", src)
	}
	var changed mcp.Changed
	call(t, cs, "what_changed", obj{}, &changed)
	if len(changed.Items) == 0 || changed.Next == 0 {
		t.Errorf("changed: %+v", changed)
	}
	for _, bad := range []struct {
		tool string
		in   obj
	}{
		{"read_text", obj{}}, {"read_text", obj{"text": " "}}, {"read_text", obj{"text": "x", "date": "soon"}}, {"read_text", obj{"text": strings.Repeat("said ", 30_000)}},
		{"search_statements", obj{"query": ""}}, {"search_statements", obj{"query": "("}}, {"search_statements", obj{"query": "x", "after": "y"}},
		{"incident", obj{"id": "inc-none"}}, {"incident", obj{"as_of": "soon"}}, {"source", obj{"key": "nobody"}}, {"what_changed", obj{"since": -1}}, {"source", obj{"no": 1}},
	} {
		call(t, cs, bad.tool, bad.in, nil)
	}
}

// TestStreams: over a pair of streams, without a ledger, there is read_text.
func TestStreams(t *testing.T) {
	s := server(t, false)
	toServer, toClient := pipe(), pipe()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	done := make(chan error, 1)
	go func() { done <- s.Stdio(ctx, toServer.r, toClient.w) }()
	c := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	cs, err := c.Connect(ctx, &sdk.IOTransport{Reader: toClient.r, Writer: toServer.w}, nil)
	if err != nil {
		t.Fatal(err)
	}
	tools, err := cs.ListTools(ctx, nil)
	if err != nil || len(tools.Tools) != 1 || tools.Tools[0].Name != "read_text" {
		t.Fatalf("tools: %v, %v", tools, err)
	}
	for _, text := range []string{invented, "<script>he said</script>", "\u202esaid \u0000 it", strings.Repeat("\"", 2000)} {
		if _, err := cs.CallTool(ctx, &sdk.CallToolParams{Name: "read_text", Arguments: obj{"text": text}}); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	_ = toServer.w.Close()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("after the client went: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("it goes on after the client went")
	}
}
