package attribution

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/hypothesis"
)

// contest is the parts that one anchor could have in one role.
type contest struct {
	features []uint32
	ends     []int32 // where the features of each part end in features
	right    int     // the part that is right to the word, -1 for none
}

// contests lists those of a lesson, by a frame model that has not seen it.
func contests(v *view, m *chain.Model) []contest {
	var s hypothesis.Set
	var out []contest
	for k, r := range v.page.Runs {
		s.Gather(m, nil, v.page, r, v.belief, v.anchors[k])
		type id struct {
			look int
			role hypothesis.Role
		}
		at := map[id]int{}
		for i := range s.Parts {
			p := &s.Parts[i]
			look, anchor := s.LookOf(i)
			g := v.goldAt(anchor)
			if g < 0 && p.Role != hypothesis.CueRole {
				continue
			}
			key := id{look, p.Role}
			c, ok := at[key]
			if !ok {
				c = len(out)
				at[key] = c
				out = append(out, contest{right: -1})
			}
			if g >= 0 && v.gold[g].has(p) {
				out[c].right = len(out[c].ends)
			}
			out[c].features = s.PartFeatures(i, out[c].features)
			out[c].ends = append(out[c].ends, int32(len(out[c].features)))
		}
	}
	return out
}

// has reports whether a part is one of t's.
func (t *triple) has(p *hypothesis.Part) bool {
	switch p.Role {
	case hypothesis.CueRole:
		return p.Ranges[0] == t.cue
	case hypothesis.SourceRole:
		return slices.Equal(p.Ranges, t.source)
	}
	return slices.Equal(p.Ranges, t.content)
}

// rankPlan says how the ranker is trained.
var rankPlan = struct {
	bits   int
	epochs int
	rate   float64
	drop   float64
	l2     float64
	seed   uint64
}{bits: 20, epochs: 6, rate: 0.05, drop: 0.1, seed: 5}

// crossedRankers trains a ranker without each fold, and a last one on all.
func crossedRankers(views []*view, frames []*chain.Model, progress io.Writer) []*hypothesis.Ranker {
	lists := make([][]contest, len(views))
	each(len(views), func(i int) { lists[i] = contests(views[i], frames[views[i].fold]) })
	rankers := make([]*hypothesis.Ranker, folds+1)
	each(folds+1, func(k int) {
		var part []contest
		for i, v := range views {
			if v.fold != k {
				part = append(part, lists[i]...)
			}
		}
		rankers[k] = trainRanker(part, fmt.Sprintf("without fold %d", k), progress)
	})
	return rankers
}

// trainRanker fits a ranker to contests: the likelihood of the right part
// against the others and against none, by AdaGrad in a seeded order.
func trainRanker(all []contest, name string, progress io.Writer) *hypothesis.Ranker {
	rows := 1 << rankPlan.bits
	mask := uint32(rows - 1)
	w, g2, sum := make([]float32, rows), make([]float32, rows), make([]float32, rows)
	count := make([]uint8, rows)
	for i := range all {
		for _, f := range all[i].features {
			if count[f&mask] < 255 {
				count[f&mask]++
			}
		}
	}
	random := rand.New(rand.NewPCG(rankPlan.seed, 0x4a4e))
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	var score, p []float32
	var kept []uint32
	var keptEnd []int32
	cut := uint32(rankPlan.drop * (1 << 32))
	states := 0
	for epoch := range rankPlan.epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := float32(rankPlan.rate * (1 - 0.8*float64(epoch)/float64(rankPlan.epochs)))
		loss := 0.0
		for n, i := range order {
			c := &all[i]
			score, p, kept, keptEnd = score[:0], p[:0], kept[:0], keptEnd[:0]
			from := int32(0)
			for _, to := range c.ends {
				var s float32
				for _, f := range c.features[from:to] {
					if count[f&mask] < rare || random.Uint32() < cut {
						continue
					}
					kept = append(kept, f&mask)
					s += w[f&mask]
				}
				keptEnd = append(keptEnd, int32(len(kept)))
				score = append(score, s)
				from = to
			}
			top := float32(0)
			for _, s := range score {
				top = max(top, s)
			}
			none := float32(math.Exp(float64(-top)))
			total := none
			for _, s := range score {
				e := float32(math.Exp(float64(s - top)))
				p = append(p, e)
				total += e
			}
			if c.right >= 0 {
				loss -= math.Log(float64(p[c.right]/total) + 1e-12)
			} else {
				loss -= math.Log(float64(none/total) + 1e-12)
			}
			from = 0
			for k, to := range keptEnd {
				g := p[k] / total
				if k == c.right {
					g--
				}
				if g > 2e-3 || g < -2e-3 {
					for _, f := range kept[from:to] {
						g2[f] += g * g
						w[f] -= rate * g / (float32(math.Sqrt(float64(g2[f]))) + 0.1)
					}
				}
				from = to
			}
			if epoch >= rankPlan.epochs/2 && (n+1)%(1+len(order)/4) == 0 {
				states++
				for j, x := range w {
					sum[j] += x
				}
			}
		}
		fmt.Fprintf(progress, "attribution: ranker %s: pass %d, loss %.0f\n", name, epoch+1, loss)
	}
	k := &hypothesis.Ranker{Weight: make([]int8, rows)}
	top := float32(0)
	keep := float32(1-rankPlan.drop) / float32(max(1, states))
	for j := range sum {
		sum[j] *= keep
		top = max(top, sum[j], -sum[j])
	}
	k.Scale = max(top, 1e-6) / 127
	for j, x := range sum {
		k.Weight[j] = int8(math.Round(float64(x / k.Scale)))
	}
	return k
}
