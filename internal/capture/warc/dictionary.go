package warc

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// mostDictionary is how large a dictionary may be, packed or not.
const mostDictionary = 16 << 20

// dictionaryFrame is the kind of skippable frame that holds the dictionary of all
// later frames (iipc.github.io/warc-specifications, WARC with Zstandard: the
// first frame, 0x184D2A5D). It may itself be a Zstandard frame.
var dictionaryFrame = []byte{0x5D, 0x2A, 0x4D, 0x18}

// dictionary reads the dictionary that an archive begins with; nil for none.
func dictionary(in *bufio.Reader) (zstd.DOption, error) {
	head, _ := in.Peek(8)
	if len(head) < 8 || !bytes.Equal(head[:4], dictionaryFrame) {
		return nil, nil
	}
	size := binary.LittleEndian.Uint32(head[4:])
	if size > mostDictionary {
		return nil, fmt.Errorf("its dictionary is larger than %d bytes", mostDictionary)
	}
	frame := make([]byte, 8+size)
	if _, err := io.ReadFull(in, frame); err != nil {
		return nil, errors.New("it ends in the middle of its dictionary")
	}
	dict := frame[8:]
	if bytes.HasPrefix(dict, []byte{0x28, 0xB5, 0x2F, 0xFD}) {
		z, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(mostDictionary), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		defer z.Close()
		if dict, err = z.DecodeAll(dict, nil); err != nil {
			return nil, fmt.Errorf("its dictionary is damaged: %w", err)
		}
	}
	if len(dict) >= 8 && bytes.HasPrefix(dict, []byte{0x37, 0xA4, 0x30, 0xEC}) {
		return zstd.WithDecoderDicts(dict), nil
	}
	return zstd.WithDecoderDictRaw(0, dict), nil
}
