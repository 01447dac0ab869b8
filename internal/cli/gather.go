package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"hearsay/internal/capture"
	"hearsay/internal/reading"
)

// gathering reads many reports side by side and takes the readings in the order
// of the items, so that neither workers nor luck show in the output.
type gathering struct {
	items   []item
	workers int
	take    func(uri string) (capture.Capture, error)
	each    func(*reading.Reading) // on each reading, in order; may be nil
	bar     *progress
	io      *streams

	reader      *reading.Reader
	readings    []*reading.Reading
	failures    []reading.Failure
	seen        map[string]string // hash -> uri
	twice       int               // reports given before under another name
	interrupted bool
}

type result struct {
	i   int
	rd  *reading.Reading
	err error
}

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
	jobs := make(chan int)
	results := make(chan result, len(g.items))
	go func() {
		defer close(jobs)
		for i := range g.items {
			select {
			case jobs <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	if err := <-loaded; err != nil {
		return fmt.Errorf("the models in the program are damaged (%w); build it again", err)
	}
	for range min(g.workers, max(1, len(g.items))) {
		go func() {
			for i := range jobs {
				rd, err := g.one(g.items[i])
				results <- result{i, rd, err}
			}
		}()
	}
	waiting := map[int]result{}
	for next := 0; next < len(g.items); {
		select {
		case r := <-results:
			waiting[r.i] = r
			g.bar.step()
		case <-ctx.Done():
			g.interrupted = true
		}
		for ; next < len(g.items); next++ {
			r, ok := waiting[next]
			if !ok && !g.interrupted {
				break
			}
			if ok {
				delete(waiting, next)
				g.accept(r)
			}
		}
	}
	g.bar.done()
	return nil
}

// one reads one report. A panic of a room becomes that report's error: it must
// not take the others with it.
func (g *gathering) one(it item) (rd *reading.Reading, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the program broke on this report (%v)", p)
		}
	}()
	if it.err != nil {
		return nil, it.err
	}
	c, err := g.take(it.uri)
	if err != nil {
		return nil, err
	}
	return g.reader.Read(c)
}

// mostTwice is how many duplicates are named.
const mostTwice = 5

// accept takes a result and says what is to be said of it.
func (g *gathering) accept(r result) {
	uri := g.items[r.i].uri
	if r.err != nil {
		f := reading.Fail(uri, r.err)
		g.failures = append(g.failures, f)
		g.io.say("%s: %s; %s", shown(f.URI), f.Reason, f.Advice)
		return
	}
	rep := r.rd.Report
	if first, twice := g.seen[rep.ID]; twice {
		if g.twice++; g.twice <= mostTwice {
			g.io.say("%s: the same bytes as %s; counted once", shown(uri), shown(first))
		}
		return
	}
	g.seen[rep.ID] = uri
	if rep.Encoding != "" && rep.Encoding != "utf-8" {
		g.io.say("%s: decoded from %s", shown(uri), rep.Encoding)
	}
	for _, n := range rep.Notes {
		if n.Kind == "paywall" || n.Kind == "not_shown" {
			g.io.say("%s: %s: %s", shown(uri), strings.ReplaceAll(n.Kind, "_", " "), n.Reason)
		}
	}
	g.readings = append(g.readings, r.rd)
	if g.each != nil {
		g.each(r.rd)
	}
}

// verdict is the exit code, as an error, and the last line of many.
func (g *gathering) verdict() error {
	read, failed := len(g.readings), len(g.failures)
	if more := g.twice - mostTwice; more > 0 {
		g.io.say("%d more reports have the same bytes as others; counted once", more)
	}
	switch {
	case g.interrupted:
		g.io.say("interrupted: %d of %d reports were read", read, len(g.items))
		return exit(exitInterrupted)
	case failed == 0:
		return nil
	case read == 0:
		return exit(exitNone)
	}
	g.io.say("%d of %d reports could not be read", failed, len(g.items))
	return exit(exitSome)
}

// shown is a path as one line: one with characters that cannot be shown is
// quoted.
func shown(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(path)
	}
	return path
}
