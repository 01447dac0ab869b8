// Package wording is how the pages write what is not a picture: words of a report
// on one line, counts, ranges, times, and the addresses of pages. Part of room 14.
//
//	wording.One("two\nguards", 80)     "two guards"
//	wording.Figure(3, 5)               "3–5"
//	wording.Passage("ab12cd34.st7")    "/report/ab12cd34#s1-7"
//
// Always true: words of a report leave it without line ends, control characters
// and turns of the direction of writing; they are not escaped, which is the
// templates' work.
package wording

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/caption"
	"hearsay/internal/ledger/projection"
)

// One is words of a report on one line of at most n code points.
func One(s string, n int) string { return caption.Shorten(caption.Tame(s), n) }

// Words is a term of the vocabularies as people write it.
func Words(term string) string { return strings.ReplaceAll(term, "_", " ") }

// Stamp is a time as the pages write it.
func Stamp(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04") }

// Incident is the address of an incident's page.
func Incident(id string) string { return "/incident/" + url.PathEscape(id) }

// Source is the address of a source's page, by its key.
func Source(key string) string { return "/source?key=" + url.QueryEscape(key) }

// Report leads to a report by its id or the beginning of it.
func Report(id string) string { return "/report/" + url.PathEscape(id) }

// Passage leads to the words of a statement: its id is the beginning of its
// report's and its number there.
func Passage(statement string) string {
	rep, n, ok := strings.Cut(statement, ".st")
	if !ok {
		return Report(rep)
	}
	return Report(rep) + "#s1-" + url.PathEscape(n)
}

// Plural is a count with its noun.
func Plural(n int, noun string) string { return strconv.Itoa(n) + " " + Nouns(n, noun) }

// Nouns is a noun as it goes with a count.
func Nouns(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// Upper writes the first letter large.
func Upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Bounds is a range of counts, "1–2"; a dash where there is none.
func Bounds(least, most int) string {
	switch {
	case most == 0:
		return "–"
	case least == most:
		return strconv.Itoa(least)
	}
	return strconv.Itoa(least) + "–" + strconv.Itoa(most)
}

// Figure is a range of casualties; "" where no figure is given.
func Figure(least, most *int) string {
	switch {
	case least == nil && most == nil:
		return ""
	case least == nil:
		return "up to " + strconv.Itoa(*most)
	case most == nil:
		return strconv.Itoa(*least) + " or more"
	case *most <= *least:
		return strconv.Itoa(*least)
	}
	return strconv.Itoa(*least) + "–" + strconv.Itoa(*most)
}

// Sentence makes a reason or an advice of the program a sentence of the page.
func Sentence(s string) string {
	if s == "" {
		return ""
	}
	r := []rune(s)
	out := strings.ToUpper(string(r[0])) + string(r[1:])
	if !strings.HasSuffix(out, ".") {
		out += "."
	}
	return out
}

// Percent is a doubt as people read it.
func Percent(x float64) string { return strconv.Itoa(int(x*100+.5)) + " %" }

// Dash stands for what is not there.
func Dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// ReportName is a short name of a report: outlet and day.
func ReportName(h *projection.Head) string {
	name := h.Outlet
	if name == "" {
		name = h.Headline
	}
	if name == "" {
		name = h.URI
	}
	if h.Date != "" {
		name += ", " + caption.Day(h.Date)
	}
	return One(name, 80)
}

// AsOf is the page as it stood with a row.
func AsOf(id string, row int64) string {
	return Incident(id) + "?" + url.Values{"row": {strconv.FormatInt(row, 10)}}.Encode()
}

// kinds says how a report was made from another.
var kinds = map[string]string{
	"copy": "is a copy of", "version": "is a later version of", "rewrite": "rewrites", "credit": "credits", "cite": "cites", "alike": "has much in common with",
}

// Made says how a report was made from another.
func Made(kind string) string {
	if w := kinds[kind]; w != "" {
		return w
	}
	return Words(kind) + " of"
}
