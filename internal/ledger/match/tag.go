package match

import (
	"slices"
	"strings"
	"time"

	"hearsay/internal/ledger"
)

// Tag is the word, one that texts do not have, by which stores find a value of a
// column, or a word of it.
func Tag(column, value string) string {
	return "x" + column + "x" + strings.Join(Words(value), "x")
}

// Text is what a record is searched by: the text of its searched column, and the
// tags of its values after it.
func Text(t *ledger.Table, values []any) string {
	text, _ := values[t.Column(t.Searched)].(string)
	if len(t.Tags) == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 32*len(t.Tags))
	b.WriteString(text)
	for _, m := range t.Tags {
		v, _ := values[t.Column(m.Column)].(string)
		switch {
		case v == "":
		case m.By == ledger.ByWord:
			for _, w := range Words(v) {
				b.WriteString(" x" + m.Column + "x" + w)
			}
		case m.By == ledger.ByMonth:
			b.WriteString(" " + Tag(m.Column, month(v)))
		default:
			b.WriteString(" " + Tag(m.Column, v))
		}
	}
	return b.String()
}

// month is that of an ISO day.
func month(day string) string { return day[:min(len("2006-01"), len(day))] }

// Asked is what the text of each record that a query asks for matches, as Text has
// it; nil where the query says nothing of it. What a query asks beyond it is to be
// looked at in the record.
func Asked(q *ledger.Query) *ledger.Match {
	all := &ledger.Match{Kind: ledger.All}
	if q.Match != nil {
		all.Parts = append(all.Parts, q.Match)
	}
	for _, m := range q.Table.Tags {
		if m.By == ledger.ByMonth {
			all.Parts = append(all.Parts, months(q, m.Column)...)
			continue
		}
		for _, c := range q.Where {
			if c.Column != m.Column {
				continue
			}
			switch {
			case m.By == ledger.ByWord && c.Op == ledger.Words:
				for _, w := range strings.Fields(c.Value.(string)) {
					all.Parts = append(all.Parts, begun(m.Column, w)...)
				}
			case m.By == ledger.ByValue && c.Op == ledger.Eq:
				all.Parts = append(all.Parts, either(m.Column, []any{c.Value})...)
			case m.By == ledger.ByValue && c.Op == ledger.In:
				all.Parts = append(all.Parts, either(m.Column, c.Value.([]any))...)
			}
		}
	}
	switch len(all.Parts) {
	case 0:
		return nil
	case 1:
		return all.Parts[0]
	}
	return all
}

// begun finds the words in w, the last of which may go on where w ends with *.
func begun(column, w string) (out []*ledger.Match) {
	words := Words(w)
	for i, word := range words {
		out = append(out, &ledger.Match{Kind: ledger.Phrase, Words: []string{Tag(column, word)}, Prefix: i == len(words)-1 && strings.HasSuffix(w, "*")})
	}
	return out
}

// either finds one of several values; nothing where one of them has no tag.
func either(column string, values []any) []*ledger.Match {
	out := &ledger.Match{Kind: ledger.Any}
	for _, v := range values {
		s, ok := v.(string)
		if !ok || s == "" {
			return nil
		}
		out.Parts = append(out.Parts, &ledger.Match{Kind: ledger.Phrase, Words: []string{Tag(column, s)}})
	}
	return []*ledger.Match{out}
}

// mostMonths is how many months are looked for by their tags; more are as well
// looked for in the records.
const mostMonths = 36

// months finds those from the first day to the last that a query asks for; nothing
// where it does not give both.
func months(q *ledger.Query, column string) []*ledger.Match {
	var from, to string
	for _, c := range q.Where {
		if v, ok := c.Value.(string); ok && c.Column == column && v != "" {
			switch c.Op {
			case ledger.Ge, ledger.Gt:
				from = max(from, v)
			case ledger.Le, ledger.Lt:
				if to == "" || v < to {
					to = v
				}
			case ledger.Eq:
				from, to = v, v
			}
		}
	}
	first, err := time.Parse("2006-01", month(from))
	last, err2 := time.Parse("2006-01", month(to))
	if err != nil || err2 != nil || last.Before(first) || last.After(first.AddDate(0, mostMonths-1, 0)) {
		return nil
	}
	var values []any
	for ; !first.After(last); first = first.AddDate(0, 1, 0) {
		values = append(values, first.Format("2006-01"))
	}
	return either(column, values)
}

// Named reports whether each of the words of asked is one of a value's; one that
// ends with * may go on.
func Named(asked, value string) bool {
	words := Words(value)
	for _, w := range strings.Fields(asked) {
		open := strings.HasSuffix(w, "*")
		of := Words(w)
		for i, word := range of {
			if !slices.ContainsFunc(words, func(v string) bool {
				return v == word || open && i == len(of)-1 && strings.HasPrefix(v, word)
			}) {
				return false
			}
		}
	}
	return true
}

// Naming reports whether a query asks for words of a column.
func Naming(q *ledger.Query) bool {
	return slices.ContainsFunc(q.Where, func(c ledger.Cond) bool { return c.Op == ledger.Words })
}

// Names reports whether a record has the words of columns that a query asks for.
func Names(q *ledger.Query, rec *ledger.Record) bool {
	for _, c := range q.Where {
		if c.Op != ledger.Words {
			continue
		}
		if v, ok := rec.Values[q.Table.Column(c.Column)].(string); !ok || !Named(c.Value.(string), v) {
			return false
		}
	}
	return true
}
