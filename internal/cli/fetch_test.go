package cli

import (
	"bytes"
	"fmt"
	"hearsay/internal/cli/console"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFetch: what is fetched is kept in an archive that read takes; one address
// that fails is named and stops no other. The page is invented.
func TestFetch(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/dock" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, "<html><body><article><h1>Dock Blast Kills Two</h1><p>Two people died when a blast tore through a dock on Monday, the ministry of the interior said on Tuesday.</p><p>Three ships left the harbour the same night, two dockers said, and one has not been seen since.</p></article></body></html>")
	}))
	defer srv.Close()
	dir := t.TempDir()
	archive, failed := filepath.Join(dir, "crawl.warc.gz"), filepath.Join(dir, "failed.txt")
	run := func(args ...string) (int, string, string) {
		var out, err bytes.Buffer
		code := Run(args, os.Stdin, &out, &err)
		return code, out.String(), err.String()
	}
	code, _, said := run("fetch", "--private", "--failed", failed, "-o", archive, srv.URL+"/dock", srv.URL+"/none")
	if code != console.Some || !strings.Contains(said, "/none: the server has no such page (404); look for it in a web archive\n") || !strings.Contains(said, "1 of 2 addresses were fetched") {
		t.Errorf("fetch: %d, %s", code, said)
	}
	if b, err := os.ReadFile(failed); err != nil || string(b) != srv.URL+"/none\n" {
		t.Errorf("failed.txt: %q, %v", b, err)
	}
	code, out, said := run("read", "--format", "jsonl", archive)
	if code != console.OK || strings.Count(out, "\n") != 1 || !strings.Contains(out, `"url":"`+srv.URL+`/dock"`) {
		t.Errorf("read: %d, %s, %s", code, out, said)
	}
	code, _, said = run("fetch", "-o", archive, srv.URL+"/dock")
	if code != console.None || !strings.Contains(said, "not public") {
		t.Errorf("without --private: %d, %s", code, said)
	}
	if code, _, said = run("fetch", "-o", archive); code != console.Some || !strings.Contains(said, "there is nothing to fetch") {
		t.Errorf("without an address: %d, %s", code, said)
	}
}
