package chain

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Model is a set of weights. Node rows have Stride weights, Edge rows
// Labels*Labels padded to EdgeStride; both tables have a power of two rows.
type Model struct {
	Labels    int
	Node      []int8
	NodeScale float32
	Edge      []int8
	EdgeScale float32

	nodeMask uint32
	edgeMask uint32
	packed   packed
	pots     []float32 // by sum of edge weights, from -mostEdges*128 on: its exponential
}

// mostEdges and mostNodes are how many features of a position can be added up:
// the exponentials are a table, and packed sums have 16 bits.
const (
	mostEdges = 64
	mostNodes = 256
)

// Stride is the width of a node row for that many labels.
func Stride(labels int) int {
	if labels <= 4 {
		return 4
	}
	return 8
}

// EdgeStride is the width of an edge row.
func EdgeStride(labels int) int { return Stride(labels) * Stride(labels) }

// Ready computes what labelling needs from the tables; call it once after the
// weights are set.
func (m *Model) Ready() {
	m.nodeMask = uint32(len(m.Node)/Stride(m.Labels) - 1)
	m.edgeMask = uint32(len(m.Edge)/EdgeStride(m.Labels) - 1)
	m.packed.fill(m.Node, m.Edge, Stride(m.Labels))
	m.pots = make([]float32, 2*mostEdges*128+1)
	for i := range m.pots {
		m.pots[i] = float32(math.Exp(float64(float32(i-mostEdges*128) * m.EdgeScale)))
	}
}

// Append writes the model to b.
func (m *Model) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(m.Labels))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.Node)))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.NodeScale))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.Edge)))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.EdgeScale))
	for _, table := range [][]int8{m.Node, m.Edge} {
		for _, w := range table {
			b = append(b, byte(w))
		}
	}
	return b
}

// Decode reads what Append wrote and gives back the rest of b.
func Decode(b []byte) (*Model, []byte, error) {
	const head = 20
	if len(b) < head {
		return nil, nil, fmt.Errorf("chain model: %d bytes are too few", len(b))
	}
	u := func(i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }
	m := &Model{Labels: int(u(0)), NodeScale: math.Float32frombits(u(2)), EdgeScale: math.Float32frombits(u(4))}
	nodes, edges := int(u(1)), int(u(3))
	b = b[head:]
	if m.Labels < 2 || m.Labels > 8 || nodes < 0 || edges < 0 || len(b) < nodes+edges ||
		!rows(nodes, Stride(m.Labels)) || !rows(edges, EdgeStride(m.Labels)) {
		return nil, nil, fmt.Errorf("chain model: bad header or short table")
	}
	m.Node, m.Edge = signed(b[:nodes]), signed(b[nodes:nodes+edges])
	m.Ready()
	return m, b[nodes+edges:], nil
}

// rows reports whether a table of n weights has a power of two rows.
func rows(n, stride int) bool {
	r := n / stride
	return r > 0 && r*stride == n && r&(r-1) == 0
}

func signed(b []byte) []int8 {
	out := make([]int8, len(b))
	for i, c := range b {
		out[i] = int8(c)
	}
	return out
}
