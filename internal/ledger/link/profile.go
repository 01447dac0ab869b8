package link

import (
	"encoding/binary"
	"errors"
	"math"

	"hearsay/internal/fact"
	"hearsay/internal/incident/union"
)

// mostOf is how many profiles of one reading are found by others: far more than
// a text has.
const mostOf = 1024

// numberOf is the number of a profile: of the row of its reading and its place
// there. Later ones have larger numbers.
func numberOf(row int64, i int) int64 { return row*mostOf + int64(i) }

// profileKey is the key of a number.
func profileKey(n int64) string { return string(sortable(make([]byte, 0, 9), uint64(n), 9)) }

// packer writes the fields of a profile one after another.
type packer []byte

func (b *packer) num(n int) { *b = binary.AppendVarint(*b, int64(n)) }

func (b *packer) str(s string) {
	b.num(len(s))
	*b = append(*b, s...)
}

func (b *packer) strs(list []string) {
	b.num(len(list))
	for _, s := range list {
		b.str(s)
	}
}

func (b *packer) real(v *float64) {
	if v == nil {
		*b = append(*b, 0)
		return
	}
	*b = binary.LittleEndian.AppendUint64(append(*b, 1), math.Float64bits(*v))
}

func (b *packer) numbers(list []fact.Number) {
	b.num(len(list))
	for i := range list {
		for _, v := range []*int{list[i].Min, list[i].Max} {
			if v == nil {
				*b = append(*b, 0)
				continue
			}
			*b = append(*b, 1)
			b.num(*v)
		}
		b.str(list[i].Word)
	}
}

// encode is a profile as bytes: numbers as varints, texts behind their length, in
// the order of the fields, and at the end what its names weigh.
func encode(p *union.Weighed) []byte {
	b := make(packer, 0, 256)
	b.str(p.ID)
	b.str(p.Report)
	flags := 0
	for i, set := range []bool{p.Reply, p.Main, p.Located} {
		if set {
			flags |= 1 << i
		}
	}
	for _, n := range []int{p.No, flags, p.Start, p.End, p.Told, p.WherePrec} {
		b.num(n)
	}
	for _, s := range []string{p.EventType, p.SubEventType, string(p.Stage), p.Weekday, p.Country} {
		b.str(s)
	}
	b.real(p.Latitude)
	b.real(p.Longitude)
	for _, list := range [][]string{p.Places, p.Actors, p.Targets, p.Names} {
		b.strs(list)
	}
	b.numbers(p.Killed)
	b.numbers(p.Injured)
	b.num(len(p.Mentions))
	for _, at := range p.Mentions {
		b.num(at)
	}
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(p.Sum())))
}

// errProfile is a record that encode did not make.
var errProfile = errors.New("what is kept of an incident to compare it by is damaged: rebuild the projections")

// unpacker reads what packer wrote. Once something is missing, bad stays true.
type unpacker struct {
	b   []byte
	s   string // the same bytes, of which texts are parts
	bad bool
}

func (u *unpacker) num() int {
	v, n := binary.Varint(u.b)
	if n <= 0 {
		u.bad = true
		return 0
	}
	u.b = u.b[n:]
	return int(v)
}

// many is a length that the bytes left can hold.
func (u *unpacker) many() int {
	n := u.num()
	if n < 0 || n > len(u.b) {
		u.bad = true
		return 0
	}
	return n
}

func (u *unpacker) str() string {
	n := u.many()
	at := len(u.s) - len(u.b)
	u.b = u.b[n:]
	return u.s[at : at+n]
}

func (u *unpacker) strs() []string {
	n := u.many()
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = u.str()
	}
	return out
}

// flag is a byte that says whether something follows.
func (u *unpacker) flag() bool {
	if len(u.b) == 0 {
		u.bad = true
		return false
	}
	set := u.b[0] == 1
	u.b = u.b[1:]
	return set
}

func (u *unpacker) real() *float64 {
	if !u.flag() {
		return nil
	}
	if len(u.b) < 8 {
		u.bad = true
		return nil
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(u.b))
	u.b = u.b[8:]
	return &v
}

func (u *unpacker) numbers() []fact.Number {
	n := u.many()
	if n == 0 {
		return nil
	}
	out := make([]fact.Number, n)
	for i := range out {
		for _, to := range []**int{&out[i].Min, &out[i].Max} {
			if u.flag() {
				v := u.num()
				*to = &v
			}
		}
		out[i].Word = u.str()
	}
	return out
}

// decode is the profile that encode wrote.
func decode(body []byte) (*union.Weighed, error) {
	if len(body) < 4 {
		return nil, errProfile
	}
	sum := math.Float32frombits(binary.LittleEndian.Uint32(body[len(body)-4:]))
	body = body[:len(body)-4]
	u := &unpacker{b: body, s: string(body)}
	p := &union.Profile{ID: u.str(), Report: u.str()}
	flags := 0
	for _, to := range []*int{&p.No, &flags, &p.Start, &p.End, &p.Told, &p.WherePrec} {
		*to = u.num()
	}
	p.Reply, p.Main, p.Located = flags&1 != 0, flags&2 != 0, flags&4 != 0
	p.EventType, p.SubEventType = u.str(), u.str()
	p.Stage = fact.Stage(u.str())
	p.Weekday, p.Country = u.str(), u.str()
	p.Latitude, p.Longitude = u.real(), u.real()
	for _, to := range []*[]string{&p.Places, &p.Actors, &p.Targets, &p.Names} {
		*to = u.strs()
	}
	p.Killed, p.Injured = u.numbers(), u.numbers()
	if n := u.many(); n > 0 {
		p.Mentions = make([]int, n)
		for i := range p.Mentions {
			p.Mentions[i] = u.num()
		}
	}
	if u.bad || len(u.b) > 0 {
		return nil, errProfile
	}
	return union.Noted(p, float64(sum)), nil
}
