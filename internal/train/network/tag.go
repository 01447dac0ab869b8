package network

import "hearsay/internal/neural"

// tags scores the tags of each item, from the second layer's input, and adds
// the row of the best to that input. Dropout makes mistakes as the reader
// will make them, so that the layers above learn not to trust a tag too far.
func (s *shard) tags() {
	n, d, in := s.n, s.n.Width, &s.in[1]
	s.tag = s.zeros(s.items * n.tags)
	s.plain, s.best = s.zeros(s.items*d), s.best[:0]
	copy(s.plain, in.kept)
	for i := range s.items {
		copy(s.tag[i*n.tags:], n.tagBias.w)
	}
	neural.MulAdd(s.tag, in.kept, n.tag.w, s.items, d, n.tags)
	for k, e := range s.sents {
		for i := range e.Feats {
			if i == 0 {
				s.best = append(s.best, -1)
				continue
			}
			at := s.at[k] + i
			best := 0
			row := s.tag[at*n.tags:][:n.Tags]
			for j, x := range row {
				if x > row[best] {
					best = j
				}
			}
			s.best = append(s.best, int32(best))
			x, kept := in.x[at*d:][:d], in.kept[at*d:][:d]
			for j, v := range n.tagRows.row(n.tagRows.w, int32(best)) {
				x[j] += v
				if in.mask == nil {
					kept[j] = x[j]
				} else {
					kept[j] += v * in.mask[k*d+j]
				}
			}
		}
	}
}

// blameTags turns the scores of tags into their gradients.
func (s *shard) blameTags(score []float32, bias *param, scale float32) {
	n := s.n
	done := 0
	for _, e := range s.sents {
		for i := range e.Feats {
			row := score[done*n.tags:][:n.tags]
			done++
			if i == 0 {
				clear(row)
				continue
			}
			clear(row[n.Tags:])
			s.blame(row[:n.Tags], int(e.Tags[i]), scale)
			add(s.grad[bias], row)
		}
	}
	clear(score[done*n.tags:])
}

// backTags goes back through tags: dx is the gradient of the second layer's
// input.
func (s *shard) backTags(dx []float32) {
	n, d, in := s.n, s.n.Width, &s.in[1]
	for i, best := range s.best {
		if best >= 0 {
			add(n.tagRows.row(s.grad[n.tagRows], best), dx[i*d:])
		}
	}
	s.outer(s.grad[n.tag], s.plain, s.tag, s.items, d, n.tags)
	back := s.zeros(s.items * d)
	s.through(back, s.tag, n.tag.w, s.items, d, n.tags)
	s.mask(in, back)
	add(dx, back)
}

// lateTags scores the tags again, from what the last layer made, and adds to
// dx, the gradient of that as dropout left it.
func (s *shard) lateTags(dx []float32, scale float32) {
	n, kept := s.n, s.in[s.n.Depth].kept
	if n.late == nil {
		return
	}
	score := s.zeros(s.items * n.tags)
	for i := range s.items {
		copy(score[i*n.tags:], n.lateBias.w)
	}
	neural.MulAdd(score, kept, n.late.w, s.items, n.Width, n.tags)
	s.blameTags(score, n.lateBias, scale)
	s.outer(s.grad[n.late], kept, score, s.items, n.Width, n.tags)
	s.through(dx, score, n.late.w, s.items, n.Width, n.tags)
}
