// Package anchor ties decisions to words: a part of a report is known by its spans,
// and a decision on it holds where a reading has these words at this place. Part of
// room 11.
//
//	decided on 7f3a….st2, cue "said" at 41..45
//	another reading has that cue in its st3   -> it holds, now 7f3a….st3
//	none has                                  -> orphaned
//
// Always true: a decision moves to no look-alike.
package anchor

import (
	"slices"
	"strings"

	"hearsay/internal/incident"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/reading"
	"hearsay/internal/span"
)

// Spans are those by which a statement or source of a reading is known, the most
// telling first; nil for another id.
func Spans(rd *reading.Reading, id string) []span.Quote {
	for i := range rd.Statements {
		st := &rd.Statements[i]
		if st.ID != id {
			continue
		}
		out := slices.Clone(st.Content)
		for _, q := range []*span.Quote{st.Cue, st.SourceSpan} {
			if q != nil {
				out = append(out, *q)
			}
		}
		return out
	}
	for i := range rd.Sources {
		if rd.Sources[i].ID == id {
			return rd.Sources[i].Mentions
		}
	}
	return nil
}

// Part is what a subject of a report is: "st" a statement, "src" a source, "" the
// report itself or what belongs to none.
func Part(subject string) string {
	report, own, _ := strings.Cut(subject, ".")
	if strings.HasPrefix(report, "inc-") {
		return ""
	}
	return strings.TrimRight(own, "0123456789")
}

// Holds says whether what a decision is tied to stands in a reading: a statement
// or source that has the very words at the very place, under whatever id; for
// other subjects any statement, fact or source that has. What stands nowhere is
// orphaned: it moves to no look-alike.
func Holds(d *entry.Decided, rd *reading.Reading) (orphaned bool, now string) {
	if d.End == 0 {
		return orphaned, now
	}
	if d.What == entry.Correct && d.Text != "" && d.Text == d.Value {
		// A correction of a span is tied to the words that a person chose.
		text := span.NewText(rd.Report.Text)
		orphaned = d.End > text.Len() || text.Slice(span.Of(d.Start, d.End)) != d.Text
		return orphaned, now
	}
	fits := func(q span.Quote) bool {
		return q.Start == d.Start && q.End == d.End && (d.Text == "" || d.Text == q.Text)
	}
	part := Part(d.Subject)
	var ids []string
	if part != "src" {
		for i := range rd.Statements {
			ids = append(ids, rd.Statements[i].ID)
		}
	}
	if part != "st" {
		for i := range rd.Sources {
			ids = append(ids, rd.Sources[i].ID)
		}
	}
	for _, id := range ids {
		if slices.ContainsFunc(Spans(rd, id), fits) && (now == "" || id == d.Subject) {
			now = id
		}
	}
	switch {
	case now == d.Subject || now != "" && part == "":
		now = ""
	case now != "":
	case part == "":
		orphaned = !slices.ContainsFunc(rd.Facts, func(f incident.Fact) bool {
			return slices.ContainsFunc(f.Spans, func(m incident.Mention) bool { return fits(m.Quote) })
		})
	default:
		orphaned = true
	}
	return orphaned, now
}
