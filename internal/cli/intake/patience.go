package intake

import (
	"fmt"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/reading"
)

// PDFTime is how long one PDF is read. The library that takes its pages apart can
// be made to go on for ever by a PDF that is made for it.
const PDFTime = 2 * time.Minute

// Reads reads a capture. A PDF that takes longer than PDFTime is given up: the
// others are read, and what goes on in it ends with the program.
func Reads(r *reading.Reader, c capture.Capture) (*reading.Reading, error) {
	if c.Kind() != capture.PDF {
		return r.Read(c)
	}
	return within(PDFTime, c.URI, func() (*reading.Reading, error) { return r.Read(c) })
}

// within runs read, but no longer than limit is waited for it.
func within(limit time.Duration, uri string, read func() (*reading.Reading, error)) (*reading.Reading, error) {
	type result struct {
		rd  *reading.Reading
		err error
	}
	done := make(chan result, 1)
	go func() {
		var out result
		defer func() {
			if p := recover(); p != nil {
				out = result{nil, fmt.Errorf("the program broke on this report (%v)", p)}
			}
			done <- out
		}()
		out.rd, out.err = read()
	}()
	late := time.NewTimer(limit)
	defer late.Stop()
	select {
	case out := <-done:
		return out.rd, out.err
	case <-late.C:
		return nil, &capture.Error{URI: uri, Reason: fmt.Sprintf("could not be read within %s", limit), Advice: "print it to a new PDF, or save its text"}
	}
}
