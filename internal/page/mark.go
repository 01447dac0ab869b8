package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/caption"
	"hearsay/internal/reading"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// mark is a span of a text and what it is.
type mark struct {
	span.Span
	class string
	st    string // key of the statement it is a part of; "" for none
	who   string // key of the source it mentions; "" for none
}

// segment is a stretch of text under the same marks.
type segment struct {
	Refs       []ref // statements that begin here
	Class      string
	Statements string // keys, the longest content first
	Who        string // keys of the sources
	Pieces     []piece
}

// piece is text, or one character that is shown by its number.
type piece struct {
	Text    string
	Unseen  bool
	Meaning string
}

// ref leads from a statement's first words to its note.
type ref struct{ Key, Number, Label string }

// block is a line of a report with the notes on the statements that begin in it.
type block struct {
	Class    string
	Start    int // code point of the text
	Segments []segment
	Notes    []note
}

// marks are all marks of a reading, by where they begin.
func (v *view) marks(i int, rd *reading.Reading) []mark {
	var out []mark
	add := func(s span.Span, class, st, who string) {
		if !s.Empty() {
			out = append(out, mark{s, class, st, who})
		}
	}
	for k := range rd.Sources {
		for _, m := range rd.Sources[k].Mentions {
			add(m.Span, "who", "", sourceKey(i, k))
		}
	}
	for k := range rd.Statements {
		st := &rd.Statements[k]
		key := statementKey(i, k)
		if st.SourceSpan != nil {
			add(st.SourceSpan.Span, "who", key, v.who[deref(st.Source)])
		}
		if st.Cue != nil {
			add(st.Cue.Span, "cue", key, "")
		}
		class := "con"
		switch {
		case st.Act == statement.Deny && !st.Negated:
			class = "con no"
		case st.Repeats != nil:
			class = "con again"
		}
		for _, c := range st.Content {
			add(c.Span, class, key, "")
		}
	}
	for _, d := range rd.Report.Damage {
		add(d.Span.Span, "dmg", "", "")
	}
	slices.SortStableFunc(out, func(a, b mark) int {
		return cmp.Or(a.Start-b.Start, b.End-a.End)
	})
	return out
}

// starts gives where each statement of a reading begins.
func starts(rd *reading.Reading) []int {
	out := make([]int, len(rd.Statements))
	for k := range rd.Statements {
		st := &rd.Statements[k]
		at := -1
		first := func(s span.Span) {
			if at < 0 || s.Start < at {
				at = s.Start
			}
		}
		for _, c := range st.Content {
			first(c.Span)
		}
		if st.Cue != nil {
			first(st.Cue.Span)
		}
		if st.SourceSpan != nil {
			first(st.SourceSpan.Span)
		}
		out[k] = max(at, 0)
	}
	return out
}

// blocks cuts the text of reading i into lines, and each line into segments.
// The work is linear in text and marks, but for marks that overlap.
func (v *view) blocks(i int, rd *reading.Reading) []block {
	text := span.NewText(rd.Report.Text)
	marks, begin := v.marks(i, rd), starts(rd)
	order := make([]int, len(begin))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return begin[a] - begin[b] })
	head := map[string]span.Span{}
	for _, b := range rd.Report.Basis {
		if b.Span != nil && head[b.Field].Empty() {
			head[b.Field] = b.Span.Span
		}
	}
	var out []block
	var active []mark
	next, nextRef := 0, 0
	for _, s := range lines(text) {
		bl := block{Class: lineClass(s, head), Start: s.Start}
		for at := s.Start; at < s.End; {
			active = slices.DeleteFunc(active, func(m mark) bool { return m.End <= at })
			for ; next < len(marks) && marks[next].Start <= at; next++ {
				if marks[next].End > at {
					active = append(active, marks[next])
				}
			}
			var refs []ref
			for ; nextRef < len(order) && begin[order[nextRef]] <= at; nextRef++ {
				k := order[nextRef]
				refs = append(refs, v.ref(i, k, &rd.Statements[k]))
				bl.Notes = append(bl.Notes, v.note(i, k, &rd.Statements[k]))
			}
			end := s.End
			for _, m := range active {
				end = min(end, m.End)
			}
			if next < len(marks) {
				end = min(end, marks[next].Start)
			}
			if nextRef < len(order) {
				end = min(end, begin[order[nextRef]])
			}
			bl.Segments = append(bl.Segments, v.segment(text.Slice(span.Of(at, end)), active, refs))
			at = end
		}
		out = append(out, bl)
	}
	return out
}

// lines are the lines of a text that hold more than blanks.
func lines(text *span.Text) []span.Span {
	var out []span.Span
	at := 0
	for line := range strings.SplitSeq(text.String(), "\n") {
		end := at + utf8.RuneCountInString(line)
		if strings.TrimSpace(line) != "" {
			out = append(out, span.Of(at, end))
		}
		at = end + 1
	}
	return out
}

// lineClass says what a line is to its report, from what the reading's basis
// rests on.
func lineClass(s span.Span, head map[string]span.Span) string {
	if h := head["source_headline"]; !h.Empty() && s.Overlaps(h) && h.Len()*2 > s.Len() {
		return "headline"
	}
	for _, f := range []string{"by", "source_date", "source_office"} {
		if h := head[f]; !h.Empty() && s.Contains(h) && s.Len() < h.Len()+50 {
			return "meta"
		}
	}
	return ""
}

func (v *view) segment(text string, active []mark, refs []ref) segment {
	s := segment{Refs: refs, Pieces: pieces(text)}
	var classes, sts, who []string
	for _, m := range active {
		for class := range strings.FieldsSeq(m.class) {
			classes = add(classes, class)
		}
		sts, who = add(sts, m.st), add(who, m.who)
	}
	s.Class, s.Statements, s.Who = strings.Join(classes, " "), strings.Join(sts, " "), strings.Join(who, " ")
	return s
}

func add(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// pieces sets characters apart that a browser would not show, or that would
// turn the direction of what follows.
func pieces(s string) []piece {
	var out []piece
	from := 0
	for i, r := range s {
		if !unseen(r) {
			continue
		}
		if i > from {
			out = append(out, piece{Text: s[from:i]})
		}
		out = append(out, piece{Text: fmt.Sprintf("U+%04X", r), Unseen: true, Meaning: caption.Unseen(r)})
		from = i + len(string(r))
	}
	if from < len(s) {
		out = append(out, piece{Text: s[from:]})
	}
	return out
}

func unseen(r rune) bool {
	return r != '\t' && (unicode.IsControl(r) || caption.Turns(r))
}
