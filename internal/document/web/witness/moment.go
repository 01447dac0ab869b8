package witness

import (
	"strconv"
	"strings"
	"time"
)

// layouts are the forms in which pages write moments; the first are RFC 3339
// and what is nearly that.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00",
	"2006-01-02T15:04:05.999999999Z0700", time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon Jan 02 15:04:05 MST 2006", "Mon Jan 2 2006 15:04:05 GMT-0700",
	"2006-01-02T15:04:05.999999999", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02 15:04:05", "2006/01/02 15:04", "20060102150405", "20060102T150405Z",
	"January 2, 2006 15:04:05", "January 2, 2006 3:04 PM", "Jan 2, 2006 3:04 PM", "Jan. 2, 2006 3:04 PM", "2 January 2006 15:04", "02 Jan 2006 15:04", "January 2, 2006, 3:04 pm", "January 2, 2006 at 3:04 PM", "Monday, January 2, 2006 3:04 PM",
}

var dayLayouts = []string{"2006-01-02", "2006/01/02", "20060102", "2006.01.02", "January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006", "02 Jan 2006", "Monday, January 2, 2006", "Monday, 2 January 2006", "Mon, 2 Jan 2006"}

// Time reads a moment as pages write them; day says that only the day is
// stated. Where no zone is, it is UTC. A form with two readings ("04/03/2025")
// is none.
func Time(s string) (t time.Time, day, ok bool) {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) < 8 || len(s) > 60 {
		return t, false, false
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return t, false, plausible(t)
		}
	}
	for _, l := range dayLayouts {
		if t, err := time.Parse(l, s); err == nil {
			return t, true, plausible(t)
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		if len(s) == 13 {
			n /= 1000
		}
		if len(s) == 10 || len(s) == 13 {
			t = time.Unix(n, 0).UTC()
			return t, false, plausible(t)
		}
	}
	// A day and more after it that has no form known here.
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		if t, err := time.Parse("2006-01-02", s[:10]); err == nil {
			return t, true, plausible(t)
		}
	}
	return time.Time{}, false, false
}

// plausible keeps what templates write for nothing out: 0001, 1970.
func plausible(t time.Time) bool { return t.Year() > 1970 && t.Year() < 2100 }

func moment(list []Moment, s, from string) []Moment {
	t, day, ok := Time(s)
	if !ok {
		return list
	}
	return append(list, Moment{t, day, from})
}
