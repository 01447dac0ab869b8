package export

import (
	"context"
	"iter"
	"runtime"
)

// flow takes parts one after the other, renders each on a core of its own, and
// hands what comes of them to write in the order of the parts. It holds as many
// parts as there are cores, and two. The first error ends it; when it returns,
// nothing of it runs any more.
func flow[P, R any](ctx context.Context, parts iter.Seq2[P, error], render func(context.Context, P) (R, error), write func(R) error) error {
	type rendered struct {
		r   R
		err error
	}
	inner, stop := context.WithCancel(ctx)
	defer stop()
	queue := make(chan chan rendered, runtime.GOMAXPROCS(0))
	go func() {
		defer close(queue)
		for p, err := range parts {
			out := make(chan rendered, 1)
			if err != nil {
				out <- rendered{err: err}
			} else {
				go func() {
					r, err := render(inner, p)
					out <- rendered{r, err}
				}()
			}
			select {
			case queue <- out:
			case <-inner.Done():
				<-out
				return
			}
			if err != nil {
				return
			}
		}
	}()
	var first error
	for out := range queue {
		x := <-out
		if first == nil {
			if first = x.err; first == nil {
				first = write(x.r)
			}
			if first != nil {
				stop()
			}
		}
	}
	if first == nil {
		first = ctx.Err() // what was interrupted between two parts is not whole
	}
	return first
}
