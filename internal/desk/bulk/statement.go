package bulk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"

	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/anchor"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
)

// Choice chooses statements; empty fields choose all.
type Choice struct {
	desk.When
	From, To string // ISO days: the report was published from the first to the last; with one of them, undated reports are not chosen
	Outlet   string // of the report
	Report   string // its id or the beginning of it
	Source   string // key
	Act      string // docs/format.md
}

// Statement is a statement of a reading that holds, with where it comes from.
type Statement struct {
	ID             string
	Report         string // id
	Outlet         string
	Published      string // ISO day, "" where it is not known
	URL            string
	Source         string // key across reports, "" for an unnamed one
	Speaker        string // its name, or the words that describe it
	Kind           string
	Identification string
	Relation       string
	Act            string
	Quotation      string
	Negated        bool
	Certainty      string
	Confidence     float64 // 0 to 1
	Start, End     int64   // of Words in the report, in code points
	Words          string
	// Verdict is what a person decided on it, accept or reject, and Corrected what
	// they gave another value, as "act=deny"; the other fields stay the machine's.
	Verdict, Corrected string
	Reading            string // id
	Reader             string // digest of the reader that made it
	Row                int64  // of the reading
	Later              string // the version of its report that took its place, "" while it is the last
}

// A part has reports until these have so many statements, or are so many.
const (
	enough      = 4096
	mostReports = 512
)

// errGone is a ledger whose records went away while they were read.
var errGone = errors.New("the records of the ledger are being made again: wait for it, and ask again")

// Statements are the statements that a choice takes, by day of publication, report
// and place in the report, those without a day first.
func Statements(ctx context.Context, d *desk.Desk, c Choice) iter.Seq2[Part[Statement], error] {
	return func(yield func(Part[Statement], error) bool) {
		reports, statements := c.queries()
		part, now := Part[Statement]{}, c.When == desk.When{}
		for first := true; ; first = false {
			var heads []projection.Head
			err := d.View(ctx, c.When, func(r ledger.Reader, row int64) (err error) {
				if row == 0 && first {
					return nil // an empty ledger
				}
				if !first && row != part.Row {
					return errGone
				}
				if first {
					part.Row, c.When = row, desk.When{Row: row}
					reports.At, statements.At = row, row
					all := statements
					if now {
						all.At = 0 // the same, and what holds now has indexes of its own
					}
					if part.Total, err = r.Count(all); err != nil {
						return err
					}
				}
				heads, err = next(r, &reports)
				return err
			})
			if err == nil && len(heads) == 0 && !first {
				return
			}
			of := part.Row
			part.Read = func(ctx context.Context) (out []Statement, _ error) {
				if len(heads) == 0 {
					return nil, nil
				}
				return out, d.View(ctx, desk.When{Row: of}, func(r ledger.Reader, row int64) (err error) {
					if row != of {
						return errGone
					}
					out, err = under(r, statements, heads)
					return err
				})
			}
			if !yield(part, err) || err != nil || len(heads) == 0 {
				return
			}
		}
	}
}

// queries are those for the reports of a choice, and for their statements.
func (c *Choice) queries() (reports, statements ledger.Query) {
	reports = ledger.Query{Table: projection.Reports, Order: []ledger.Order{{Column: "day"}}, Limit: mostReports, Where: []ledger.Cond{{Column: "state", Op: ledger.Eq, Value: "read"}}}
	statements = ledger.Query{Table: projection.Statements, Order: []ledger.Order{{Column: "report"}}}
	both := func(col string, op ledger.Op, v string) {
		reports.Where = append(reports.Where, ledger.Cond{Column: col, Op: op, Value: v})
		statements.Where = append(statements.Where, ledger.Cond{Column: col, Op: op, Value: v})
	}
	if c.From != "" {
		both("day", ledger.Ge, c.From)
	}
	if c.To != "" {
		both("day", ledger.Le, c.To)
		both("day", ledger.Gt, "")
	}
	if c.Outlet != "" {
		both("outlet", ledger.Eq, c.Outlet)
	}
	if c.Report != "" {
		reports.Where = append(reports.Where, ledger.Cond{Column: "key", Op: ledger.Prefix, Value: c.Report})
		statements.Where = append(statements.Where, ledger.Cond{Column: "report", Op: ledger.Prefix, Value: c.Report})
	}
	if c.Source != "" {
		statements.Where = append(statements.Where, ledger.Cond{Column: "source", Op: ledger.Eq, Value: c.Source})
	}
	if c.Act != "" {
		statements.Where = append(statements.Where, ledger.Cond{Column: "act", Op: ledger.Eq, Value: c.Act})
	}
	return reports, statements
}

// next are the reports of a part, and moves q on behind them.
func next(r ledger.Reader, q *ledger.Query) ([]projection.Head, error) {
	var out []projection.Head
	n := int64(0)
	for h, err := range r.Select(*q) {
		if err != nil {
			return nil, err
		}
		var head projection.Head
		if err := json.Unmarshal(h.Body, &head); err != nil {
			return nil, err
		}
		out = append(out, head)
		q.After = &ledger.Mark{Values: []any{h.Values[0]}, Key: h.Key}
		if all, _ := h.Values[5].(int64); n+all >= enough {
			break
		} else {
			n += all
		}
	}
	return out, nil
}

// under are the statements of reports, in their order.
func under(r ledger.Reader, q ledger.Query, heads []projection.Head) ([]Statement, error) {
	at, ids := make(map[string]int, len(heads)), make([]any, len(heads))
	for i := range heads {
		at[heads[i].ID], ids[i] = i, heads[i].ID
	}
	q.Where = append(slices.Clone(q.Where), ledger.Cond{Column: "report", Op: ledger.In, Value: ids})
	verdicts, err := decided(r, ids, q.At)
	if err != nil {
		return nil, err
	}
	lists := make([][]Statement, len(heads))
	n := 0
	for h, err := range r.Select(q) {
		if err != nil {
			return nil, err
		}
		i, ok := at[h.Values[0].(string)]
		if !ok {
			continue
		}
		st := statement(&h, &heads[i])
		st.decide(verdicts[st.ID])
		lists[i] = append(lists[i], st)
		n++
	}
	out := make([]Statement, 0, n)
	for _, list := range lists {
		slices.SortFunc(list, func(a, b Statement) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(len(a.ID), len(b.ID)), strings.Compare(a.ID, b.ID))
		})
		out = append(out, list...)
	}
	return out, nil
}

// statement is a record with the report it is of.
func statement(h *ledger.Hit, head *projection.Head) Statement {
	text := func(i int) string { s, _ := h.Values[i].(string); return s }
	number := func(i int) int64 { n, _ := h.Values[i].(int64); return n }
	st := Statement{
		ID: h.Key, Report: head.ID, Outlet: head.Outlet, Published: head.Date, URL: head.URL, Source: text(1), Speaker: text(2), Identification: text(3), Kind: text(4), Act: text(5), Certainty: text(6),
		Start: number(10), End: number(11), Words: text(12), Relation: text(13), Quotation: text(14), Negated: number(15) != 0, Reading: head.Reading, Reader: head.Reader, Row: head.Row, Later: head.Later,
	}
	st.Confidence, _ = h.Values[9].(float64)
	return st
}

// decided are the decisions on statements of reports that were not withdrawn, the
// first first, by the id that the statement has now.
func decided(r ledger.Reader, reports []any, row int64) (map[string][]projection.Decided, error) {
	out := map[string][]projection.Decided{}
	q := ledger.Query{Table: projection.Decisions, At: row, Order: []ledger.Order{{Column: "row"}}, Where: []ledger.Cond{{Column: "report", Op: ledger.In, Value: reports}}}
	for h, err := range r.Select(q) {
		if err != nil {
			return nil, err
		}
		var d projection.Decided
		if err := json.Unmarshal(h.Body, &d); err != nil {
			return nil, err
		}
		if d.Withdrawn > 0 || d.Orphaned || anchor.Part(d.Subject) != "st" {
			continue
		}
		id := d.Subject
		if d.Now != "" {
			id = d.Now
		}
		out[id] = append(out[id], d)
	}
	return out, nil
}

// decide lays decisions beside what the machine read: of several on one thing the
// last counts.
func (st *Statement) decide(list []projection.Decided) {
	var fields, values []string
	for _, d := range list {
		switch i := slices.Index(fields, d.Field); {
		case d.What == entry.Accept || d.What == entry.Reject:
			st.Verdict = string(d.What)
		case d.What != entry.Correct:
		case i >= 0:
			values[i] = d.Value
		default:
			fields, values = append(fields, d.Field), append(values, d.Value)
		}
	}
	for i := range fields {
		if i > 0 {
			st.Corrected += "; "
		}
		st.Corrected += fields[i] + "=" + values[i]
	}
}
