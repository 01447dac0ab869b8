package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"hearsay/internal/capture"
	"hearsay/internal/capture/warc"
)

// page and the rest are invented.
const page = "<html><p>The dock was hit, two officials said.</p></html>"

var at = time.Date(2025, 3, 4, 12, 0, 0, 0, time.UTC)

func crawl(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := warc.NewWriter(&b, "test", at)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []struct{ uri, status, kind, body string }{
		{"http://a.example/dock", "200 OK", "image/png", page}, // a wrong type
		{"http://a.example/logo", "200 OK", "text/html", "\x89PNG\r\n\x1a\n"},
		{"http://a.example/old", "301 Moved", "text/html", page},
		{"http://a.example/code", "200 OK", "text/javascript", "var a = 1"},
		{"http://a.example/note", "200 OK", "text/plain", "The dock was hit."},
	} {
		if err := w.Response(r.uri, at, r.status, http.Header{"Content-Type": {r.kind}}, []byte(r.body)); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func gz(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

func zs(b []byte) []byte {
	z, _ := zstd.NewWriter(nil)
	return z.EncodeAll(b, nil)
}

func zipOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	_ = z.Close()
	return out.Bytes()
}

func TestOpen(t *testing.T) {
	long := "<p>" + strings.Repeat("The dock was hit. ", 60) + "</p>"
	rss := `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Courier</title><item><guid>1</guid><title>Whole</title><content:encoded><![CDATA[` + long + `]]></content:encoded></item><item><guid>2</guid><link>http://a.example/2</link><description>Short.</description></item></channel></rss>`
	csv := "title,source,text\nDock hit,Courier,The dock was hit.\nbad\nTwo,Courier,More.\n"
	for _, c := range []struct {
		name string
		in   []byte
		is   bool
		want []string
	}{
		{"text", []byte("The dock was hit."), false, []string{"x"}},
		{"page", []byte(page), false, []string{"x"}},
		{"one object", []byte(`{"headline":"a","body_text":"b"}`), false, []string{"x"}},
		{"nitf", []byte("<?xml version=\"1.0\"?><nitf><body/></nitf>"), false, []string{"x"}},
		{"docx", zipOf(t, "word/document.xml", "<w/>"), false, []string{"x"}},
		{"warc", crawl(t), true, []string{"x#http://a.example/dock", "x#http://a.example/note"}},
		{"warc, cut", crawl(t)[:len(crawl(t))-20], true, []string{"x#http://a.example/dock", "! x#byte"}},
		{"warc in a wacz", zipOf(t, "datapackage.json", "{}", "archive/data.warc.gz", string(crawl(t)), "pages/pages.jsonl", "{}\n{}"), true,
			[]string{"x#archive/data.warc.gz#http://a.example/dock", "x#archive/data.warc.gz#http://a.example/note"}},
		{"a page in gzip", gz([]byte(page)), true, []string{"x"}},
		{"a page in zstd", zs([]byte(page)), true, []string{"x"}},
		{"gzip, cut", gz([]byte(strings.Repeat(page, 99)))[:50], true, []string{"! x: cannot be read (unexpected EOF)"}},
		{"too deep", gz(gz(gz(gz([]byte(page))))), true, []string{"! x: is packed too often"}},
		{"feed", []byte(rss), true, []string{"x#1", "x#2 -> http://a.example/2"}},
		{"opml", []byte(`<opml version="2.0"><body><outline xmlUrl="http://a.example/rss"/></body></opml>`), true, []string{"x#http://a.example/rss -> http://a.example/rss"}},
		{"an entity bomb", []byte(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><title>&a;</title></channel></rss>`), true, []string{"! x: it declares XML entities"}},
		{"csv", []byte(csv), true, []string{"x#row=1", "! x#row=2: has 1 cells", "x#row=3"}},
		{"csv in gzip in zip", zipOf(t, "a.csv.gz", string(gz([]byte(csv))), "b.html", page), true, []string{"x#a.csv.gz#row=1", "! x#a.csv.gz#row=2", "x#a.csv.gz#row=3", "x#b.html"}},
		{"json lines", []byte("{\"text\":\"a\"}\n{\"text\":\n{\"url\":\"http://a.example/1\"}\n"), true, []string{"x#row=1", "! x#row=2: is no JSON", "x#row=3 -> http://a.example/1"}},
		{"json list", []byte(`{"status":"ok","articles":[{"title":"a","content":"b"},{"title":"c","content":"d"}]}`), true, []string{"x#row=1", "x#row=2"}},
		{"empty zip", zipOf(t), false, []string{"x"}},
		{"a zip bomb", zipOf(t, "a.txt", strings.Repeat("\x00", 120<<20)), true, []string{"! x#a.txt: unpacks to absurd lengths"}},
		{"a smaller one", zipOf(t, "a.txt", strings.Repeat("\x00", 40<<20)), true, []string{"! x#a.txt: is larger than 16000000 bytes"}},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "x")
		if err := os.WriteFile(file, c.in, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := Is(file); got != c.is {
			t.Errorf("%s: Is = %v", c.name, got)
		}
		for way, seq := range map[string]func(func(Item, error) bool){"file": Open(file, Options{}), "stream": Read(bytes.NewReader(c.in), "x", Options{})} {
			var got []string
			seq(func(it Item, err error) bool {
				var e *capture.Error
				line := it.URI
				switch {
				case errors.As(err, &e):
					line = "! " + err.Error()
				case err != nil:
					t.Errorf("%s: %v is no *capture.Error", c.name, err)
				case it.Link != "":
					line += " -> " + it.Link
				}
				got = append(got, strings.ReplaceAll(line, dir+"/", ""))
				return true
			})
			ok := len(got) == len(c.want)
			for i := range min(len(got), len(c.want)) {
				ok = ok && (got[i] == c.want[i] || strings.HasPrefix(c.want[i], "! ") && strings.HasPrefix(got[i], c.want[i]))
			}
			if !ok {
				t.Errorf("%s, %s: %s", c.name, way, cmp.Diff(c.want, got))
			}
		}
	}
}

// TestKept: what the archive says of a page stays with it, and its wrong
// Content-Type harms nothing.
func TestKept(t *testing.T) {
	n := 0
	skipped := 0
	for it, err := range Read(bytes.NewReader(crawl(t)), "x", Options{Skipped: func(string, string) { skipped++ }}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n > 1 {
			continue
		}
		if it.Kind() != capture.HTML || string(it.Bytes) != page || !it.Fetched.Equal(at) || it.URL != "http://a.example/dock" || it.Header["content-type"] != "image/png" {
			t.Errorf("%+v", it)
		}
	}
	if n != 2 || skipped != 3 {
		t.Errorf("%d items, %d passed over", n, skipped)
	}
	for range Read(bytes.NewReader(crawl(t)), "x", Options{}) {
		break // a caller that has enough
	}
}

// TestItems: a NewsML-G2 message of several items is several reports. They are
// invented.
func TestItems(t *testing.T) {
	item := func(id, text string) string {
		return `<newsItem guid="` + id + `"><contentMeta><headline>Dock hit</headline></contentMeta><contentSet><inlineXML><html><body><p>` + text + `</p></body></html></inlineXML></contentSet></newsItem>`
	}
	message := func(decl string, items ...string) []byte {
		return []byte(decl + `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>` + strings.Join(items, "\n") + `</itemSet></newsMessage>`)
	}
	for _, c := range []struct {
		name string
		in   []byte
		want []string // ends of names, and words
	}{
		{"one", message("", item("urn:1", "The dock was hit.")), []string{"m: The dock was hit."}},
		{"two", message(`<?xml version="1.0"?>`, item("urn:1", "The dock was hit."), item("urn:2", "Two died.")), []string{"m#urn:1: The dock was hit.", "m#urn:2: Two died."}},
		{"two with one id", message("", item("urn:1", "The dock was hit."), item("urn:1", "Two died.")), []string{"m#urn:1: The dock was hit.", "m#item=2: Two died."}},
		{"Latin 1", message(`<?xml version="1.0" encoding="ISO-8859-1"?>`, item("urn:1", "The caf\xe9 was hit."), item("urn:2", "Two died.")), []string{"m#urn:1: The café was hit.", "m#urn:2: Two died."}},
		{"cut", bytes.TrimSuffix(message("", item("urn:1", "The dock was hit."), item("urn:2", "Two died."), item("urn:3", "x")), []byte("</newsItem></itemSet></newsMessage>")), []string{"m#urn:1: The dock was hit.", "m#urn:2: Two died."}},
	} {
		var got []string
		for it, err := range Read(bytes.NewReader(c.in), "m", Options{}) {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			_, text, _ := strings.Cut(string(it.Bytes), "<p>")
			text, _, _ = strings.Cut(text, "</p>")
			got = append(got, it.URI+": "+text)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}
