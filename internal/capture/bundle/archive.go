package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/capture/warc"
)

// archive brings out the reports of a web archive.
func (b *opening) archive(r io.Reader, uri string) {
	for rec, err := range warc.Read(r, warc.Limits{MaxBytes: b.opt.most()}) {
		var d *warc.Damage
		switch {
		case errors.As(err, &d):
			at := fmt.Sprintf("%s#byte=%d", uri, d.Offset)
			if d.URI != "" {
				at = uri + "#" + d.URI
			}
			if !b.bad(at, d.Reason, "the records around it are read; get the archive again for this one") {
				return
			}
			continue
		case err != nil:
			b.give(Item{}, readError(uri, err))
			return
		}
		at := uri + "#" + rec.URI
		if why := noReport(rec); why != "" {
			b.opt.skip(at, why)
			continue
		}
		st := b.opt.Stated
		if st.URL == "" {
			st.URL = rec.URI
		}
		c := capture.Of(rec.Body, at, st)
		c.Fetched, c.Header = rec.Date, fetch.HeaderOf(rec.Header)
		if !b.give(Item{Capture: c}, nil) {
			return
		}
	}
}

// noReport says why a record of an archive is none; "" for one that may be.
func noReport(rec *warc.Record) string {
	said := strings.ToLower(rec.Header.Get("Content-Type"))
	switch {
	case rec.Status != 0 && rec.Status != http.StatusOK:
		return fmt.Sprintf("an answer %d", rec.Status)
	case len(bytes.TrimSpace(rec.Body)) == 0:
		return "empty"
	case strings.HasSuffix(rec.URI, "/robots.txt"):
		return "robots.txt"
	}
	switch capture.KindOf(rec.Body) {
	case capture.HTML, capture.PDF, capture.DOCX, capture.Mail:
		return ""
	case capture.XML:
		if !bytes.Contains(rec.Body[:min(len(rec.Body), headBytes)], []byte("<nitf")) && !bytes.Contains(rec.Body[:min(len(rec.Body), headBytes)], []byte("<newsItem")) {
			return "other XML"
		}
		return ""
	case capture.JSON:
		return "JSON"
	case capture.Text, capture.Markdown:
		// A script and a style sheet are told from a text by nothing but what the
		// server says.
		if kind := http.DetectContentType(rec.Body); !strings.HasPrefix(kind, "text/") {
			return kind
		}
		if said != "" && !strings.HasPrefix(said, "text/plain") && !strings.HasPrefix(said, "text/html") && !strings.HasPrefix(said, "text/markdown") {
			said, _, _ = strings.Cut(said, ";")
			return said
		}
		return ""
	}
	return "no report"
}

// isDocx reports whether a zip file is one document.
func isDocx(r io.ReaderAt, size int64) bool {
	z, err := zip.NewReader(r, size)
	return err == nil && slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "word/document.xml" })
}

// The limits of a zip file.
const (
	maxEntries = 100_000
	bombRatio  = 1000
	bombBytes  = 100 << 20
)

// zip brings out what a zip file holds; of a WACZ (specs.webrecorder.net/wacz)
// its archives alone.
func (b *opening) zip(r io.ReaderAt, size int64, uri string, depth int) {
	z, err := zip.NewReader(r, size)
	switch {
	case err != nil:
		b.bad(uri, "is a damaged zip file", adviceWhole)
		return
	case len(z.File) > maxEntries:
		b.bad(uri, fmt.Sprintf("is a zip file of more than %d files", maxEntries), "unpack it and give its parts")
		return
	}
	wacz := slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "datapackage.json" }) &&
		slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.HasPrefix(f.Name, "archive/") })
	any := false
	for _, f := range z.File {
		hidden := strings.HasPrefix(f.Name, "__MACOSX/") || strings.HasPrefix(path.Base(f.Name), ".")
		if f.FileInfo().IsDir() || hidden || wacz && !strings.HasPrefix(f.Name, "archive/") {
			continue
		}
		any = true
		if !b.entry(f, uri+"#"+f.Name, depth) {
			return
		}
	}
	if !any {
		b.bad(uri, "is an empty zip file", "give another")
	}
}

func (b *opening) entry(f *zip.File, uri string, depth int) bool {
	switch {
	case f.Flags&1 != 0:
		return b.bad(uri, "is encrypted", "unpack it with its password and give the file")
	case f.UncompressedSize64 > bombBytes && f.UncompressedSize64/bombRatio > f.CompressedSize64:
		return b.bad(uri, "unpacks to absurd lengths, as bombs do", "unpack it yourself if you trust it")
	}
	in, err := f.Open()
	if err != nil {
		return b.bad(uri, "is damaged ("+err.Error()+")", adviceWhole)
	}
	defer in.Close()
	b.stream(&packed{in}, uri, depth+1)
	return !b.ended
}
