package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/ledger/projection"
)

// column is one column of a sheet. A value that the record has no basis for is
// "", and why says so; value is nil where it never has one.
type column struct {
	name  string
	value func(p *projection.Page) string
	why   string
}

// sheets are the columns of the formats that say why they can be empty.
var sheets = map[Format][]column{UCDP: ucdp, ACLED: acled, Airwars: airwars, Statements: statementColumns, StatementsJSONL: statementColumns, StatementsParquet: statementColumns}

// provenance are the columns that every line ends with.
var provenance = []column{
	{name: "hearsay_incident", value: func(p *projection.Page) string { return p.Incident.ID }},
	{name: "hearsay_row", value: func(p *projection.Page) string { return fmt.Sprint(p.Row) }},
	{name: "hearsay_standing", value: standings},
	{name: "hearsay_origins", value: origins},
	{name: "hearsay_reports", value: func(p *projection.Page) string {
		var out []string
		for i := range p.Reports {
			out = append(out, p.Reports[i].ID)
		}
		return strings.Join(out, " ")
	}},
	{name: "hearsay_words", value: words},
	{name: "hearsay_set", value: decided, why: "empty where no person set a date, place, type or figure; with who set it, the decision's row and what the reports come to"},
}

// standings are the slots' standings: "killed=contested".
func standings(p *projection.Page) string {
	var out []string
	for i := range p.Facts {
		f := &p.Facts[i]
		out = append(out, fmt.Sprintf("%s=%s", f.Slot, f.Stands()))
	}
	return strings.Join(out, "; ")
}

func origins(p *projection.Page) string {
	var out []string
	for i := range p.Facts {
		f := &p.Facts[i]
		out = append(out, fmt.Sprintf("%s=%d-%d", f.Slot, f.OriginsMin, f.OriginsMax))
	}
	return strings.Join(out, "; ")
}

// words are where the values stand: slot, the report's first twelve digits and
// the code points.
func words(p *projection.Page) string {
	var out []string
	for i := range p.Facts {
		f := &p.Facts[i]
		for _, m := range f.Spans {
			out = append(out, fmt.Sprintf("%s=%.12s:%d-%d", f.Slot, m.Report, m.Start, m.End))
		}
	}
	return strings.Join(out, "; ")
}

// decided is what people set in place of what the reports come to, and of whom it is.
func decided(p *projection.Page) string {
	var out []string
	for i := range p.Set {
		out = append(out, fmt.Sprintf("%s (row %d)", p.Set[i].Words(), p.Set[i].Row))
	}
	for i := range p.Facts {
		switch f := &p.Facts[i]; {
		case f.Rejected:
			out = append(out, fmt.Sprintf("%s “%s” rejected", f.Slot, f.Value))
		case f.Corrected != "":
			out = append(out, fmt.Sprintf("%s “%s”, was “%s”", f.Slot, f.Corrected, f.Value))
		}
	}
	return caption.Tame(strings.Join(out, "; "))
}

// sheet writes one line an incident.
func sheet(w io.Writer, columns []column) form[[]byte] {
	columns = slices.Concat(columns, provenance)
	return paged(w, columns, func(b []byte, p *projection.Page) ([]byte, int, error) {
		l := csvLine{b: b}
		for _, c := range columns {
			v := ""
			if c.value != nil {
				v = c.value(p)
			}
			l.text(v)
		}
		l.end()
		return l.b, 1, nil
	})
}

// harmless keeps the words of a report from being a formula: a spreadsheet
// carries out what begins with one of these. Numbers are left alone.
func harmless(v string) string {
	if v == "" {
		return v
	}
	switch v[0] {
	case '=', '+', '-', '@', '\t', '\r':
	default:
		return v
	}
	if strings.Trim(v, "-0123456789.") == "" {
		return v
	}
	return "'" + v
}
