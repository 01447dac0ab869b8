package document

import (
	"hearsay/internal/capture"
	"hearsay/internal/document/draft"
)

// Open turns the bytes of a capture into text, by the format that they are in.
// Each format has a package below this one. Its errors are *Error.
func Open(c capture.Capture) (draft.Draft, error) {
	switch c.Kind() {
	default:
		return openText(c.Bytes)
	}
}

// openText reads plain text, and refuses what is none.
func openText(b []byte) (draft.Draft, error) {
	s, encoding, err := decode(b)
	return draft.Draft{Text: s, Encoding: encoding}, err
}
