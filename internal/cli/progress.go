package cli

import (
	"io"
	"slices"
	"sync/atomic"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// many is from how many reports on progress is shown: fewer are read before a
// bar would be seen.
const many = 12

// progress is a bar on standard error, or nothing where that is no terminal.
// A nil progress shows nothing.
type progress struct {
	all *mpb.Progress
	bar *mpb.Bar
}

// newProgress is a bar for so many reports; long asks for one of few that take long.
func newProgress(w io.Writer, total int, long ...bool) *progress {
	if total < many && !slices.Contains(long, true) || !terminalOf(w).is {
		return nil
	}
	all := mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	bar := all.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d reports ")), mpb.AppendDecorators(decor.EwmaETA(decor.ET_STYLE_GO, 30)))
	return &progress{all, bar}
}

func (p *progress) steps(n int) {
	if p != nil {
		p.bar.IncrBy(n)
	}
}

// total counts what is to be read: it grows as archives and feeds are opened.
type total struct {
	n   atomic.Int64
	bar *progress
}

func (t *total) count() int { return int(t.n.Load()) }

// add is n more reports, or fewer: what led to several counted as one.
func (t *total) add(n int) {
	all := t.n.Add(int64(n))
	if t.bar != nil {
		t.bar.bar.SetTotal(all, false)
	}
}

func (t *total) step(n int) { t.bar.steps(n) }

// writer prints lines above the bar, and on w where there is none.
func (p *progress) writer(w io.Writer) io.Writer {
	if p == nil {
		return w
	}
	return above{p.all, w}
}

type above struct {
	bars *mpb.Progress
	w    io.Writer
}

func (a above) Write(b []byte) (int, error) {
	if n, err := a.bars.Write(b); err == nil {
		return n, nil
	}
	return a.w.Write(b) // the bar is gone
}

// done takes the bar away.
func (p *progress) done() {
	if p != nil {
		p.bar.Abort(true)
		p.all.Wait()
	}
}
