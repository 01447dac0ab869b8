package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hearsay/internal/account"
	"hearsay/internal/desk"
)

const (
	// look is how often a stream looks for new rows, heartbeat how often it says
	// that it is there, so that no proxy takes it for dead.
	look      = time.Second
	heartbeat = 15 * time.Second
	// mostStreams go on at once.
	mostStreams = 256
	// part is how many rows are sent at once.
	part = 100
)

// streaming asks for a stream.
type streaming struct {
	Row  int64  `query:"row" minimum:"0" doc:"Rows after this one; the present where neither this nor Last-Event-ID is given."`
	Last string `header:"Last-Event-ID" doc:"The id of the last event that was received: a browser sends it by itself when it asks again."`
}

func (s *Server) streams() {
	var open atomic.Int64
	op := s.ledgered(account.ToRead, http.MethodGet, "/changes/stream", "stream-changes", "What is new, as it comes, as server-sent events", 422)
	op.Responses = map[string]*huma.Response{"200": {
		Description: "Events without end: id is the row, event its kind, data an item as list-since has it. A comment every 15 seconds keeps the connection. It ends when the server stops; ask again with Last-Event-ID.",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
	huma.Register(s.huma, op, func(ctx context.Context, in *streaming) (*huma.StreamResponse, error) {
		from, err := s.begin(ctx, in)
		if err != nil {
			return nil, err
		}
		if open.Add(1) > mostStreams {
			open.Add(-1)
			return nil, problem(http.StatusServiceUnavailable, "as many streams are open as this server holds", "ask "+Prefix+"/since from time to time")
		}
		return &huma.StreamResponse{Body: func(hc huma.Context) {
			defer open.Add(-1)
			hc.SetHeader("Content-Type", "text/event-stream")
			hc.SetHeader("Cache-Control", "no-store")
			hc.SetHeader("X-Accel-Buffering", "no") // nginx would hold it back
			hc.SetStatus(http.StatusOK)
			_, w := humago.Unwrap(hc)
			s.stream(ctx, w, from)
		}}, nil
	})
}

// begin is the row that a stream begins after.
func (s *Server) begin(ctx context.Context, in *streaming) (int64, error) {
	if in.Last != "" {
		n, err := strconv.ParseInt(in.Last, 10, 64)
		if err != nil || n < 0 {
			return 0, bad("header.Last-Event-ID", fmt.Sprintf("%q is no row", in.Last), "send the id of an event of this stream")
		}
		return n, nil
	}
	if in.Row > 0 {
		return in.Row, nil
	}
	f, err := s.opt.Desk.Fresh(ctx)
	return f.Row, s.asked(ctx, err)
}

// stream writes what is new until whoever asked has gone or the server stops.
func (s *Server) stream(ctx context.Context, w http.ResponseWriter, from int64) {
	ctl := http.NewResponseController(w)
	alive := func(format string, args ...any) bool {
		// Each write has its own time: the stream itself has none.
		if err := ctl.SetWriteDeadline(time.Now().Add(slack)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return false
		}
		_, err := fmt.Fprintf(w, format, args...)
		return err == nil && ctl.Flush() == nil
	}
	if !alive("retry: 3000\n\n") {
		return
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	last := time.Now()
	for {
		items, next, err := s.news(ctx, from)
		if err != nil {
			return // it asks again, and is told then
		}
		for i := range items {
			data, err := json.Marshal(&items[i])
			if err != nil || !alive("id: %d\nevent: %s\ndata: %s\n\n", items[i].Row, items[i].Kind, data) {
				return
			}
			last = time.Now()
		}
		if from = max(from, next); len(items) == part {
			continue
		}
		if time.Since(last) >= heartbeat {
			if !alive(": %d\n\n", from) {
				return
			}
			last = time.Now()
		}
		select {
		case <-ctx.Done():
			return
		case <-s.opt.Stop:
			return
		case <-tick.C:
		}
	}
}

// news is what came after a row, on records that go up to the last one.
func (s *Server) news(ctx context.Context, from int64) ([]desk.Item, int64, error) {
	if _, err := s.fresh(ctx); err != nil {
		return nil, 0, err
	}
	return s.opt.Desk.Since(ctx, from, part, desk.When{})
}
