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
	raw := Train(all, progress)
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

// Train gives the bytes of a model trained on the lessons.
func Train(all []*lesson, progress io.Writer) []byte {
	for i, les := range all {
		les.fold = i % folds
	}
	seqs := paragraphSequences(all)
	paras := crossed(all, seqs, func(part []*crf.Sequence, name string) *chain.Model {
		return trainParagraph(part, "paragraph "+name, progress)
	})
	frames := make([][]*crf.Sequence, len(all))
	for i, les := range all {
		frames[i] = frameSequences(look(les, paras[les.fold]))
	}
	full := trainFrame(join(all, frames, -1), "frame", progress)
	return full.Append(paras[folds].Append(nil))
}

// crossed trains one model without each fold, and a last one on all. Two are
// trained at a time; each is its own sequence of sums, so the bytes do not
// depend on it.
func crossed(all []*lesson, seqs [][]*crf.Sequence, train func([]*crf.Sequence, string) *chain.Model) []*chain.Model {
	models := make([]*chain.Model, folds+1)
	var wg sync.WaitGroup
	slots := make(chan struct{}, 2)
	for k := folds; k >= 0; k-- {
		slots <- struct{}{}
		wg.Go(func() {
			name := fmt.Sprintf("without fold %d", k)
			if k == folds {
				name = "on all"
			}
			models[k] = train(join(all, seqs, k), name)
			<-slots
		})
	}
	wg.Wait()
	return models
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
