package witness

import (
	"strings"
	"testing"

	"hearsay/internal/document/web/tree"
)

// said is what a page states, on one line: headline / outlet / by / published /
// updated / agency / closed.
func said(p *Page) string {
	list := func(l []Said) string {
		var out []string
		for _, s := range l {
			out = append(out, s.Text+" ("+s.From+")")
		}
		return strings.Join(out, ", ")
	}
	times := func(l []Moment) string {
		var out []string
		for _, m := range l {
			form := "2006-01-02T15:04Z07:00"
			if m.Day {
				form = "2006-01-02"
			}
			out = append(out, m.Time.Format(form)+" ("+m.From+")")
		}
		return strings.Join(out, ", ")
	}
	closed := ""
	if p.Closed {
		closed = "closed"
	}
	return strings.Join([]string{list(p.Headline), list(p.Outlet), list(p.By), times(p.Published), times(p.Updated), list(p.Agency), closed}, " / ")
}

// TestRead: every page is invented.
func TestRead(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	for _, c := range []struct{ name, page, want string }{
		{"nothing", "<p>Two died.", " /  /  /  /  /  / "},
		{"article", ld(`{"@type":"NewsArticle","headline":"Dock hit","datePublished":"2025-03-04T14:05:00+01:00","dateModified":"2025-03-05","author":{"name":"Ana Ruiz"},"publisher":{"name":"Courier"},"isAccessibleForFree":"False"}`),
			"Dock hit (json-ld headline) / Courier (json-ld publisher) / Ana Ruiz (json-ld author) / 2025-03-04T14:05+01:00 (json-ld datePublished) / 2025-03-05 (json-ld dateModified) /  / closed"},
		{"graph", ld(`{"@graph":[{"@type":"WebPage","datePublished":"2025-03-01"},{"@type":["NewsArticle"],"headline":"Dock &amp; pier hit","author":["Ana Ruiz and Tom Hale"],"provider":{"name":"AP"}}]}`),
			"Dock & pier hit (json-ld headline) /  / Ana Ruiz (json-ld author), Tom Hale (json-ld author) / 2025-03-01 (json-ld datePublished (page)) /  / AP (json-ld provider) / "},
		{"comments and commas", ld("<!-- //\n{\"@type\":\"Article\",\"headline\":\"Dock\nhit\",} -->"), " /  /  /  /  /  / "},
		{"a comma and a line feed", ld("{\"@type\":\"Article\",\"headline\":\"Dock\nhit\",}"), "Dock hit (json-ld headline) /  /  /  /  /  / "},
		{"a story that is linked to", ld(`{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other"}]}`), " /  /  /  /  /  / "},
		{"meta", `<meta property="og:title" content="Dock hit"><meta name="author" content="By Ana Ruiz"><meta property="article:published_time" content="2025-03-04 14:05:00"><meta name="date" content="04/03/2025">`,
			"Dock hit (meta og:title) /  / Ana Ruiz (meta author) / 2025-03-04T14:05Z (meta article:published_time) /  /  / "},
		{"microdata", `<span itemprop="author">Ana Ruiz</span><time itemprop="datePublished" datetime="2025-03-04">Tuesday</time>`,
			" /  / Ana Ruiz (itemprop author) / 2025-03-04 (itemprop datePublished), 2025-03-04 (time) /  /  / "},
		{"a template's nothing", `<meta property="article:published_time" content="0001-01-01T00:00:00Z"><meta name="author" content="">`, " /  /  /  /  /  / "},
		{"a broken script", ld(`{"@type":"NewsArticle","headline":`), " /  /  /  /  /  / "},
	} {
		if got := said(Read(tree.Parse(c.page))); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestTime(t *testing.T) {
	for s, want := range map[string]string{
		"2025-03-04T14:05:00Z":            "2025-03-04T14:05:00Z",
		"2025-03-04T14:05:00.123+0100":    "2025-03-04T14:05:00+01:00",
		"Tue, 4 Mar 2025 14:05:00 +0100":  "2025-03-04T14:05:00+01:00",
		"1741097100":                      "2025-03-04T14:05:00Z",
		"1741097100000":                   "2025-03-04T14:05:00Z",
		"March 4, 2025":                   "2025-03-04T00:00:00Z",
		"20250304":                        "2025-03-04T00:00:00Z",
		"2025-03-04T14:05:00 half past":   "2025-03-04T00:00:00Z",
		"04/03/2025":                      "",
		"yesterday at noon":               "",
		"0001-01-01T00:00:00Z":            "",
		"2025-02-30":                      "",
		"9999999999999999999999999999999": "",
	} {
		got := ""
		if m, _, ok := Time(s); ok {
			got = m.Format("2006-01-02T15:04:05Z07:00")
		}
		if got != want {
			t.Errorf("Time(%q) = %s, want %s", s, got, want)
		}
	}
}
