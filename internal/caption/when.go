package caption

import (
	"fmt"
	"time"

	"hearsay/internal/incident"
)

// days is a range of days in words: "2 March 2025", "December 2025",
// "28 February – 3 March 2025". Both ends are included.
func days(start, end time.Time) string {
	const day = "2 January 2006"
	switch {
	case start.IsZero() && end.IsZero():
		return ""
	case end.IsZero() || start.Equal(end):
		return start.Format(day)
	case start.IsZero():
		return "until " + end.Format(day)
	case start.Day() == 1 && end.Equal(start.AddDate(0, 1, -1)):
		return start.Format("January 2006")
	case start.YearDay() == 1 && end.Equal(start.AddDate(1, 0, -1)):
		return start.Format("2006")
	case start.Year() == end.Year() && start.Month() == end.Month():
		return fmt.Sprintf("%d–%s", start.Day(), end.Format(day))
	case start.Year() == end.Year():
		return start.Format("2 January") + " – " + end.Format(day)
	}
	return start.Format(day) + " – " + end.Format(day)
}

// Day is an ISO day in words, or iso itself where it is none.
func Day(iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return days(d, d)
}

// datePrecision is UCDP's date_prec in words.
func datePrecision(prec int) string {
	return [...]string{"", "known to the day", "known to a few days", "known to the week", "known to the month", "known to the year"}[bound(prec, 5)]
}

// wherePrecision is UCDP's where_prec in words.
func wherePrecision(prec int) string {
	return [...]string{
		"", "exact place", "near this place", "district known", "province known", "vague, or between places", "country known", "at sea or in the air",
	}[bound(prec, 7)]
}

func bound(n, most int) int {
	if n < 0 || n > most {
		return 0
	}
	return n
}

// when is an incident's date, its precision and the text's words for it.
func (x *Index) when(inc *incident.Incident) Line {
	start, _ := time.Parse(time.DateOnly, inc.DateStart)
	end, _ := time.Parse(time.DateOnly, inc.DateEnd)
	l := Line{Value: days(start, end), Precision: datePrecision(inc.DatePrec)}
	for _, id := range inc.Facts {
		f := x.facts[id]
		if f == nil || f.Norm.Date == nil {
			continue
		}
		if l.Words == "" {
			l.Words = plain(f.Value)
		}
		if l.Value == "" && f.Norm.Date.Relative {
			return Line{Value: "“" + plain(f.Value) + "”", Precision: "relative: the report's own day is not known", Relative: true}
		}
	}
	return l
}

// where is an incident's place, its precision and the text's words for it.
func (x *Index) where(inc *incident.Incident) Line {
	l := Line{Value: inc.Place, Precision: wherePrecision(inc.WherePrec), Words: plain(inc.WhereDescription)}
	switch {
	case l.Value == "":
		l.Value = inc.Country
	case inc.Country != "" && inc.Country != inc.Place:
		l.Value += ", " + inc.Country
	}
	return l
}
