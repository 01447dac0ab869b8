package gazetteer

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed data/place.zst
var packed []byte

// The columns of a table. Numbers of three bytes are three columns, low byte
// first: alike bytes stand together and pack well.
const (
	keyLengthSection  = iota // a byte for each name
	keySection               // names, folded, sorted
	countSection             // a byte for each name: its places
	postSection              // 3: places of each name, with the two bits below
	nameLengthSection = iota + 2
	nameSection       = nameLengthSection + 1
	latSection        = nameSection + 1 // 3: (degrees + 90) * grain
	lonSection        = latSection + 3  // 3: (degrees + 180) * grain
	idSection         = lonSection + 3  // 3: GeoNames id
	popSection        = idSection + 3   // 2: packCount
	isoSection        = popSection + 2  // index into countrySection
	kindSection       = isoSection + 1  // Kind
	adm1Section       = kindSection + 1 // 3: place
	adm2Section       = adm1Section + 3 // 3: place
	codeSection       = adm2Section + 3 // codes of the divisions, one a line, in the order of places
	countrySection    = codeSection + 1 // two letters each
	sectionCount      = countrySection + 1
)

const (
	grain    = 10000 // parts of a degree
	nowhere  = 1<<24 - 1
	otherBit = 23 // the name is not the place's first
	shortBit = 22 // the name lacks the word for the place's kind
	placeMax = 1<<shortBit - 1
)

// table is the compiled gazetteer in memory: the columns as they are, and
// where each name begins.
type table struct {
	n         int
	sections  [sectionCount][]byte
	keyAt     []uint32 // start of each name in keySection, and its end
	postAt    []uint32 // first place of each name, and the end
	nameAt    []uint32
	prefix    []uint32 // first name of each pair of leading bytes
	divisions map[string]uint32
}

var loaded = sync.OnceValues(func() (*table, error) { return load(packed) })

// load unpacks a table.
func load(packed []byte) (*table, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	rest, ok := strings.CutPrefix(string(raw[:min(len(raw), len(magic))]), magic)
	if !ok || rest != "" || len(raw) < len(magic)+4*(1+sectionCount) {
		return nil, errors.New("gazetteer: not a table of this program's format, compile it again")
	}
	raw = raw[len(magic):]
	t := &table{n: int(binary.LittleEndian.Uint32(raw))}
	at := 4 * (1 + sectionCount)
	for s := range t.sections {
		size := int(binary.LittleEndian.Uint32(raw[4*(1+s):]))
		if size < 0 || at+size > len(raw) {
			return nil, errors.New("gazetteer: the table is cut short")
		}
		t.sections[s] = raw[at : at+size : at+size]
		at += size
	}
	return t, t.open()
}

// open finds the starts of names and places from their lengths.
func (t *table) open() error {
	t.keyAt = starts(t.sections[keyLengthSection])
	t.postAt = starts(t.sections[countSection])
	t.nameAt = starts(t.sections[nameLengthSection])
	keys := len(t.keyAt) - 1
	if int(t.keyAt[keys]) != len(t.sections[keySection]) || len(t.postAt) != len(t.keyAt) ||
		int(t.postAt[keys]) != len(t.sections[postSection]) || len(t.nameAt) != t.n+1 ||
		int(t.nameAt[t.n]) != len(t.sections[nameSection]) {
		return errors.New("gazetteer: the table's columns do not agree, compile it again")
	}
	for s := latSection; s <= adm2Section+2; s++ {
		if len(t.sections[s]) != t.n {
			return errors.New("gazetteer: the table's columns do not agree, compile it again")
		}
	}
	t.prefix = make([]uint32, 1<<16+1)
	next := 0
	for k := range keys {
		p := prefixOf(t.key(k))
		for ; next <= p; next++ {
			t.prefix[next] = uint32(k)
		}
	}
	for ; next < len(t.prefix); next++ {
		t.prefix[next] = uint32(keys)
	}
	t.divisions = map[string]uint32{}
	at := t.firstOf(Division)
	for code := range strings.Lines(string(t.sections[codeSection])) {
		t.divisions[strings.TrimSuffix(code, "\n")] = at
		at++
	}
	return nil
}

// starts turns lengths into starts, with the end of the last.
func starts(lengths []byte) []uint32 {
	at := make([]uint32, len(lengths)+1)
	sum := uint32(0)
	for i, n := range lengths {
		at[i] = sum
		sum += uint32(n)
	}
	at[len(lengths)] = sum
	return at
}

// prefixOf is a number for the first two bytes of a name that sorts as they do.
func prefixOf(key []byte) int {
	p := 0
	if len(key) > 0 {
		p = int(key[0]) << 8
	}
	if len(key) > 1 {
		p |= int(key[1])
	}
	return p
}

// firstOf is the first place of a kind; divisions stand behind all towns.
func (t *table) firstOf(k Kind) uint32 {
	for i, have := range t.sections[kindSection] {
		if Kind(have) == k {
			return uint32(i)
		}
	}
	return uint32(t.n)
}

func (t *table) key(k int) []byte { return t.sections[keySection][t.keyAt[k]:t.keyAt[k+1]] }

// find looks a folded name up: its number, or -1, and whether a longer name
// begins with it and a space.
func (t *table) find(key []byte) (k int, more bool) {
	p := prefixOf(key)
	lo, hi := int(t.prefix[p]), int(t.prefix[p+1])
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if string(t.key(mid)) < string(key) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	k = -1
	end := int(t.prefix[p+1])
	if lo < end && string(t.key(lo)) == string(key) {
		k = lo
		lo++
	}
	// Nothing sorts between a name and the same name with a space behind it.
	if lo < end {
		next := t.key(lo)
		more = len(next) > len(key) && next[len(key)] == ' ' && string(next[:len(key)]) == string(key)
	}
	return k, more
}

func (t *table) three(s int, i uint32) uint32 {
	return uint32(t.sections[s][i]) | uint32(t.sections[s+1][i])<<8 | uint32(t.sections[s+2][i])<<16
}

func (t *table) kind(i uint32) Kind { return Kind(t.sections[kindSection][i]) }

func (t *table) name(i uint32) string {
	return string(t.sections[nameSection][t.nameAt[i]:t.nameAt[i+1]])
}

func (t *table) iso(i uint32) string {
	c := t.sections[countrySection][2*int(t.sections[isoSection][i]):]
	return strings.TrimSpace(string(c[:2]))
}

func (t *table) population(i uint32) int {
	return unpackCount(uint16(t.sections[popSection][i]) | uint16(t.sections[popSection+1][i])<<8)
}

func (t *table) latitude(i uint32) float64  { return degrees(t.three(latSection, i), 90) }
func (t *table) longitude(i uint32) float64 { return degrees(t.three(lonSection, i), 180) }

// degrees subtracts before it divides, so that 34.5281 prints as such.
func degrees(n uint32, from int) float64 { return float64(int(n)-from*grain) / grain }
