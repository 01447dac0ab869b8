package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// day is a flag that holds a day.
type day struct{ time.Time }

// UnmarshalText reads an ISO day.
func (d *day) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return fmt.Errorf("%q is no day; write it as 2025-12-30", b)
	}
	d.Time = t
	return nil
}

// size is a flag that holds a number of bytes.
type size int64

// units are decimal, as disks are sold.
var units = []struct {
	name string
	n    int64
}{{"gb", 1e9}, {"mb", 1e6}, {"kb", 1e3}, {"b", 1}, {"", 1}}

// UnmarshalText reads a number of bytes, or one with a unit.
func (s *size) UnmarshalText(b []byte) error {
	low := strings.ToLower(strings.TrimSpace(string(b)))
	for _, u := range units {
		rest, ok := strings.CutSuffix(low, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(rest), 10, 64)
		if err != nil || n < 1 || n > 1e12/u.n {
			break
		}
		*s = size(n * u.n)
		return nil
	}
	return fmt.Errorf("%q is no size; write it as 500kB or 16MB", b)
}
