package console

import (
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// Work is a bar for work whose size is known once it has begun, with its rate
// and the time left; nothing where standard error is no terminal.
type Work struct {
	w    io.Writer
	unit string
	all  *mpb.Progress
	bar  *mpb.Bar
}

// NewWork is a bar that counts in a unit, as "rows".
func NewWork(w io.Writer, unit string) *Work { return &Work{w: w, unit: unit} }

// To says how much is done, and of how much.
func (p *Work) To(done, all int64) {
	if !TerminalOf(p.w).Is {
		return
	}
	if p.bar == nil {
		p.all = mpb.New(mpb.WithOutput(p.w), mpb.WithWidth(40))
		p.bar = p.all.AddBar(all, mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CountersNoUnit("%d of %d "+p.unit+" ")),
			mpb.AppendDecorators(decor.AverageSpeed(0, "%.0f/s "), decor.AverageETA(decor.ET_STYLE_GO)))
	}
	p.bar.SetTotal(all, false)
	p.bar.SetCurrent(done)
}

// Done takes the bar away.
func (p *Work) Done() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.all.Wait()
		p.bar = nil
	}
}
