package account

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hearsay/internal/aside"
	"hearsay/internal/ledger/ledgertest"
)

var (
	ctx  = context.Background()
	boss = By("the tests", "")
	home = From{Address: "192.0.2.1", Agent: "test"}
)

const pass = "four words of no sense"

// clock is a time that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) move(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// onEach runs a test on a file and, where there is a server, on PostgreSQL.
func onEach(t *testing.T, f func(t *testing.T, b *Book, c *clock)) {
	run := func(t *testing.T, at string) {
		c := &clock{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
		b, err := Open(ctx, at, Options{Clock: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = b.Close() })
		b.cost = cost{memory: 64, time: 1, lanes: 1} // quick; TestCost looks at the true one
		b.decoy = b.phc([]byte(rest(12)), sum(rest(32)))
		f(t, b, c)
	}
	t.Run("sqlite", func(t *testing.T) { run(t, filepath.Join(t.TempDir(), "desk.accounts")) })
	t.Run("postgres", func(t *testing.T) { run(t, ledgertest.Schema(t)) })
}

func add(t *testing.T, b *Book, name string, role Role) {
	t.Helper()
	if err := b.Add(ctx, boss, name, role, pass); err != nil {
		t.Fatal(err)
	}
}

func login(t *testing.T, b *Book, name string) (string, *Visitor) {
	t.Helper()
	secret, v, err := b.Login(ctx, name, pass, home)
	if err != nil {
		t.Fatal(err)
	}
	return secret, v
}

func TestUsers(t *testing.T) {
	onEach(t, func(t *testing.T, b *Book, _ *clock) {
		if any, err := b.Any(ctx); any || err != nil {
			t.Fatalf("users of nothing: %v %v", any, err)
		}
		if err := b.Add(ctx, boss, "Ana", Coder, pass); err == nil || !strings.Contains(err.Error(), "first user must be an admin") {
			t.Errorf("a coder first: %v", err)
		}
		add(t, b, "  Ana   Ruiz ", Admin)
		for _, c := range []struct {
			name, password string
			role           Role
			says           string
		}{
			{"ANA ruiz", pass, Coder, "is a user already"}, {"", pass, Coder, "needs a name"}, {"a\nb\x00", pass, Coder, "cannot be part"}, {"Bo<b>", pass, Coder, "cannot be part"},
			{"Bo\u202e", pass, Coder, "cannot be part"}, {strings.Repeat("x", 81), pass, Coder, "at most 80"}, {"Bo", pass, "owner", "no role"},
			{"Bo", "short", Coder, "give 15 or more"}, {"Bo", "aaaaaaaaaaaaaaaaaaaa", Coder, "different"}, {"Bo", strings.Repeat("word ", 60), Coder, "at most"},
			{"Bonaventure Sesay", "bonaventure SESAY1", Coder, "little more than the name"}, {"Bo", "\xff\xfe not a text at all", Coder, "no text"},
		} {
			if err := b.Add(ctx, boss, c.name, c.role, c.password); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q: %v, want %q", c.name, err, c.says)
			}
		}
		add(t, b, "Bo", Coder)
		if err := b.SetRole(ctx, boss, "ana ruiz", Reader); err == nil || !strings.Contains(err.Error(), "only admin") {
			t.Errorf("the last admin: %v", err)
		}
		if err := b.Remove(ctx, boss, "Ana Ruiz"); err == nil || !strings.Contains(err.Error(), "only admin") {
			t.Errorf("the last admin removed: %v", err)
		}
		if err := errors.Join(b.SetRole(ctx, boss, "bo", Admin), b.Remove(ctx, boss, "ana ruiz")); err != nil {
			t.Fatal(err)
		}
		if err := b.Add(ctx, boss, "Ana Ruiz", Reader, pass); err == nil || !strings.Contains(err.Error(), "was removed") {
			t.Errorf("a removed name: %v", err)
		}
		if err := b.SetRole(ctx, boss, "nobody", Reader); !errors.Is(err, ErrNone) {
			t.Errorf("nobody: %v", err)
		}
		list, err := b.Users(ctx)
		if err != nil || len(list) != 2 || list[0].Name != "Bo" || list[0].Role != Admin || list[1].Removed.IsZero() {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestSessions(t *testing.T) {
	onEach(t, func(t *testing.T, b *Book, c *clock) {
		add(t, b, "Ana", Admin)
		add(t, b, "Bo", Coder)
		secret, v := login(t, b, "ANA")
		seal := v.Seal()
		again, _ := login(t, b, "ana")
		if secret == again || len(secret) < 43 || v.Name != "Ana" || v.Role != Admin || !v.Fits(v.Seal()) || v.Seal() == seal || v.Fits("") || v.Fits(v.Form) || v.Form == secret {
			t.Fatalf("%+v", v)
		}
		if _, err := b.Session(ctx, "made up", home); !errors.Is(err, ErrDenied) {
			t.Errorf("a made up session: %v", err)
		}
		// A role counts at once, a new password ends sessions but the own.
		bo, vb := login(t, b, "bo")
		other, _ := login(t, b, "bo")
		if err := b.SetRole(ctx, boss, "bo", Editor); err != nil {
			t.Fatal(err)
		}
		if got, err := b.Session(ctx, bo, home); err != nil || got.Role != Editor || !got.May(ToEdit) || got.May(ToManage) {
			t.Errorf("%+v, %v", got, err)
		}
		if err := b.SetPassword(ctx, vb.By(), "bo", pass+"!", vb); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(ctx, bo, home); err != nil {
			t.Errorf("the own session: %v", err)
		}
		if _, err := b.Session(ctx, other, home); !errors.Is(err, ErrDenied) {
			t.Errorf("another session after a new password: %v", err)
		}
		if err := b.Logout(ctx, v); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(ctx, secret, home); !errors.Is(err, ErrDenied) {
			t.Errorf("after logging out: %v", err)
		}
		// It ends when it is not used, and at its end in any case.
		c.move(7 * time.Hour)
		if _, err := b.Session(ctx, again, home); err != nil {
			t.Errorf("after seven hours: %v", err)
		}
		c.move(9 * time.Hour)
		if _, err := b.Session(ctx, again, home); !errors.Is(err, ErrDenied) {
			t.Errorf("after nine idle hours: %v", err)
		}
		long, _ := login(t, b, "ana")
		for range 25 {
			c.move(7 * time.Hour)
			if _, err := b.Session(ctx, long, home); errors.Is(err, ErrDenied) {
				break
			}
		}
		if _, err := b.Session(ctx, long, home); !errors.Is(err, ErrDenied) {
			t.Errorf("after a week in use: %v", err)
		}
		last, _, err := b.Login(ctx, "bo", pass+"!", home)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Remove(ctx, boss, "Bo"); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(ctx, last, home); !errors.Is(err, ErrDenied) {
			t.Errorf("of a removed user: %v", err)
		}
		if _, _, err := b.Login(ctx, "bo", pass+"!", home); !errors.Is(err, ErrDenied) {
			t.Errorf("login of a removed user: %v", err)
		}
	})
}

// Whether there is such a name cannot be told: the same error after the same
// work.
func TestDenied(t *testing.T) {
	onEach(t, func(t *testing.T, b *Book, _ *clock) {
		add(t, b, "Ana", Admin)
		add(t, b, "Gone", Reader)
		if err := b.Remove(ctx, boss, "Gone"); err != nil {
			t.Fatal(err)
		}
		for i, name := range []string{"Ana", "Nobody", "Gone", "", "' OR 1=1 --", "ana\x00", strings.Repeat("x", 1<<16)} {
			before := b.derived.Load()
			_, _, err := b.Login(ctx, name, "not the password", From{Address: fmt.Sprintf("192.0.2.%d", i+1)})
			if !errors.Is(err, ErrDenied) {
				t.Errorf("%.20q: %v", name, err)
			}
			if n := b.derived.Load() - before; n != 1 {
				t.Errorf("%.20q: %d hashes, want 1", name, n)
			}
		}
		if _, _, err := b.Login(ctx, "ana", strings.Repeat("x", 1<<20), home); !errors.Is(err, ErrDenied) {
			t.Errorf("a password of a megabyte: %v", err)
		}
	})
}

func TestThrottle(t *testing.T) {
	onEach(t, func(t *testing.T, b *Book, c *clock) {
		add(t, b, "Ana", Admin)
		var many *TooMany
		try := func(name, address string) error {
			_, _, err := b.Login(ctx, name, "not the password", From{Address: address})
			return err
		}
		// At the same time, too: those that wait for their turn are looked at again.
		var wait sync.WaitGroup
		var tried atomic.Int64
		for range 40 {
			wait.Go(func() {
				if errors.Is(try("ana", "2001:db8::1"), ErrDenied) {
					tried.Add(1)
				}
			})
		}
		wait.Wait()
		if n := tried.Load(); n < mostOfBoth || n > mostOfBoth+int64(cap(b.turns)) {
			t.Errorf("%d guesses were tried at once", n)
		}
		before := b.derived.Load()
		if err := try("ANA", "2001:db8::2"); !errors.As(err, &many) || many.Wait <= 0 || many.Wait > span {
			t.Errorf("from the same network: %v", err)
		}
		if b.derived.Load() != before {
			t.Error("a refused login took the work of one")
		}
		if _, _, err := b.Login(ctx, "ana", pass, From{Address: "2001:db8::1"}); !errors.As(err, &many) {
			t.Errorf("the right password from there: %v", err)
		}
		if _, _, err := b.Login(ctx, "ana", pass, From{Address: "198.51.100.7"}); err != nil {
			t.Errorf("from elsewhere: %v", err)
		}
		for i := range mostOfPlace {
			_ = try(fmt.Sprint("user", i), "203.0.113.9")
		}
		if err := try("yet another", "203.0.113.9"); !errors.As(err, &many) {
			t.Errorf("many names from one address: %v", err)
		}
		c.move(span + time.Second)
		if _, _, err := b.Login(ctx, "ana", pass, From{Address: "2001:db8::1"}); err != nil {
			t.Errorf("later: %v", err)
		}
	})
}

func TestTokens(t *testing.T) {
	onEach(t, func(t *testing.T, b *Book, c *clock) {
		add(t, b, "Ana", Admin)
		add(t, b, "Bo", Coder)
		tok, secret, err := b.MakeToken(ctx, boss, "bo", " feeds ", []Scope{ScopeRead, ScopeAdd}, time.Hour)
		if err != nil || tok.User != "Bo" || tok.Name != "feeds" || !strings.HasPrefix(secret, mark) || strings.Contains(secret, tok.ID) {
			t.Fatalf("%+v %v", tok, err)
		}
		v, err := b.Bearer(ctx, secret, home)
		if err != nil || v.Name != "Bo" || !v.May(ToAdd) || v.May(ToDecide) || v.May(ToExport) || v.May(ToManage) {
			t.Errorf("%+v %v", v, err)
		}
		// A token is never more than its user.
		_, wide, err := b.MakeToken(ctx, boss, "bo", "", []Scope{ScopeDecide}, 0)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := b.Bearer(ctx, wide, home); err != nil || !v.May(ToDecide) || v.May(ToEdit) {
			t.Errorf("%+v %v", v, err)
		}
		if err := b.SetRole(ctx, boss, "bo", Reader); err != nil {
			t.Fatal(err)
		}
		if v, err := b.Bearer(ctx, secret, home); err != nil || v.May(ToAdd) || !v.May(ToRead) {
			t.Errorf("after the role was taken: %+v %v", v, err)
		}
		for _, bad := range []error{
			func() error { _, _, err := b.MakeToken(ctx, boss, "bo", "", []Scope{ScopeAdmin}, 0); return err }(),
			func() error { _, _, err := b.MakeToken(ctx, boss, "bo", "", nil, 0); return err }(),
			func() error { _, _, err := b.MakeToken(ctx, boss, "bo", "", []Scope{"all"}, 0); return err }(),
			func() error { _, _, err := b.MakeToken(ctx, boss, "nobody", "", Scopes, 0); return err }(),
			b.Revoke(ctx, boss, "ffffffff", ""), b.Revoke(ctx, boss, tok.ID, "ana"),
		} {
			if bad == nil {
				t.Error("what is wrong was done")
			}
		}
		for _, s := range []string{"", "hearsay_", mark + "made up", secret + "x", strings.TrimPrefix(secret, mark), strings.ToUpper(secret)} {
			if _, err := b.Bearer(ctx, s, home); !errors.Is(err, ErrDenied) {
				t.Errorf("%q: %v", s, err)
			}
		}
		c.move(2 * time.Hour)
		if _, err := b.Bearer(ctx, secret, home); !errors.Is(err, ErrDenied) {
			t.Errorf("after its end: %v", err)
		}
		list, err := b.Tokens(ctx, "BO")
		if err != nil || len(list) != 2 {
			t.Fatalf("%+v %v", list, err)
		}
		if all, err := b.Tokens(ctx, ""); err != nil || len(all) != 2 {
			t.Errorf("%+v %v", all, err)
		}
		for _, l := range list {
			if err := b.Revoke(ctx, boss, l.ID, "Bo"); err != nil {
				t.Error(err)
			}
		}
		if _, err := b.Bearer(ctx, wide, home); !errors.Is(err, ErrDenied) {
			t.Errorf("revoked: %v", err)
		}
	})
}

// The log tells all, and cannot be changed.
func TestAudit(t *testing.T) {
	onEach(t, func(t *testing.T, b *Book, _ *clock) {
		add(t, b, "Ana", Admin)
		_, v := login(t, b, "ana")
		_, _, _ = b.Login(ctx, "ana", "not the password", home)
		if err := v.Note(ctx, Decided, "inc-1", "row 7"); err != nil {
			t.Fatal(err)
		}
		_, _, err := b.MakeToken(ctx, v.By(), "ana", "x", Scopes, 0)
		if err := errors.Join(err, b.End(ctx, v.By(), "ana"), b.SetRole(ctx, v.By(), "ana", Admin)); err != nil {
			t.Fatal(err)
		}
		list, err := b.Audit(ctx, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		var acts []Act
		for _, e := range list {
			acts = append(acts, e.Act)
			if strings.Contains(e.Detail+e.About, pass) {
				t.Error("the log has a password")
			}
		}
		if want := []Act{SessionsEnded, TokenMade, Decided, LoginFailed, LoggedIn, UserAdded}; !slices.Equal(acts, want) {
			t.Errorf("%v, want %v", acts, want)
		}
		if part, err := b.Audit(ctx, list[1].Seq, 2); err != nil || len(part) != 2 || part[0].Seq != list[2].Seq {
			t.Errorf("%+v %v", part, err)
		}
		for _, q := range []string{"UPDATE account_audit SET who = 'x'", "DELETE FROM account_audit"} {
			if _, err := b.db.ExecContext(ctx, q); err == nil {
				t.Errorf("%s was done", q)
			}
		}
	})
}

// What is kept gives no secret away.
func TestNothingToSteal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.accounts")
	b, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	b.cost = cost{memory: 64, time: 1, lanes: 1}
	add(t, b, "Ana", Admin)
	session, v := login(t, b, "ana")
	_, token, err := b.MakeToken(ctx, boss, "ana", "x", Scopes, 0)
	if err := errors.Join(err, b.Close()); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(path + "*")
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{pass, session, token, v.Form, strings.TrimPrefix(token, mark)} {
			if strings.Contains(string(raw), secret) {
				t.Errorf("%s holds a secret", f)
			}
		}
		if s, err := os.Stat(f); err != nil || s.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", f, s.Mode(), err)
		}
	}
}

// TestCost: the true cost, a hash of another cost is made anew at login, and an
// unknown name takes as long as a known one.
func TestCost(t *testing.T) {
	b, err := Open(ctx, filepath.Join(t.TempDir(), "desk.accounts"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if usual.memory < 47104 || usual.time < 1 || leastPassword < 15 {
		t.Error("weaker than what OWASP and NIST ask for")
	}
	b.cost = cost{memory: 32, time: 1, lanes: 1}
	add(t, b, "Ana", Admin)
	b.cost = usual
	login(t, b, "ana")
	var kept string
	if err := b.db.QueryRow("SELECT password FROM account_user").Scan(&kept); err != nil || !strings.Contains(kept, "m=47104,t=1,p=1") {
		t.Errorf("%s, %v", kept, err)
	}
	if testing.Short() {
		return
	}
	// The least of several in turn: others use the machine, too.
	least := [2]time.Duration{time.Hour, time.Hour}
	for i := range 8 {
		for k, name := range []string{"ana", "nobody"} {
			begin := time.Now()
			if _, _, err := b.Login(ctx, name, "not the password", From{Address: fmt.Sprintf("192.0.%d.1", i)}); !errors.Is(err, ErrDenied) {
				t.Fatal(err)
			}
			least[k] = min(least[k], time.Since(begin))
		}
	}
	known, unknown := least[0], least[1]
	t.Logf("known %v, unknown %v", known, unknown)
	if r := float64(known) / float64(unknown); r < 0.4 || r > 2.5 {
		t.Errorf("a known name takes %v, an unknown one %v", known, unknown)
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(ctx, filepath.Join(dir, "none", "x.accounts"), Options{}); err == nil || !strings.Contains(err.Error(), "make it first") {
		t.Errorf("%v", err)
	}
	junk := filepath.Join(dir, "junk")
	if err := os.WriteFile(junk, []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, junk, Options{}); err == nil {
		t.Error("a file of another kind was opened")
	}
	if got := aside.Path("a/b.db"); got != "a/b.db.accounts" || aside.There(got) || aside.Path("postgres://x/y") != "postgres://x/y" {
		t.Errorf("%q", got)
	}
	// Two processes make it at once.
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			b, err := Open(ctx, filepath.Join(dir, "at.once"), Options{})
			if err != nil {
				t.Error(err)
				return
			}
			_ = b.Close()
		})
	}
	wait.Wait()
}

// BenchmarkSession is what each request of somebody who is logged in costs.
func BenchmarkSession(b *testing.B) {
	book, err := Open(ctx, filepath.Join(b.TempDir(), "desk.accounts"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	if err := book.Add(ctx, boss, "Ana", Admin, pass); err != nil {
		b.Fatal(err)
	}
	secret, _, err := book.Login(ctx, "ana", pass, home)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := book.Session(ctx, secret, home); err != nil {
			b.Fatal(err)
		}
	}
}
