package attribution

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/hypothesis"
	"hearsay/internal/attribution/page"
	"hearsay/internal/attribution/paragraph"
	"hearsay/internal/attribution/tree"
	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
	"hearsay/internal/weights"
)

// ModelName is the weight file of this room.
const ModelName = "attribution"

// Model is the weights of this room.
type Model struct {
	Paragraph, Frame *chain.Model
	// Ranker weighs the parts that an anchor could have against each other.
	Ranker *hypothesis.Ranker
	// Value says how much of a hypothesis is right, Trust how likely a chosen
	// one is to overlap a reader's in every role.
	Value, Trust *tree.Forest
	// Worth is the least value of what is chosen.
	Worth float32
}

// Append writes the model to b.
func (m *Model) Append(b []byte) []byte {
	b = m.Ranker.Append(m.Frame.Append(m.Paragraph.Append(b)))
	b = m.Trust.Append(m.Value.Append(b))
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Worth))
}

func (m *Model) decode(b []byte) (err error) {
	if m.Paragraph, b, err = chain.Decode(b); err != nil {
		return err
	}
	if m.Frame, b, err = chain.Decode(b); err != nil {
		return err
	}
	if m.Ranker, b, err = hypothesis.DecodeRanker(b); err != nil {
		return err
	}
	if m.Value, b, err = tree.Decode(b); err != nil {
		return err
	}
	if m.Trust, b, err = tree.Decode(b); err != nil {
		return err
	}
	if len(b) != 4 {
		return errors.New("bytes left over")
	}
	m.Worth = math.Float32frombits(binary.LittleEndian.Uint32(b))
	return nil
}

// Reader finds attributions by the weights in the binary. It is safe for
// concurrent use.
type Reader struct {
	model Model
	pool  sync.Pool // of *bench
}

// bench is the memory one report is worked on with.
type bench struct {
	lattice    chain.Lattice
	node, edge []uint32
	belief     []frame.Belief
	anchors    []int32
	set        hypothesis.Set
	chosen     []int
	kept       []page.Word
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
	if err := r.model.decode(raw); err != nil {
		return nil, fmt.Errorf("model %s: %w", ModelName, err)
	}
	r.pool.New = func() any { return &bench{} }
	return r, nil
}

// Find gives the attributions of a report, sorted by cue.
func (r *Reader) Find(doc *document.Document, syn *syntax.Analysis) []Attribution {
	b := r.pool.Get().(*bench)
	defer r.pool.Put(b)
	pg := page.New(doc, syn)
	found := layout(pg, carry(pg, mend(syn, r.outer(pg, b))))
	return silences(doc, syn, r.inner(pg, b, found))
}

// outer finds the outermost attributions of every run.
func (r *Reader) outer(pg *page.Page, b *bench) []Attribution {
	if cap(b.belief) < len(pg.Words) {
		b.belief = make([]frame.Belief, len(pg.Words))
	}
	b.belief = b.belief[:len(pg.Words)]
	clear(b.belief) // words outside the runs must not keep another report's
	for _, run := range pg.Runs {
		r.believe(pg, run, b)
	}
	frame.Recall(pg, b.belief)
	var found []Attribution
	for _, run := range pg.Runs {
		found = r.choose(pg, run, b, found)
	}
	slices.SortStableFunc(found, func(a, b Attribution) int { return span.Compare(a.Cue, b.Cue) })
	return found
}

// believe takes the first look at a run.
func (r *Reader) believe(pg *page.Page, run page.Run, b *bench) {
	b.node, b.edge = paragraph.Label(r.model.Paragraph, pg, run, &b.lattice, b.node, b.edge)
	frame.Beliefs(&b.lattice, b.belief[run.First:run.Last])
}

// choose appends the best attributions of a run that agree with each other.
func (r *Reader) choose(pg *page.Page, run page.Run, b *bench, found []Attribution) []Attribution {
	m := &r.model
	b.anchors = frame.Anchors(pg, run, b.belief, b.anchors[:0])
	if len(b.anchors) == 0 {
		return found
	}
	b.set.Gather(m.Frame, m.Ranker, pg, run, b.belief, b.anchors)
	b.set.Judge(m.Value)
	b.chosen = b.set.Choose(m.Worth, b.chosen[:0])
	for _, i := range b.chosen {
		att := spell(pg, &b.set.All[i])
		att.Confidence = float64(b.set.Trust(m.Trust, i))
		found = append(found, att)
	}
	return found
}

// spell gives a hypothesis as spans of the text.
func spell(pg *page.Page, h *hypothesis.Hypothesis) Attribution {
	att := Attribution{Cue: pg.Span(h.Cue), Within: -1}
	for _, r := range h.Source {
		att.Source = append(att.Source, pg.Span(r))
	}
	for _, r := range h.Content {
		att.Content = append(att.Content, pg.Span(r))
	}
	return att
}
