package calendar

import (
	"strconv"
	"time"
)

// unitKind is a unit of time; the order is that of length.
type unitKind uint8

const (
	noUnit unitKind = iota
	unitSecond
	unitMinute
	unitHour
	unitDay
	unitWeekend
	unitWeek
	unitFortnight
	unitMonth
	unitQuarter
	unitSeason
	unitHalf
	unitYear
	unitDecade
	unitCentury
	unitPeriod // "the period": of no length of its own
)

func unitOf(name string) unitKind {
	for u, n := range []string{"", "second", "minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "season", "half", "year", "decade", "century", "period"} {
		if n == name {
			return unitKind(u)
		}
	}
	return noUnit
}

// stamp is a period of the calendar: its grain and its first day, zero where
// the report's day would be needed and is not known.
type stamp struct {
	grain unitKind
	at    time.Time
	part  string // of the day, "TMO" or "T09:30"; "" for the whole
	// loose is the TIMEX3 value where at is zero.
	loose string
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// period is the period of grain u that holds t.
func period(t time.Time, u unitKind) stamp {
	if t.IsZero() {
		return stamp{grain: u}
	}
	y, m, d := t.Date()
	switch u {
	case unitWeek, unitFortnight:
		t = day(y, m, d).AddDate(0, 0, -(int(t.Weekday())+6)%7)
	case unitWeekend: // the one of the week that began on Monday
		t = day(y, m, d).AddDate(0, 0, 5-(int(t.Weekday())+6)%7)
	case unitMonth:
		t = day(y, m, 1)
	case unitQuarter:
		t = day(y, (m-1)/3*3+1, 1)
	case unitSeason:
		t = day(y, m/3*3, 1) // winter of January began in December
	case unitHalf:
		t = day(y, (m-1)/6*6+1, 1)
	case unitYear:
		t = day(y, 1, 1)
	case unitDecade:
		t = day(y/10*10, 1, 1)
	case unitCentury:
		t = day(y/100*100, 1, 1)
	default:
		t = day(y, m, d)
	}
	return stamp{grain: u, at: t}
}

// shift moves s by n of its own grain.
func (s stamp) shift(n int) stamp {
	if s.at.IsZero() {
		return stamp{grain: s.grain}
	}
	s.at, s.part = move(s.at, s.grain, n), ""
	return s
}

// move adds n units to t. A month keeps the day where it has one, else its
// last day.
func move(t time.Time, u unitKind, n int) time.Time {
	months := 0
	switch u {
	case unitDay:
		return t.AddDate(0, 0, n)
	case unitWeek, unitWeekend:
		return t.AddDate(0, 0, 7*n)
	case unitFortnight:
		return t.AddDate(0, 0, 14*n)
	case unitMonth:
		months = n
	case unitQuarter, unitSeason:
		months = 3 * n
	case unitHalf:
		months = 6 * n
	case unitYear:
		months = 12 * n
	case unitDecade:
		months = 120 * n
	case unitCentury:
		months = 1200 * n
	}
	y, m, d := t.Date()
	first := day(y, m, 1).AddDate(0, months, 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d, last)-1)
}

// date is the period as days, with its precision and its value.
func (s stamp) date() Date {
	d := Date{Prec: prec(s.grain)}
	if s.at.IsZero() {
		d.Relative, d.Value = true, s.loose
		return d
	}
	d.Start, d.End = s.at, move(s.at, s.grain, 1).AddDate(0, 0, -1)
	if s.grain == unitWeekend {
		d.End = s.at.AddDate(0, 0, 1)
	}
	if s.grain < unitDay {
		d.End = s.at
	}
	d.Value = s.value()
	return d
}

// prec is UCDP's date_prec of a period; 0 for what is longer than a year.
func prec(u unitKind) int {
	switch {
	case u <= unitDay:
		return 1
	case u == unitWeekend:
		return 2
	case u == unitWeek:
		return 3
	case u <= unitMonth:
		return 4
	case u <= unitYear:
		return 5
	}
	return 0
}

var seasonNames = [...]string{"WI", "SP", "SU", "FA"}

// value is the period in TIMEX3's terms.
func (s stamp) value() string {
	y := two(s.at.Year()/100) + two(s.at.Year()%100)
	switch s.grain {
	case unitWeek, unitWeekend, unitFortnight:
		yy, w := s.at.ISOWeek()
		v := strconv.Itoa(yy) + "-W" + two(w)
		if s.grain == unitWeekend {
			v += "-WE"
		}
		return v
	case unitMonth:
		return y + "-" + two(int(s.at.Month()))
	case unitQuarter:
		return y + "-Q" + strconv.Itoa(int(s.at.Month()+2)/3)
	case unitSeason:
		return y + "-" + seasonNames[int(s.at.Month())/3%4]
	case unitHalf:
		return y + "-H" + strconv.Itoa(int(s.at.Month()+5)/6)
	case unitYear, unitPeriod:
		return y
	case unitDecade:
		return y[:3]
	case unitCentury:
		return y[:2]
	}
	return s.at.Format(time.DateOnly) + s.part
}

func two(n int) string {
	return string([]byte{byte('0' + n/10%10), byte('0' + n%10)})
}

// duration is the TIMEX3 value of n units; n < 0 for a number that is left
// open, half adds half a unit.
func duration(n int, half bool, u unitKind) string {
	letter, pre := "", "P"
	switch u {
	case unitSecond, unitMinute, unitHour:
		pre, letter = "PT", string("SMH"[u-unitSecond])
	case unitDay:
		letter = "D"
	case unitWeekend:
		letter, n = "D", n*2
	case unitWeek:
		letter = "W"
	case unitFortnight:
		letter, n = "W", n*2
	case unitMonth:
		letter = "M"
	case unitQuarter:
		letter = "Q"
	case unitHalf:
		letter, n = "M", n*6
	case unitYear:
		letter = "Y"
	case unitDecade:
		letter = "E"
		if n > 0 {
			letter, n = "Y", n*10
		}
	case unitCentury:
		letter = "C"
		if n > 0 {
			letter, n = "Y", n*100
		}
	default:
		return pre + "XX"
	}
	if n < 0 {
		return pre + "X" + letter
	}
	v := pre + strconv.Itoa(n) + letter
	if half {
		switch u {
		case unitHour:
			v += "30M"
		case unitMinute:
			v += "30S"
		case unitYear:
			v += "6M"
		case unitDay:
			v += "T12H"
		}
	}
	return v
}
