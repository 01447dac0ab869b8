package edge

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/lineage"
	"hearsay/internal/lineage/near"
	"hearsay/internal/reading"
)

const (
	likeFrom  = 0.3 // likeness of sketches from which texts are compared
	mostTexts = 6   // texts that a report is held against, the likest
	mostMade  = 3   // reports that one is a copy of, besides their own copies
)

// Trace enters a reading that was just linked, and appends the rows that say
// what its report was made from, whom it credits and cites, and which reports of
// the ledger were made from it.
func Trace(tx ledger.Tx, row *ledger.Row, read *entry.Read) error {
	if err := retire(tx, row, read.Capture); err != nil {
		return err
	}
	p, err := printOf(tx, row, read.Reading)
	if err != nil {
		return err
	}
	copies, err := p.copies(tx)
	if err != nil {
		return err
	}
	made, err := p.answer(tx, append(copies, p.named(read.Reading)...))
	if err != nil {
		return err
	}
	if err := p.enter(tx); err != nil || len(made) == 0 {
		return err
	}
	drafts := make([]ledger.Draft, 0, len(made))
	for i := range made {
		b, err := json.Marshal(&made[i])
		if err != nil {
			return err
		}
		drafts = append(drafts, ledger.Draft{Kind: ledger.Edge, ID: made[i].To, Body: b})
	}
	rows, err := tx.Append(drafts...)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := Apply(tx, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// Replay enters the reading of a row as Trace did, but appends nothing: the rows
// stand in the ledger.
func Replay(tx ledger.Tx, row *ledger.Row, read *entry.Read) error {
	if err := retire(tx, row, read.Capture); err != nil {
		return err
	}
	p, err := printOf(tx, row, read.Reading)
	if err != nil {
		return err
	}
	return p.enter(tx)
}

// retire takes the edges of an earlier reading of the same report out.
func retire(tx ledger.Tx, row *ledger.Row, report string) error {
	if _, err := tx.Record(prints, short(report), 0); err != nil {
		if errors.Is(err, ledger.ErrNone) {
			return nil // it was not read so far
		}
		return err
	}
	old, err := all(tx.Select(ledger.Query{Table: Edges, Where: []ledger.Cond{{Column: "to_report", Op: ledger.Eq, Value: report}}}))
	if err != nil {
		return err
	}
	for _, h := range old {
		if err := tx.Remove(Edges, h.Key, row.Seq); err != nil {
			return err
		}
	}
	return nil
}

// print is what is kept of a report to find it by.
type print struct {
	report, reading, outlet, day string
	row                          int64
	text                         string
	sketch                       near.Sketch
	led                          []band // where its marks led before it was entered
}

func printOf(tx ledger.Reader, row *ledger.Row, rd *reading.Reading) (*print, error) {
	rep := &rd.Report
	p := &print{
		report: rep.ID, reading: row.ID, outlet: lineage.OutletKey(rep.SourceOffice), day: rep.SourceDate, row: row.Seq,
		text: rep.Text, sketch: near.Of(slices.Collect(strings.Lines(rep.Text))),
	}
	var err error
	p.led, err = lookUp(tx, p.sketch.Bands())
	return p, err
}

// revived is a print as it was kept; it has no text.
func revived(h *ledger.Record) (*print, error) {
	s := func(i int) string { v, _ := h.Values[i].(string); return v }
	p := &print{report: s(0), reading: s(1), outlet: s(2), day: s(3)}
	p.row, _ = h.Values[4].(int64)
	return p, p.sketch.UnmarshalBinary(h.Body)
}

// load reads the text of a print that was kept.
func (p *print) load(tx ledger.Reader) error {
	if p.text != "" {
		return nil
	}
	for row, err := range tx.About(ledger.Reading, p.reading, 0) {
		if err != nil {
			return err
		}
		var b struct {
			Reading struct {
				Report struct {
					Text string `json:"text"`
				} `json:"report"`
			} `json:"reading"`
		}
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return fmt.Errorf("row %d: %w", row.Seq, err)
		}
		p.text = b.Reading.Report.Text
	}
	return nil
}

// copies are the edges between a report and those of the ledger that have its
// words.
func (p *print) copies(tx ledger.Tx) ([]entry.Made, error) {
	like, err := p.like(tx)
	if err != nil {
		return nil, err
	}
	type held struct {
		*print
		near.Overlap
	}
	var same []held
	for _, o := range like {
		if err := o.load(tx); err != nil {
			return nil, err
		}
		if v := near.Compare(p.text, o.text); v.Copy() {
			same = append(same, held{o, v})
		}
	}
	slices.SortFunc(same, func(a, b held) int {
		return cmp.Or(cmp.Compare(math.Round(10*(b.Of+b.From)), math.Round(10*(a.Of+a.From))), cmp.Compare(a.day, b.day), cmp.Compare(a.row, b.row))
	})
	var out []entry.Made
	kin := map[string]bool{} // what those chosen were made from or into
	for _, h := range same {
		if kin[h.report] || len(out) == mostMade {
			continue
		}
		list, err := Of(tx, h.report, 0, 32)
		if err != nil {
			return nil, err
		}
		for _, m := range list {
			if m.Kind == entry.Copy {
				kin[m.From], kin[m.To] = true, true
			}
		}
		kin[h.report] = true
		out = append(out, p.copy(h.print, h.Overlap))
	}
	return out, nil
}

// copy is the edge between two reports that have their words in common.
func (p *print) copy(o *print, v near.Overlap) entry.Made {
	from, to, why := o, p, ""
	switch {
	case o.day != "" && p.day != "" && o.day != p.day:
		if p.day < o.day {
			from, to = p, o
		}
		why = "; published later"
	case o.outlet != "" && p.outlet != "" && o.outlet != p.outlet && mentions(o.text, p.outlet) != mentions(p.text, o.outlet):
		if mentions(o.text, p.outlet) {
			from, to = p, o
		}
		why = "; it names the other's outlet"
	default:
		why = "; which of the two was first their days do not tell: the one that came in first is taken for the elder"
	}
	if to == o {
		v = near.Compare(o.text, p.text)
	}
	m := entry.Made{From: from.report, To: to.report, Kind: entry.Copy, Score: math.Round(100*max(v.Of, v.From)) / 100, Start: v.Longest.Start, End: v.Longest.End, Reading: to.reading}
	switch {
	case v.Of == 1 && v.From == 1:
		m.Reason = "the same words throughout"
	case v.Of >= v.From:
		m.Reason = fmt.Sprintf("%.0f %% of its words stand in the other, %d of them in a row", 100*v.Of, v.Words)
	default:
		m.Reason = fmt.Sprintf("it has %.0f %% of the other's words, %d of them in a row", 100*v.From, v.Words)
	}
	if from.outlet != "" && from.outlet == to.outlet {
		why = "; both of one outlet" + why
	}
	m.Reason += why
	return m
}

// mentions reports whether a text names an outlet, by its folded name.
func mentions(text, outlet string) bool { return strings.Contains(strings.ToLower(text), outlet) }

// like are the reports whose sketches are like a report's, the likest first.
func (p *print) like(tx ledger.Tx) ([]*print, error) {
	shared := map[int64]int{}
	for _, b := range p.led {
		for _, id := range b.reports {
			shared[id]++
		}
	}
	ids := make([]int64, 0, len(shared))
	for id := range shared {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(shared[b]-shared[a], cmp.Compare(a, b)) })
	keys := make([]any, 0, 4*mostTexts)
	for _, id := range ids[:min(4*mostTexts, len(ids))] {
		keys = append(keys, shortOf(id))
	}
	recs, err := all(tx.Select(ledger.Query{Table: prints, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: keys}}}))
	if err != nil {
		return nil, err
	}
	var out []*print
	by := map[*print]float64{}
	for i := range recs {
		o, err := revived(&recs[i].Record)
		if err != nil {
			return nil, err
		}
		if by[o] = near.Likeness(&p.sketch, &o.sketch); o.report != p.report && by[o] >= likeFrom {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b *print) int { return cmp.Or(cmp.Compare(by[b], by[a]), cmp.Compare(a.row, b.row)) })
	return out[:min(mostTexts, len(out))], nil
}

// enter lets later reports find this one.
func (p *print) enter(tx ledger.Tx) error {
	body, err := p.sketch.MarshalBinary()
	if err != nil {
		return err
	}
	if err := tx.Put(prints, short(p.report), 0, []any{p.report, p.reading, p.outlet, p.day, p.row}, body); err != nil {
		return err
	}
	return enterBands(tx, p.led, number(p.report))
}
