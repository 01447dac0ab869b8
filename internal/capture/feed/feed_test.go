package feed

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var at = time.Date(2025, 3, 4, 12, 0, 0, 0, time.UTC)

// The feeds are invented.
func TestParse(t *testing.T) {
	dock := Item{ID: "https://courier.example/dock", URL: "https://courier.example/dock", Title: "Dock hit", Outlet: "Harbour Courier", Published: at}
	credited := dock
	credited.By, credited.Credit, credited.Content, credited.Summary = []string{"Ana Vale"}, "Meridian Press", "<p>The dock was hit.</p>", "Short."
	sourced := dock
	sourced.Credit = "Meridian Press"
	listed := dock
	listed.Updated = at.Add(time.Hour)
	for _, c := range []struct {
		name, in string
		want     *Feed
	}{
		{"rss", `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour
 Courier</title><link>https://courier.example/</link><item><title>Dock hit</title><link>/dock</link><guid>https://courier.example/dock</guid><pubDate>Tue, 04 Mar 2025 12:00:00 GMT</pubDate><dc:creator>Ana Vale</dc:creator><dc:source>Meridian Press</dc:source><description>Short.</description><content:encoded><![CDATA[<p>The dock was hit.</p>]]></content:encoded></item></channel></rss>`,
			&Feed{Kind: "rss", Title: "Harbour Courier", Link: "https://courier.example/", Items: []Item{credited}}},
		{"atom in Latin 1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Caf\xe9</title><entry><id>urn:1</id><title>Dock\x00 hit</title><link href=\"https://courier.example/dock\"/><published>2025-03-04T13:00:00+01:00</published></entry></feed>",
			&Feed{Kind: "atom", Title: "Café", Items: []Item{{ID: "urn:1", URL: "https://courier.example/dock", Title: "Dock hit", Outlet: "Café", Published: at}}}},
		{"rss with a source", `<rss version="2.0"><channel><title>Harbour Courier</title><item><title>Dock hit</title><link>https://courier.example/dock</link><pubDate>Tue, 04 Mar 2025 12:00:00 GMT</pubDate><source url="https://press.example/rss">Meridian Press</source></item></channel></rss>`,
			&Feed{Kind: "rss", Title: "Harbour Courier", Items: []Item{sourced}}},
		{"atom with a source", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Courier</title><entry><id>https://courier.example/dock</id><title>Dock hit</title><published>2025-03-04T12:00:00Z</published><source><id>urn:1</id><title>Meridian Press</title></source></entry></feed>`,
			&Feed{Kind: "atom", Title: "Harbour Courier", Items: []Item{sourced}}},
		{"json", `{"version":"https://jsonfeed.org/version/1.1","title":"Harbour Courier","home_page_url":"https://courier.example/","items":[{"id":"https://courier.example/dock","url":"https://courier.example/dock","title":"Dock hit","date_published":"2025-03-04T12:00:00Z"},{"id":"2","url":"javascript:alert(1)","date_published":"soon"}]}`,
			&Feed{Kind: "json", Title: "Harbour Courier", Link: "https://courier.example/", Items: []Item{dock, {ID: "2", Outlet: "Harbour Courier"}}}},
		{"news sitemap", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://courier.example/dock</loc><lastmod>2025-03-04T13:00Z</lastmod><news:news><news:publication><news:name>Harbour Courier</news:name></news:publication><news:publication_date>2025-03-04T12:00:00Z</news:publication_date><news:title>Dock hit</news:title></news:news></url><url><loc>ftp://no</loc></url></urlset>`,
			&Feed{Kind: "sitemap", Items: []Item{listed}}},
		{"sitemap index", `<sitemapindex><sitemap><loc>https://courier.example/a.xml</loc></sitemap></sitemapindex>`,
			&Feed{Kind: "sitemapindex", Feeds: []Outline{{URL: "https://courier.example/a.xml"}}}},
	} {
		got, err := Parse([]byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestOPML(t *testing.T) {
	want := []Outline{{"Harbour <Courier>", "https://courier.example/feed?a=1&b=2"}, {"https://lantern.example/rss", "https://lantern.example/rss"}}
	var b bytes.Buffer
	if err := WriteOPML(&b, "Ports", []Outline{want[0], {URL: want[1].URL}}); err != nil {
		t.Fatal(err)
	}
	nested := strings.Replace(b.String(), "<body>", `<body><outline text="folder"><outline text="Harbour &lt;Courier&gt;" xmlUrl="https://courier.example/feed?a=1&amp;b=2"/></outline>`, 1)
	for _, in := range []string{b.String(), nested} {
		f, err := Parse([]byte(in))
		if err != nil || f.Title != "Ports" {
			t.Fatalf("%v, %v", f, err)
		}
		if d := cmp.Diff(want, f.Feeds); d != "" {
			t.Error(d)
		}
	}
}

func TestBad(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>`
	for name, in := range map[string]string{
		"bomb": bomb, "empty": "", "text": "The dock was hit.", "cut": `<rss version="2.0"><channel><item><title>Dock`, "page": "<html><p>The dock was hit.</p></html>",
		"nested": strings.Repeat("<outline>", 100_000), "deep": "<opml><body>" + strings.Repeat(`<outline text="a">`, 100_000), "json": `{"version":"https://jsonfeed.org/version/1","items":[`,
	} {
		began := time.Now()
		if f, err := Parse([]byte(in)); err == nil && len(f.Items)+len(f.Feeds) > 0 {
			t.Errorf("%s: %+v", name, f)
		}
		if d := time.Since(began); d > 5*time.Second {
			t.Errorf("%s took %s", name, d)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><item><title>a</title></item></channel></rss>`))
	f.Add([]byte(`<opml><body><outline xmlUrl="http://a.example"/></body></opml>`))
	f.Fuzz(func(t *testing.T, b []byte) { _, _ = Parse(b) })
}
