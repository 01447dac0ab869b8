// Package word knows words by themselves: what a form's letters, the company
// it keeps and its silver tags tell before any context does. Part of room 3.
//
// A Word holds the ids that the linear models hash into features; each is
// computed once per form. The Table keeps the forms seen in news, with their
// clusters (by the company they keep in unmarked news) and the tags that an
// older machine gave them; any other form gets its ids from its letters alone.
package word

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is what is known of one form, whatever its context. Ids are hashes; 0
// means none.
type Word struct {
	Form    string
	Lower   string
	ID      uint32 // of the lower-cased form, digits alike
	FormID  uint32 // of the form with its capitals
	Suffix  [4]uint32
	Prefix  [3]uint32
	Shape   uint32
	Cluster uint32 // fine
	Coarse  uint32
	Silver  uint32 // the one or two tags most often given by machine
	Flags   Flag
}

// Flag says what the letters of a form are.
type Flag uint8

// The flags.
const (
	Capital Flag = 1 << iota // first letter
	AllCaps
	Digit
	Letter // holds a letter
	Known  // is in the table
	Usual  // lower-cased, it is in the table and more frequent there
)

// Entry is what the table keeps of a form.
type Entry struct {
	Form    string
	Cluster uint16 // 1-based; 0 for none
	Coarse  uint8
	Silver  [2]uint8
	Usual   bool // mostly written in lower case
}

// Table looks words up. It is safe for concurrent use.
type Table struct {
	words []Word
	slots []uint32 // index+1 into words
}

// NewTable makes the table of the entries.
func NewTable(entries []Entry) *Table {
	size := 1
	for size < 2*len(entries)+1 {
		size *= 2
	}
	t := &Table{words: make([]Word, len(entries)), slots: make([]uint32, size)}
	for i, e := range entries {
		w := &t.words[i]
		w.fill(e.Form)
		w.Flags |= Known
		w.Cluster, w.Coarse = uint32(e.Cluster), uint32(e.Coarse)
		w.Silver = uint32(e.Silver[0])<<8 | uint32(e.Silver[1])
		if e.Usual {
			w.Flags |= Usual
		}
		s := hash(e.Form) & uint32(size-1)
		for t.slots[s] != 0 {
			s = (s + 1) & uint32(size-1)
		}
		t.slots[s] = uint32(i + 1)
	}
	return t
}

// Look is the word of a form: the table's own, or nil.
func (t *Table) Look(form string) *Word {
	mask := uint32(len(t.slots) - 1)
	for s := hash(form) & mask; t.slots[s] != 0; s = (s + 1) & mask {
		if w := &t.words[t.slots[s]-1]; w.Form == form {
			return w
		}
	}
	return nil
}

// Fill makes w the word of a form that is not in the table; what is known of
// its lower-cased form it inherits.
func (t *Table) Fill(w *Word, form string) {
	*w = Word{}
	w.fill(form)
	if w.Flags&Capital == 0 {
		return
	}
	if low := t.Look(w.Lower); low != nil {
		w.Cluster, w.Coarse, w.Silver = low.Cluster, low.Coarse, low.Silver
		w.Flags |= Usual
	} else if w.Flags&AllCaps != 0 {
		first, size := utf8.DecodeRuneInString(w.Lower)
		if c := t.Look(string(unicode.ToUpper(first)) + w.Lower[size:]); c != nil {
			w.Cluster, w.Coarse, w.Silver = c.Cluster, c.Coarse, c.Silver
		}
	}
}

const prime = 16777619

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * prime
	}
	return h ^ h>>15
}

// fill sets what the letters tell.
func (w *Word) fill(form string) {
	w.Form = form
	upper, low, digits := 0, 0, 0
	shape, last := uint32(2166136261), byte(0)
	for i, r := range form {
		k := kind(r)
		switch k {
		case 'X':
			upper++
			if i == 0 {
				w.Flags |= Capital
			}
		case 'x':
			low++
		case '0':
			digits++
		}
		if k != last {
			shape = (shape ^ uint32(k)) * prime
			last = k
		}
	}
	w.Shape = shape ^ uint32(min(upper, 2))<<3
	if upper > 0 && low == 0 {
		w.Flags |= AllCaps
	}
	if upper+low > 0 {
		w.Flags |= Letter
	}
	if digits > 0 {
		w.Flags |= Digit
	}
	w.Lower = form
	if upper > 0 {
		w.Lower = strings.ToLower(form)
	}
	w.ids(digits > 0)
}

// ids hashes the lower-cased form and its ends.
func (w *Word) ids(digits bool) {
	low := w.Lower
	if digits {
		low = strings.Map(func(r rune) rune {
			if '0' <= r && r <= '9' {
				return '0'
			}
			return r
		}, low)
	}
	if strings.HasPrefix(low, "’") || strings.HasSuffix(low, "’t") {
		low = strings.ReplaceAll(low, "’", "'")
	}
	w.ID = hash(low)
	w.FormID = w.ID*3 + uint32(w.Flags&(Capital|AllCaps))
	for n, at := 0, len(low); n < 4 && at > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(low[:at])
		at -= size
		w.Suffix[n] = hash(low[at:])
	}
	for n, at := 0, 0; n < 3 && at < len(low); n++ {
		_, size := utf8.DecodeRuneInString(low[at:])
		at += size
		w.Prefix[n] = hash(low[:at])
	}
}

func kind(r rune) byte {
	switch {
	case 'a' <= r && r <= 'z':
		return 'x'
	case 'A' <= r && r <= 'Z':
		return 'X'
	case '0' <= r && r <= '9':
		return '0'
	case r < utf8.RuneSelf:
		return byte(r)
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r) || unicode.Is(unicode.M, r):
		return 'x'
	case unicode.IsDigit(r):
		return '0'
	}
	return '*'
}

// Append encodes the entries after b.
func Append(b []byte, entries []Entry) []byte {
	b = binary.AppendUvarint(b, uint64(len(entries)))
	for _, e := range entries {
		b = append(binary.AppendUvarint(b, uint64(len(e.Form))), e.Form...)
	}
	for _, e := range entries {
		usual := byte(0)
		if e.Usual {
			usual = 1
		}
		b = append(b, byte(e.Cluster), byte(e.Cluster>>8), e.Coarse, e.Silver[0], e.Silver[1], usual)
	}
	return b
}

var errBroken = errors.New("broken word table")

// Decode reads what Append wrote and returns the bytes after it.
func Decode(b []byte) ([]Entry, []byte, error) {
	n, w := binary.Uvarint(b)
	if w <= 0 || n > uint64(len(b)) {
		return nil, nil, errBroken
	}
	b = b[w:]
	entries := make([]Entry, n)
	for i := range entries {
		l, w := binary.Uvarint(b)
		if w <= 0 || l > uint64(len(b)-w) {
			return nil, nil, errBroken
		}
		entries[i].Form = string(b[w : w+int(l)])
		b = b[w+int(l):]
	}
	const each = 6
	if len(b) < each*len(entries) {
		return nil, nil, errBroken
	}
	for i := range entries {
		f, e := b[each*i:], &entries[i]
		e.Cluster, e.Coarse = uint16(f[0])|uint16(f[1])<<8, f[2]
		e.Silver, e.Usual = [2]uint8{f[3], f[4]}, f[5] == 1
	}
	return entries, b[each*len(entries):], nil
}
