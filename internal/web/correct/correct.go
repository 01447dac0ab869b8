// Package correct ties what a person decides on a statement to words of its report.
// Part of room 14.
//
//	decided: statement 7, content, “killed four guards”
//	tied:    code points 81 to 99 of the report, and what the machine had there
//
// Always true: a corrected span is words that stand in the report; the machine's
// value stays beside it. Words that do not stand there, or in several places, are
// refused: no look-alike is taken for them.
package correct

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hearsay/internal/caption"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/web/wording"
)

// Refusal says why a correction is not taken, and what to do.
type Refusal struct{ Reason, Advice string }

// Error is the reason.
func (r *Refusal) Error() string { return r.Reason }

// Tie ties a decision on statement i to its report and to the words it is about,
// and says what the machine's value is.
func Tie(e *entry.Decided, rd *reading.Reading, i int) error {
	st := &rd.Statements[i]
	e.Report = rd.Report.ID
	was := func(qs ...*span.Quote) {
		var words []string
		for _, q := range qs {
			if q != nil {
				words = append(words, q.Text)
			}
		}
		e.Was = strings.Join(words, " … ")
	}
	if e.What != entry.Correct {
		if st.Cue != nil {
			e.Start, e.End, e.Text = st.Cue.Start, st.Cue.End, st.Cue.Text
		}
		return nil
	}
	switch e.Field {
	case "content":
		var all []*span.Quote
		for k := range st.Content {
			all = append(all, &st.Content[k])
		}
		was(all...)
	case "cue":
		was(st.Cue)
	case "source_span":
		was(st.SourceSpan)
	case "source":
		// Who it is may be corrected, not only where it is named.
		e.Was = "no source"
		k := slices.IndexFunc(rd.Sources, func(s source.Source) bool { return st.Source != nil && s.ID == *st.Source })
		if k >= 0 {
			e.Was = cmp.Or(rd.Sources[k].Name, e.Was)
		}
		if st.Cue != nil {
			e.Start, e.End, e.Text = st.Cue.Start, st.Cue.End, st.Cue.Text
		}
		if e.Value == "" {
			return &Refusal{"Nobody is chosen.", "Choose who said it, or write the name."}
		}
		return nil
	default:
		return &Refusal{"This cannot be corrected.", "The words, the cue and the source of a statement can."}
	}
	at, n := Locate(rd.Report.Text, e.Text, e.Start)
	switch {
	case n == 0:
		return &Refusal{"These words do not stand in the report.", "Copy them from its text, or select them there."}
	case n > 1:
		return &Refusal{"These words stand in the report " + strconv.Itoa(n) + " times.", "Select them in the text, or give more words around them."}
	}
	q := span.NewText(rd.Report.Text).Quote(at)
	e.Start, e.End, e.Text, e.Value = q.Start, q.End, q.Text, q.Text
	return nil
}

// Locate finds words in a text, whatever blanks stand between them: those that
// begin at code point start where it is not negative, else the only ones there
// are. n is how many there are, 1 where they are found.
func Locate(text, words string, start int) (at span.Span, n int) {
	want := []rune(strings.Join(strings.Fields(words), " "))
	if len(want) == 0 {
		return at, 0
	}
	r := []rune(text)
	match := func(from int) (int, bool) {
		i := from
		for k := 0; k < len(want); k++ {
			if want[k] == ' ' {
				from := i
				for i < len(r) && unicode.IsSpace(r[i]) {
					i++
				}
				if i == from {
					return 0, false
				}
				continue
			}
			if i >= len(r) || r[i] != want[k] {
				return 0, false
			}
			i++
		}
		return i, true
	}
	if start >= 0 && start < len(r) {
		for start < len(r) && unicode.IsSpace(r[start]) {
			start++
		}
		if end, ok := match(start); ok {
			return span.Of(start, end), 1
		}
	}
	for i := range r {
		if r[i] != want[0] {
			continue
		}
		if end, ok := match(i); ok {
			if n++; n == 1 {
				at = span.Of(i, end)
			}
		}
	}
	return at, n
}

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
