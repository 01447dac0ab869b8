package hypothesis

import (
	"encoding/binary"
	"errors"
	"math"
)

// Ranker scores the parts of one look against each other, by the words at and
// around their bounds: a table of weights by the hash of a feature.
type Ranker struct {
	Weight []int8 // a power of two
	Scale  float32
}

// Score sums the weights of features.
func (k *Ranker) Score(features []uint32) float32 {
	mask := uint32(len(k.Weight) - 1)
	var sum int32
	for _, f := range features {
		sum += int32(k.Weight[f&mask])
	}
	return float32(sum) * k.Scale
}

// Append writes the ranker to b.
func (k *Ranker) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(k.Weight)))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(k.Scale))
	for _, w := range k.Weight {
		b = append(b, byte(w))
	}
	return b
}

// DecodeRanker reads what Append wrote and gives back the rest of b.
func DecodeRanker(b []byte) (*Ranker, []byte, error) {
	if len(b) < 8 {
		return nil, nil, errors.New("ranker: short header")
	}
	n := int(binary.LittleEndian.Uint32(b))
	k := &Ranker{Scale: math.Float32frombits(binary.LittleEndian.Uint32(b[4:]))}
	b = b[8:]
	if n <= 0 || n&(n-1) != 0 || n > len(b) {
		return nil, nil, errors.New("ranker: bad or short table")
	}
	k.Weight = make([]int8, n)
	for i := range k.Weight {
		k.Weight[i] = int8(b[i])
	}
	return k, b[n:], nil
}

// leader is what the parts of one look and role come to.
type leader struct {
	total       float32
	part        int32 // the one with the largest share
	top, second float32
}

// Rank sets the score and the share of every part.
func (s *Set) Rank(k *Ranker) {
	s.rankFrom(k, 0)
	s.leaders = s.leaders[:0]
	for range len(s.looks) * int(Roles) {
		s.leaders = append(s.leaders, leader{total: 1, part: -1}) // that of none of them, e to the 0
	}
	for i := range s.Parts {
		p := &s.Parts[i]
		p.Share = float32(math.Exp(float64(max(-30, min(30, p.Score)))))
		s.leader(p).total += p.Share
	}
	for i := range s.Parts {
		p := &s.Parts[i]
		l := s.leader(p)
		p.Share /= l.total
		switch {
		case l.part < 0 || p.Share > l.top:
			l.part, l.top, l.second = int32(i), p.Share, l.top
		case p.Share > l.second:
			l.second = p.Share
		}
	}
}

func (s *Set) leader(p *Part) *leader { return &s.leaders[p.look*int(Roles)+int(p.Role)] }

// other is the largest share of another part of the same look and role.
func (s *Set) other(k int32) float32 {
	l := s.leader(&s.Parts[k])
	if l.part == k {
		return l.second
	}
	return l.top
}

// rankFrom scores the parts from one on that have no score yet.
func (s *Set) rankFrom(k *Ranker, from int) {
	for i := from; i < len(s.Parts); i++ {
		if p := &s.Parts[i]; !p.ranked {
			s.node = s.PartFeatures(i, s.node[:0])
			p.Score, p.ranked = k.Score(s.node), true
		}
	}
}

// LookOf is the index of the look a part is seen by, and its anchor.
func (s *Set) LookOf(part int) (look, anchor int) {
	k := s.Parts[part].look
	return k, s.looks[k].anchor
}
