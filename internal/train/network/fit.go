package network

import (
	"slices"
	"sync"

	"hearsay/internal/syntax/parse"
)

// Fit trains for so many rounds: on all of gold in each, and on one part in
// parts of silver, another part each round. It ends with the running means in
// place. said is called after each round, with its mean loss.
func (n *Net) Fit(gold, silver []*Sentence, parts, rounds int, said func(round int, loss float64)) {
	f := fit{n: n, shards: []*shard{n.newShard(), n.newShard()}}
	for round := range rounds {
		f.steps += length(part(gold, silver, parts, round))/n.Batch + 1
	}
	for round := range rounds {
		said(round+1, f.round(part(gold, silver, parts, round)))
	}
}

// part is what is read in a round.
func part(gold, silver []*Sentence, parts, round int) []*Sentence {
	out := slices.Clip(gold)
	for i := round % max(1, parts); i < len(silver); i += parts {
		out = append(out, silver[i])
	}
	return out
}

func length(sents []*Sentence) (n int) {
	for _, e := range sents {
		n += len(e.Feats)
	}
	return n
}

// fit is a training under way.
type fit struct {
	n           *Net
	shards      []*shard
	done, steps int // batches
}

// The rate climbs for so many batches, then falls evenly to this share.
const warm, last = 200, 0.02

// round trains on the sentences in a fresh order.
func (f *fit) round(sents []*Sentence) float64 {
	n := f.n
	var batch []*Sentence
	items, loss, batches := 0, 0.0, 0
	for at, i := range n.random.order(len(sents)) {
		batch = append(batch, sents[i])
		items += len(sents[i].Feats)
		if items < n.Batch && at+1 < len(sents) {
			continue
		}
		n.adam.rate = n.Rate * min(1, float64(f.done+1)/warm) * max(last, 1-float64(f.done)/float64(f.steps))
		loss += f.batch(batch)
		n.adam.average(n.all)
		batches++
		f.done++
		batch, items = batch[:0], 0
	}
	return loss / float64(max(1, batches))
}

// batch makes one step and returns the loss of a word.
func (f *fit) batch(batch []*Sentence) float64 {
	n := f.n
	parts := make([][]*Sentence, len(f.shards))
	for i, e := range batch {
		k := i % len(f.shards)
		parts[k] = append(parts[k], e)
	}
	words := length(batch) - len(batch)
	var wg sync.WaitGroup
	for k, s := range f.shards {
		s.random = random(n.random.next() | 1)
		if len(parts[k]) > 0 {
			wg.Go(func() { s.learn(parts[k], words) })
		}
	}
	wg.Wait()
	loss := 0.0
	for k, s := range f.shards {
		if len(parts[k]) > 0 {
			loss += s.loss
			s.give()
		}
	}
	n.adam.apply(n.all)
	return loss / float64(words)
}

// give adds the shard's gradients to the network's.
func (s *shard) give() {
	n := s.n
	for _, p := range n.all {
		for i, x := range s.grad[p] {
			p.g[i] += x
		}
		clear(s.grad[p])
	}
	item := 0
	for k, e := range s.sents {
		for i, rows := range e.Feats {
			if s.without[item] {
				rows = rows[parse.Own:]
			}
			item++
			dx := s.dx[(s.at[k]+i)*n.Width:][:n.Width]
			for _, r := range rows {
				n.table.touch(r)
				g := n.table.row(n.table.g, r)
				for j, x := range dx {
					g[j] += x
				}
			}
		}
	}
}
