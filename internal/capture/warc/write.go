package warc

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Writer writes an archive of gzip members, one a record, so that a record can
// be read without those before it.
type Writer struct {
	w    io.Writer
	n    int
	last string // id of the last answer
}

// NewWriter writes to w, beginning with a record that says which program wrote
// it.
func NewWriter(w io.Writer, software string, at time.Time) (*Writer, error) {
	out := &Writer{w: w}
	body := []byte("software: " + software + "\r\nformat: WARC File Format 1.1\r\n")
	return out, out.record("warcinfo", "", at, "application/warc-fields", "", body)
}

// Response writes an answer: its status line and header as they came, and its
// body as it came, in whatever encoding.
func (w *Writer) Response(uri string, at time.Time, status string, header http.Header, body []byte) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %s\r\n", status)
	if err := header.Write(&b); err != nil {
		return err
	}
	b.WriteString("\r\n")
	b.Write(body)
	return w.record("response", uri, at, "application/http;msgtype=response", digest(body), b.Bytes())
}

// Request writes the request that led to the answer written last: its header
// without Host, which uri has.
func (w *Writer) Request(uri, method string, at time.Time, header http.Header) error {
	u, err := url.Parse(uri)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, u.RequestURI(), u.Host)
	if err := header.Write(&b); err != nil {
		return err
	}
	b.WriteString("\r\n")
	return w.record("request", uri, at, "application/http;msgtype=request", "", b.Bytes())
}

// digest is a payload's digest as archives write it: SHA-1 in base 32.
func digest(b []byte) string {
	sum := sha1.Sum(b) //nolint:gosec // the format's own choice, no proof
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}

func (w *Writer) record(typ, uri string, at time.Time, kind, payload string, block []byte) error {
	w.n++
	id := sha256.Sum256(fmt.Appendf(nil, "%s %s %s %d", typ, uri, at, w.n))
	id[6], id[8] = id[6]&0x0F|0x50, id[8]&0x3F|0x80 // a UUID made from a name (RFC 9562, version 5)
	x := hex.EncodeToString(id[:16])
	name := fmt.Sprintf("<urn:uuid:%s-%s-%s-%s-%s>", x[:8], x[8:12], x[12:16], x[16:20], x[20:])
	z := gzip.NewWriter(w.w)
	fmt.Fprintf(z, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: %s\r\nWARC-Date: %s\r\n", typ, name, at.UTC().Format("2006-01-02T15:04:05.000000Z"))
	if uri != "" {
		fmt.Fprintf(z, "WARC-Target-URI: %s\r\n", uri)
	}
	switch {
	case typ == "response":
		w.last = name
	case typ == "request" && w.last != "":
		fmt.Fprintf(z, "WARC-Concurrent-To: %s\r\n", w.last)
	}
	if payload != "" {
		fmt.Fprintf(z, "WARC-Payload-Digest: %s\r\n", payload)
	}
	fmt.Fprintf(z, "WARC-Block-Digest: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", digest(block), kind, len(block))
	if _, err := z.Write(block); err != nil {
		return err
	}
	if _, err := io.WriteString(z, "\r\n\r\n"); err != nil {
		return err
	}
	return z.Close()
}
