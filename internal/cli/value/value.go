// Package value holds what the flags of the command line hold: days, moments,
// sizes.
package value

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is a flag that holds a day.
type Day struct{ time.Time }

// UnmarshalText reads an ISO day.
func (d *Day) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return fmt.Errorf("%q is no day; write it as 2025-12-30", b)
	}
	d.Time = t
	return nil
}

// Size is a flag that holds a number of bytes.
type Size int64

// units are decimal, as disks are sold.
var units = []struct {
	name string
	n    int64
}{{"gb", 1e9}, {"mb", 1e6}, {"kb", 1e3}, {"b", 1}, {"", 1}}

// UnmarshalText reads a number of bytes, or one with a unit.
func (s *Size) UnmarshalText(b []byte) error {
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
		*s = Size(n * u.n)
		return nil
	}
	return fmt.Errorf("%q is no size; write it as 500kB or 16MB", b)
}

// Moment is a flag that holds a day or a time; a day means its end.
type Moment struct{ time.Time }

// UnmarshalText reads an ISO day, or a time as RFC 3339 has it.
func (m *Moment) UnmarshalText(b []byte) error {
	if t, err := time.Parse(time.DateOnly, string(b)); err == nil {
		m.Time = t.AddDate(0, 0, 1).Add(-time.Microsecond)
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, string(b)); err == nil {
			m.Time = t
			return nil
		}
	}
	return fmt.Errorf("%q is no time; write it as 2025-12-30 or 2025-12-30T14:00:00Z", b)
}
