package document

import (
	"errors"

	"hearsay/internal/capture"
	"hearsay/internal/document/docx"
	"hearsay/internal/document/draft"
	"hearsay/internal/document/mail"
	"hearsay/internal/document/markdown"
	"hearsay/internal/document/pdf"
	"hearsay/internal/document/web"
	"hearsay/internal/document/web/wall"
	"hearsay/internal/document/wire"
)

// Open turns the bytes of a capture into text, by the format that they are in.
// Each format has a package below this one. Its errors are *Error.
func Open(c capture.Capture) (draft.Draft, error) {
	switch c.Kind() {
	case capture.HTML:
		d, err := web.Open(c.Bytes, "")
		return d, pageError(err)
	case capture.JSON:
		d, err := wire.JSON(c.Bytes, nil)
		return d, itemError(err)
	case capture.XML:
		d, err := wire.XML(c.Bytes)
		return d, itemError(err)
	case capture.PDF:
		d, err := pdf.Open(c.Bytes)
		return d, fileError(err)
	case capture.DOCX:
		d, err := docx.Open(c.Bytes)
		return d, fileError(err)
	case capture.Mail:
		d, err := mail.Open(c.Bytes)
		if errors.Is(err, mail.ErrEmpty) {
			return d, fileError(err)
		}
		return d, pageError(err)
	case capture.Markdown:
		d, err := openText(c.Bytes)
		if err != nil {
			return d, err
		}
		m := markdown.Open(d.Text)
		m.Encoding = d.Encoding
		return m, nil
	default:
		return openText(c.Bytes)
	}
}

// openText reads plain text, and refuses what is none.
func openText(b []byte) (draft.Draft, error) {
	s, encoding, err := decode(b)
	return draft.Draft{Text: s, Encoding: encoding}, err
}

// pageError says what to do about a page without an article.
func pageError(err error) error {
	var w *web.Wall
	switch {
	case err == nil:
		return nil
	case errors.Is(err, web.ErrEmpty):
		return &Error{Kind: Empty, Reason: err.Error(), Advice: "give the page of one report, or its text"}
	case errors.As(err, &w):
		advice := "open it in a browser, save the page once the article is shown, and give that"
		if w.Kind == wall.Gone {
			advice = "look for a capture of it in an archive"
		}
		return &Error{Kind: Walled, Reason: err.Error(), Advice: advice}
	}
	return err
}

// fileError says what to do about a file that cannot be read.
func fileError(err error) error {
	e := &Error{Kind: Binary, Reason: "", Advice: "open it where it was made, save it anew or as plain text, and give that"}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pdf.ErrEncrypted):
		e.Kind, e.Advice = Walled, "save it without a password and give that"
	case errors.Is(err, pdf.ErrNoText):
		e.Kind, e.Advice = Empty, "have its letters recognised (OCR) and give the text"
	case errors.Is(err, mail.ErrEmpty):
		e.Kind, e.Advice = Empty, "give the text or the page that is attached to it"
	case errors.Is(err, docx.ErrBomb):
		e.Advice = "give its text, if you trust whom it is from"
	}
	e.Reason = err.Error()
	return e
}

// itemError says what to do about an item that cannot be read.
func itemError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, wire.ErrNoText):
		return &Error{Kind: Empty, Reason: err.Error(), Advice: "give the item with its text, or the page at its address"}
	}
	return &Error{Kind: Binary, Reason: err.Error(), Advice: "give a news item (ninjs, NITF, NewsML-G2), a page, or a text"}
}
