package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"hearsay/internal/ledger/projection"
)

// column is one column of a sheet. A value that the record has no basis for is
// "", and why says so; value is nil where it never has one.
type column struct {
	name  string
	value func(p *projection.Page) string
	why   string
}

// sheets are the columns of each format that has one line an incident.
var sheets = map[Format][]column{UCDP: ucdp, ACLED: acled, Airwars: airwars}

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

// sheet writes one line an incident.
type sheet struct {
	w       *csv.Writer
	columns []column
}

func newSheet(w io.Writer, columns []column) (*sheet, error) {
	s := &sheet{csv.NewWriter(w), append(append([]column{}, columns...), provenance...)}
	var names []string
	for _, c := range s.columns {
		names = append(names, c.name)
	}
	return s, s.w.Write(names)
}

func (s *sheet) write(p *projection.Page) error {
	line := make([]string, len(s.columns))
	for i, c := range s.columns {
		if c.value != nil {
			line[i] = harmless(c.value(p))
		}
	}
	return s.w.Write(line)
}

func (s *sheet) end() error {
	s.w.Flush()
	return s.w.Error()
}

// harmless keeps the words of a report from being a formula: a spreadsheet
// carries out what begins with one of these. Numbers are left alone.
func harmless(v string) string {
	if v == "" || !strings.ContainsRune("=+-@\t\r", rune(v[0])) {
		return v
	}
	if strings.Trim(v, "-0123456789.") == "" {
		return v
	}
	return "'" + v
}
