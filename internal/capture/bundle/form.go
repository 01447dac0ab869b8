package bundle

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"strings"

	"github.com/klauspost/compress/gzip"

	"hearsay/internal/capture"
	"hearsay/internal/capture/feed"
	"hearsay/internal/capture/table"
)

// form is what bytes hold.
type form uint8

const (
	single form = iota // one report, in whatever format
	archive
	packedGzip
	packedZstd
	zipped
	listing // a feed, a sitemap, a list of feeds
	cells   // a table of cells
	objects // lines of JSON
	list    // a JSON list of objects
	items   // a NewsML-G2 message of several items
)

// headBytes is how much is looked at to tell what bytes hold.
const headBytes = 64 << 10

// lists are the names under which services put their list of reports.
var lists = []string{"articles", "results", "stories", "documents", "hits", "data"}

var (
	listRoots = regexp.MustCompile(`^(?:\s*(?:<\?[^>]*>|<!--(?s:.*?)-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>))*\s*<(?:[a-zA-Z]+:)?(rss|feed|RDF|urlset|sitemapindex|opml)[\s>/]`)
	declared  = regexp.MustCompile(`^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9_.:-]+)["']`)
	// messageRoot is NewsML-G2's envelope, and NewsML 1's.
	messageRoot = regexp.MustCompile(`^(?:\s*(?:<\?[^>]*>|<!--(?s:.*?)-->|<!DOCTYPE[^>\[]*>))*\s*<(?:[a-zA-Z0-9]+:)?(?:newsMessage|NewsML)[\s>/]`)
	jsonFeed    = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org`)
	listed      = regexp.MustCompile(`"(?:articles|results|stories|documents|hits|data)"\s*:\s*\[\s*\{`)
)

// formOf tells what bytes hold that begin with head.
func formOf(head []byte) form {
	switch capture.KindOf(head) {
	case capture.WARC:
		return archive
	case capture.Gzip:
		return packedGzip
	case capture.Zstd:
		return packedZstd
	case capture.Zip, capture.DOCX:
		return zipped
	case capture.PDF, capture.HTML, capture.Mail:
		return single
	case capture.JSON:
		return jsonForm(head)
	case capture.XML:
		if listRoots.Match(narrow(head)) {
			return listing
		}
		if messageRoot.Match(narrow(head)) {
			return items
		}
		return single
	}
	if bytes.HasPrefix(head, []byte("WARC/0.")) {
		return archive
	}
	if len(head) >= 8 && head[0]&0xF0 == 0x50 && bytes.Equal(head[1:4], []byte("\x2A\x4D\x18")) {
		return packedZstd
	}
	if first, _, ok := bytes.Cut(head, []byte("\n")); ok && table.Separator(string(first)) != 0 {
		return cells
	}
	return single
}

// narrow is a head without byte order mark, and of UTF-16 its ASCII.
func narrow(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	if bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF")) {
		b = bytes.ReplaceAll(b[2:], []byte{0}, nil)
	}
	return b
}

func jsonForm(head []byte) form {
	head = bytes.TrimLeft(narrow(head), " \t\r\n")
	switch {
	case len(head) > 0 && head[0] == '[':
		return list
	case jsonFeed.Match(head):
		return listing
	}
	first, rest, ok := bytes.Cut(head, []byte("\n"))
	if ok && json.Valid(bytes.TrimSpace(first)) && bytes.HasPrefix(bytes.TrimSpace(rest), []byte("{")) {
		return objects
	}
	if i := listed.FindIndex(head); i != nil && !strings.Contains(string(head[:i[0]]), `"body`) {
		return list
	}
	return single
}

// inflated is the beginning of what a gzip stream holds.
func inflated(head []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return nil
	}
	out := make([]byte, 4096)
	n, _ := io.ReadFull(z, out)
	return out[:n]
}

// fewestLetters is how long a feed's text must be to be taken for the report
// itself; shorter ones are summaries.
const fewestLetters = 600

// ItemJSON is a feed's item as a news item in JSON, with every value under the
// name that ninjs has for it; nil where the feed gives a summary alone.
func ItemJSON(it *feed.Item) []byte {
	if len(it.Content) < fewestLetters {
		return nil
	}
	out := struct {
		URI      string `json:"uri"`
		Headline string `json:"headline,omitempty"`
		Byline   string `json:"byline,omitempty"`
		Provider string `json:"provider,omitempty"`
		Credit   string `json:"creditline,omitempty"`
		First    string `json:"firstpublished,omitempty"`
		Version  string `json:"versioncreated,omitempty"`
		Body     string `json:"body_html"`
	}{URI: it.URL, Headline: it.Title, Byline: strings.Join(it.By, "; "), Provider: it.Outlet, Credit: it.Credit, Body: it.Content}
	const layout = "2006-01-02T15:04:05Z"
	if !it.Published.IsZero() {
		out.First = it.Published.Format(layout)
	}
	if !it.Updated.IsZero() {
		out.Version = it.Updated.Format(layout)
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic(err) // strings alone
	}
	return b
}
