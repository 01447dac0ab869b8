package attribution

import (
	"fmt"
	"io"
	"slices"

	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/page"
	"hearsay/internal/attribution/paragraph"
	"hearsay/internal/train/crf"
)

var framePlan = crf.Plan{Labels: int(frame.Labels), NodeBits: 21, EdgeBits: 16,
	Epochs: 5, Rate: 0.02, Drop: 0.45, Average: 1, Seed: 2}

// view is a lesson with what the first look believes of its words.
type view struct {
	*lesson
	belief  []frame.Belief
	anchors [][]int32 // per run
}

// look computes beliefs and anchors with a paragraph model that has not seen
// the lesson.
func look(les *lesson, m *chain.Model) *view {
	v := &view{lesson: les, belief: make([]frame.Belief, len(les.page.Words))}
	var lat chain.Lattice
	var node, edge []uint32
	for _, r := range les.page.Runs {
		node, edge = paragraph.Label(m, les.page, r, &lat, node, edge)
		frame.Beliefs(&lat, v.belief[r.First:r.Last])
	}
	frame.Recall(les.page, v.belief)
	for _, r := range les.page.Runs {
		v.anchors = append(v.anchors, frame.Anchors(les.page, r, v.belief, nil))
	}
	return v
}

// goldAt is the gold attribution whose cue holds word i, or -1.
func (les *lesson) goldAt(i int) int {
	for k, t := range les.gold {
		if t.cue.First <= i && i < t.cue.Last {
			return k
		}
	}
	return -1
}

// Of the anchors that are no cues and hardly look like one, every third is
// learned from, with three times the weight.
const (
	unlikely = 0.15
	thin     = 3
)

// frameSequences makes the training sequences of the anchors.
func frameSequences(views []*view) [][]*crf.Sequence {
	out := make([][]*crf.Sequence, len(views))
	each(len(views), func(i int) { out[i] = views[i].sequences() })
	crf.Prune(slices.Concat(out...), framePlan.NodeBits, rare)
	return out
}

func (v *view) sequences() []*crf.Sequence {
	var out []*crf.Sequence
	var f frame.Frame
	var node, edge []uint32
	for k, r := range v.page.Runs {
		f.Enter(v.page, r, v.belief, v.anchors[k])
		for _, a := range v.anchors[k] {
			g := v.goldAt(int(a))
			weight := float32(1)
			if g < 0 && v.belief[a].Cue < unlikely {
				if a%thin != 0 {
					continue
				}
				weight = thin
			}
			f.Look(int(a))
			seq := &crf.Sequence{Weight: weight}
			labels := make([]uint8, f.Last-f.First)
			if g >= 0 {
				v.gold[g].fill(labels, f.First)
			}
			for i := f.First; i < f.Last; i++ {
				node, edge = f.Features(i, node[:0], edge[:0])
				seq.Push(node, edge, labels[i-f.First])
			}
			at := f.Anchor - f.First
			seq.Forbid = func(lat *chain.Lattice) { frame.Forbid(lat, at) }
			out = append(out, seq)
		}
	}
	return out
}

// fill labels a window that begins at word first.
func (t *triple) fill(labels []uint8, first int) {
	put := func(rs []page.Range, y uint8) {
		for _, r := range rs {
			for i := max(0, r.First-first); i < min(len(labels), r.Last-first); i++ {
				labels[i] = y
			}
		}
	}
	put(t.content, frame.Content)
	put(t.source, frame.Source)
	put([]page.Range{t.cue}, frame.Cue)
}

func trainFrame(seqs []*crf.Sequence, name string, progress io.Writer) *chain.Model {
	return crf.Train(framePlan, seqs, func(epoch int, loss float64) {
		fmt.Fprintf(progress, "attribution: %s: pass %d, loss %.0f\n", name, epoch, loss)
	})
}
