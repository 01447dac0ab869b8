package parcel

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"sync"

	"hearsay/internal/ledger"
)

// A record's body carries a sum over the whole record, key and values among it,
// so that what the disk spoilt is told and not shown. After one byte that says how
// it is kept come the sum (CRC-32C, the least byte first) and the rest: summed, as
// it is; summedZstandard, as a Zstandard frame; nothing, where the body is nil.
// Rows have no such sum: their hashes tell. Bodies without a sum are those that
// an older program put.
const (
	summed byte = iota + 2
	summedZstandard
	nothing
)

const sumLen = 1 + crc32.Size

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Seal is a record's body as it is kept. Short bodies, and all where short says
// so, are not compressed. Tables without history have since 0.
func Seal(t *ledger.Table, key string, since int64, values []any, body []byte, short bool) []byte {
	out := make([]byte, sumLen, sumLen+len(body))
	switch {
	case body == nil:
		out[0] = nothing
	case short || len(body) < small:
		out[0], out = summed, append(out, body...)
	default:
		out[0], out = summedZstandard, bare.EncodeAll(body, out)
		if len(out) > sumLen+len(body) {
			out[0], out = summed, append(out[:sumLen], body...)
		}
	}
	binary.LittleEndian.PutUint32(out[1:], sum(t, key, since, values, out[sumLen:]))
	return out
}

// Unseal is the body of a record, with nothing of b in it; its values are those of a Record.
func Unseal(t *ledger.Table, key string, since int64, values []any, b []byte) ([]byte, error) {
	if len(b) == 0 || b[0] < summed {
		body, err := Unpack(b)
		return bytes.Clone(body), err
	}
	if b[0] > nothing || len(b) < sumLen {
		return nil, fmt.Errorf("packed in an unknown way (%d)", b[0])
	}
	if binary.LittleEndian.Uint32(b[1:]) != sum(t, key, since, values, b[sumLen:]) {
		return nil, fmt.Errorf("it is not what was put: its sum does not fit")
	}
	switch b[0] {
	case summed:
		return append(make([]byte, 0, len(b)-sumLen), b[sumLen:]...), nil
	case summedZstandard:
		return decoder.DecodeAll(b[sumLen:], nil)
	}
	return nil, nil
}

// sum is that of a record whose body is packed.
func sum(t *ledger.Table, key string, since int64, values []any, packed []byte) uint32 {
	space := spaces.Get().(*[]byte)
	b := append((*space)[:0], key...)
	if t.Plain {
		since = 0
	}
	b = binary.LittleEndian.AppendUint64(append(b, 0), uint64(since))
	for i, c := range t.Columns {
		switch v := values[i].(type) {
		case nil:
			b = append(b, 0)
		case string:
			b = binary.LittleEndian.AppendUint64(append(b, 1), uint64(len(v)))
			b = append(b, v...)
		case int:
			b = number(b, c.Type, int64(v))
		case int64:
			b = number(b, c.Type, v)
		case float64:
			if c.Type == ledger.Int {
				b = number(b, c.Type, int64(v))
			} else {
				b = real(b, v)
			}
		default: // the database says what is wrong with it
			b = append(b, 4)
		}
	}
	out := crc32.Update(crc32.Checksum(b, castagnoli), castagnoli, packed)
	*space = b
	spaces.Put(space)
	return out
}

// spaces are where keys and values are put together to be summed.
var spaces = sync.Pool{New: func() any { return new([]byte) }}

func number(b []byte, typ ledger.Type, v int64) []byte {
	if typ == ledger.Real {
		return real(b, float64(v))
	}
	return binary.LittleEndian.AppendUint64(append(b, 2), uint64(v))
}

func real(b []byte, v float64) []byte {
	if v != v {
		return append(b, 0) // what is no number is null to a database
	}
	return binary.LittleEndian.AppendUint64(append(b, 3), math.Float64bits(v+0)) // there is one zero
}
