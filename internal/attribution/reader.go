package attribution

import (
	"fmt"
	"sync"

	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/page"
	"hearsay/internal/attribution/paragraph"
	"hearsay/internal/document"
	"hearsay/internal/syntax"
	"hearsay/internal/weights"
)

// ModelName is the weight file of this room.
const ModelName = "attribution"

// Reader finds attributions by the weights in the binary. It is safe for
// concurrent use.
type Reader struct {
	paragraph, frame *chain.Model
	pool             sync.Pool // of *bench
}

// bench is the memory one report is worked on with.
type bench struct {
	lattice    chain.Lattice
	best       chain.Best
	frame      frame.Frame
	node, edge []uint32
	labels     []uint8
	scores     []float32
	belief     []frame.Belief
	anchors    []int32
}

// Load opens the weights that are in the binary.
func Load() (*Reader, error) {
	raw, err := weights.Open(ModelName)
	if err != nil {
		return nil, err
	}
	return Open(raw)
}

// Open makes a reader of the bytes of a model.
func Open(raw []byte) (*Reader, error) {
	r := &Reader{}
	if err := r.decode(raw); err != nil {
		return nil, fmt.Errorf("model %s: %w", ModelName, err)
	}
	r.pool.New = func() any { return &bench{} }
	return r, nil
}

func (r *Reader) decode(b []byte) (err error) {
	if r.paragraph, b, err = chain.Decode(b); err != nil {
		return err
	}
	r.frame, _, err = chain.Decode(b)
	return err
}

// Find gives the attributions of a report, sorted by cue.
func (r *Reader) Find(doc *document.Document, syn *syntax.Analysis) []Attribution {
	b := r.pool.Get().(*bench)
	defer r.pool.Put(b)
	pg := page.New(doc, syn)
	b.belief = make([]frame.Belief, len(pg.Words))
	var found []Attribution
	for _, run := range pg.Runs {
		b.node, b.edge = paragraph.Label(r.paragraph, pg, run, &b.lattice, b.node, b.edge)
		frame.Beliefs(&b.lattice, b.belief[run.First:run.Last])
		b.anchors = frame.Anchors(pg, run, b.belief, b.anchors[:0])
		found = append(found, r.choose(pg, run, b)...)
	}
	return silences(doc, syn, mend(doc, syn, found))
}
