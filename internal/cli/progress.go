package cli

import (
	"io"

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

func newProgress(w io.Writer, total int) *progress {
	if total < many || !terminalOf(w).is {
		return nil
	}
	all := mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	bar := all.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d reports ")), mpb.AppendDecorators(decor.EwmaETA(decor.ET_STYLE_GO, 30)))
	return &progress{all, bar}
}

func (p *progress) step() {
	if p != nil {
		p.bar.Increment()
	}
}

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
