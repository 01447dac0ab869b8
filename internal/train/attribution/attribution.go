// Package attribution trains the attribution room from PolNeAR's training
// articles. Workshop, behind `hearsay train attribution CORPORA OUT`.
//
// Every step learns from what the step before says of articles it has not
// seen: the articles are dealt into folds, and each fold is read by models of
// the other folds. The last models are trained on all.
package attribution

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"hearsay/internal/attribution"
	"hearsay/internal/attribution/chain"
	"hearsay/internal/syntax"
	"hearsay/internal/train/crf"
	"hearsay/internal/weights"
)

// folds is how many parts the articles are dealt into.
const folds = 4

// Run trains and writes OUT/attribution.zst.
func Run(corpora, out string, progress io.Writer) error {
	syn, err := syntax.Load()
	if err != nil {
		return err
	}
	all, err := lessons(filepath.Join(corpora, "polnear", "train.jsonl.gz"), syn, progress)
	if err != nil {
		return err
	}
	raw := Train(all, progress).Append(nil)
	f, err := os.Create(filepath.Join(out, attribution.ModelName+".zst"))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := weights.Pack(f, raw); err != nil {
		return err
	}
	return f.Close()
}

// Train gives a model trained on the lessons.
func Train(all []*lesson, progress io.Writer) *attribution.Model {
	for i, les := range all {
		les.fold = i % folds
	}
	paras := crossed(all, paragraphSequences(all), func(part []*crf.Sequence, name string) *chain.Model {
		return trainParagraph(part, "paragraph "+name, progress)
	})
	views := make([]*view, len(all))
	each(len(all), func(i int) { views[i] = look(all[i], paras[all[i].fold]) })
	frames := crossed(all, frameSequences(views), func(part []*crf.Sequence, name string) *chain.Model {
		return trainFrame(part, "frame "+name, progress)
	})
	rankers := crossedRankers(views, frames, progress)
	m := &attribution.Model{Paragraph: paras[folds], Frame: frames[folds], Ranker: rankers[folds]}
	pupils := make([]*pupil, len(all))
	each(len(all), func(i int) { pupils[i] = newPupil(views[i], frames[all[i].fold], rankers[all[i].fold]) })
	judge(m, pupils, progress)
	return m
}

// crossed trains one model without each fold, and a last one on all. Two are
// trained at a time; each is its own sequence of sums, so the bytes do not
// depend on it.
func crossed(all []*lesson, seqs [][]*crf.Sequence, train func([]*crf.Sequence, string) *chain.Model) []*chain.Model {
	models := make([]*chain.Model, folds+1)
	each(folds+1, func(i int) {
		k := folds - i // the longest first
		name := fmt.Sprintf("without fold %d", k)
		if k == folds {
			name = "on all"
		}
		models[k] = train(join(all, seqs, k), name)
	})
	return models
}

// each does n things, two at a time.
func each(n int, do func(i int)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, 2)
	for i := range n {
		slots <- struct{}{}
		wg.Go(func() {
			do(i)
			<-slots
		})
	}
	wg.Wait()
}

// join strings the sequences of all lessons but those of one fold together.
func join(all []*lesson, seqs [][]*crf.Sequence, without int) []*crf.Sequence {
	var out []*crf.Sequence
	for i, les := range all {
		if les.fold != without {
			out = append(out, seqs[i]...)
		}
	}
	return out
}
