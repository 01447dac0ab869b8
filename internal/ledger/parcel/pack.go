package parcel

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// Bodies and blobs are kept as one byte that says how, and the rest: 0 as it is,
// 1 as a Zstandard frame (RFC 8878). What is null is no bytes at all.
const (
	stored byte = iota
	zstandard
)

// small is the length under which compressing saves less than it takes.
const small = 256

// most is the size that unpacked bytes may have: a frame that claims more is
// damaged.
const most = 1 << 30

var (
	encoder, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(true))
	// bare frames have no sum of their own: a record's covers them.
	bare, _    = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false))
	decoder, _ = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(most))
)

// Pack is the bytes of a row as they are kept; nil for nil.
func Pack(b []byte) []byte {
	if b == nil {
		return nil
	}
	if len(b) >= small {
		if out := encoder.EncodeAll(b, append(make([]byte, 0, len(b)/2), zstandard)); len(out) <= len(b) {
			return out
		}
	}
	return append([]byte{stored}, b...)
}

// Framed reports whether what was packed has a sum of its own, or is nothing.
func Framed(b []byte) bool { return len(b) == 0 || b[0] == zstandard }

// Unpack is what was packed. Its error says what is wrong with it.
func Unpack(b []byte) ([]byte, error) {
	switch {
	case len(b) == 0:
		return nil, nil
	case b[0] == stored:
		return b[1:], nil
	case b[0] == zstandard:
		return decoder.DecodeAll(b[1:], nil)
	}
	return nil, fmt.Errorf("packed in an unknown way (%d)", b[0])
}
