package export

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"sync"

	"hearsay/internal/desk"
	"hearsay/internal/desk/bulk"
	"hearsay/internal/export/excerpt"
	"hearsay/internal/ledger/projection"
)

// Format is one way to write what a ledger holds.
type Format string

// The formats of incidents and of the stands taken on their facts.
const (
	UCDP       Format = "ucdp"
	ACLED      Format = "acled"
	Airwars    Format = "airwars"
	Claims     Format = "claims"
	Parquet    Format = "parquet"
	JSONL      Format = "jsonl"
	Annotation Format = "annotation"
)

// The formats of statements.
const (
	Statements        Format = "statements"
	StatementsJSONL   Format = "statements-jsonl"
	StatementsParquet Format = "statements-parquet"
)

// Formats are those of incidents, for a list of choices; OfStatements those of
// statements.
var (
	Formats      = []Format{UCDP, ACLED, Airwars, Claims, Parquet, JSONL, Annotation}
	OfStatements = []Format{Statements, StatementsJSONL, StatementsParquet}
)

// Note says why a column is empty, always or in some lines.
type Note struct{ Column, Why string }

// Notes are those of a format's columns.
func Notes(f Format) []Note {
	var out []Note
	list := sheets[f]
	if f == UCDP || f == ACLED || f == Airwars {
		list = slices.Concat(list, provenance)
	}
	for _, c := range list {
		if c.why != "" {
			out = append(out, Note{c.name, c.why})
		}
	}
	return out
}

// Sum is how much was written.
type Sum struct {
	Items int64 // incidents or statements
	Lines int64 // of text, or rows
}

// Progress is called with how many incidents or statements are written, and how
// many there are; it may be nil.
type Progress func(done, all int64)

// Write writes the incidents that a filter chooses, in a format of incidents. The
// errors are w's and the desk's. The same ledger and filter give the same bytes.
func Write(ctx context.Context, w io.Writer, d *desk.Desk, format Format, filter desk.IncidentFilter, progress Progress) (Sum, error) {
	f, err := ofIncidents(w, format)
	if err != nil {
		return Sum{}, err
	}
	return run(ctx, bulk.Pages(ctx, d, filter), f, progress)
}

// WriteStatements writes the statements that a choice takes, in a format of
// statements; as Write.
func WriteStatements(ctx context.Context, w io.Writer, d *desk.Desk, format Format, choice bulk.Choice, progress Progress) (Sum, error) {
	f, err := ofStatements(w, format)
	if err != nil {
		return Sum{}, err
	}
	return run(ctx, bulk.Statements(ctx, d, choice), f, progress)
}

// form is how items are written: render works on any core and says how many lines
// it made, what it returns writes them in their order, and end what comes last.
type form[P any] struct {
	render func(items []P) (write func() error, lines int, err error)
	end    func() error
}

func run[P any](ctx context.Context, parts iter.Seq2[bulk.Part[P], error], f form[P], progress Progress) (Sum, error) {
	type rendered struct {
		items, lines int
		total        int64
		write        func() error
	}
	var sum Sum
	all := int64(0)
	err := flow(ctx, parts, func(ctx context.Context, p bulk.Part[P]) (rendered, error) {
		items, err := p.Read(ctx)
		if err != nil {
			return rendered{}, err
		}
		write, lines, err := f.render(items)
		return rendered{len(items), lines, p.Total, write}, err
	}, func(r rendered) error {
		if err := r.write(); err != nil {
			return err
		}
		sum.Items += int64(r.items)
		sum.Lines += int64(r.lines)
		if all = r.total; progress != nil {
			progress(sum.Items, all)
		}
		return ctx.Err()
	})
	if err == nil && sum.Items != all {
		err = fmt.Errorf("%d of %d are there: another process makes the records of the ledger again, wait for it and export again; where none does, run `hearsay rebuild`", sum.Items, all)
	}
	if err == nil {
		err = f.end()
	}
	return sum, err
}

// listed is a text of lines, under a line of column names where there are some.
func listed[P any](w io.Writer, columns []column, lines func(b []byte, items []P) ([]byte, int, error)) form[P] {
	var head csvLine
	if len(columns) > 0 {
		head.header(columns)
	}
	pool := sync.Pool{New: func() any { return new([]byte) }}
	return form[P]{
		render: func(items []P) (func() error, int, error) {
			to := pool.Get().(*[]byte)
			b, n, err := lines((*to)[:0], items)
			return func() error {
				if len(head.b) > 0 {
					if _, err := w.Write(head.b); err != nil {
						return err
					}
					head.b = nil
				}
				_, err := w.Write(b)
				*to = b
				pool.Put(to)
				return err
			}, n, err
		},
		end: func() error { return nil },
	}
}

// paged is a text of some lines for each incident.
func paged(w io.Writer, columns []column, lines func(b []byte, p *projection.Page) ([]byte, int, error)) form[[]byte] {
	return listed(w, columns, func(b []byte, items [][]byte) (_ []byte, all int, err error) {
		for _, body := range items {
			p, err := excerpt.Page(body)
			if err != nil {
				return nil, 0, err
			}
			n := 0
			if b, n, err = lines(b, p); err != nil {
				return nil, 0, err
			}
			all += n
		}
		return b, all, nil
	})
}

func ofIncidents(w io.Writer, f Format) (form[[]byte], error) {
	switch f {
	case UCDP, ACLED, Airwars:
		return sheet(w, sheets[f]), nil
	case Claims:
		return claimSheet(w), nil
	case Parquet:
		return claimParquet(w), nil
	case JSONL:
		return asKept(w), nil
	case Annotation:
		return annotations(w), nil
	}
	return form[[]byte]{}, fmt.Errorf("there is no format %q; there are %v", f, Formats)
}

func ofStatements(w io.Writer, f Format) (form[bulk.Statement], error) {
	switch f {
	case Statements:
		return statementSheet(w), nil
	case StatementsJSONL:
		return statementLines(w), nil
	case StatementsParquet:
		return statementParquet(w), nil
	}
	return form[bulk.Statement]{}, fmt.Errorf("there is no format %q of statements; there are %v", f, OfStatements)
}

// asKept writes pages as they are kept, which is one line of JSON each.
func asKept(w io.Writer) form[[]byte] {
	return listed(w, nil, func(b []byte, items [][]byte) ([]byte, int, error) {
		for _, body := range items {
			b = append(append(b, body...), '\n')
		}
		return b, len(items), nil
	})
}
