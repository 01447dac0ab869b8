package serve

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/internal/capture/hook"
	"hearsay/internal/cli/intake"
)

// TestWatch: a server that watches shows what came in, tells it to a webhook and
// in its feed of changes, and stops whole. The page is invented.
func TestWatch(t *testing.T) {
	outlet := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/rss":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Harbour Courier</title><item><title>Dock</title><link>http://%s/dock</link></item><item><title>Gone</title><link>http://%s/gone</link></item></channel></rss>`, r.Host, r.Host)
		case "/dock":
			fmt.Fprint(w, `<html><head><meta property="article:published_time" content="2025-03-04T12:00:00Z"></head><body><article><h1>Airstrike Kills Seven in Lanby</h1><p>LANBY, Kenya (AP) — An airstrike killed seven people in a market in Nairobi on Monday, the ministry of the interior said on Tuesday.</p><p>Three more were wounded, two dockers said, and one has not been seen since the strike on the market.</p></article></body></html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer outlet.Close()
	secret := []byte("four words of no sense")
	var mu sync.Mutex
	var told []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		if !hook.Holds(secret, r.Header.Get("Hearsay-Timestamp"), r.Header.Get("Hearsay-Signature"), b, time.Now(), time.Minute) {
			t.Errorf("the signature of %s does not hold", b)
		}
		told = append(told, r.Header.Get("Hearsay-Event"))
	}))
	defer other.Close()
	dir := t.TempDir()
	key := filepath.Join(dir, "secret")
	if err := os.WriteFile(key, secret, 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, &Serve{Watch: []string{outlet.URL + "/rss"}, Following: intake.Following{
		Keep: filepath.Join(dir, "kept"), Every: time.Minute, Private: true, Webhook: []string{other.URL}, WebhookSecret: key,
	}})
	get := func(path string) string {
		t.Helper()
		res, err := http.Get(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		return string(b)
	}
	var page, atom string
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		page, atom = get("/feeds"), get("/feeds/changes.xml")
		mu.Lock()
		done := strings.Contains(page, "could not be captured") && strings.Contains(page, "/gone") && strings.Contains(atom, "<entry>") && len(told) >= 3
		mu.Unlock()
		if done {
			break
		}
	}
	for _, want := range []string{"Harbour Courier", "works", "/gone", "given up", "1 feed,"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of feeds lacks %q: %s", want, page)
		}
	}
	var f struct {
		Entries []struct {
			ID    string `xml:"id"`
			Title string `xml:"title"`
			Link  struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(atom), &f); err != nil || len(f.Entries) != 1 || !strings.Contains(f.Entries[0].Title, "New: ") || !strings.HasPrefix(f.Entries[0].Link.Href, s.url+"/incidents/") {
		t.Errorf("changes: %+v, %v, %s", f, err, atom)
	}
	mu.Lock()
	all := strings.Join(told, " ")
	mu.Unlock()
	for _, want := range []string{"new", "incident", "failed"} {
		if !strings.Contains(all, want) {
			t.Errorf("the webhook was told %q, not of %s", all, want)
		}
	}
	if err := s.stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	if archives, _ := filepath.Glob(filepath.Join(dir, "kept", "watch-*.warc.gz")); len(archives) != 1 {
		t.Errorf("archives: %v", archives)
	}
}
