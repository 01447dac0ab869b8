package console

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

// Progress is a bar on standard error, or nothing where that is no terminal.
// A nil Progress shows nothing.
type Progress struct {
	all *mpb.Progress
	bar *mpb.Bar
}

// NewProgress is a bar for so many reports; long asks for one of few that take long.
func NewProgress(w io.Writer, total int, long ...bool) *Progress {
	if total < many && !slices.Contains(long, true) || !TerminalOf(w).Is {
		return nil
	}
	all := mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	bar := all.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d reports ")), mpb.AppendDecorators(decor.AverageSpeed(0, "%.0f/s "), decor.AverageETA(decor.ET_STYLE_GO)))
	return &Progress{all, bar}
}

// Steps is n more reports done.
func (p *Progress) Steps(n int) {
	if p != nil {
		p.bar.IncrBy(n)
	}
}

// Total counts what is to be read: it grows as archives and feeds are opened.
type Total struct {
	n   atomic.Int64
	Bar *Progress // may be nil
}

// NewTotal counts from n.
func NewTotal(n int) *Total {
	t := &Total{}
	t.n.Store(int64(n))
	return t
}

// Count is how many there are so far.
func (t *Total) Count() int { return int(t.n.Load()) }

// Add is n more reports, or fewer: what led to several counted as one.
func (t *Total) Add(n int) {
	all := t.n.Add(int64(n))
	if t.Bar != nil {
		t.Bar.bar.SetTotal(all, false)
	}
}

// Step is n reports done.
func (t *Total) Step(n int) { t.Bar.Steps(n) }

// Writer prints lines above the bar, and on w where there is none.
func (p *Progress) Writer(w io.Writer) io.Writer {
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

// Done takes the bar away.
func (p *Progress) Done() {
	if p != nil {
		p.bar.Abort(true)
		p.all.Wait()
	}
}
