package ask

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/internal/caption"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/cli/value"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
)

// Filter choose incidents.
type Filter struct {
	From       value.Day `placeholder:"DAY" help:"Incidents that may have been on this day or later."`
	To         value.Day `placeholder:"DAY" help:"Incidents that may have been on this day or earlier."`
	Country    string    `placeholder:"NAME|ISO" help:"In this country."`
	Adm1       string    `placeholder:"NAME" help:"In this first-order division."`
	Box        string    `placeholder:"S,W,N,E" help:"Within these degrees."`
	Type       string    `placeholder:"TYPE" help:"Of this event type or sub event type of ACLED."`
	Actor      string    `placeholder:"NAME" help:"Said to have been done by this party."`
	Standing   string    `placeholder:"WORD" help:"With a fact of this standing, as contested or corroborated."`
	Origins    int       `placeholder:"N" help:"With a fact that at least so many independent informants stand behind."`
	Contested  *bool     `negatable:"" help:"With a contested fact; --no-contested: with none."`
	Duplicates bool      `help:"That may be the same as another."`
	Assigned   string    `placeholder:"NAME" help:"Assigned to this coder."`
	Text       string    `placeholder:"WORDS" help:"With these words in place, parties, targets or headlines; as in search."`
	Sort       string    `enum:"newest,oldest,changed,largest,widest,doubt" default:"newest" help:"newest, oldest: by day. changed: by the last row. largest: by most killed. widest: by reports. doubt: what most asks for a person."`
	store.AsOf
}

func (f *Filter) filter() (desk.IncidentFilter, error) {
	out := desk.IncidentFilter{
		When: f.When(), Country: f.Country, Adm1: f.Adm1, Type: f.Type, Actor: f.Actor, Standing: f.Standing, OriginsMin: f.Origins,
		Contested: f.Contested, Duplicates: f.Duplicates, Assigned: f.Assigned, Text: f.Text, Sort: desk.Sort(f.Sort),
	}
	if !f.From.IsZero() {
		out.From = f.From.Format(time.DateOnly)
	}
	if !f.To.IsZero() {
		out.To = f.To.Format(time.DateOnly)
	}
	if f.Box != "" {
		b := &desk.Box{}
		var rest string
		if n, _ := fmt.Sscanf(f.Box+" .", "%f,%f,%f,%f %s", &b.South, &b.West, &b.North, &b.East, &rest); n != 5 || rest != "." {
			return out, fmt.Errorf("--box %s: write it as south,west,north,east in degrees, as 12,42,19,54", f.Box)
		}
		out.Box = b
	}
	return out, nil
}

// Incidents is the verb incidents.
type Incidents struct {
	store.Flag
	Filter
	store.Paged
}

// Run lists incidents.
func (c *Incidents) Run(io *console.Streams) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	f.Page = c.Page()
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Incidents(ctx, f)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(list)
		}
		rows := make([]row, 0, len(list.Items))
		for i := range list.Items {
			l := &list.Items[i]
			what := l.SubType
			if what == "" {
				what = l.Type
			}
			mark := ""
			if l.Contested {
				mark = "contested"
			}
			for _, s := range l.Set {
				mark = strings.TrimPrefix(mark+"; "+line(s, 120), "; ")
			}
			rows = append(rows, row{l.ID, span(l.DateStart, l.DateEnd), line(what, 34), line(place(l), 30), killed(l), told(l), "origins " + bounds(l.OriginsMin, l.OriginsMax), mark})
		}
		if err := table(io.Out, rows, 3); err != nil {
			return err
		}
		if len(list.Items) == 0 {
			io.Say("no incident fits")
			return c.near(ctx, d, io)
		}
		io.More(list.Next, len(list.Items), list.Counted())
		return nil
	})
}

// near says which countries there are where the one that was asked for has no
// incident: a misspelt name finds nothing.
func (c *Incidents) near(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	if c.Country == "" {
		return nil
	}
	f := desk.IncidentFilter{When: c.When()}
	s, err := d.Survey(ctx, f)
	if err != nil {
		return err
	}
	slices.SortStableFunc(s.Countries, func(a, b desk.Count) int { return cmp.Compare(b.N, a.N) })
	var names []string
	for _, n := range s.Countries[:min(len(s.Countries), 12)] {
		names = append(names, fmt.Sprintf("%s (%s) %d", n.Country, n.ISO, n.N))
	}
	if len(names) > 0 {
		io.Say("countries with incidents: %s", strings.Join(names, ", "))
	}
	return nil
}

// line is words of a report as one line of at most n code points.
func line(s string, n int) string { return caption.Shorten(caption.Tame(s), n) }

func span(from, to string) string {
	if from == "" {
		return "undated"
	}
	if to == "" || from == to {
		return from
	}
	return from + "–" + to
}

func place(l *desk.IncidentLine) string {
	if l.Place != "" && l.Country != "" && l.Place != l.Country {
		return l.Place + ", " + l.Country
	}
	if l.Country != "" {
		return l.Country
	}
	return l.Where
}

// told is how many reports tell of an incident, and in how many versions.
func told(l *desk.IncidentLine) string {
	s := counted(int64(l.Reports), "report")
	if l.Captures > l.Reports {
		s += fmt.Sprintf(" in %d versions", l.Captures)
	}
	return s
}

func killed(l *desk.IncidentLine) string {
	switch {
	case l.KilledMin == nil:
		return ""
	case l.KilledMax != nil && *l.KilledMax != *l.KilledMin:
		return fmt.Sprintf("%d–%d killed", *l.KilledMin, *l.KilledMax)
	}
	return fmt.Sprintf("%d killed", *l.KilledMin)
}

func bounds(least, most int) string {
	if least == most {
		return fmt.Sprint(least)
	}
	return fmt.Sprintf("%d–%d", least, most)
}
