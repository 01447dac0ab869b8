// Package feed reads what lists reports: RSS, Atom and JSON Feed, news sitemaps,
// and OPML, which it also writes. Part of room 1.
//
//	f, err := feed.Parse(b)
//	f.Items[0].URL    // "https://courier.example/dock"
//	f.Items[0].Credit // "Meridian Press": the feed's dc:source
//
// Always true: nothing is made up; a moment that cannot be read is zero; links
// are absolute where the feed says what they are relative to; items come in the
// feed's order.
//
// It refuses XML that declares entities (the bombs of that kind need them, feeds
// do not) and what is no feed. It fetches nothing.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/mmcdole/gofeed"
	"golang.org/x/text/encoding/htmlindex"
)

// Feed is a list of reports, or of other feeds.
type Feed struct {
	Kind     string // rss, atom, json, sitemap, sitemapindex, opml
	Title    string
	Link     string // of the site
	Language string // as stated
	Items    []Item
	// Feeds are the feeds or sitemaps that an OPML file or a sitemap index lists.
	Feeds []Outline
}

// Item is one report that a feed announces.
type Item struct {
	ID      string // the feed's own, else the address
	URL     string
	Title   string
	Outlet  string
	By      []string
	Credit  string // <source>, dc:source: whose text it is, where the feed says so
	Summary string
	Content string // the whole text, with markup; "" where only a summary is given
	// Published and Updated are as stated; zero where they cannot be read.
	Published, Updated time.Time
}

// Outline is a feed that is listed.
type Outline struct {
	Title string
	URL   string
}

// ErrNone is bytes that are no feed.
var ErrNone = errors.New("this is no feed, sitemap or list of feeds")

// errEntities is XML that declares entities.
var errEntities = errors.New("it declares XML entities, as bombs do and feeds need not")

// Parse reads a feed of any kind, told by its content.
func Parse(b []byte) (*Feed, error) {
	if bytes.Contains(b, []byte("<!ENTITY")) {
		return nil, errEntities
	}
	b = bytes.ReplaceAll(b, []byte{0}, nil)
	switch root(b) {
	case "urlset", "sitemapindex":
		return sitemap(b)
	case "opml":
		return opml(b)
	}
	parser := gofeed.NewParser()
	parser.RSSTranslator, parser.AtomTranslator = rssSources{gofeed.DefaultRSSTranslator{DisableContentImageScan: true}}, atomSources{}
	p, err := parser.Parse(bytes.NewReader(b))
	switch {
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return nil, ErrNone
	case err != nil:
		return nil, fmt.Errorf("the feed cannot be read: %w", err)
	}
	f := &Feed{Kind: p.FeedType, Title: words(p.Title), Link: p.Link, Language: p.Language}
	base, _ := url.Parse(p.Link)
	for _, it := range p.Items {
		f.Items = append(f.Items, item(it, f.Title, base))
	}
	return f, nil
}

func item(it *gofeed.Item, outlet string, base *url.URL) Item {
	out := Item{ID: it.GUID, URL: absolute(it.Link, base), Title: words(it.Title), Outlet: outlet, Summary: it.Description, Content: it.Content}
	for _, a := range it.Authors {
		if n := words(a.Name); n != "" {
			out.By = append(out.By, n)
		}
	}
	if it.PublishedParsed != nil {
		out.Published = it.PublishedParsed.UTC()
	}
	if it.UpdatedParsed != nil {
		out.Updated = it.UpdatedParsed.UTC()
	}
	if dc := it.DublinCoreExt; dc != nil && len(dc.Source) > 0 {
		out.Credit = words(dc.Source[0])
	}
	if out.Credit == "" || strings.HasPrefix(out.Credit, "http") {
		out.Credit = words(it.Custom[sourceKey])
	}
	if strings.HasPrefix(out.Credit, "http") {
		out.Credit = ""
	}
	if out.ID == "" {
		out.ID = out.URL
	}
	if out.URL == "" && strings.HasPrefix(out.ID, "http") {
		out.URL = out.ID
	}
	return out
}

func absolute(link string, base *url.URL) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || link == "" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// words is s on one line.
func words(s string) string {
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}

// decoder reads XML leniently, in whatever charset it says.
func decoder(b []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		e, err := htmlindex.Get(label)
		if err != nil {
			return nil, err
		}
		return e.NewDecoder().Reader(in), nil
	}
	return d
}

// root is the local name of the first element; "" where there is none.
func root(b []byte) string {
	d := decoder(b)
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		if s, ok := t.(xml.StartElement); ok {
			return s.Name.Local
		}
	}
}

// sitemap reads a sitemap, with what Google's extension for news says of each
// page (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
func sitemap(b []byte) (*Feed, error) {
	var set struct {
		XMLName xml.Name
		URLs    []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
			News    struct {
				Title  string `xml:"title"`
				Date   string `xml:"publication_date"`
				Outlet string `xml:"publication>name"`
			} `xml:"news"`
		} `xml:"url"`
		Maps []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	if err := decoder(b).Decode(&set); err != nil {
		return nil, fmt.Errorf("the sitemap cannot be read: %w", err)
	}
	f := &Feed{Kind: set.XMLName.Local}
	if f.Kind == "urlset" {
		f.Kind = "sitemap"
	}
	for _, u := range set.URLs {
		at := absolute(u.Loc, nil)
		if at == "" {
			continue
		}
		f.Items = append(f.Items, Item{ID: at, URL: at, Title: words(u.News.Title), Outlet: words(u.News.Outlet), Published: moment(u.News.Date), Updated: moment(u.LastMod)})
	}
	for _, m := range set.Maps {
		if at := absolute(m.Loc, nil); at != "" {
			f.Feeds = append(f.Feeds, Outline{URL: at})
		}
	}
	return f, nil
}

// moment reads a W3C date and time; zero where it is none.
func moment(s string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
