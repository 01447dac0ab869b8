package intake

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hearsay/internal/reading"
)

// TestWithin: what takes too long, and what breaks, is an error of its own.
func TestWithin(t *testing.T) {
	own := errors.New("own")
	for _, c := range []struct {
		name, want string
		read       func() (*reading.Reading, error)
	}{
		{"in time", "", func() (*reading.Reading, error) { return &reading.Reading{}, nil }},
		{"an error", "own", func() (*reading.Reading, error) { return nil, own }},
		{"too long", "x.pdf: could not be read within 50ms", func() (*reading.Reading, error) { time.Sleep(5 * time.Second); return nil, nil }},
		{"a panic", "broke on this report (out of pages)", func() (*reading.Reading, error) { panic("out of pages") }},
	} {
		rd, err := within(50*time.Millisecond, "x.pdf", c.read)
		if c.want == "" && (err != nil || rd == nil) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
