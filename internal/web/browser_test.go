package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
)

// chromium is one browser for all tests; .ci/chromium names it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path := os.Getenv("HEARSAY_CHROMIUM")
	if path == "" {
		return nil, errors.New("HEARSAY_CHROMIUM names no browser: eval \"$(.ci/chromium)\" does")
	}
	ctx, _ := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.WSURLReadTimeout(time.Minute))...)
	ctx, _ = chromedp.NewContext(ctx)
	return ctx, chromedp.Do(ctx)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if os.Getenv("HEARSAY_CHROMIUM") != "" {
		if ctx, err := chromium(); err == nil {
			_ = chromedp.Cancel(ctx)
		}
	}
	os.Exit(code)
}

// tab is a window of the browser on a desk over the example's reports.
type tab struct {
	context.Context
	t     *testing.T
	site  *site
	mu    sync.Mutex
	wrong []string
}

// site is a desk that answers on this machine.
type site struct {
	*httptest.Server
	desk     *desk.Desk
	incident string // the one that most reports tell of
}

// open serves the example, and some reports more, to a browser.
func open(t *testing.T, more ...string) *site {
	t.Helper()
	if _, err := chromium(); err != nil {
		t.Skip(err)
	}
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("../../examples/port-strike/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no example reports, %v", err)
	}
	texts := slices.Clone(more)
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	now := time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC)
	store := memory.New(func() time.Time { now = now.Add(time.Minute); return now })
	k, d := keep.New(store), desk.Open(store, reader)
	ctx := context.Background()
	for i, text := range append(texts, monday, monday+"\nCorrection: an earlier version misspelt Aden.\n", later, other, hostile) {
		st := capture.Stated{}
		if strings.HasPrefix(text, monday) {
			st.URL = "https://meridian.example/1"
		}
		it := keep.Item{Capture: capture.Of([]byte(text), fmt.Sprintf("report-%d.txt", i), st)}
		if it.Reading, err = r.Read(it.Capture); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Keep(ctx, r.Identity(), []keep.Item{it}, nil); err != nil {
			t.Fatal(err)
		}
		if err := d.Refresh(ctx, nil); err != nil {
			t.Fatal(err)
		}
	}
	s := &site{Server: httptest.NewServer(New(Options{Reader: r, Desk: d, Local: true})), desk: d}
	t.Cleanup(s.Close)
	l, err := d.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest})
	if err != nil || len(l.Items) == 0 {
		t.Fatalf("no incidents, %v", err)
	}
	s.incident = "/incident/" + l.Items[0].ID
	return s
}

// tab opens a window; a request to any other host, or an error of a script, fails
// the test.
func (s *site) tab(t *testing.T) *tab {
	t.Helper()
	browser, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser)
	ctx, stop := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(func() { stop(); cancel() })
	b := &tab{Context: ctx, t: t, site: s}
	b.do()
	if err := chromedp.Listen(ctx, b.heard); err != nil {
		t.Fatal(err)
	}
	call(b, network.Enable, network.EnableParams{})
	call(b, runtime.Enable, cdp.Empty{})
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, w := range b.wrong {
			t.Error(w)
		}
	})
	return b
}

// heard notes what a page must not do. It must not wait.
func (b *tab) heard(ev any) {
	wrong := ""
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if u := ev.Request.URL; !strings.HasPrefix(u, b.site.URL+"/") && !strings.HasPrefix(u, "data:") {
			wrong = "a page asks " + u
		}
	case *runtime.EventExceptionThrown:
		wrong = "a script fails: " + ev.ExceptionDetails.Text
		if e := ev.ExceptionDetails.Exception; e != nil {
			wrong += " " + e.Description
		}
	}
	if wrong != "" {
		b.mu.Lock()
		b.wrong = append(b.wrong, wrong)
		b.mu.Unlock()
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func call[P, R any](b *tab, cmd cdp.Command[P, R], params P) R {
	b.t.Helper()
	out, err := chromedp.Call(b, cmd, params)
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// look sets the width of the window in pixels, and light or dark.
func (b *tab) look(width int64, scheme string) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 600})
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

func (b *tab) visit(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.site.URL+path), chromedp.WaitReady("footer"))
	b.until("true")
}

// js is the value of an expression.
func js[T any](b *tab, expression string) T {
	b.t.Helper()
	out, err := chromedp.Run(b, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// pages are those that a test looks at.
func (s *site) pages(t *testing.T) []string {
	t.Helper()
	ctx := context.Background()
	src, err := s.desk.Sources(ctx, "elena", desk.When{}, desk.Page{})
	if err != nil || len(src.Items) == 0 {
		t.Fatalf("no source, %v", err)
	}
	reps, err := s.desk.Reports(ctx, "", "Meridian Press", desk.When{}, desk.Page{})
	if err != nil || len(reps.Items) < 2 {
		t.Fatalf("no reports, %v", err)
	}
	var versions []string
	for _, l := range reps.Items {
		p, err := s.desk.Report(ctx, l.ID, desk.When{})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Versions) > 1 {
			versions = []string{"/report/" + p.Versions[1].Report + "?against=" + p.Versions[0].Report}
		}
	}
	return append([]string{
		"/incidents", "/incidents?country=Djibouti&text=strike", s.incident, s.incident + "/history", "/report/" + reps.Items[0].ID, "/sources", "/source?key=" + src.Items[0].Key,
		"/search?q=strike", "/review", "/log", "/read", "/about", "/nowhere",
	}, versions...)
}

// axe is axe-core, which .ci/chromium fetches.
func axe(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(os.Getenv("HEARSAY_AXE"))
	if err != nil {
		t.Skip("HEARSAY_AXE names no axe-core: eval \"$(.ci/chromium)\" does, where there is npm")
	}
	return string(b)
}

// accessible looks at the pages, light and dark, narrow and wide: axe-core finds
// nothing against WCAG 2.2 AA, nothing is wider than the window.
func (b *tab) accessible(axe string, pages ...string) {
	b.t.Helper()
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{390, 1366} {
			b.look(width, scheme)
			for _, p := range pages {
				b.visit(p)
				b.do(chromedp.Evaluate[chromedp.Void](axe))
				found := js[string](b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + " " + (n.any[0] ? n.any[0].message : "")), n: v.nodes.length}))))`)
				var list []struct {
					ID, Help string
					Nodes    []string
					N        int
				}
				if err := json.Unmarshal([]byte(found), &list); err != nil {
					b.t.Fatal(err)
				}
				for _, v := range list {
					b.t.Errorf("%s, %s, %d wide: %s: %s, %d times\n\t%s", p, scheme, width, v.ID, v.Help, v.N, strings.Join(v.Nodes, "\n\t"))
				}
				if over := js[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
					b.t.Errorf("%s is %d pixels wider than a window of %d", p, over, width)
				}
			}
		}
	}
}

// TestBrowserAccess: every page of a desk without accounts is accessible.
func TestBrowserAccess(t *testing.T) {
	s := open(t)
	s.tab(t).accessible(axe(t), s.pages(t)...)
}

// TestBrowserRoles: one logs in with a browser, and sees what the role may do; the
// pages of accounts are accessible.
func TestBrowserRoles(t *testing.T) {
	if _, err := chromium(); err != nil {
		t.Skip(err)
	}
	h, _ := house(t)
	s := &site{Server: httptest.NewServer(h.Server), desk: h.desk, incident: "/incident/" + h.yemen}
	t.Cleanup(s.Close)
	for _, c := range []struct {
		name            string
		decides, merges bool
		pages           []string
	}{{"Rea", false, false, []string{"/account", "/review"}}, {"Cody", true, false, nil}, {"Ana", true, true, []string{"/users", "/audit", "/account", s.incident}}} {
		b := s.tab(t)
		b.look(1366, "light")
		b.visit("/review")
		if at := js[string](b, "location.pathname"); at != "/login" {
			t.Fatalf("without login one is at %s", at)
		}
		if c.name == "Rea" && os.Getenv("HEARSAY_AXE") != "" {
			b.accessible(axe(t), "/login")
			b.visit("/review")
		}
		b.do(chromedp.SendKeys("main input[name=name]", c.name), chromedp.SendKeys("main input[name=password]", pass), chromedp.Submit("main input[name=password]"))
		b.until(`location.pathname === "/review"`)
		b.visit(s.incident)
		if got := js[bool](b, `!!document.querySelector("form.decide")`); got != c.decides {
			t.Errorf("%s may decide: %v", c.name, got)
		}
		if got := js[bool](b, `!!document.querySelector("#decisions input[value=merge]")`); got != c.merges {
			t.Errorf("%s may merge: %v", c.name, got)
		}
		if os.Getenv("HEARSAY_AXE") != "" {
			b.accessible(axe(t), c.pages...)
		}
		call(b, network.ClearBrowserCookies, cdp.Empty{})
	}
}
