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

// TestWatch: what a feed names is kept in an archive that read takes, and is not
// new again after a restart. The page is invented.
func TestWatch(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/rss":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Courier</title><item><title>Dock</title><link>http://%s/dock</link></item><item><title>Gone</title><link>http://%s/gone</link></item></channel></rss>`, r.Host, r.Host)
		case "/dock":
			fmt.Fprint(w, "<html><body><article><h1>Dock Blast Kills Two</h1><p>Two people died when a blast tore through a dock on Monday, the ministry of the interior said on Tuesday.</p><p>Three ships left the harbour the same night, two dockers said, and one has not been seen since.</p></article></body></html>")
		default:
			http.NotFound(w, r)
		}
	}))
	defer srv.Close()
	dir := t.TempDir()
	opml := filepath.Join(dir, "feeds.opml")
	if err := os.WriteFile(opml, []byte(`<opml version="2.0"><body><outline text="Courier" xmlUrl="`+srv.URL+`/rss"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 0} {
		var out, said bytes.Buffer
		code := Run([]string{"watch", "--private", "--for", "9s", "--keep", filepath.Join(dir, "kept"), "--db", filepath.Join(dir, "w.db"), opml}, os.Stdin, &out, &said)
		if code != console.OK || strings.Count(out.String(), " new "+srv.URL+"/dock Dock\n") != want {
			t.Errorf("run %d: %d, %s, %s", i, code, out.String(), said.String())
		}
	}
	archives, _ := filepath.Glob(filepath.Join(dir, "kept", "watch-*.warc.gz"))
	var out, said bytes.Buffer
	if code := Run(append([]string{"read", "--format", "jsonl"}, archives...), os.Stdin, &out, &said); code != console.OK || strings.Count(out.String(), "\n") != 1 || !strings.Contains(out.String(), "Two people died") {
		t.Errorf("read: %d, %s, %s", code, out.String(), said.String())
	}
	out.Reset()
	if code := Run([]string{"search", "--db", filepath.Join(dir, "w.db"), "died"}, os.Stdin, &out, &said); code != console.OK || !strings.Contains(out.String(), "Two people [died]") {
		t.Errorf("the ledger: %d, %s, %s", code, out.String(), said.String())
	}
	for _, c := range []struct {
		flags []string
		want  string // of what is printed
	}{
		{[]string{"--failed"}, "story " + srv.URL + "/gone: "},
		{[]string{"--retry", "--private", "--for", "3s"}, " failed " + srv.URL + "/gone"},
	} {
		out.Reset()
		if code := Run(append([]string{"watch", "--keep", filepath.Join(dir, "kept")}, c.flags...), os.Stdin, &out, &said); code != console.OK || !strings.Contains(out.String(), c.want) {
			t.Errorf("%v: %d, %q, want %q; %s", c.flags, code, out.String(), c.want, said.String())
		}
	}
	if code := Run([]string{"watch", "--keep", dir, filepath.Join(dir, "none.opml")}, os.Stdin, &out, &said); code != console.Some {
		t.Errorf("no such list: %d", code)
	}
}
