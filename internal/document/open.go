package document

import (
	"errors"

	"hearsay/internal/capture"
	"hearsay/internal/document/draft"
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
