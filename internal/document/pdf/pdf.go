// Package pdf reads the text of a PDF in the order in which a person reads it.
//
//	d, err := pdf.Open(b)
//	d.Blocks[0].Role // Headline, for the largest letters of the first page
//
// PDFium (in WebAssembly, without files or network) gives characters and their
// places. Lines are put together from these, columns are told by the gap that
// runs down between them, paragraphs by their distance, indents and last lines;
// a word parted at a line's end is joined; lines that stand at the head or foot
// of most pages, and their numbers, are left out. Source of the map counts code
// points of the pages' text as PDFium gives it, a form feed between two pages.
//
// The first call starts PDFium, which takes seconds; nothing does before.
package pdf

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"hearsay/internal/document/draft"
)

// The errors of Open.
var (
	ErrEncrypted = errors.New("this PDF is encrypted")
	ErrNoText    = errors.New("this PDF holds pictures of pages and no text")
	ErrBroken    = errors.New("this PDF is damaged")
)

// maxPages is how many pages are read; a report has few.
const maxPages = 300

// maxLetters is how many characters of them are; a book has two million.
const maxLetters = 3_000_000

// instances is how many PDFs are read at the same time; each takes tens of
// megabytes.
const instances = 4

// wait is how long one waits for another's instance.
const wait = 10 * time.Minute

type pool struct {
	pdfium.Pool
	err error
}

// start starts PDFium once. It sees no file, and chance is a row of noughts, so
// that the same bytes give the same text.
var start = sync.OnceValue(func() pool {
	p, err := webassembly.Init(webassembly.Config{
		MinIdle: 0, MaxIdle: 1, MaxTotal: instances, FSConfig: wazero.NewFSConfig(),
		Stdout: io.Discard, Stderr: io.Discard, RandomSource: noughts{},
	})
	return pool{p, err}
})

type noughts struct{}

func (noughts) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// Open reads a PDF.
func Open(b []byte) (d draft.Draft, err error) {
	p := start()
	if p.err != nil {
		return d, fmt.Errorf("PDFium does not start (%w)", p.err)
	}
	in, err := p.GetInstance(wait)
	if err != nil {
		return d, fmt.Errorf("PDFium is busy (%w)", err)
	}
	defer func() {
		if recover() != nil { // the module met what it cannot hold
			d, err = draft.Draft{}, ErrBroken
			_ = in.Kill()
			return
		}
		_ = in.Close()
	}()
	doc, err := in.OpenDocument(&requests.OpenDocument{File: &b})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return d, ErrEncrypted
	case err != nil:
		return d, ErrBroken
	}
	return read(in, doc.Document)
}

func read(in pdfium.Pdfium, doc references.FPDF_DOCUMENT) (draft.Draft, error) {
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
	if err != nil {
		return draft.Draft{}, ErrBroken
	}
	var pages [][]line
	var starts []string // of the pages, in their text
	at, letters, unread := 0, 0, 0
	for i := range min(count.PageCount, maxPages) {
		if letters > maxLetters {
			break
		}
		page, err := in.GetPageTextStructured(&requests.GetPageTextStructured{
			Page:                   requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}},
			Mode:                   requests.GetPageTextStructuredModeChars,
			CollectFontInformation: true,
		})
		if err != nil {
			unread++
			continue
		}
		begin := strconv.Itoa(at)
		var chars []char
		for _, c := range page.Chars {
			ch := char{text: c.Text, left: c.PointPosition.Left, right: c.PointPosition.Right, bottom: c.PointPosition.Bottom, top: c.PointPosition.Top, at: at}
			if ch.bottom > ch.top {
				ch.bottom, ch.top = ch.top, ch.bottom
			}
			if c.FontInformation != nil {
				if ch.size = c.FontInformation.RenderedSize; ch.size == 0 {
					ch.size = c.FontInformation.Size
				}
			}
			at += utf8.RuneCountInString(c.Text)
			if c.Text == "\x02" || c.Text == "\uFFFE" {
				ch.text = "-" // PDFium's mark of a hyphen at a line's end
			}
			chars = append(chars, ch)
			if strings.TrimSpace(c.Text) != "" {
				letters++
			}
		}
		starts = append(starts, begin)
		at++ // the form feed
		pages = append(pages, ordered(lines(chars)))
	}
	if letters < 20 {
		if unread > 0 {
			return draft.Draft{}, ErrBroken
		}
		return draft.Draft{}, ErrNoText
	}
	d := compose(pages)
	d.Notes = append(d.Notes, draft.Note{Kind: "pages", Reason: "pages begin at " + strings.Join(starts, ", ") + " of the PDF's text"})
	if unread > 0 {
		d.Notes = append(d.Notes, draft.Note{Kind: "pages", Reason: fmt.Sprintf("%d pages could not be read", unread)})
	}
	if n := len(pages) + unread; count.PageCount > n {
		d.Notes = append(d.Notes, draft.Note{Kind: "pages", Reason: fmt.Sprintf("%d of %d pages were read", n, count.PageCount)})
	}
	return d, nil
}
