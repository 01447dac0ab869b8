package parse

import (
	"encoding/binary"
	"errors"
	"math"

	"hearsay/internal/neural"
)

// dense are the matrices that are kept as they are, with their lengths.
func (p *Parser) dense() []dense {
	w, v := p.Width, p.views()
	all := []dense{
		{&p.Steps, w},
		{&p.Tagger, w * p.tags()}, {&p.TagBias, p.tags()}, {&p.TagRows, p.tags() * w},
		{&p.LateTagger, p.Late * p.tags() * w}, {&p.LateBias, p.Late * p.tags()},
		{&p.Views, w * v}, {&p.ViewBias, v},
		{&p.Arcs, p.Arc * p.Arc}, {&p.ArcBias, p.Arc},
		{&p.Distance, p.Arc * Distances}, {&p.DistBias, Distances},
		{&p.RelDistance, Distances * p.Label},
		{&p.Relations, p.Label * p.rels()}, {&p.RelsBias, p.rels()},
	}
	for i := range p.Layers {
		l := &p.Layers[i]
		all = append(all, dense{&l.Weights, 3 * w * w}, dense{&l.State, 2 * w}, dense{&l.Bias, 2 * w})
	}
	return all
}

type dense struct {
	to *[]float32
	n  int
}

// Append encodes the parser after b: its size, which rows of the table are not
// zero, those rows, then all other numbers, their bytes sorted by weight so that
// they compress.
func (p *Parser) Append(b []byte) []byte {
	for _, n := range p.numbers() {
		b = binary.AppendUvarint(b, uint64(*n))
	}
	used := make([]byte, (p.Rows+7)/8)
	for r := range p.Rows {
		for _, x := range p.row(r) {
			if x != 0 {
				used[r/8] |= 1 << (r % 8)
				break
			}
		}
	}
	b = append(b, used...)
	for r := range p.Rows {
		if used[r/8]>>(r%8)&1 != 0 {
			for _, x := range p.row(r) {
				b = append(b, byte(x))
			}
		}
	}
	for _, d := range p.dense() {
		for shift := 0; shift < 32; shift += 8 {
			for _, x := range *d.to {
				b = append(b, byte(math.Float32bits(x)>>shift))
			}
		}
	}
	return b
}

func (p *Parser) row(r int) []int8 { return p.Table[r*p.Width:][:p.Width] }

func (z *Size) numbers() []*int {
	return []*int{&z.Rows, &z.Width, &z.Depth, &z.Arc, &z.Label, &z.Tags, &z.Rels, &z.Root, &z.Late}
}

var errBroken = errors.New("broken parser")

// Decode reads what Append wrote and returns the bytes after it.
func Decode(b []byte) (*Parser, []byte, error) {
	p := &Parser{}
	for _, n := range p.numbers() {
		v, w := binary.Uvarint(b)
		if w <= 0 || v > 1<<24 {
			return nil, nil, errBroken
		}
		*n, b = int(v), b[w:]
	}
	tiles := p.Width%neural.TileCols == 0 && p.Arc%neural.TileCols == 0 && p.Label%neural.TileCols == 0
	if p.Rows != Rows() || !tiles || p.Width > 1<<12 || p.Arc > 1<<12 || p.Label > 1<<12 || p.Depth < 1 || p.Depth > 16 || p.Late > 1 || p.Tags > 256 || p.Rels > 256 || p.Rels < 2 || p.Root >= p.Rels {
		return nil, nil, errBroken
	}
	if len(b) < (p.Rows+7)/8 {
		return nil, nil, errBroken
	}
	used, b := b[:(p.Rows+7)/8], b[(p.Rows+7)/8:]
	p.Table = make([]int8, p.Rows*p.Width)
	for r := range p.Rows {
		if used[r/8]>>(r%8)&1 == 0 {
			continue
		}
		if len(b) < p.Width {
			return nil, nil, errBroken
		}
		for j := range p.row(r) {
			p.row(r)[j] = int8(b[j])
		}
		b = b[p.Width:]
	}
	p.Layers = make([]Layer, p.Depth)
	for _, d := range p.dense() {
		if len(b) < 4*d.n {
			return nil, nil, errBroken
		}
		*d.to = make([]float32, d.n)
		for i := range *d.to {
			(*d.to)[i] = math.Float32frombits(uint32(b[i]) | uint32(b[d.n+i])<<8 | uint32(b[2*d.n+i])<<16 | uint32(b[3*d.n+i])<<24)
		}
		b = b[4*d.n:]
	}
	return p, b, nil
}
