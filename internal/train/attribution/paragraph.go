package attribution

import (
	"fmt"
	"io"

	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/attribution/paragraph"
	"hearsay/internal/train/crf"
)

// paragraphPlan was settled on a fold of the training articles, by the
// likelihood of what was held out.
var paragraphPlan = crf.Plan{Labels: int(paragraph.Labels), NodeBits: 21, EdgeBits: 12,
	Epochs: 6, Rate: 0.02, Drop: 0.35, Average: 2, Seed: 1}

// rare is how often a feature must occur to be learned from.
const rare = 2

// marks gives each word of a page its gold label.
func marks(les *lesson) []uint8 {
	labels := make([]uint8, len(les.page.Words))
	fill := func(rs []page.Range, begin uint8) {
		for _, r := range rs {
			for i := r.First; i < r.Last; i++ {
				labels[i] = begin + 1
			}
			labels[r.First] = begin
		}
	}
	for _, t := range les.gold {
		fill(t.content, paragraph.ContentBegin)
	}
	for _, t := range les.gold {
		fill(t.source, paragraph.SourceBegin)
		fill([]page.Range{t.cue}, paragraph.CueBegin)
	}
	return labels
}

// paragraphSequences makes a training sequence of every run.
func paragraphSequences(all []*lesson) [][]*crf.Sequence {
	out := make([][]*crf.Sequence, len(all))
	var node, edge []uint32
	for k, les := range all {
		labels := marks(les)
		for _, r := range les.page.Runs {
			seq := &crf.Sequence{}
			for i := r.First; i < r.Last; i++ {
				node, edge = paragraph.Features(les.page, r, i, node[:0], edge[:0])
				seq.Push(node, edge, labels[i])
			}
			out[k] = append(out[k], seq)
		}
	}
	crf.Prune(join(all, out, -1), paragraphPlan.NodeBits, rare)
	return out
}

func trainParagraph(seqs []*crf.Sequence, name string, progress io.Writer) *chain.Model {
	return crf.Train(paragraphPlan, seqs, func(epoch int, loss float64) {
		fmt.Fprintf(progress, "attribution: %s: pass %d, loss %.0f\n", name, epoch, loss)
	})
}
