package capture

import (
	"bytes"
	"regexp"
	"strings"
)

// Kind is the format of captured bytes. It is told from the bytes alone: names
// and Content-Type headers are wrong too often to be asked.
type Kind string

// The kinds of capture that a report may come in, or that hold reports.
const (
	Text     Kind = "text" // plain, and whatever nothing else is recognised in
	HTML     Kind = "html"
	Markdown Kind = "markdown"
	Mail     Kind = "mail" // RFC 5322: an .eml file
	PDF      Kind = "pdf"
	DOCX     Kind = "docx"
	XML      Kind = "xml"  // a feed, NITF, NewsML, a sitemap
	JSON     Kind = "json" // a document or lines of them: ninjs, an export
	Zip      Kind = "zip"  // WACZ, other office documents
	Gzip     Kind = "gzip"
	Zstd     Kind = "zstd"
	WARC     Kind = "warc"
)

// Kind names the format of c's bytes.
func (c Capture) Kind() Kind { return KindOf(c.Bytes) }

// KindOf names the format of b. It looks at the first kilobytes only, but for a
// zip archive, whose list of contents stands at its end.
func KindOf(b []byte) Kind {
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		if bytes.Contains(b, []byte("word/document.xml")) {
			return DOCX
		}
		return Zip
	case bytes.HasPrefix(b, []byte("\x1F\x8B")):
		return Gzip
	case bytes.HasPrefix(b, []byte("\x28\xB5\x2F\xFD")):
		return Zstd
	case bytes.HasPrefix(b, []byte("WARC/1.")):
		return WARC
	case portable.Match(b[:min(len(b), 1024)]):
		return PDF
	}
	return textual(head(b))
}

// headBytes is how much of a text is looked at to name its kind.
const headBytes = 4096

// head is the beginning of b as far as ASCII goes: of UTF-16 every second byte,
// of other text without marks and leading blanks.
func head(b []byte) string {
	b = b[:min(len(b), headBytes)]
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	wide := bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF"))
	if wide || len(b) >= 4 && (b[0] == 0 && b[2] == 0 || b[1] == 0 && b[3] == 0) {
		narrow := make([]byte, 0, len(b)/2)
		for _, c := range b {
			if c != 0 && c < 0xFE {
				narrow = append(narrow, c)
			}
		}
		b = narrow
	}
	return strings.TrimLeft(string(b), "\x00 \t\r\n\f\v")
}

// portable is the line that a PDF begins with; readers take one that has
// something before it.
var portable = regexp.MustCompile(`(?m)^%PDF-(?:\d|$)`)

var (
	// prolog is what may stand before the first tag of markup.
	prolog = regexp.MustCompile(`^(?:\s+|<!--(?s:.*?)-->|<\?[^>]*>|<!(?i:doctype\s+(html)?)[^>\[]*(?:\[[^\]]*\]\s*)?>)*`)
	tagged = regexp.MustCompile(`^</?([a-zA-Z][a-zA-Z0-9:_-]*)(?:\s[^<>]*|/)?(?:>|$)`)
	// fieldLine is a line of a mail's header.
	fieldLine = regexp.MustCompile(`^[!-9;-~]{2,76}:(?:[ \t]|$)`)
	// tracked are the fields that mail programs write and people do not.
	tracked = regexp.MustCompile(`(?im)^(?:message-id|mime-version|received|return-path|delivered-to|dkim-signature|x-mailer)[ \t]*:`)
	sender  = regexp.MustCompile(`(?im)^from[ \t]*:`)
	markers = []*regexp.Regexp{
		regexp.MustCompile(`(?m)^#{1,6} +\S`),
		regexp.MustCompile(`\[[^\]\n]{1,200}\]\((?:https?://|/|#|mailto:)[^)\s]*\)`),
		regexp.MustCompile(`(?:\*\*|__)\p{L}[^*\n]{0,200}(?:\*\*|__)`),
		regexp.MustCompile("(?m)^```"),
		regexp.MustCompile(`(?m)^> +\S`),
	}
	frontMatter = regexp.MustCompile(`^---\r?\n(?:[A-Za-z_-]+:[^\n]*\n(?:[ \t-][^\n]*\n)*)+---[ \t]*\r?\n`)
)

// textual names the kind of a text that begins with s.
func textual(s string) Kind {
	switch {
	case strings.HasPrefix(s, "<"):
		switch root := strings.ToLower(rootTag(s)); {
		case pageTags[root]:
			return HTML
		case root != "" || strings.HasPrefix(s, "<?xml"):
			return XML
		}
	case strings.HasPrefix(s, "{\""), strings.HasPrefix(s, "{\n"), strings.HasPrefix(s, "{\r\n"), strings.HasPrefix(s, "{ "), strings.HasPrefix(s, "[{"), strings.HasPrefix(s, "[\n"):
		return JSON
	case mail(s):
		return Mail
	case marked(s):
		return Markdown
	}
	return Text
}

// pageTags are the tags that a page, or a piece of one, begins with.
var pageTags = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("html head body title meta link script style noscript div article section main header nav table tr td h1 h2 h3 h4 p span a b i em strong ul ol li br hr img figure blockquote center font form iframe aside footer") {
		m[w] = true
	}
	return m
}()

// rootTag is the name of the first tag of s, after what may stand before one;
// "html" where a document type says so.
func rootTag(s string) string {
	m := prolog.FindStringSubmatchIndex(s)
	if m[2] >= 0 {
		return "html"
	}
	if first := tagged.FindStringSubmatch(s[m[1]:]); first != nil {
		return first[1]
	}
	if strings.HasPrefix(s[m[1]:], "<!--") { // a comment longer than the head
		return "html"
	}
	return ""
}

// mail reports whether s begins with the header of a mail: field lines alone
// up to a blank line, one of them the sender's and one that only programs write.
func mail(s string) bool {
	header := s
	for _, end := range []string{"\n\n", "\r\n\r\n"} {
		if i := strings.Index(header, end); i >= 0 {
			header = header[:i]
		}
	}
	for i, l := range strings.Split(header, "\n") {
		folded := i > 0 && (strings.HasPrefix(l, " ") || strings.HasPrefix(l, "\t"))
		whole := i == 0 || len(header) < len(s) || i < 4
		if whole && !folded && !fieldLine.MatchString(strings.TrimRight(l, "\r")) {
			return false
		}
	}
	return tracked.MatchString(header) && (sender.MatchString(header) || len(header) == len(s))
}

// marked reports whether s is Markdown beyond doubt: front matter, or two of
// its marks. One alone stands in plain texts too.
func marked(s string) bool {
	if frontMatter.MatchString(s) {
		return true
	}
	n := 0
	for _, m := range markers {
		if m.MatchString(s) {
			n++
		}
	}
	return n >= 2
}
