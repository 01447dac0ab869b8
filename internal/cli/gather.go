package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"hearsay/internal/capture"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/intake"
	"hearsay/internal/reading"
)

// gathering reads many reports side by side and takes the readings in the order
// of the items, so that neither workers nor luck show in the output.
type gathering struct {
	items   iter.Seq[intake.Opening]
	workers int
	keep    bool                   // the readings, for a document of all
	each    func(*reading.Reading) // on each reading, in order; may be nil
	total   *console.Total
	io      *console.Streams

	reader      *reading.Reader
	readings    []*reading.Reading
	failures    []reading.Failure
	read        int
	seen        map[string]string // hash -> uri
	twice       int               // reports given before under another name
	interrupted bool
}

// readOut is one report that was read, or could not be.
type readOut struct {
	uri string
	rd  *reading.Reading
	err error
}

type result struct {
	i    int
	outs []readOut
}

// ahead is how many items a worker may be ahead of the one that is waited for:
// it bounds the memory that readings wait in.
const ahead = 16

// run reads all items, or until ctx is done. It never waits for a report that
// is being read when ctx ends: that may be a pipe nobody writes to.
func (g *gathering) run(ctx context.Context) error {
	g.seen = map[string]string{}
	loaded := make(chan error, 1)
	go func() {
		var err error
		g.reader, err = reading.Load()
		loaded <- err
	}()
	type job struct {
		i  int
		it intake.Opening
	}
	room := make(chan struct{}, max(1, g.workers)*ahead)
	jobs := make(chan job)
	results := make(chan result, cap(room))
	count := make(chan int, 1)
	go func() {
		n := 0
		defer func() { count <- n; close(jobs) }()
		for it := range g.items {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- job{n, it}:
				n++
			case <-ctx.Done():
				return
			}
		}
	}()
	if err := <-loaded; err != nil {
		return fmt.Errorf("the models in the program are damaged (%w); build it again", err)
	}
	for range g.workers {
		go func() {
			for j := range jobs {
				results <- result{j.i, g.one(ctx, j.it)}
			}
		}()
	}
	waiting := map[int]result{}
	for next, all := 0, -1; next != all && !g.interrupted; {
		select {
		case r := <-results:
			waiting[r.i] = r
		case all = <-count:
		case <-ctx.Done():
			g.interrupted = true
		}
		for ; ; next++ {
			r, ok := waiting[next]
			if !ok {
				break
			}
			delete(waiting, next)
			g.acceptAll(r)
			<-room
		}
	}
	for _, i := range slices.Sorted(maps.Keys(waiting)) { // what was read behind an interrupt
		g.acceptAll(waiting[i])
	}
	g.total.Bar.Done()
	return nil
}

func (g *gathering) acceptAll(r result) {
	g.total.Step(len(r.outs))
	for _, o := range r.outs {
		g.accept(o)
	}
}

// one reads what one item leads to. A panic of a room becomes that report's
// error: it must not take the others with it.
func (g *gathering) one(ctx context.Context, it intake.Opening) (outs []readOut) {
	uri := it.URI
	defer func() {
		if p := recover(); p != nil {
			outs = append(outs, readOut{uri: uri, err: fmt.Errorf("the program broke on this report (%v)", p)})
		}
	}()
	for c, err := range it.Open(ctx) {
		if ctx.Err() != nil {
			return outs
		}
		o := readOut{uri: c.URI, err: err}
		if err == nil {
			uri = c.URI
			o.rd, o.err = intake.Reads(g.reader, c)
		} else if o.uri == "" {
			o.uri = it.URI
			if e := (*capture.Error)(nil); errors.As(err, &e) && e.URI != "" {
				o.uri = e.URI
			}
		}
		outs = append(outs, o)
	}
	return outs
}

// mostTwice is how many duplicates are named.
const mostTwice = 5

// accept takes a result and says what is to be said of it.
func (g *gathering) accept(r readOut) {
	uri := r.uri
	if r.err != nil {
		f := reading.Fail(uri, r.err)
		g.failures = append(g.failures, f)
		g.io.Say("%s: %s; %s", console.Shown(f.URI), f.Reason, f.Advice)
		return
	}
	rep := r.rd.Report
	if first, twice := g.seen[rep.ID]; twice {
		if g.twice++; g.twice <= mostTwice {
			g.io.Say("%s: the same bytes as %s; counted once", console.Shown(uri), console.Shown(first))
		}
		return
	}
	g.seen[rep.ID] = uri
	if rep.Encoding != "" && rep.Encoding != "utf-8" {
		g.io.Say("%s: decoded from %s", console.Shown(uri), rep.Encoding)
	}
	for _, n := range rep.Notes {
		if n.Kind == "paywall" || n.Kind == "not_shown" {
			g.io.Say("%s: %s: %s", console.Shown(uri), strings.ReplaceAll(n.Kind, "_", " "), n.Reason)
		}
	}
	g.read++
	if g.keep {
		g.readings = append(g.readings, r.rd)
	}
	if g.each != nil {
		g.each(r.rd)
	}
}

// verdict is the exit code, as an error, and the last line of many.
func (g *gathering) verdict() error {
	read, failed, all := g.read, len(g.failures), g.total.Count()
	if more := g.twice - mostTwice; more > 0 {
		g.io.Say("%d more reports have the same bytes as others; counted once", more)
	}
	switch {
	case g.interrupted:
		g.io.Say("interrupted: %d of %d reports were read", read, all)
		return console.Exit(console.Interrupted)
	case failed == 0:
		return nil
	case read == 0:
		return console.Exit(console.None)
	}
	g.io.Say("%d of %d reports could not be read", failed, all)
	return console.Exit(console.Some)
}
