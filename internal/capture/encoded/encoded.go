// Package encoded takes content encodings off bytes, and refuses those that
// unpack to more than may be held (decompression bombs).
package encoded

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxLayers is how many encodings may lie on each other: one is the rule, two a
// server's mistake, more a trick.
const maxLayers = 2

// Decode takes the encodings of a Content-Encoding header off b. What unpacks to
// more than most bytes is refused. Bytes that are not encoded as the header says
// are returned as they are: servers and archives often say so of plain bytes.
func Decode(b []byte, encoding string, most int64) ([]byte, error) {
	names := strings.Split(encoding, ",")
	if len(names) > maxLayers {
		return nil, fmt.Errorf("its content is encoded %d times", len(names))
	}
	for i := len(names) - 1; i >= 0 && len(b) > 0; i-- {
		var r io.Reader
		switch strings.ToLower(strings.TrimSpace(names[i])) {
		case "", "identity", "none":
			continue
		case "gzip", "x-gzip":
			z, err := gzip.NewReader(bytes.NewReader(b))
			if err != nil {
				continue // not what the header says
			}
			r = z
		case "deflate":
			if z, err := zlib.NewReader(bytes.NewReader(b)); err == nil {
				r = z
			} else {
				r = flate.NewReader(bytes.NewReader(b))
			}
		case "br":
			r = brotli.NewReader(bytes.NewReader(b))
		case "zstd":
			z, err := zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderMaxMemory(uint64(most)+64<<20), zstd.WithDecoderConcurrency(1))
			if err != nil {
				continue
			}
			defer z.Close()
			r = z
		default:
			return nil, fmt.Errorf("its content is encoded as %q, which is not read", strings.TrimSpace(names[i]))
		}
		out, err := io.ReadAll(io.LimitReader(r, most+1))
		if int64(len(out)) > most || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
			return nil, fmt.Errorf("it unpacks to more than %d bytes", most)
		}
		if err != nil {
			return nil, fmt.Errorf("its content cannot be unpacked: %w", err)
		}
		b = out
	}
	return b, nil
}
