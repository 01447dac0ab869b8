package near

import (
	"encoding/binary"
	"errors"
)

// The bands of an index that is kept elsewhere, where each costs a place on disk:
// two texts alike by s meet with 1-(1-s^3)^8, as often as those of Index do.
const storedBands, storedRows = 8, 3

// Bands are the marks under which an index kept elsewhere finds a sketch: two
// reports with one of them in common may be near. Nil for a text without a
// sketch.
func (s *Sketch) Bands() []uint64 {
	if !s.has {
		return nil
	}
	out := make([]uint64, storedBands)
	for b := range out {
		k := s.low[b*storedRows:]
		out[b] = mix(uint64(k[0]) | uint64(k[1])<<16 | uint64(k[2])<<32 | uint64(b)<<48)
	}
	return out
}

// MarshalBinary is the sketch as 128 bytes, each value the little end first; no
// bytes for a text without a sketch.
func (s *Sketch) MarshalBinary() ([]byte, error) {
	if !s.has {
		return nil, nil
	}
	out := make([]byte, 0, 2*hashes)
	for _, v := range s.low {
		out = binary.LittleEndian.AppendUint16(out, v)
	}
	return out, nil
}

// UnmarshalBinary takes what MarshalBinary made.
func (s *Sketch) UnmarshalBinary(b []byte) error {
	*s = Sketch{}
	switch len(b) {
	case 0:
		return nil
	case 2 * hashes:
	default:
		return errors.New("this is no sketch of a text: it has another length")
	}
	s.has = true
	for i := range s.low {
		s.low[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return nil
}
