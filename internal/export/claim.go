package export

import (
	"fmt"
	"io"
	"strings"

	"hearsay/internal/export/excerpt"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/span"
)

// Claim is one stand on one value of one slot of one incident, as a line: by a
// speaker, or by a report in its own voice. Its fields are the columns of the
// formats claims and parquet; what is empty is null in Parquet.
type Claim struct {
	Incident       string   `parquet:"incident,dict"`
	EventType      string   `parquet:"event_type,optional,dict"`
	SubEventType   string   `parquet:"sub_event_type,optional,dict"`
	DateStart      string   `parquet:"date_start,optional,dict"`
	DateEnd        string   `parquet:"date_end,optional,dict"`
	Country        string   `parquet:"country,optional,dict"`
	Place          string   `parquet:"place,optional,dict"`
	Latitude       *float64 `parquet:"latitude,optional"`
	Longitude      *float64 `parquet:"longitude,optional"`
	Slot           string   `parquet:"slot,dict"`
	Value          string   `parquet:"value"`
	Name           string   `parquet:"name,optional"` // canonical, of a party, instrument or target
	Category       string   `parquet:"category,optional,dict"`
	Low            *int64   `parquet:"low,optional"`  // of a figure
	High           *int64   `parquet:"high,optional"` // null where the text sets no upper bound
	Standing       string   `parquet:"standing,dict"`
	OriginsMin     int64    `parquet:"origins_min"`
	OriginsMax     int64    `parquet:"origins_max"`
	Stance         string   `parquet:"stance,dict"` // asserts | denies | uncommitted | own_voice
	InPart         bool     `parquet:"in_part"`
	Certainty      string   `parquet:"certainty,optional,dict"`
	Act            string   `parquet:"act,optional,dict"`
	Statement      string   `parquet:"statement,optional"`
	Source         string   `parquet:"source,optional,dict"` // key across reports, "" for unnamed
	Speaker        string   `parquet:"speaker,optional"`
	Identification string   `parquet:"identification,optional,dict"`
	Relation       string   `parquet:"relation,optional,dict"`
	Confidence     *float64 `parquet:"confidence,optional"` // of the statement
	Report         string   `parquet:"report,optional,dict"`
	Outlet         string   `parquet:"outlet,optional,dict"`
	Published      string   `parquet:"published,optional,dict"`
	URL            string   `parquet:"url,optional,dict"`
	Start          int64    `parquet:"start"` // of Words in the report, in code points
	End            int64    `parquet:"end"`
	Words          string   `parquet:"words,optional"`
	Row            int64    `parquet:"row"`                // the last row that is in the incident's page
	Corrected      string   `parquet:"corrected,optional"` // a person's value of the fact
	Rejected       bool     `parquet:"rejected"`           // a person took the fact out
	Set            string   `parquet:"set,optional,dict"`  // what people set of the incident, and what it was
}

// claims appends the lines of one incident.
func claims(out []Claim, p *projection.Page) []Claim {
	at := map[string]*projection.Passage{}
	for i := range p.Passages {
		at[p.Passages[i].ID] = &p.Passages[i]
	}
	reports := map[string]*projection.Head{}
	for i := range p.Reports {
		reports[p.Reports[i].ID] = &p.Reports[i]
	}
	sets := ""
	for i := range p.Set {
		if i > 0 {
			sets += "; "
		}
		sets += fmt.Sprintf("%s (row %d)", p.Set[i].Words(), p.Set[i].Row)
	}
	for i := range p.Facts {
		f := &p.Facts[i]
		base := Claim{
			Incident: p.Incident.ID, EventType: p.Incident.EventType, SubEventType: p.Incident.SubEventType, DateStart: p.Incident.DateStart, DateEnd: p.Incident.DateEnd,
			Country: p.Incident.Country, Place: p.Incident.Place, Latitude: p.Incident.Latitude, Longitude: p.Incident.Longitude,
			Slot: string(f.Slot), Value: f.Value, Name: f.Norm.Name, Category: string(f.Norm.Category), Standing: string(f.Stands()),
			OriginsMin: int64(f.OriginsMin), OriginsMax: int64(f.OriginsMax), Row: p.Row, Corrected: f.Corrected, Rejected: f.Rejected, Set: sets,
		}
		if n := f.Norm.Number; n != nil {
			base.Low, base.High = wide(n.Min), wide(n.Max)
		}
		lay := func(report string, words span.Quote, c *Claim) {
			c.Report, c.Start, c.End, c.Words = report, int64(words.Start), int64(words.End), words.Text
			if h := reports[report]; h != nil {
				c.Outlet, c.Published, c.URL = h.Outlet, h.Date, h.URL
			}
			out = append(out, *c)
		}
		for _, m := range f.OwnVoice {
			c := base
			c.Stance = "own_voice"
			lay(m.Report, m.Quote, &c)
		}
		for _, side := range []struct {
			stance string
			list   []incident.Position
		}{{"asserts", f.AssertedBy}, {"denies", f.DeniedBy}, {"uncommitted", f.Uncommitted}} {
			for _, pos := range side.list {
				c := base
				c.Stance, c.InPart, c.Certainty, c.Statement = side.stance, pos.InPart, string(pos.Certainty), pos.Statement
				st := at[pos.Statement]
				if st == nil {
					out = append(out, c)
					continue
				}
				c.Act, c.Confidence, c.Source = string(st.Act), &st.Confidence, st.SourceKey
				if s := st.Speaker; s != nil {
					c.Speaker, c.Identification, c.Relation = s.Name, string(s.Identification), string(s.Relation)
					if c.Speaker == "" && s.DescribedAs != nil {
						c.Speaker = s.DescribedAs.Text
					}
				}
				lay(st.Report, st.Words, &c)
			}
		}
	}
	return out
}

func wide(n *int) *int64 {
	if n == nil {
		return nil
	}
	v := int64(*n)
	return &v
}

var claimColumns = columns("incident event_type sub_event_type date_start date_end country place latitude longitude slot value name category low high standing origins_min origins_max " +
	"stance in_part certainty act statement source speaker identification relation confidence report outlet published url start end words row corrected rejected set")

// columns are those of some names.
func columns(names string) []column {
	var out []column
	for name := range strings.FieldsSeq(names) {
		out = append(out, column{name: name})
	}
	return out
}

// claimSheet writes claims as CSV.
func claimSheet(w io.Writer) form[[]byte] {
	return paged(w, claimColumns, func(b []byte, p *projection.Page) ([]byte, int, error) {
		l, list := csvLine{b: b}, claims(nil, p)
		for i := range list {
			l.claim(&list[i])
		}
		return l.b, len(list), nil
	})
}

func (l *csvLine) claim(c *Claim) {
	for _, v := range [...]string{c.Incident, c.EventType, c.SubEventType, c.DateStart, c.DateEnd, c.Country, c.Place} {
		l.text(v)
	}
	l.degrees(c.Latitude)
	l.degrees(c.Longitude)
	for _, v := range [...]string{c.Slot, c.Value, c.Name, c.Category} {
		l.text(v)
	}
	l.optional(c.Low)
	l.optional(c.High)
	l.text(c.Standing)
	l.int(c.OriginsMin)
	l.int(c.OriginsMax)
	l.text(c.Stance)
	l.yes(c.InPart)
	for _, v := range [...]string{c.Certainty, c.Act, c.Statement, c.Source, c.Speaker, c.Identification, c.Relation} {
		l.text(v)
	}
	if c.Confidence != nil {
		l.real(*c.Confidence)
	} else {
		l.text("")
	}
	for _, v := range [...]string{c.Report, c.Outlet, c.Published, c.URL} {
		l.text(v)
	}
	l.int(c.Start)
	l.int(c.End)
	l.text(c.Words)
	l.int(c.Row)
	l.text(c.Corrected)
	l.yes(c.Rejected)
	l.text(c.Set)
	l.end()
}

// claimParquet writes claims as Parquet.
func claimParquet(w io.Writer) form[[]byte] {
	return columnar(w, func(items [][]byte) (out []Claim, _ error) {
		for _, body := range items {
			p, err := excerpt.Page(body)
			if err != nil {
				return nil, err
			}
			out = claims(out, p)
		}
		return out, nil
	})
}
