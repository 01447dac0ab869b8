package warc

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"
)

// fits reports whether a block has the digest that its record gives. One of an
// algorithm or a notation that is not known says nothing.
func fits(digest string, block []byte) bool {
	algorithm, value, ok := strings.Cut(digest, ":")
	if !ok {
		return true
	}
	var h hash.Hash
	switch strings.ToLower(strings.ReplaceAll(algorithm, "-", "")) {
	case "sha1":
		h = sha1.New() //nolint:gosec // the archive's choice, no proof
	case "sha256":
		h = sha256.New()
	case "sha512":
		h = sha512.New()
	case "md5":
		h = md5.New() //nolint:gosec // the same
	default:
		return true
	}
	want := decoded(value, h.Size())
	if want == nil {
		return true
	}
	h.Write(block)
	return bytes.Equal(h.Sum(nil), want)
}

// decoded is a digest of n bytes in base 32, base 16 or base 64; nil where it is
// in none of them.
func decoded(s string, n int) []byte {
	s = strings.TrimSpace(s)
	if b, err := hex.DecodeString(s); err == nil && len(b) == n {
		return b
	}
	if b, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(strings.TrimRight(s, "="))); err == nil && len(b) == n {
		return b
	}
	if b, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "=")); err == nil && len(b) == n {
		return b
	}
	return nil
}
