package serve

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/internal/account"
	"hearsay/internal/aside"
	"hearsay/internal/capture"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	keeper "hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
	"hearsay/internal/worker"
)

var (
	reader = sync.OnceValues(reading.Load)
	ctx    = context.Background()
	by     = account.By("test", "")
)

const pass = "four words of no sense"

// said is what a server says, for others to read meanwhile.
type said struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) { s.mu.Lock(); defer s.mu.Unlock(); return s.b.Write(p) }

func (s *said) String() string { s.mu.Lock(); defer s.mu.Unlock(); return s.b.String() }

// running is a server until stop, which returns how it ended.
type running struct {
	url  string
	said *said
	stop func() error
}

var place = regexp.MustCompile(`the desk is at (https?://\S+?)/ `)

func start(t *testing.T, c *Serve) *running {
	t.Helper()
	if c.Listen == "" {
		c.Listen = "127.0.0.1:0"
	}
	if c.DB == "" {
		c.DB = filepath.Join(t.TempDir(), "desk.db")
	}
	c.MaxSize = 100_000
	h := &house{path: aside.Path(c.DB)}
	t.Cleanup(h.close)
	if err := c.check(ctx, h); err != nil {
		t.Fatal(err)
	}
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	st, err := sqlite.Open(c.DB, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	d := desk.Open(st, reader)
	if err := d.Refresh(ctx, nil); err != nil {
		t.Fatal(err)
	}
	out := &said{}
	run, end := context.WithCancel(ctx)
	s := &server{Serve: c, io: &console.Streams{Out: io.Discard, Err: out}, house: h, reader: r, store: st, desk: d, log: slog.New(slog.NewTextHandler(out, nil)), halt: make(chan struct{})}
	ended := make(chan error, 1)
	go func() { ended <- s.run(run, func() {}) }()
	stop := sync.OnceValue(func() error {
		end()
		select {
		case err := <-ended:
			return err
		case <-time.After(30 * time.Second):
			return fmt.Errorf("it does not end")
		}
	})
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	for range 100 {
		if m := place.FindStringSubmatch(out.String()); m != nil {
			return &running{url: m[1], said: out, stop: stop}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("it does not begin: %s", out)
	return nil
}

func get(t *testing.T, url, token string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(b)
}

// firstUser makes the first user of a desk, and a token of hers.
func firstUser(t *testing.T, db string) string {
	t.Helper()
	b, err := account.Open(ctx, aside.Path(db), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Add(ctx, by, "Ana", account.Admin, pass); err != nil {
		t.Fatal(err)
	}
	_, secret, err := b.MakeToken(ctx, by, "ana", "", account.Scopes, 0)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// TestCheck: nothing is served that anybody could read, or listen in to.
func TestCheck(t *testing.T) {
	none, some := filepath.Join(t.TempDir(), "a.db"), filepath.Join(t.TempDir(), "b.db")
	firstUser(t, some)
	proxy := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	for _, c := range []struct {
		name string
		c    Serve
		says string
	}{
		{"here", Serve{Flag: store.Flag{DB: none}, Listen: "localhost:0"}, ""},
		{"no port", Serve{Flag: store.Flag{DB: none}, Listen: "localhost"}, "not HOST:PORT"},
		{"for all, no users", Serve{Flag: store.Flag{DB: none}, Listen: ":0"}, "there are no users: add one with hearsay user add"},
		{"an address, no users", Serve{Flag: store.Flag{DB: none}, Listen: "192.0.2.1:80", TLSCert: "c", TLSKey: "k"}, "there are no users"},
		{"behind a proxy, no users", Serve{Flag: store.Flag{DB: none}, Listen: "127.0.0.1:0", TrustedProxy: proxy}, "there are no users"},
		{"for all, in the clear", Serve{Flag: store.Flag{DB: some}, Listen: "0.0.0.0:0"}, "in the clear"},
		{"for all, half a certificate", Serve{Flag: store.Flag{DB: some}, Listen: "0.0.0.0:0", TLSCert: "c"}, "go together"},
		{"for all, TLS", Serve{Flag: store.Flag{DB: some}, Listen: "0.0.0.0:0", TLSCert: "c", TLSKey: "k"}, ""},
		{"for all, as asked", Serve{Flag: store.Flag{DB: some}, Listen: "0.0.0.0:0", Plain: true}, ""},
		{"behind a proxy", Serve{Flag: store.Flag{DB: some}, Listen: "127.0.0.1:0", TrustedProxy: proxy}, ""},
	} {
		h := &house{path: aside.Path(c.c.DB)}
		err := c.c.check(ctx, h)
		h.close()
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

// TestFirstUser: a desk that is being served asks everybody to log in as soon as
// there is a user; told to stop, it says so, ends its streams and is gone.
func TestFirstUser(t *testing.T) {
	c := &Serve{Drain: 2 * time.Second}
	s := start(t, c)
	if code, _ := get(t, s.url+"/incidents", ""); code != 200 {
		t.Errorf("without users: %d", code)
	}
	if code, body := get(t, s.url+"/metrics", ""); code != 200 || !strings.Contains(body, `hearsay_http_requests_total{code="200",method="GET",route="GET /incidents"} 1`) || !strings.Contains(body, "hearsay_ledger_up 1") {
		t.Errorf("%d %s %s", code, body, s.said)
	}
	token := firstUser(t, c.DB)
	time.Sleep(again + 100*time.Millisecond)
	for path, want := range map[string]int{"/incidents": 303, "/api/v1/incidents": 401, "/metrics": 401, "/mcp": 401, "/citron?text=x": 401, "/healthz": 200, "/readyz": 200, "/login": 200, "/api/v1/openapi.json": 200} {
		if code, _ := get(t, s.url+path, ""); code != want {
			t.Errorf("%s: %d, want %d", path, code, want)
		}
	}
	if code, _ := get(t, s.url+"/api/v1/incidents", token); code != 200 {
		t.Errorf("with a token: %d", code)
	}
	streamed := make(chan string, 1)
	go func() { _, b := get(t, s.url+"/api/v1/changes/stream", token); streamed <- b }()
	time.Sleep(300 * time.Millisecond)
	ended := make(chan error, 1)
	go func() { ended <- s.stop() }()
	time.Sleep(500 * time.Millisecond)
	if code, _ := get(t, s.url+"/readyz", ""); code != 503 {
		t.Errorf("ready while it stops: %d", code)
	}
	if code, _ := get(t, s.url+"/healthz", ""); code != 200 {
		t.Errorf("dead while it stops: %d", code)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if b := <-streamed; !strings.HasPrefix(b, "retry:") {
		t.Errorf("the stream was %q", b)
	}
}

// certificate makes one for localhost, and its key.
func certificate(t *testing.T, dir string, serial int64) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, of, of, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, b := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: raw}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

// TestTLS: the certificate is spoken with, by 1.2 or newer, and read again.
func TestTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key := certificate(t, dir, 1)
	c := &Serve{TLSCert: cert, TLSKey: key}
	c.DB = filepath.Join(dir, "desk.db")
	firstUser(t, c.DB)
	s := start(t, c)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	res, err := client.Get(s.url + "/login")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if k := res.Cookies(); len(k) != 1 || !k[0].Secure || !strings.HasPrefix(k[0].Name, "__Host-") || res.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%v %v", k, res.Header)
	}
	if _, err := tls.Dial("tcp", strings.TrimPrefix(s.url, "https://"), &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}); err == nil {
		t.Error("TLS 1.1 is spoken")
	}
	p := &pair{cert: cert, key: key}
	was, err := p.get(nil)
	if err != nil {
		t.Fatal(err)
	}
	certificate(t, dir, 2)
	later := time.Now().Add(time.Minute)
	_ = os.Chtimes(cert, later, later)
	if now, _ := p.get(nil); now != was {
		t.Error("the files are looked at with each handshake")
	}
	p.next = time.Time{}
	if now, err := p.get(nil); err != nil || now == was {
		t.Errorf("a new certificate is not taken: %v", err)
	}
	p.next = time.Time{}
	if err := os.WriteFile(cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if now, err := p.get(nil); err != nil || now == nil {
		t.Errorf("half a file: %v", err)
	}
	if _, err := (&pair{cert: cert, key: key}).config(); err == nil || !strings.Contains(err.Error(), "check --tls-cert") {
		t.Errorf("%v", err)
	}
}

// TestTraces: spans go where they are asked to go, with no word of what was asked.
func TestTraces(t *testing.T) {
	var mu sync.Mutex
	var got bytes.Buffer
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprint(&got, r.URL.Path, " ")
		_, _ = io.Copy(&got, r.Body)
	}))
	defer collector.Close()
	s := start(t, &Serve{Traces: collector.URL + "/v1/traces"})
	get(t, s.url+"/search?q=harbourword", "")
	res, err := http.Post(s.url+"/api/v1/read", "application/json", strings.NewReader(`{"text": "The mayor said on Monday that nobody was hurt in the harbourword."}`))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, want := range []string{"/v1/traces", "GET /search", "POST /api/v1/read", "http.route", "hearsay.request.id", "read"} {
		if !strings.Contains(got.String(), want) {
			t.Errorf("no %q was sent", want)
		}
	}
	if strings.Contains(got.String(), "harbourword") || strings.Contains(got.String(), "127.0.0.1") {
		t.Error("what was asked, or by whom, was sent")
	}
}

// TestSlow: whoever dawdles over a request is not waited for.
func TestSlow(t *testing.T) {
	if testing.Short() {
		t.Skip("waits ten seconds")
	}
	t.Parallel()
	s := start(t, &Serve{})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET /incidents HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
	begin := time.Now()
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(200 * time.Millisecond):
				fmt.Fprint(conn, "x")
			}
		}
	}()
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	_, err = io.ReadAll(conn)
	close(stop)
	if took := time.Since(begin); took > 15*time.Second {
		t.Errorf("it was waited for %v (%v)", took, err)
	}
	// Headers without end are refused.
	big, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer big.Close()
	fmt.Fprint(big, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: "+strings.Repeat("x", 200<<10)+"\r\n\r\n")
	_ = big.SetReadDeadline(time.Now().Add(5 * time.Second))
	b := make([]byte, 64)
	n, _ := big.Read(b)
	if !strings.Contains(string(b[:n]), "431") {
		t.Errorf("huge headers: %q", b[:n])
	}
}

// TestJobs: what add --later kept is read while a desk is served, and what is not
// done when that stops goes back.
func TestJobs(t *testing.T) {
	c := &Serve{Workers: 1}
	c.DB = filepath.Join(t.TempDir(), "desk.db")
	queue := func() (*worker.Queue, *sqlite.Store) {
		st, err := sqlite.Open(c.DB, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		q, err := worker.Open(ctx, st, worker.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return q, st
	}
	q, st := queue()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	const reports = 40
	for i := range reports {
		it := keeper.Item{Capture: capture.Of([]byte(fmt.Sprintf("A drone struck the dock of Lanby on Monday and killed %d guards, the harbour master, Ines Dahl, said.", i+2)), "invented", capture.Stated{})}
		_, err := keeper.New(st).Keep(ctx, r.Identity(), []keeper.Item{it}, func(tx ledger.Tx) error { return q.Add(ctx, tx, []string{it.Capture.SHA256}) })
		if err != nil {
			t.Fatal(err)
		}
	}
	_ = st.Close()
	s := start(t, c)
	if code, body := get(t, s.url+"/metrics", ""); code != 200 || !strings.Contains(body, `hearsay_jobs{state="waiting"}`) {
		t.Errorf("%d, no jobs are counted", code)
	}
	for range 200 {
		time.Sleep(20 * time.Millisecond)
		if _, body := get(t, s.url+"/api/v1/reports?state=read&limit=1", ""); !strings.Contains(body, `"total":0`) {
			break
		}
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	q, st = queue()
	defer st.Close()
	left, err := q.Jobs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done, err := q.Jobs(ctx, worker.Done)
	if err != nil || len(done) == 0 || len(done)+len(left) != reports {
		t.Errorf("%d jobs are done, %d left, of %d; %v", len(done), len(left), reports, err)
	}
	for _, j := range left {
		if j.State != worker.Waiting {
			t.Errorf("job %d is %s", j.ID, j.State)
		}
	}
}

// TestMCP: an assistant shows a token, which has to have the scope read.
func TestMCP(t *testing.T) {
	c := &Serve{}
	c.DB = filepath.Join(t.TempDir(), "desk.db")
	firstUser(t, c.DB)
	b, err := account.Open(ctx, aside.Path(c.DB), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	s := start(t, c)
	for scope, want := range map[account.Scope]int{account.ScopeRead: 200, account.ScopeAdd: 403} {
		_, token, err := b.MakeToken(ctx, by, "ana", "", []account.Scope{scope}, 0)
		if err != nil {
			t.Fatal(err)
		}
		req, _ := http.NewRequestWithContext(ctx, "POST", s.url+"/mcp", strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}`))
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json, text/event-stream")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != want || want == 200 && !strings.Contains(string(body), `"hearsay"`) {
			t.Errorf("%s: %d %s", scope, res.StatusCode, body)
		}
	}
}
