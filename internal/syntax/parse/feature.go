package parse

const (
	k0 = 0x9E3779B97F4A7C15
	k1 = 0xD6E8FEB86659FD93
	k2 = 0xC2B2AE3D27D4EB4F
	k3 = 0x165667B19E3779F9
	k4 = 0xBF58476D1CE4E5B9
)

func (s *State) put(x uint64) {
	s.feats[s.count] = uint32((x ^ x>>31) * k4 >> 32)
	s.count++
}

func (s *State) one(t uint64, a uint32)    { s.put(t*k0 + uint64(a)*k1) }
func (s *State) two(t uint64, a, b uint32) { s.put(t*k0 + uint64(a)*k1 + uint64(b)*k2) }
func (s *State) three(t uint64, a, b, c uint32) {
	s.put(t*k0 + uint64(a)*k1 + uint64(b)*k2 + uint64(c)*k3)
}

// Features collects the features of the state for the choice of a move. They
// stay valid until the next call on s.
func (s *State) Features() []uint32 {
	s.count = 0
	i0, i1, i2 := s.at(0), s.at(1), s.at(2)
	j0, j1, j2 := s.ahead(0), s.ahead(1), s.ahead(2)
	s0, s1, s2 := &s.atoms[i0], &s.atoms[i1], &s.atoms[i2]
	b0, b1, b2 := &s.atoms[j0], &s.atoms[j1], &s.atoms[j2]
	x0, x1, y0 := &s.nodes[i0], &s.nodes[i1], &s.nodes[j0]

	s.words(s0, s1, s2, b0, b1, b2)
	s.pairs(s0, s1, b0, b1)
	s.triples(s0, s1, s2, b0, b1, b2)
	s.children(s0, s1, b0, x0, x1, y0)
	s.distances(i0, i1, j0, s0, s1, b0)
	return s.feats[:s.count]
}

func (s *State) words(s0, s1, s2, b0, b1, b2 *atom) {
	s.one(1, s0.w)
	s.one(2, s0.t)
	s.one(3, s0.wt)
	s.one(4, s0.c)
	s.one(5, s1.w)
	s.one(6, s1.t)
	s.one(7, s1.wt)
	s.one(8, s1.c)
	s.one(9, b0.w)
	s.one(10, b0.t)
	s.one(11, b0.wt)
	s.one(12, b0.c)
	s.one(13, b1.w)
	s.one(14, b1.t)
	s.one(15, b1.c)
	s.one(16, b2.w)
	s.one(17, b2.t)
	s.one(18, s2.t)
	s.one(19, s2.w)
}

func (s *State) pairs(s0, s1, b0, b1 *atom) {
	s.two(20, s0.wt, b0.wt)
	s.two(21, s0.wt, b0.t)
	s.two(22, s0.t, b0.wt)
	s.two(23, s0.w, b0.w)
	s.two(24, s0.t, b0.t)
	s.two(25, s0.c, b0.c)
	s.two(26, s0.c, b0.t)
	s.two(27, s0.t, b0.c)
	s.two(28, s1.wt, s0.wt)
	s.two(29, s1.wt, s0.t)
	s.two(30, s1.t, s0.wt)
	s.two(31, s1.w, s0.w)
	s.two(32, s1.t, s0.t)
	s.two(33, s1.c, s0.c)
	s.two(34, s1.c, s0.t)
	s.two(35, s1.t, s0.c)
	s.two(36, b0.t, b1.t)
	s.two(37, b0.wt, b1.t)
	s.two(38, s1.t, b0.t)
	s.two(39, s1.w, b0.w)
	s.two(40, s1.c, b0.c)
}

func (s *State) triples(s0, s1, s2, b0, b1, b2 *atom) {
	s.three(41, b0.t, b1.t, b2.t)
	s.three(42, s0.t, b0.t, b1.t)
	s.three(43, s1.t, s0.t, b0.t)
	s.three(44, s2.t, s1.t, s0.t)
	s.three(45, s1.w, s0.t, b0.t)
	s.three(46, s1.t, s0.w, b0.t)
	s.three(47, s1.t, s0.t, b0.w)
	s.three(48, s0.w, b0.t, b1.t)
	s.three(49, s0.t, b0.w, b1.t)
	s.three(50, s1.w, s0.w, b0.t)
	s.three(51, s1.c, s0.c, b0.c)
	s.three(52, s1.t<<8|s0.t, b0.t, b1.t)
}

func (s *State) children(s0, s1, b0 *atom, x0, x1, y0 *node) {
	c := func(i int32) *atom { return &s.atoms[i] }
	r := func(i int32) uint32 { return uint32(s.nodes[i].rel) }
	s.three(53, s0.t, c(x0.l1).t, b0.t)
	s.three(54, s0.t, c(x0.r1).t, b0.t)
	s.three(55, s0.t, b0.t, c(y0.l1).t)
	s.three(56, s1.t, c(x1.r1).t, s0.t)
	s.three(57, s1.t, c(x1.l1).t, s0.t)
	s.three(58, s1.t, s0.t, c(x0.l1).t)
	s.three(59, s1.t, s0.t, c(x0.r1).t)
	s.three(60, s1.w, c(x0.l1).w, s0.t)
	s.two(61, c(x0.l1).w, r(x0.l1))
	s.two(62, c(x0.r1).w, r(x0.r1))
	s.two(63, c(x1.l1).w, r(x1.l1))
	s.two(64, c(x1.r1).w, r(x1.r1))
	s.two(65, c(y0.l1).w, r(y0.l1))
	s.three(66, s0.t, r(x0.l1), r(x0.l2))
	s.three(67, s0.t, r(x0.r1), r(x0.r2))
	s.three(68, s1.t, r(x1.r1), r(x1.r2))
	s.three(69, b0.t, r(y0.l1), r(y0.l2))
	s.two(70, s0.t, fold(x0.lefts))
	s.two(71, s0.t, fold(x0.rights))
	s.two(72, s1.t, fold(x1.rights))
	s.two(73, s1.t, fold(x1.lefts))
	s.two(74, b0.t, fold(y0.lefts))
	s.two(75, s0.w, fold(x0.lefts))
	s.two(76, s1.w, fold(x1.rights))
	s.two(77, s0.wt, uint32(x0.vl)<<8|uint32(x0.vr))
	s.two(78, s1.wt, uint32(x1.vr))
	s.two(79, b0.wt, uint32(y0.vl))
	s.three(80, s1.w, c(x0.l1).w, s0.w)
	s.three(81, s0.w, fold(x0.rights), b0.t)
}

// distances adds how far apart the words lie and what stands between them.
func (s *State) distances(i0, i1, j0 int32, s0, s1, b0 *atom) {
	d0, d1 := far(j0-i0), far(i0-i1)
	s.three(82, s0.t, b0.t, d0)
	s.three(83, s1.t, s0.t, d1)
	s.two(84, s0.w, d0)
	s.two(85, b0.w, d0)
	s.two(86, s1.w, d1)
	s.two(87, s0.w, d1)
	m0, m1 := s.between(i0, j0), s.between(i1, i0)
	s.three(88, s0.t, b0.t, m0)
	s.three(89, s1.t, s0.t, m1)
	s.three(90, s1.t, b0.t, m0<<8|m1)
}

// between tells how many verbs, commas, conjunctions and other marks stand
// from word i on before word j, in two bits each.
func (s *State) between(i, j int32) uint32 {
	if i > s.n || i < 0 || j > s.n {
		return 255
	}
	a, b := &s.marks[i], &s.marks[j]
	two := func(x int16) uint32 { return uint32(min(max(x, 0), 3)) }
	return two(b.verbs-a.verbs) | two(b.commas-a.commas)<<2 | two(b.conjs-a.conjs)<<4 | two(b.quotes-a.quotes)<<6
}

func far(d int32) uint32 {
	switch {
	case d < 0:
		return 0
	case d <= 4:
		return uint32(d)
	case d <= 7:
		return 5
	case d <= 12:
		return 6
	}
	return 7
}

func fold(set uint64) uint32 { return uint32(set * k1 >> 32) }

// passive is the bit of aux:pass in a set of relations, as package syntax
// numbers them.
const passive = 9

// ArcFeatures collects the features of the arc from h to d for the choice of
// its relation.
func (s *State) ArcFeatures(h, d int32) []uint32 {
	s.count = 0
	a, b := &s.atoms[h], &s.atoms[d]
	x, y := &s.nodes[h], &s.nodes[d]
	dir := uint32(0)
	if d > h {
		dir = 1
	}
	t := uint64(100) // direction is part of every template
	if dir == 1 {
		t = 200
	}
	side := x.lefts
	if dir == 1 {
		side = x.rights
	}
	c := func(i int32) *atom { return &s.atoms[i] }
	r := func(i int32) uint32 { return uint32(s.nodes[i].rel) }
	dist := far(max(d-h, h-d))
	s.one(t+1, a.w)
	s.one(t+2, a.t)
	s.one(t+3, b.w)
	s.one(t+4, b.t)
	s.one(t+5, b.c)
	s.one(t+6, b.wt)
	s.two(t+7, a.t, b.t)
	s.two(t+8, a.w, b.t)
	s.two(t+9, a.t, b.w)
	s.two(t+10, a.w, b.w)
	s.two(t+11, a.c, b.c)
	s.two(t+12, a.c, b.t)
	s.two(t+13, a.t, b.c)
	s.three(t+14, a.t, b.t, dist)
	s.three(t+15, a.t, b.t, fold(side))
	s.three(t+16, a.t, b.t, fold(x.lefts))
	s.three(t+17, a.t, b.t, fold(y.lefts))
	s.three(t+18, a.p, b.t, c(y.l1).w)
	s.three(t+19, a.p, b.t, c(y.r1).w)
	s.three(t+20, a.w, b.p, c(y.l1).w)
	s.three(t+21, a.t, b.t, r(y.l1)<<8|r(y.r1))
	s.three(t+22, a.p, b.p, fold(y.lefts|y.rights))
	s.two(t+23, b.t, c(s.beside(d, -1)).t)
	s.two(t+24, b.t, c(s.beside(d, 1)).t)
	s.two(t+25, b.w, c(s.beside(d, -1)).w)
	s.three(t+26, a.t, b.t, c(s.beside(h, -1)).t)
	s.three(t+27, a.t, b.t, c(s.beside(h, 1)).t)
	s.three(t+28, a.t, b.t, s.between(min(h, d), max(h, d)))
	s.three(t+29, a.t, b.c, c(y.l1).c)
	s.three(t+30, a.w, b.t, fold(x.lefts))
	s.three(t+31, a.w, b.t, fold(side))
	s.three(t+32, b.w, c(s.beside(d, -1)).t, c(s.beside(d, 1)).t)
	s.three(t+33, a.t, c(y.l1).w, uint32(x.lefts>>passive&1))
	return s.feats[:s.count]
}

func (s *State) beside(i, by int32) int32 {
	if j := i + by; j >= 0 && j <= s.n {
		return j
	}
	return s.n + 1
}
