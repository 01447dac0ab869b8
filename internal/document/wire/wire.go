package wire

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearsay/internal/document/draft"
	"hearsay/internal/span"
)

//go:embed fields.tsv
var fieldTable string

// names are the fields of JSON that may hold something, the best first.
var names = func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(fieldTable) {
		if what, list, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			out[what] = strings.Fields(list)
		}
	}
	return out
}()

// ErrNoText is an item that has no text.
var ErrNoText = errors.New("this item has no text")

// JSON reads one JSON object. columns name the field that holds a thing
// ("headline": "Titel"); what they leave open is looked for by its usual names.
func JSON(b []byte, columns map[string]string) (draft.Draft, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return draft.Draft{}, fmt.Errorf("this is no JSON object: %w", err)
	}
	obj, ok := v.(map[string]any)
	if !ok {
		return draft.Draft{}, errors.New("this is JSON, but no object with a headline and a text")
	}
	low := lowered(obj)
	find := func(what string) (string, string) {
		if c := columns[what]; c != "" {
			return text(at(low, strings.ToLower(c)), what), c
		}
		for _, n := range names[what] {
			if s := text(at(low, n), what); s != "" {
				return s, n
			}
		}
		return "", ""
	}
	var it item
	it.headline, it.from.headline = find("headline")
	it.body, it.from.body = find("body")
	if it.body == "" {
		it.body, it.from.body = bodies(low["bodies"])
	}
	if it.body == "" {
		return draft.Draft{}, fmt.Errorf("%w: none of the fields %s holds one", ErrNoText, strings.Join(names["body"][:6], ", "))
	}
	it.url, it.from.url = find("url")
	if !strings.HasPrefix(it.url, "http://") && !strings.HasPrefix(it.url, "https://") {
		it.url = ""
	}
	it.outlet, it.from.outlet = find("outlet")
	it.located, it.from.located = find("located")
	for _, n := range append([]string{columns["credit"]}, names["credit"]...) {
		if n != "" {
			it.owned(text(at(low, strings.ToLower(n)), "credit"), n)
		}
	}
	by, from := find("by")
	for _, one := range strings.FieldsFunc(by, func(r rune) bool { return r == ';' || r == '\n' }) {
		it.by = append(it.by, strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(one), "By "), "by "))
	}
	it.from.by = from
	it.published, it.from.published = moment(find("date"))
	it.updated, it.from.updated = moment(find("updated"))
	return it.draft(), nil
}

// item is what a format says of a report.
type item struct {
	headline, body, url, outlet, located string
	by                                   []string
	credits                              []draft.Value
	published, updated                   time.Time
	from                                 struct{ headline, body, url, outlet, located, by, published, updated string }
}

// draft writes headline and body as paragraphs.
func (it *item) draft() draft.Draft {
	d := draft.Draft{Encoding: "utf-8"}
	var b strings.Builder
	add := func(s string, role draft.Role) span.Span {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		from := b.Len()
		b.WriteString(s)
		d.Blocks = append(d.Blocks, draft.Block{From: from, To: b.Len(), Role: role, Repeats: -1})
		return span.Of(from, b.Len())
	}
	paragraphs := split(it.body)
	if h := strings.Join(strings.Fields(it.headline), " "); h != "" {
		where := add(h, draft.Headline)
		d.Headline = draft.Value{Text: h, Span: where, From: it.from.headline}
		if len(paragraphs) > 1 && strings.EqualFold(paragraphs[0], h) {
			paragraphs = paragraphs[1:] // the body begins with it once more
		}
	}
	for _, p := range paragraphs {
		add(p, draft.Body)
	}
	d.Text = b.String()
	value := func(s, from string) draft.Value { return draft.Value{Text: strings.TrimSpace(s), From: from} }
	if it.url != "" {
		d.URL = value(it.url, it.from.url)
	}
	if it.outlet != "" {
		d.Outlet = value(it.outlet, it.from.outlet)
	}
	if it.located != "" {
		d.Located = value(it.located, it.from.located)
	}
	d.Credits = it.credits
	for _, w := range it.by {
		if w != "" {
			d.By = append(d.By, value(w, it.from.by))
		}
	}
	d.Published = draft.Time{Time: it.published, From: it.from.published}
	d.Updated = draft.Time{Time: it.updated, From: it.from.updated}
	return d
}

// lowered is an object with its names in lower case, as far down as they are
// looked for.
func lowered(obj map[string]any) map[string]any {
	out := make(map[string]any, len(obj))
	for k, v := range obj {
		if sub, ok := v.(map[string]any); ok {
			v = lowered(sub)
		}
		out[strings.ToLower(k)] = v
	}
	return out
}

func at(obj map[string]any, path string) any {
	if v, ok := obj[path]; ok {
		return v
	}
	head, rest, ok := strings.Cut(path, ".")
	if sub, is := obj[head].(map[string]any); ok && is {
		return at(sub, rest)
	}
	return nil
}

// text is a value as words: of a list all of them, of an object its name or
// value.
func text(v any, what string) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case []any:
		var out []string
		for _, e := range v {
			if s := text(e, what); s != "" {
				out = append(out, s)
			}
		}
		sep := "; "
		if what == "body" {
			sep = "\n\n"
		} else if what == "headline" && len(out) > 1 {
			out = out[:1] // the main one
		}
		return strings.Join(out, sep)
	case map[string]any:
		for _, k := range []string{"name", "value", "literal", "text", "rendered"} {
			if s, ok := v[k].(string); ok && s != "" {
				return strings.TrimSpace(s)
			}
		}
	}
	return ""
}

// bodies is the text of ninjs 2's list of bodies: the plain one, else the first.
func bodies(v any) (string, string) {
	list, _ := v.([]any)
	first := ""
	for _, e := range list {
		obj, _ := e.(map[string]any)
		s, _ := obj["value"].(string)
		kind, _ := obj["contenttype"].(string)
		if s != "" && strings.HasPrefix(kind, "text/plain") {
			return s, "bodies"
		}
		if first == "" {
			first = s
		}
	}
	return first, "bodies"
}

// layouts are those of moments in exports of news databases.
var layouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999", "2006-01-02 15:04", time.DateOnly, "20060102T150405Z", "20060102T150405Z0700", "20060102150405", "20060102", time.RFC1123Z, time.RFC1123, "2 January 2006", "January 2, 2006", "02 Jan 2006", "Jan 2, 2006"}

// moment is the time that a field states; zero where it cannot be read.
func moment(s, from string) (time.Time, string) {
	s = strings.TrimSpace(s)
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil && t.Year() > 1900 {
			return t, from
		}
	}
	return time.Time{}, ""
}
