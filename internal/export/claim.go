package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/span"
)

// Claim is one stand on one value of one slot of one incident, as a line: by a
// speaker, or by a report in its own voice. Its fields are the columns of the
// formats claims and parquet.
type Claim struct {
	Incident       string   `parquet:"incident,dict"`
	EventType      string   `parquet:"event_type,dict"`
	SubEventType   string   `parquet:"sub_event_type,dict"`
	DateStart      string   `parquet:"date_start,dict"`
	DateEnd        string   `parquet:"date_end,dict"`
	Country        string   `parquet:"country,dict"`
	Place          string   `parquet:"place,dict"`
	Latitude       *float64 `parquet:"latitude,optional"`
	Longitude      *float64 `parquet:"longitude,optional"`
	Slot           string   `parquet:"slot,dict"`
	Value          string   `parquet:"value"`
	Name           string   `parquet:"name"` // canonical, of a party, instrument or target
	Category       string   `parquet:"category,dict"`
	Low            *int64   `parquet:"low,optional"`  // of a figure
	High           *int64   `parquet:"high,optional"` // null where the text sets no upper bound
	Standing       string   `parquet:"standing,dict"`
	OriginsMin     int64    `parquet:"origins_min"`
	OriginsMax     int64    `parquet:"origins_max"`
	Stance         string   `parquet:"stance,dict"` // asserts | denies | uncommitted | own_voice
	InPart         bool     `parquet:"in_part"`
	Certainty      string   `parquet:"certainty,dict"`
	Act            string   `parquet:"act,dict"`
	Statement      string   `parquet:"statement"`
	Source         string   `parquet:"source,dict"` // key across reports, "" for unnamed
	Speaker        string   `parquet:"speaker"`
	Identification string   `parquet:"identification,dict"`
	Relation       string   `parquet:"relation,dict"`
	Confidence     float64  `parquet:"confidence"`
	Report         string   `parquet:"report,dict"`
	Outlet         string   `parquet:"outlet,dict"`
	Published      string   `parquet:"published,dict"`
	URL            string   `parquet:"url,dict"`
	Start          int64    `parquet:"start"` // of Words in the report, in code points
	End            int64    `parquet:"end"`
	Words          string   `parquet:"words"`
	Row            int64    `parquet:"row"` // the last row that is in the incident's page
}

// claims are the lines of one incident.
func claims(p *projection.Page) []Claim {
	at := map[string]*projection.Passage{}
	for i := range p.Passages {
		at[p.Passages[i].ID] = &p.Passages[i]
	}
	reports := map[string]*projection.Head{}
	for i := range p.Reports {
		reports[p.Reports[i].ID] = &p.Reports[i]
	}
	var out []Claim
	for i := range p.Facts {
		f := &p.Facts[i]
		base := Claim{
			Incident: p.Incident.ID, EventType: p.Incident.EventType, SubEventType: p.Incident.SubEventType, DateStart: p.Incident.DateStart, DateEnd: p.Incident.DateEnd,
			Country: p.Incident.Country, Place: p.Incident.Place, Latitude: p.Incident.Latitude, Longitude: p.Incident.Longitude,
			Slot: string(f.Slot), Value: f.Value, Name: f.Norm.Name, Category: string(f.Norm.Category), Standing: string(f.Stands()),
			OriginsMin: int64(f.OriginsMin), OriginsMax: int64(f.OriginsMax), Row: p.Row,
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
				c.Act, c.Confidence, c.Source = string(st.Act), st.Confidence, st.SourceKey
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

// claimSheet writes claims as CSV.
type claimSheet struct{ w *csv.Writer }

var claimColumns = strings.Fields("incident event_type sub_event_type date_start date_end country place latitude longitude slot value name category low high standing origins_min origins_max " +
	"stance in_part certainty act statement source speaker identification relation confidence report outlet published url start end words row")

func newClaims(w io.Writer) (*claimSheet, error) {
	s := &claimSheet{csv.NewWriter(w)}
	return s, s.w.Write(claimColumns)
}

func (s *claimSheet) write(p *projection.Page) error {
	for _, c := range claims(p) {
		num := func(n *int64) string {
			if n == nil {
				return ""
			}
			return strconv.FormatInt(*n, 10)
		}
		line := []string{
			c.Incident, c.EventType, c.SubEventType, c.DateStart, c.DateEnd, c.Country, c.Place, coordinate(c.Latitude), coordinate(c.Longitude), c.Slot, c.Value, c.Name, c.Category, num(c.Low), num(c.High),
			c.Standing, fmt.Sprint(c.OriginsMin), fmt.Sprint(c.OriginsMax), c.Stance, strconv.FormatBool(c.InPart), c.Certainty, c.Act, c.Statement, c.Source, c.Speaker, c.Identification, c.Relation,
			strconv.FormatFloat(c.Confidence, 'f', 4, 64), c.Report, c.Outlet, c.Published, c.URL, fmt.Sprint(c.Start), fmt.Sprint(c.End), c.Words, fmt.Sprint(c.Row),
		}
		for i := range line {
			line[i] = harmless(line[i])
		}
		if err := s.w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func (s *claimSheet) end() error {
	s.w.Flush()
	return s.w.Error()
}

// parquetFile writes claims as Parquet, a group of rows at a time.
type parquetFile struct {
	w *parquet.GenericWriter[Claim]
	n int
}

// group is how many rows a group of a Parquet file has.
const group = 50_000

func newParquet(w io.Writer) *parquetFile {
	return &parquetFile{w: parquet.NewGenericWriter[Claim](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("hearsay", version, ""))}
}

func (f *parquetFile) write(p *projection.Page) error {
	rows := claims(p)
	if _, err := f.w.Write(rows); err != nil {
		return err
	}
	if f.n += len(rows); f.n >= group {
		f.n = 0
		return f.w.Flush()
	}
	return nil
}

func (f *parquetFile) end() error { return f.w.Close() }
