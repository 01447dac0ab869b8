package witness

import (
	"encoding/json"
	"regexp"
	"strings"
)

// linked reads a JSON-LD script. Scripts are read as they come: with comments
// around them, raw line feeds in strings, commas before a bracket.
func (r *reader) linked(s string) {
	v, ok := decode(s)
	if !ok {
		return
	}
	w := &walker{p: &r.ld}
	w.walk(v, 0, false)
	if w.p.Body != "" {
		r.p.Body, r.p.BodyFrom = w.p.Body, w.p.BodyFrom
	}
	r.p.Kinds = append(r.p.Kinds, w.kinds...)
	r.p.Entries = append(r.p.Entries, w.entries...)
	r.p.Closed = r.p.Closed || w.closed
}

var (
	wrapped  = regexp.MustCompile(`(?s)^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)?\s*(.*?)\s*;?\s*(?:-->|//\]\]>|/\*\]\]>\*/|\]\]>)?\s*$`)
	trailing = regexp.MustCompile(`,(\s*[}\]])`)
)

func decode(s string) (v any, ok bool) {
	if json.Unmarshal([]byte(s), &v) == nil {
		return v, true
	}
	s = wrapped.ReplaceAllString(s, "$1")
	s = strings.Map(func(r rune) rune {
		if r < 0x20 {
			return ' '
		}
		return r
	}, s)
	s = trailing.ReplaceAllString(s, "$1")
	return v, json.Unmarshal([]byte(s), &v) == nil
}

// walker goes through the things of one script.
type walker struct {
	p       *Page
	kinds   []string
	entries []Entry
	closed  bool
}

// maxLinked is how deep things stand in each other.
const maxLinked = 8

// walk looks for articles in v. inner says that v stands in an article: then
// another one is a story it links to.
func (w *walker) walk(v any, depth int, inner bool) {
	if depth > maxLinked {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			w.walk(e, depth+1, inner)
		}
	case map[string]any:
		kinds := texts(v["@type"])
		w.kinds = append(w.kinds, kinds...)
		switch {
		case isArticle(kinds):
			if !inner {
				w.article(v)
			}
			return
		case has(kinds, "Organization"), has(kinds, "Person"), has(kinds, "BreadcrumbList"), has(kinds, "ItemList"):
			return
		case has(kinds, "WebPage"), has(kinds, "VideoObject"):
			w.page(v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed", "article"} {
			if e, ok := v[key]; ok {
				w.walk(e, depth+1, inner)
			}
		}
	}
}

func isArticle(kinds []string) bool {
	for _, k := range kinds {
		if strings.HasSuffix(k, "Article") || k == "BlogPosting" || k == "LiveBlogPosting" || k == "Report" || k == "SocialMediaPosting" {
			return true
		}
	}
	return false
}

func has(list []string, s string) bool {
	for _, e := range list {
		if strings.HasSuffix(e, s) {
			return true
		}
	}
	return false
}

// page takes the dates of a thing that is not the article itself, and only
// where no article has come before.
func (w *walker) page(v map[string]any) {
	if len(w.p.Published) == 0 {
		w.p.Published = moment(w.p.Published, text(v["datePublished"]), "json-ld datePublished (page)")
	}
}

func (w *walker) article(v map[string]any) {
	p := w.p
	p.Headline = add(p.Headline, text(v["headline"]), "json-ld headline")
	p.Published = before(p.Published, moment(nil, text(v["datePublished"]), "json-ld datePublished"))
	p.Updated = before(p.Updated, moment(nil, text(v["dateModified"]), "json-ld dateModified"))
	p.Dateline = add(p.Dateline, text(v["dateline"]), "json-ld dateline")
	p.Outlet = add(p.Outlet, name(v["publisher"]), "json-ld publisher")
	p.URL = add(p.URL, text(v["url"]), "json-ld url")
	p.Language = add(p.Language, text(v["inLanguage"]), "json-ld inLanguage")
	for _, key := range []string{"provider", "sourceOrganization", "copyrightHolder", "creditText"} {
		if n := name(v[key]); n != "" && n != name(v["publisher"]) {
			p.Agency = add(p.Agency, n, "json-ld "+key)
		}
	}
	for _, key := range []string{"isBasedOn", "isBasedOnUrl"} {
		for _, at := range addresses(v[key]) {
			p.Sources = add(p.Sources, at, "json-ld "+key)
		}
	}
	if len(p.By) == 0 {
		for _, key := range []string{"author", "creator"} {
			for _, n := range names(v[key]) {
				for _, one := range Names(n) {
					p.By = add(p.By, one, "json-ld "+key)
				}
			}
			if len(p.By) > 0 {
				break
			}
		}
	}
	if body := text(v["articleBody"]); len(body) > len(p.Body) {
		p.Body, p.BodyFrom = body, "json-ld articleBody"
	}
	switch free := v["isAccessibleForFree"].(type) {
	case bool:
		w.closed = w.closed || !free
	case string:
		w.closed = w.closed || strings.EqualFold(free, "false")
	}
	if list, ok := v["liveBlogUpdate"].([]any); ok {
		for _, e := range list {
			if m, ok := e.(map[string]any); ok {
				entry := Entry{Headline: Tidy(text(m["headline"])), Body: text(m["articleBody"])}
				entry.Published, _, _ = Time(text(m["datePublished"]))
				w.entries = append(w.entries, entry)
			}
		}
	}
}

// before puts b first: of two moments, an article's goes before a page's.
func before(a, b []Moment) []Moment {
	if len(a) > 0 && a[0].From == "json-ld datePublished" {
		return append(a, b...)
	}
	return append(b, a...)
}

// text is a string, or the first of a list, or an object's value.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return text(v[0])
		}
	case map[string]any:
		if s, ok := v["@value"].(string); ok {
			return s
		}
	}
	return ""
}

func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// addresses are the web addresses that a value is, or that its things have.
func addresses(v any) (out []string) {
	switch v := v.(type) {
	case string:
		if strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://") {
			return []string{v}
		}
	case []any:
		for _, e := range v {
			out = append(out, addresses(e)...)
		}
	case map[string]any:
		for _, key := range []string{"url", "@id"} {
			if at := addresses(v[key]); len(at) > 0 {
				return at
			}
		}
	}
	return out
}

func name(v any) string {
	if n := names(v); len(n) > 0 {
		return n[0]
	}
	return ""
}

func names(v any) []string {
	switch v := v.(type) {
	case string:
		if !strings.Contains(v, "://") {
			return []string{v}
		}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, names(e)...)
		}
		return out
	case map[string]any:
		if s := text(v["name"]); s != "" && !strings.Contains(s, "://") {
			return []string{s}
		}
	}
	return nil
}
