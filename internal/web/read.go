package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"hearsay/internal/caption"
	"hearsay/internal/capture"
	"hearsay/internal/gate/trace"
	"hearsay/internal/page"
	"hearsay/internal/reading"
)

// entered is what a visitor filled in; it is shown again beside an error.
type entered struct {
	Text, Outlet, URL, Date string
	Problem, Advice         string
	Fetches                 bool // an address alone is fetched
}

func (s *Server) readForm(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "Read a report", "read", readPage(entered{Fetches: s.opt.Fetch != nil}))
}

// read reads what was pasted or dropped and shows its record. Nothing is kept.
func (s *Server) read(w http.ResponseWriter, r *http.Request) {
	limit := s.limit()
	r.Body = http.MaxBytesReader(w, r.Body, limit+64<<10) // the other fields
	caps, in, err := taken(r, limit)
	in.Fetches = s.opt.Fetch != nil
	if err == nil && len(caps) == 0 && in.URL != "" && in.Fetches {
		caps, err = s.fetched(r.Context(), in)
	}
	if err == nil && len(caps) == 0 {
		err = &capture.Error{Reason: "There is no report yet", Advice: "paste its text, or choose a file"}
	}
	if err != nil {
		s.refuse(w, r, in, err)
		return
	}
	doc, err := s.readAll(r.Context(), caps)
	if err != nil {
		s.refuse(w, r, in, err)
		return
	}
	if len(doc.Readings) == 0 {
		f := doc.Failures[0]
		in.Problem, in.Advice = sentence(f.Reason), sentence(f.Advice)
		s.show(w, r, http.StatusUnprocessableEntity, "Not read", "read", readPage(in))
		return
	}
	var record bytes.Buffer
	if err := page.WriteRecord(&record, doc); err != nil {
		panic(err) // a buffer takes everything
	}
	s.show(w, r, http.StatusOK, caption.Tame(caption.Title(doc.Readings[0].Report)), "read", recordPage(doc, record.String()))
}

// longestFetch is how long a page that is fetched may take to come.
const longestFetch = 45 * time.Second

// fetched is the page at the address of a form, with what else the form says.
func (s *Server) fetched(ctx context.Context, in entered) ([]capture.Capture, error) {
	ctx, stop := context.WithTimeout(ctx, longestFetch)
	defer stop()
	c, err := s.opt.Fetch(ctx, in.URL)
	var taking *capture.Error
	if err != nil && !errors.As(err, &taking) {
		s.opt.Log.Info("fetch", "address", in.URL, "what", err.Error())
		return nil, &capture.Error{Reason: "The page could not be fetched: " + one(err.Error(), 300), Advice: "open it in a browser and paste its text"}
	}
	if err != nil {
		return nil, err
	}
	if in.Outlet != "" {
		c.Stated.Outlet = in.Outlet
	}
	if day, err := time.Parse(time.DateOnly, in.Date); err == nil {
		c.Stated.Date = day
	}
	return []capture.Capture{c}, nil
}

// taken are the reports of a form: the text, else the files.
func taken(r *http.Request, limit int64) ([]capture.Capture, entered, error) {
	var in entered
	if err := r.ParseMultipartForm(4 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, in, err
	}
	in = entered{Text: r.PostFormValue("text"), Outlet: strings.TrimSpace(r.PostFormValue("outlet")), URL: strings.TrimSpace(r.PostFormValue("url")), Date: r.PostFormValue("date")}
	st := capture.Stated{Outlet: in.Outlet, URL: in.URL}
	if in.Date != "" {
		day, err := time.Parse(time.DateOnly, in.Date)
		if err != nil {
			return nil, in, &capture.Error{Reason: fmt.Sprintf("%q is no day", in.Date), Advice: "write it as 2025-12-30, or leave it empty"}
		}
		st.Date = day
	}
	if strings.TrimSpace(in.Text) != "" {
		return []capture.Capture{capture.Of([]byte(in.Text), "pasted text", st)}, in, nil
	}
	if r.MultipartForm == nil {
		return nil, in, nil
	}
	var out []capture.Capture
	for _, h := range r.MultipartForm.File["file"] {
		if h.Size == 0 {
			continue // no file was chosen
		}
		f, err := h.Open()
		if err != nil {
			return nil, in, err
		}
		c, err := capture.Stream(f, h.Filename, st, capture.Limits{MaxBytes: limit})
		_ = f.Close()
		if err != nil {
			return nil, in, err
		}
		out = append(out, c)
	}
	return out, in, nil
}

// readAll reads captures in turn, as many at once as there are cores over all
// visitors.
func (s *Server) readAll(ctx context.Context, caps []capture.Capture) (*reading.Document, error) {
	var readings []*reading.Reading
	var failures []reading.Failure
	for _, c := range caps {
		select {
		case s.turns <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		rd, err := func() (*reading.Reading, error) {
			defer func() { <-s.turns }()
			_, done := trace.Step(ctx, "read")
			defer done()
			return s.opt.Reader.Read(c)
		}()
		if err != nil {
			failures = append(failures, reading.Fail(c.URI, err))
			continue
		}
		readings = append(readings, rd)
	}
	return s.opt.Reader.Join(readings, failures), nil
}

// refuse shows the form again with what was wrong.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, in entered, err error) {
	code := http.StatusBadRequest
	var big *http.MaxBytesError
	var taking *capture.Error
	switch {
	case errors.As(err, &big):
		code = http.StatusRequestEntityTooLarge
		in.Problem, in.Advice = fmt.Sprintf("This is more than %d MB.", big.Limit>>20), "Hand over one report at a time."
	case errors.As(err, &taking):
		in.Problem, in.Advice = sentence(taking.Reason), sentence(taking.Advice)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, context.Canceled):
		return // the visitor has gone
	default:
		in.Problem, in.Advice = "The form could not be read.", "Send it again."
	}
	s.show(w, r, code, "Not read", "read", readPage(in))
}
