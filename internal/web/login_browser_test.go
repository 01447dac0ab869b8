package web

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"hearsay/internal/account"
)

// guarded gives a site users: Ana the admin, Cody the coder, Rea the reader.
func (s *site) guarded(t *testing.T) {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	book, err := account.Open(ctx, filepath.Join(t.TempDir(), "a"), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	for _, u := range []struct {
		name string
		role account.Role
	}{{"Ana Ruiz", account.Admin}, {"Cody", account.Coder}, {"Rea", account.Reader}} {
		if err := book.Add(ctx, account.By("test", ""), u.name, u.role, pass); err != nil {
			t.Fatal(err)
		}
	}
	opt := Options{Reader: r, Desk: s.desk, Local: true}
	opt.Gate.Accounts = func(context.Context) (*account.Book, error) { return book, nil }
	s.Config.Handler = New(opt)
}

// enter logs in by the form.
func (b *tab) enter(name string) {
	b.t.Helper()
	b.do(chromedp.SendKeys("#name", name), chromedp.SendKeys("#password", pass), chromedp.Click(`.login button`), chromedp.WaitReady(".visitor"))
}

// TestBrowserLogin: with and without scripts, one logs in, comes to the page that
// was asked for, decides under one's own name, and logs out.
func TestBrowserLogin(t *testing.T) {
	s := open(t)
	s.guarded(t)
	for _, scripts := range []bool{true, false} {
		b := s.tab(t)
		call(b, network.ClearBrowserCookies, cdp.Empty{})
		call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
		b.visit("/review?kind=contested")
		b.until(`document.activeElement.id + location.pathname === "name/login"`)
		b.do(chromedp.SendKeys("#name", "cody"), chromedp.SendKeys("#password", "not the password"), chromedp.Click(".login button"), chromedp.WaitVisible(".problem"))
		if got := js[string](b, "document.querySelector('.problem').textContent"); !strings.Contains(got, "The name or the password is wrong.") {
			t.Errorf("a wrong password: %q", got)
		}
		b.do(chromedp.Evaluate[chromedp.Void]("document.querySelector('#name').value = ''"))
		b.enter("cody")
		if got := js[string](b, "location.pathname + location.search"); got != "/review?kind=contested" {
			t.Errorf("after the login: %q", got)
		}
		if js[bool](b, "document.cookie.includes('hearsay-session')") {
			t.Error("a script can read the session")
		}
		if js[bool](b, `!!document.querySelector('a[href="/users"]')`) {
			t.Error("a coder is led to the users")
		}
		b.visit("/users")
		if got := js[string](b, "document.querySelector('h1').textContent"); !strings.Contains(got, "You may not do this as coder") {
			t.Errorf("a coder's /users: %q", got)
		}
		b.do(chromedp.Click(".visitor button"), chromedp.WaitVisible("#password"))
		b.visit(s.incident)
		if got := js[string](b, "location.pathname"); got != "/login" {
			t.Errorf("after the logout: %q", got)
		}
	}
}

// TestBrowserMembers: axe-core finds nothing on the pages about users.
func TestBrowserMembers(t *testing.T) {
	s := open(t)
	axe, err := os.ReadFile(os.Getenv("HEARSAY_AXE"))
	if err != nil {
		t.Skip("HEARSAY_AXE names no axe-core: eval \"$(.ci/chromium)\" does, where there is npm")
	}
	s.guarded(t)
	b := s.tab(t)
	call(b, network.ClearBrowserCookies, cdp.Empty{})
	for _, page := range []string{"/login", "/account", "/users", "/audit"} {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{390, 1366, 1900} {
				b.look(width, scheme)
				b.visit(page)
				b.do(chromedp.Evaluate[chromedp.Void](string(axe)))
				found := js[string](b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" "))))`)
				var list []string
				if err := json.Unmarshal([]byte(found), &list); err != nil {
					t.Fatal(err)
				}
				for _, v := range list {
					t.Errorf("%s, %s, %d wide: %s", page, scheme, width, v)
				}
				if over := js[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
					t.Errorf("%s is %d pixels wider than a window of %d", page, over, width)
				}
			}
		}
		if page == "/login" {
			b.enter("ana ruiz")
		}
	}
}
