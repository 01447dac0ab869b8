// Package mail reads an e-mail (RFC 5322 and MIME): its text, and what its
// header says.
//
//	d, err := mail.Open(b)
//	d.Headline // {"Two Dead in Dock Blast" header Subject}
//
// Of a mail with several parts the plain text is read, unless the HTML says
// much more; HTML is read as a page is. Attachments are not read. Source of the
// map counts code points of the decoded text of the part that was read, for
// HTML of its text content.
package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"hearsay/internal/document/charset"
	"hearsay/internal/document/draft"
	"hearsay/internal/document/glyph"
	"hearsay/internal/document/web"
	"hearsay/internal/document/web/witness"
)

// ErrEmpty is the error of a mail without a text.
var ErrEmpty = errors.New("this e-mail holds no text")

// header is the fields of a mail or a part, by their names in lower case; of
// one that stands twice the first.
type header map[string]string

// part is a text of a mail.
type part struct {
	kind, label string
	body        []byte
}

// maxDepth is how deep parts may stand in each other, maxParts how many there
// may be.
const (
	maxDepth = 8
	maxParts = 200
)

// Open reads a mail.
func Open(b []byte) (draft.Draft, error) {
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	h, body := split(bytes.TrimLeft(b, "\r\n"))
	c := &collector{}
	c.part(h, body, 0)
	d, err := c.choose()
	if err != nil {
		return d, err
	}
	h.fields(&d)
	return d, nil
}

// split parts a header from what follows it, and unfolds its fields.
func split(b []byte) (header, []byte) {
	head, body := b, []byte(nil)
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(b, []byte(end)); i >= 0 && i < len(head) {
			head, body = b[:i], b[i+len(end):]
		}
	}
	h := header{}
	key := ""
	for l := range bytes.Lines(head) {
		s := strings.TrimRight(string(l), "\r\n")
		if key != "" && (strings.HasPrefix(s, " ") || strings.HasPrefix(s, "\t")) {
			h[key] += " " + strings.TrimSpace(s)
			continue
		}
		name, value, ok := strings.Cut(s, ":")
		if !ok {
			key = ""
			continue
		}
		key = strings.ToLower(strings.TrimSpace(name))
		if _, twice := h[key]; twice {
			key = ""
			continue
		}
		h[key] = strings.TrimSpace(value)
	}
	return h, body
}

type collector struct {
	parts []part
	seen  int
}

// part takes the texts of a part and of those in it.
func (c *collector) part(h header, body []byte, depth int) {
	if c.seen++; depth > maxDepth || c.seen > maxParts || strings.HasPrefix(strings.ToLower(h["content-disposition"]), "attachment") {
		return
	}
	kind, params, err := mime.ParseMediaType(h["content-type"])
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		r := multipart.NewReader(bytes.NewReader(body), params["boundary"])
		for range maxParts {
			p, err := r.NextRawPart()
			if err != nil {
				return
			}
			inner := header{}
			for k, v := range p.Header {
				inner[strings.ToLower(k)] = v[0]
			}
			b, err := io.ReadAll(p)
			c.part(inner, b, depth+1)
			if err != nil { // the mail was cut
				return
			}
		}
	case kind == "message/rfc822":
		inner, b := split(decoded(h, body))
		c.part(inner, b, depth+1)
	case kind == "text/plain" || kind == "text/html" || kind == "application/xhtml+xml":
		c.parts = append(c.parts, part{kind, params["charset"], decoded(h, body)})
	}
}

// decoded undoes a part's transfer encoding, as far as it goes.
func decoded(h header, body []byte) []byte {
	switch strings.ToLower(strings.TrimSpace(h["content-transfer-encoding"])) {
	case "quoted-printable":
		out, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		return out
	case "base64":
		clean := bytes.Map(func(r rune) rune {
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '+' || r == '/' {
				return r
			}
			return -1
		}, body)
		out, _ := io.ReadAll(base64.NewDecoder(base64.RawStdEncoding, bytes.NewReader(clean)))
		return out
	}
	return body
}

// choose reads the plain text, or the HTML where that says more than half as
// much again.
func (c *collector) choose() (draft.Draft, error) {
	var plain, page draft.Draft
	pageErr := error(ErrEmpty)
	for _, p := range c.parts {
		switch {
		case p.kind == "text/plain" && plain.Text == "":
			plain = text(p)
		case p.kind != "text/plain" && pageErr != nil:
			page, pageErr = web.Open(p.body, p.label)
		}
	}
	switch p, h := len(strings.Fields(plain.Text)), len(strings.Fields(page.Text)); {
	case pageErr == nil && 2*h > 3*p:
		return page, nil
	case p > 0:
		return plain, nil
	}
	return draft.Draft{}, ErrEmpty
}

// text is a plain part: lines stay as they are, so that document can tell
// wraps from paragraphs.
func text(p part) draft.Draft {
	s, name := charset.Decode(p.body, p.label)
	s = strings.TrimSpace(glyph.Clean(s))
	d := draft.Draft{Text: s, Encoding: name}
	at := 0
	for block := range strings.SplitAfterSeq(s, "\n\n") {
		if bare := strings.TrimSpace(block); bare != "" {
			from := at + strings.Index(block, bare)
			d.Blocks = append(d.Blocks, draft.Block{From: from, To: from + len(bare), Repeats: -1})
		}
		at += len(block)
	}
	return d
}

var (
	reply   = regexp.MustCompile(`^(?i:(?:re|fw|fwd|aw|wg)\s*:\s*)+`)
	mailbox = regexp.MustCompile(`^\s*"?([^"<]*?)"?\s*<[^<>]*>`)
	comment = regexp.MustCompile(`\s*\([^()]*\)\s*$`)
)

// fields takes what the header says; a page's own word on its headline and its
// day goes before it.
func (h header) fields(d *draft.Draft) {
	if s := reply.ReplaceAllString(words(h["subject"]), ""); s != "" && d.Headline.Text == "" {
		d.Headline = draft.Value{Text: s, From: "header Subject"}
	}
	if m := mailbox.FindStringSubmatch(h["from"]); m != nil && d.Outlet.Text == "" {
		if s := words(m[1]); s != "" {
			d.Outlet = draft.Value{Text: s, From: "header From"}
		}
	}
	if d.Published.Time.IsZero() {
		for _, s := range []string{h["date"], comment.ReplaceAllString(h["date"], "")} {
			if t, day, ok := witness.Time(s); ok {
				d.Published = draft.Time{Time: t, Day: day, From: "header Date"}
				break
			}
		}
	}
}

// words decodes the encoded words of a field (RFC 2047).
func words(s string) string {
	dec := mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		enc, err := htmlindex.Get(label)
		if err != nil {
			return nil, err
		}
		return enc.NewDecoder().Reader(r), nil
	}}
	out, err := dec.DecodeHeader(s)
	if err != nil {
		out = s
	}
	return witness.Tidy(strings.ToValidUTF8(out, "\uFFFD"))
}
