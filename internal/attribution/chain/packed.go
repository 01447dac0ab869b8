package chain

import "encoding/binary"

// packed holds the tables so that a row is added in few steps: weights plus 128,
// a byte each, so that every second byte of a word can be added as a lane of 16
// bits. The sum of n weights is that of the bytes less 128 n.
type packed struct {
	node4 []uint32 // a row of four labels
	node8 []uint64 // a row of eight
	edge  []uint64 // rows of Stride words of four labels, or of eight
}

const (
	lanes4 = 0x00ff00ff
	lanes8 = 0x00ff00ff00ff00ff
	// bias is what is added to a weight.
	bias = 128
)

func (p *packed) fill(node, edge []int8, stride int) {
	word := func(b []int8) (w uint64) {
		var raw [8]byte
		for i, x := range b {
			raw[i] = byte(x) ^ bias
		}
		return binary.LittleEndian.Uint64(raw[:])
	}
	if stride == 4 {
		p.node4 = make([]uint32, len(node)/4)
		for i := range p.node4 {
			p.node4[i] = uint32(word(node[i*4 : i*4+4]))
		}
	} else {
		p.node8 = make([]uint64, len(node)/8)
		for i := range p.node8 {
			p.node8[i] = word(node[i*8 : i*8+8])
		}
	}
	p.edge = make([]uint64, len(edge)/8)
	for i := range p.edge {
		p.edge[i] = word(edge[i*8 : i*8+8])
	}
}

// lane is the sum in the k-th lane.
func lane(sum uint64, k int) int { return int(uint16(sum >> (16 * k))) }

// sums4 are packed sums of a position of four labels.
type sums4 struct {
	even, odd uint32 // labels 0 and 2, 1 and 3
	// pairs by label before: words 0 and 1 are labels 0 and 1 before, with the even
	// and the odd bytes apart.
	edge         [4]uint64
	nodes, edges int
}

func (s *sums4) add(m *Model, node, edge []uint32) {
	even, odd := s.even, s.odd
	rows := m.packed.node4
	for _, f := range node {
		w := rows[f&m.nodeMask]
		even += w & lanes4
		odd += w >> 8 & lanes4
	}
	s.even, s.odd = even, odd
	s.nodes += len(node)
	e0, e1, e2, e3 := s.edge[0], s.edge[1], s.edge[2], s.edge[3]
	pairs := m.packed.edge
	for _, f := range edge {
		at := int(f&m.edgeMask) * 2
		v, w := pairs[at], pairs[at+1]
		e0 += v & lanes8
		e1 += v >> 8 & lanes8
		e2 += w & lanes8
		e3 += w >> 8 & lanes8
	}
	s.edge = [4]uint64{e0, e1, e2, e3}
	s.edges += len(edge)
}
