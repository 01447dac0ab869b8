// Package correct offers what of a report can be corrected. Part of room 14.
//
//	statement 7: “7 · harbour master states: killed four guards”
//	people:      “harbour master”, “navy”
package correct

import (
	"slices"

	"hearsay/internal/caption"
	"hearsay/internal/reading"
	"hearsay/internal/web/wording"
)

// Sayable is a statement as the form of a correction offers it.
type Sayable struct{ ID, Name string }

// Choices are the choices of the form that corrects a report.
type Choices struct {
	Statements []Sayable
	People     []string
}

// Offer lists what a reading has to be corrected.
func Offer(rd *reading.Reading) Choices {
	x := caption.NewIndex(&reading.Document{Readings: []*reading.Reading{rd}})
	var c Choices
	for i := range rd.Statements {
		st := &rd.Statements[i]
		words := ""
		if len(st.Content) > 0 {
			words = ": " + wording.One(st.Content[0].Text, 50)
		}
		c.Statements = append(c.Statements, Sayable{st.ID, x.Ref(st.ID) + " · " + wording.One(x.Speaker(st), 50) + " " + caption.Act(st) + words})
	}
	for i := range rd.Sources {
		if name := wording.One(x.Name(&rd.Sources[i]), 80); !slices.Contains(c.People, name) {
			c.People = append(c.People, name)
		}
	}
	return c
}
