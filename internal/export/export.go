package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"hearsay/internal/desk"
	"hearsay/internal/ledger/projection"
)

// Format is one way to write incidents.
type Format string

// The formats.
const (
	UCDP       Format = "ucdp"
	ACLED      Format = "acled"
	Airwars    Format = "airwars"
	Claims     Format = "claims"
	Parquet    Format = "parquet"
	JSONL      Format = "jsonl"
	Annotation Format = "annotation"
)

// Formats are all of them, for a list of choices.
var Formats = []Format{UCDP, ACLED, Airwars, Claims, Parquet, JSONL, Annotation}

// Note says why a column is empty, always or in some lines.
type Note struct{ Column, Why string }

// Notes are those of a format's columns.
func Notes(f Format) []Note {
	var out []Note
	for _, c := range sheets[f] {
		if c.why != "" {
			out = append(out, Note{c.name, c.why})
		}
	}
	return out
}

// part is how many incidents are asked for at once.
const part = 200

// Write writes the incidents that a filter chooses. The errors are w's and the
// desk's; progress, where not nil, is called with how many incidents are written
// and how many there are.
func Write(ctx context.Context, w io.Writer, d *desk.Desk, format Format, filter desk.IncidentFilter, progress func(done, all int64)) error {
	out, err := newWriter(w, format)
	if err != nil {
		return err
	}
	done := int64(0)
	filter.Limit = part
	for {
		list, err := d.Incidents(ctx, filter)
		if err != nil {
			return err
		}
		for i := range list.Items {
			page, err := d.Incident(ctx, list.Items[i].ID, desk.When{Row: list.Row})
			if err != nil {
				return fmt.Errorf("incident %s: %w", list.Items[i].ID, err)
			}
			if err := out.write(&page.Page); err != nil {
				return err
			}
			done++
		}
		if progress != nil {
			progress(done, list.Total)
		}
		if list.Next == "" {
			return out.end()
		}
		filter.After = list.Next
	}
}

// writer writes incidents in one format.
type writer interface {
	write(p *projection.Page) error
	end() error
}

func newWriter(w io.Writer, f Format) (writer, error) {
	switch f {
	case UCDP, ACLED, Airwars:
		return newSheet(w, sheets[f])
	case Claims:
		return newClaims(w)
	case Parquet:
		return newParquet(w), nil
	case JSONL:
		return &lines{json.NewEncoder(w)}, nil
	case Annotation:
		return &annotations{enc: json.NewEncoder(w)}, nil
	}
	return nil, fmt.Errorf("there is no format %q; there are %v", f, Formats)
}

// lines writes a page a line.
type lines struct{ enc *json.Encoder }

func (l *lines) write(p *projection.Page) error { return l.enc.Encode(p) }
func (l *lines) end() error                     { return nil }
