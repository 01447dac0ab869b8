package api

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/account"
	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/gate/trace"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
)

// Report is a report to be read: its text or its bytes.
type Report struct {
	Text   string `json:"text,omitempty" doc:"The report: plain text, HTML, Markdown, a mail, a news item; told by its content."`
	Bytes  []byte `json:"bytes,omitempty" doc:"The report's bytes in base64, in place of text: PDF, Word and what else hearsay read takes."`
	Outlet string `json:"outlet,omitempty" maxLength:"500" doc:"Who published it; goes before what the report says of itself."`
	Date   string `json:"date,omitempty" doc:"Day of publication; relative days (on Monday) are told by it." example:"2025-12-30"`
	URL    string `json:"url,omitempty" maxLength:"4000" doc:"Its public address; kept, not fetched."`
}

// posted is the name of what came in a request.
const posted = "posted text"

// capture is what was sent, as bytes that came from somewhere.
func (s *Server) capture(in *Report) (capture.Capture, error) {
	st := capture.Stated{Outlet: strings.TrimSpace(in.Outlet), URL: strings.TrimSpace(in.URL)}
	if in.Date != "" {
		day, err := time.Parse(time.DateOnly, in.Date)
		if err != nil {
			return capture.Capture{}, bad("body.date", fmt.Sprintf("%q is no day", in.Date), "write it as 2025-12-30, or leave it out")
		}
		st.Date = day
	}
	b := in.Bytes
	switch {
	case in.Text != "" && len(b) > 0:
		return capture.Capture{}, bad("body.bytes", "both text and bytes are given", "send one of them")
	case in.Text != "":
		b = []byte(in.Text)
	case len(b) == 0:
		return capture.Capture{}, bad("body.text", "there is no report", "send its text")
	}
	if int64(len(b)) > s.opt.MaxBytes {
		return capture.Capture{}, problem(http.StatusRequestEntityTooLarge, fmt.Sprintf("the report has more than %d bytes", s.opt.MaxBytes), "send one report at a time, or raise --max-size")
	}
	return capture.Of(b, posted, st), nil
}

// read reads a capture once a core is free. A panic of a room is that report's
// failure.
func (s *Server) read(ctx context.Context, c capture.Capture) (rd *reading.Reading, err error) {
	select {
	case s.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-s.turns }()
	_, done := trace.Step(ctx, "read")
	defer done()
	defer func() {
		if v := recover(); v != nil {
			rd, err = nil, &capture.Error{URI: c.URI, Reason: fmt.Sprintf("the program broke on this report (%v)", v), Advice: "report this as a mistake of the program"}
		}
	}()
	return s.opt.Reader.Read(c)
}

// Added says what became of a report.
type Added struct {
	Report string     `json:"report" doc:"Its id."`
	State  keep.State `json:"state" enum:"new,again,changed" doc:"again: the same bytes were there. changed: its address held others before."`
	Before string     `json:"before,omitempty" doc:"The report that a changed address held before."`
	Row    int64      `json:"row" doc:"The ledger's last row now."`
	// Reading is the reading that holds.
	Reading *reading.Reading `json:"reading"`
}

func (s *Server) readings() {
	huma.Register(s.huma, s.op(account.ToRead, http.MethodPost, "/read", "read", "Read a report; nothing is kept", 413, 422),
		func(ctx context.Context, in *struct{ Body Report }) (*Answer[*reading.Document], error) {
			c, err := s.capture(&in.Body)
			if err != nil {
				return nil, err
			}
			rd, err := s.read(ctx, c)
			if err != nil {
				return nil, taken(err)
			}
			return answer(s.opt.Reader.Join([]*reading.Reading{rd}, nil), nil)
		})
	add := s.ledgered(account.ToAdd, http.MethodPost, "/reports", "add-report", "Read a report into the ledger", 413, 422)
	add.DefaultStatus = http.StatusCreated
	add.Responses = map[string]*huma.Response{"200": {Description: "The same bytes were there", Content: map[string]*huma.MediaType{
		"application/json": {Schema: s.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Added](), true, "")},
	}}}
	huma.Register(s.huma, add, s.add)
}

type added struct {
	Status   int
	Location string `header:"Location"`
	Body     Added
}

// add reads a report and keeps it, also where it could not be read: the failure
// is then kept beside its bytes.
func (s *Server) add(ctx context.Context, in *struct{ Body Report }) (*added, error) {
	c, err := s.capture(&in.Body)
	if err != nil {
		return nil, err
	}
	it := keep.Item{Capture: c}
	known, err := s.opt.Keeper.Known(ctx, c.SHA256, s.opt.Reader.Identity())
	if err != nil {
		return nil, s.asked(ctx, err)
	}
	var refused *Problem
	if !known {
		rd, err := s.read(ctx, c)
		switch {
		case ctx.Err() != nil:
			return nil, s.asked(ctx, ctx.Err())
		case err != nil:
			f := reading.Fail(c.URI, err)
			it.Failure, refused = &f, problem(http.StatusUnprocessableEntity, f.Reason, f.Advice)
		default:
			it.Reading = rd
			s.opt.Desk.Remember(rd)
		}
	}
	// What was read is kept, also where the visitor has gone.
	ctx = context.WithoutCancel(ctx)
	out, err := s.opt.Keeper.Keep(ctx, s.opt.Reader.Identity(), []keep.Item{it}, nil)
	if err == nil {
		err = s.opt.Desk.Refresh(ctx, nil)
	}
	if err != nil {
		return nil, s.asked(ctx, err)
	}
	s.noted(account.Asks(ctx).Note(ctx, account.ReportAdded, c.SHA256, string(out[0].State)))
	if refused != nil {
		refused.Instance = Prefix + "/reports/" + c.SHA256
		return nil, refused
	}
	p, err := s.opt.Desk.Report(ctx, c.SHA256, desk.When{})
	if err != nil {
		return nil, s.asked(ctx, err)
	}
	fresh, err := s.opt.Desk.Fresh(ctx)
	if err != nil {
		return nil, s.asked(ctx, err)
	}
	a := &added{Status: http.StatusCreated, Location: Prefix + "/reports/" + c.SHA256,
		Body: Added{Report: c.SHA256, State: out[0].State, Before: out[0].Before, Row: fresh.Row, Reading: p.Reading}}
	if out[0].State == keep.Again {
		a.Status = http.StatusOK
	}
	return a, nil
}
