package web

import (
	"context"
	"time"

	"hearsay/internal/desk"
)

// state is how the page stood, in short.
type state struct {
	Row   int64
	Time  time.Time
	Now   bool // it is the one that is shown
	Words []string
}

// mostStates is how many states the slider reaches back over.
const mostStates = 40

// states adds how the page stood before.
func (v *incidentView) states(ctx context.Context, d *desk.Desk) error {
	list, all, err := d.States(ctx, v.Page.Incident.ID, mostStates)
	if err != nil {
		return err
	}
	v.Earlier = all - len(list)
	now := -1
	for i := range list {
		l := &list[i].Line
		out := state{Row: list[i].Row, Time: list[i].Time, Words: []string{plural(l.Reports, "report")}}
		if k := figure(l.KilledMin, l.KilledMax); k != "" {
			out.Words = append(out.Words, k+" killed")
		}
		if l.OriginsMax > 0 {
			out.Words = append(out.Words, "origins "+bounds(l.OriginsMin, l.OriginsMax))
		}
		if l.Contested {
			out.Words = append(out.Words, "contested")
		}
		if out.Row <= v.Page.Row {
			now = i
		}
		v.States = append(v.States, out)
	}
	if now >= 0 {
		v.States[now].Now = true
	}
	return nil
}

// Shown is the state that is shown: its place among the states.
func (v *incidentView) Shown() int {
	for i := range v.States {
		if v.States[i].Now {
			return i
		}
	}
	return 0
}
