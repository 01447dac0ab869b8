package hypothesis

import (
	"slices"

	"hearsay/internal/attribution/page"
)

// Role is a part of an attribution.
type Role uint8

// The roles.
const (
	CueRole Role = iota
	SourceRole
	ContentRole
	Roles
)

// Part is one way to fill a role, seen from an anchor.
type Part struct {
	Role   Role
	Ranges []page.Range
	Score  float32 // of the ranker
	Share  float32 // the probability, by the ranker, that it is right to the word

	// Log is how far the best labelling with it lies behind the best of all, in
	// nats.
	Log    float32
	look   int
	ranked bool
}

// enter notes the parts of a hypothesis.
func (s *Set) enter(h *Hypothesis, look int) {
	from := len(s.ranges)
	s.ranges = append(s.ranges, h.Cue)
	lag := h.Log - s.All[s.looks[look].top].Log
	h.part[CueRole] = s.part(look, CueRole, s.ranges[from:len(s.ranges):len(s.ranges)], lag)
	h.part[SourceRole] = s.part(look, SourceRole, h.Source, lag)
	h.part[ContentRole] = s.part(look, ContentRole, h.Content, lag)
}

// part is the index of a part, which is entered if it is not there. lag is how
// far a labelling with it lies behind the first.
func (s *Set) part(look int, role Role, rs []page.Range, lag float32) int32 {
	for k := s.looks[look].parts; k < len(s.Parts); k++ {
		p := &s.Parts[k]
		switch {
		case p.look != look && k < s.lent:
			k = min(s.lent, len(s.Parts)) - 1 // on to those that were lent
		case p.look == look && p.Role == role && slices.Equal(p.Ranges, rs):
			p.Log = max(p.Log, lag)
			return int32(k)
		}
	}
	s.Parts = append(s.Parts, Part{Role: role, Ranges: rs, look: look, Log: lag})
	return int32(len(s.Parts) - 1)
}

// PartFeatures appends the hashes of the features of part k.
func (s *Set) PartFeatures(k int, out []uint32) []uint32 {
	p := &s.Parts[k]
	lk := &s.looks[p.look]
	a := s.at(lk.anchor)
	m := mixer{out: out, role: uint32(p.Role), lem: a.Lemma}
	m.sort = uint32(a.XPOS)<<20 | lk.signs.Below
	lag := uint32(max(-20, min(20, p.Log*2)) + 20)
	m.both(60, lag, 0)
	switch p.Role {
	case CueRole:
		s.cueFeatures(&m, lk, p.Ranges[0])
	case SourceRole:
		s.sourceFeatures(&m, lk, p.Ranges)
	case ContentRole:
		s.contentFeatures(&m, lk, p.Ranges)
	}
	return m.out
}
