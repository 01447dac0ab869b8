// Package witness reads what a page states of its article in machine-readable
// form: JSON-LD, Open Graph and other meta fields, microdata, <time>.
//
//	w := witness.Read(t)
//	w.Published[0]   // {2025-03-04T14:05:00Z json-ld datePublished}
//
// Each value has the place it was read from, and stands in the order in which
// places are to be believed. Nothing is guessed here and nothing chosen: what a
// field of a page's template says may be wrong, and two may differ.
package witness

import (
	"html"
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html/atom"

	"hearsay/internal/document/web/tree"
)

// Page is what a page states. Lists are in order of belief.
type Page struct {
	Headline, Outlet, URL, Language []Said
	By                              []Said // one entry a name; of the first place that names any
	Published, Updated              []Moment
	Dateline                        []Said
	Agency                          []Said // a provider or source organisation that is not the publisher
	Sources                         []Said // addresses that the text is said to be from
	Body                            string // the article's text, where the page states it
	BodyFrom                        string
	Kinds                           []string // schema.org types of the page's things
	Entries                         []Entry  // of a live blog
	Closed                          bool     // isAccessibleForFree is false
	Refresh                         bool     // it sends the browser elsewhere
}

// Said is a value and the place it was read from: "json-ld headline".
type Said struct{ Text, From string }

// Moment is a time and the place it was read from.
type Moment struct {
	Time time.Time
	Day  bool // only the day is stated
	From string
}

// Entry is one of a live blog.
type Entry struct {
	Headline, Body string
	Published      time.Time
}

// Read reads a page.
func Read(t *tree.Tree) *Page {
	r := &reader{p: &Page{}, late: &Page{}}
	for i := 0; i < len(t.Nodes); i++ {
		n := &t.Nodes[i]
		if n.IsText {
			continue
		}
		switch n.Tag {
		case atom.Html:
			r.p.Language = add(r.p.Language, n.Get("lang"), "html lang")
		case atom.Meta:
			r.meta(n)
		case atom.Link:
			if strings.EqualFold(n.Get("rel"), "canonical") {
				r.p.URL = add(r.p.URL, n.Get("href"), "link canonical")
			}
		case atom.Title:
			if i+1 < len(t.Nodes) && t.Nodes[i+1].IsText && i < t.Body {
				r.late.Headline = add(r.late.Headline, t.Nodes[i+1].Data, "title")
			}
		case atom.Script:
			if strings.Contains(strings.ToLower(n.Get("type")), "ld+json") && i+1 < int(n.End) {
				r.linked(t.Nodes[i+1].Data)
			}
		}
		if n.Attr != nil && n.Tag != atom.Meta {
			r.micro(t, i, n)
		}
	}
	p := r.p
	p.Headline = append(p.Headline, r.late.Headline...)
	p.Outlet = append(p.Outlet, r.late.Outlet...)
	p.URL = append(p.URL, r.late.URL...)
	p.Published = append(append(r.ld.Published, p.Published...), r.late.Published...)
	p.Updated = append(append(r.ld.Updated, p.Updated...), r.late.Updated...)
	p.Headline = append(r.ld.Headline, p.Headline...)
	p.Outlet = append(p.Outlet, r.ld.Outlet...)
	p.URL = append(p.URL, r.ld.URL...)
	for _, by := range [][]Said{r.ld.By, p.By, r.late.By} {
		if len(by) > 0 {
			p.By = by
			break
		}
	}
	p.Language = append(p.Language, r.ld.Language...)
	p.Agency, p.Dateline = append(p.Agency, r.ld.Agency...), append(p.Dateline, r.ld.Dateline...)
	p.Sources = append(p.Sources, r.ld.Sources...)
	return p
}

// reader collects: ld what JSON-LD says, p what meta fields do, late what is
// believed last.
type reader struct {
	p, late *Page
	ld      Page
}

func add(list []Said, text, from string) []Said {
	text = Tidy(text)
	if text == "" {
		return list
	}
	return append(list, Said{text, from})
}

// Tidy is a value on one line with its entities resolved.
func Tidy(s string) string {
	if strings.ContainsRune(s, '&') {
		s = html.UnescapeString(s)
	}
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u200B' || r == '\uFEFF' || r == '\u00AD' {
			return -1
		}
		return r
	}, s)
}

// fields are the names of meta fields and what each holds.
var fields = map[string]string{
	"og:title": "headline", "twitter:title": "headline", "headline": "headline", "dc.title": "headline", "dcterms.title": "headline", "title": "headline", "sailthru.title": "headline", "parsely-title": "headline", "hdl": "headline",
	"og:site_name": "outlet", "application-name": "outlet", "dc.publisher": "outlet", "publisher": "outlet", "cre": "outlet", "copyright": "", "article:publisher": "",
	"og:url": "url", "twitter:url": "url", "parsely-link": "url",
	"author": "by", "article:author": "by", "og:article:author": "by", "dc.creator": "by", "dcterms.creator": "by", "parsely-author": "by", "sailthru.author": "by", "byl": "by", "twitter:creator": "", "cxenseparse:author": "by", "article.author": "by",
	"article:published_time": "published", "og:article:published_time": "published", "og:published_time": "published", "datepublished": "published", "date": "published", "dc.date": "published", "dc.date.issued": "published", "dcterms.date": "published", "dcterms.created": "published", "dcterms.issued": "published", "pubdate": "published", "publishdate": "published", "publish-date": "published", "publication_date": "published", "publish_date": "published", "publicationdate": "published", "published-date": "published", "parsely-pub-date": "published", "sailthru.date": "published", "ptime": "published", "displaydate": "published", "cxenseparse:recs:publishtime": "published", "article.published": "published", "article:published": "published", "originalpublicationdate": "published", "datecreated": "published", "dc.created": "published", "rnews:datepublished": "published", "citation_date": "published", "citation_publication_date": "published", "pub_date": "published", "bt:pubdate": "published", "shareaholic:article_published_time": "published", "iso-8601-publish-date": "published", "timestamp": "published", "ga4-published-date": "published",
	"article:modified_time": "updated", "og:updated_time": "updated", "og:article:modified_time": "updated", "datemodified": "updated", "dcterms.modified": "updated", "dc.date.modified": "updated", "lastmod": "updated", "last-modified": "updated", "utime": "updated", "article.updated": "updated", "article:modified": "updated", "revision_date": "updated", "moddate": "updated", "bt:moddate": "updated", "shareaholic:article_modified_time": "updated",
	"syndication-source": "source", "original-source": "source", "syndication_source": "source", "original_source": "source",
	"dateline": "dateline", "language": "language", "content-language": "language", "og:locale": "language", "dc.language": "language",
}

// meta reads a meta element, and the microdata that some pages keep in them.
func (r *reader) meta(n *tree.Node) {
	content := n.Get("content")
	if strings.EqualFold(n.Get("http-equiv"), "refresh") && strings.Contains(strings.ToLower(content), "url=") {
		r.p.Refresh = true
	}
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(n.Get(key)) {
			r.field(strings.ToLower(name), content)
		}
	}
}

func (r *reader) field(name, content string) {
	what := fields[name]
	from := "meta " + name
	p := r.p
	if name == "date" || name == "author" || name == "title" || name == "timestamp" || name == "publisher" || name == "application-name" {
		p = r.late
	}
	switch what {
	case "headline":
		p.Headline = add(p.Headline, content, from)
	case "outlet":
		p.Outlet = add(p.Outlet, content, from)
	case "url":
		p.URL = add(p.URL, content, from)
	case "by":
		if strings.Contains(content, "://") || len(p.By) > 0 && p.By[0].From != from {
			return
		}
		for _, name := range Names(content) {
			p.By = add(p.By, name, from)
		}
	case "published":
		p.Published = moment(p.Published, content, from)
	case "updated":
		p.Updated = moment(p.Updated, content, from)
	case "source":
		if strings.Contains(content, "://") {
			p.Sources = add(p.Sources, content, from)
		} else {
			p.Agency = add(p.Agency, content, from)
		}
	case "dateline":
		p.Dateline = add(p.Dateline, content, from)
	case "language":
		p.Language = add(p.Language, strings.ReplaceAll(content, "_", "-"), from)
	}
}

// micro reads microdata and the like on an element with content.
func (r *reader) micro(t *tree.Tree, i int, n *tree.Node) {
	for prop := range strings.FieldsSeq(n.Get("itemprop")) {
		value := n.Get("datetime")
		if value == "" {
			value = n.Get("content")
		}
		switch prop {
		case "datePublished", "dateCreated":
			r.p.Published = moment(r.p.Published, or(value, func() string { return t.TextOf(i) }), "itemprop "+prop)
		case "dateModified":
			r.p.Updated = moment(r.p.Updated, or(value, func() string { return t.TextOf(i) }), "itemprop "+prop)
		}
	}
	if len(r.late.By) == 0 && (n.Get("rel") == "author" || n.Get("itemprop") == "author") {
		from := "rel author"
		if n.Has("itemprop") {
			from = "itemprop author"
		}
		for _, name := range Names(t.TextOf(i)) {
			if person.MatchString(name) {
				r.late.By = add(r.late.By, name, from)
			}
		}
	}
	if n.Tag == atom.Time {
		value := n.Get("datetime")
		if value == "" {
			return
		}
		from := "time"
		list := &r.late.Published
		text := strings.ToLower(t.TextOf(i))
		class := strings.ToLower(n.Get("class") + n.Get("itemprop"))
		if strings.Contains(class, "updated") || strings.Contains(class, "modified") || strings.HasPrefix(text, "updated") || strings.HasPrefix(text, "last updated") {
			list, from = &r.late.Updated, "time, updated"
		}
		if n.Has("pubdate") {
			from = "time pubdate"
		}
		*list = moment(*list, value, from)
	}
}

// person is what a name may look like where nothing but its place says that it
// is one.
var person = regexp.MustCompile(`^\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}|al-|de |van |von |bin |da )[\p{L}.'’-]*){1,3}$`)

func or(s string, f func() string) string {
	if s != "" {
		return s
	}
	return f()
}

// Names parts a list of authors.
func Names(s string) []string {
	s = Tidy(s)
	for _, lead := range []string{"By ", "by ", "BY "} {
		s = strings.TrimPrefix(s, lead)
	}
	s = strings.NewReplacer(" and ", ",", " And ", ",", " AND ", ",", " & ", ",", ";", ",", "|", ",").Replace(s)
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" && len(part) <= 60 {
			out = append(out, part)
		}
	}
	return out
}
