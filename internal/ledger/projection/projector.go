package projection

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/link"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/source/identity"
	"hearsay/internal/span"
)

// Projector makes records from rows. It is safe for concurrent use.
type Projector struct {
	store  ledger.Store
	reader func() (*reading.Reader, error)

	catching sync.Mutex // one at a time
	mu       sync.Mutex
	live     map[string]*reading.Reading // by reading id
	order    []string                    // of live, the oldest first
}

// mostLive is how many readings are kept ready to be joined.
const mostLive = 600

// New is a projector of a store's rows. The reader is asked for only where
// pages of several reports are made.
func New(store ledger.Store, reader func() (*reading.Reader, error)) *Projector {
	return &Projector{store: store, reader: reader, live: map[string]*reading.Reading{}}
}

// Remember keeps a live reading ready for the page of its incidents, so that its
// bytes need not be read again.
func (p *Projector) Remember(rd *reading.Reading) {
	if !rd.Live() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	id := entry.ReadingID(rd.Report.ID, rd.Reader)
	if _, ok := p.live[id]; ok {
		return
	}
	if len(p.order) >= mostLive {
		delete(p.live, p.order[0])
		p.order = p.order[1:]
	}
	p.live[id] = rd
	p.order = append(p.order, id)
}

// batch is how many transactions of the ledger are caught up with in one Write.
const batch = 16

// Catch brings all records up to the last row.
func (p *Projector) Catch(ctx context.Context, progress func(done, all int64)) error {
	p.catching.Lock()
	defer p.catching.Unlock()
	for {
		more := false
		err := p.store.Write(ctx, func(tx ledger.Tx) error {
			head, err := tx.Head()
			if err != nil {
				return err
			}
			from, err := tx.Applied(Name)
			if err != nil {
				return err
			}
			if from >= head.Seq {
				return nil
			}
			upto, err := p.some(ctx, tx, from)
			if err != nil {
				return err
			}
			more = upto < head.Seq
			if progress != nil {
				progress(upto, head.Seq)
			}
			return tx.SetApplied(Name, upto)
		})
		if err != nil || !more {
			return err
		}
	}
}

// some takes a few transactions' rows after row from and returns the last it
// took.
func (p *Projector) some(ctx context.Context, tx ledger.Tx, from int64) (int64, error) {
	var group []ledger.Row
	upto, n := from, 0
	flush := func() error {
		if len(group) == 0 {
			return nil
		}
		if err := p.group(tx, group); err != nil {
			return err
		}
		upto = group[len(group)-1].Seq
		group, n = group[:0], n+1
		return ctx.Err()
	}
	// The rows are read before records are written: some databases answer one
	// question at a time.
	const span = 4096
	var rows []ledger.Row
	for row, err := range tx.Rows(from, from+span) {
		if err != nil {
			return 0, err
		}
		row.Blob = nil
		rows = append(rows, row)
	}
	for i := range rows {
		if len(group) > 0 && !rows[i].Time.Equal(group[0].Time) {
			if err := flush(); err != nil {
				return 0, err
			}
			if n == batch {
				return upto, nil
			}
		}
		group = append(group, rows[i])
	}
	if len(rows) == span && n > 0 {
		return upto, nil // the last transaction may go on
	}
	for len(rows) == span { // one transaction of many rows: take the rest of it
		last := rows[len(rows)-1]
		rows = rows[:0]
		for row, err := range tx.Rows(last.Seq, last.Seq+span) {
			if err != nil {
				return 0, err
			}
			if !row.Time.Equal(last.Time) {
				break
			}
			row.Blob = nil
			rows = append(rows, row)
			group = append(group, row)
		}
	}
	err := flush()
	return upto, err
}

// group enters the rows of one transaction and makes the pages they touch.
func (p *Projector) group(tx ledger.Tx, rows []ledger.Row) error {
	touched := map[string]bool{}
	for i := range rows {
		if err := p.enter(tx, &rows[i], touched); err != nil {
			return fmt.Errorf("row %d: %w", rows[i].Seq, err)
		}
	}
	at := rows[len(rows)-1].Seq
	ids := make([]string, 0, len(touched))
	for id := range touched {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if err := p.page(tx, id, at); err != nil {
			return fmt.Errorf("incident %s: %w", id, err)
		}
	}
	return nil
}

// enter makes the records of one row, and notes which incidents it touches.
func (p *Projector) enter(tx ledger.Tx, row *ledger.Row, touched map[string]bool) error {
	switch row.Kind {
	case ledger.Capture:
		var b entry.Captured
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		h := Head{ID: row.ID, URI: b.URI, URL: b.URL, Outlet: b.Outlet, Date: b.Date}
		return tx.Put(Reports, row.ID, row.Seq, []any{b.Date, "waiting", b.Outlet, b.URL, row.Time.UnixMicro(), int64(0), int64(0)}, encode(h))
	case ledger.Version:
		var b entry.Changed
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		rec, err := tx.Record(Reports, b.After, 0)
		if err != nil {
			return err
		}
		before := int64(1)
		if old, err := tx.Record(Reports, b.Before, 0); err == nil {
			before = max(1, old.Values[6].(int64))
		}
		rec.Values[6] = before + 1
		return tx.Put(Reports, b.After, row.Seq, rec.Values, rec.Body)
	case ledger.Failure:
		rec, err := tx.Record(Reports, row.ID, 0)
		if err != nil {
			return err
		}
		if rec.Values[1] == "waiting" {
			rec.Values[1] = "failed"
		}
		return tx.Put(Reports, row.ID, row.Seq, rec.Values, rec.Body)
	case ledger.Reading:
		return p.reading(tx, row, touched)
	case ledger.Link:
		var b entry.Linked
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		if b.Member != "" { // it may have moved
			if err := p.left(tx, ledger.Cond{Column: "key", Op: ledger.Eq, Value: b.Member}, row, touched); err != nil {
				return err
			}
		}
		touched[b.Incident] = true
		if b.From != "" {
			touched[b.From] = true
		}
	case ledger.Near:
		var b entry.Nearly
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		touched[b.A], touched[b.B] = true, true
	case ledger.Edge:
		var b entry.Made
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		for _, id := range []string{b.From, b.To} {
			if id == "" {
				continue
			}
			if err := p.left(tx, ledger.Cond{Column: "report", Op: ledger.Eq, Value: id}, row, touched); err != nil {
				return err
			}
		}
	case ledger.Decision:
		return p.decision(tx, row, touched)
	}
	return nil
}

// left notes the incidents that members belonged to before a row: those that
// a reading takes the place of, or one that a link moves.
func (p *Projector) left(tx ledger.Tx, which ledger.Cond, row *ledger.Row, touched map[string]bool) error {
	if row.Seq < 2 {
		return nil
	}
	old, err := all(tx.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{which}, At: row.Seq - 1}))
	for _, h := range old {
		if in, ok := h.Values[0].(string); ok {
			touched[in] = true
		}
	}
	return err
}

// reading makes the records of a reading, in place of those of an earlier one.
func (p *Projector) reading(tx ledger.Tx, row *ledger.Row, touched map[string]bool) error {
	p.mu.Lock()
	rd := p.live[row.ID] // what was just read need not be decoded
	p.mu.Unlock()
	if rd == nil {
		var b entry.Read
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		rd = b.Reading
	}
	rep := &rd.Report
	rec, err := tx.Record(Reports, rep.ID, 0)
	if err != nil {
		return err
	}
	h := Head{ID: rep.ID, URI: rep.URI, URL: rep.URL, Outlet: rep.SourceOffice, Headline: rep.SourceHeadline, Date: rep.SourceDate, Reading: row.ID, Reader: rd.Reader.Digest(), Row: row.Seq}
	for _, b := range rep.Basis {
		if b.Field == "source_headline" && b.Span != nil {
			h.HeadlineSpan = &b.Span.Span
			break
		}
	}
	again := rec.Values[1] == "read"
	rec.Values = []any{h.Date, "read", h.Outlet, h.URL, rec.Values[4], int64(len(rd.Statements)), rec.Values[6]}
	if err := tx.Put(Reports, rep.ID, row.Seq, rec.Values, encode(h)); err != nil {
		return err
	}
	if again {
		if err := p.left(tx, ledger.Cond{Column: "report", Op: ledger.Eq, Value: rep.ID}, row, touched); err != nil {
			return err
		}
		old, err := all(tx.Select(ledger.Query{Table: Statements, Where: []ledger.Cond{{Column: "report", Op: ledger.Eq, Value: rep.ID}}}))
		if err != nil {
			return err
		}
		for _, o := range old {
			if err := tx.Remove(Statements, o.Key, row.Seq); err != nil {
				return err
			}
		}
		if err := p.rehold(tx, rd, row.Seq); err != nil {
			return err
		}
	}
	at := map[string]*source.Source{}
	for i := range rd.Sources {
		at[rd.Sources[i].ID] = &rd.Sources[i]
	}
	text := span.NewText(rep.Text)
	known := map[string]bool{}
	for i := range rd.Statements {
		ps := passage(rd, i, at, text)
		var key, name, ident, kind any
		if s := ps.Speaker; s != nil {
			name, ident, kind = called(s), string(s.Identification), string(s.Kind)
			if ps.SourceKey != "" {
				key = ps.SourceKey
				if !known[ps.SourceKey] {
					known[ps.SourceKey] = true
					if err := p.source(tx, row.Seq, ps.SourceKey, s); err != nil {
						return err
					}
				}
			}
		}
		if err := tx.Put(Statements, ps.ID, row.Seq, []any{
			rep.ID, key, name, ident, kind, string(ps.Act), string(ps.Certainty), rep.SourceDate, rep.SourceOffice, ps.Confidence,
			int64(ps.Words.Start), int64(ps.Words.End), ps.Words.Text,
		}, nil); err != nil {
			return err
		}
	}
	return nil
}

// called is what a source is shown as.
func called(s *source.Source) string {
	if s.Name == "" && s.DescribedAs != nil {
		return s.DescribedAs.Text
	}
	return s.Name
}

func (p *Projector) source(tx ledger.Tx, row int64, key string, s *source.Source) error {
	switch _, err := tx.Record(Sources, key, 0); {
	case err == nil:
		return nil
	case !errors.Is(err, ledger.ErrNone):
		return err
	}
	return tx.Put(Sources, key, row, []any{s.Name, strings.ToLower(s.Name), string(s.Kind), string(s.Identification)}, nil)
}

// longest is how many code points of a statement's words are kept: one that
// runs over paragraphs is cut.
const longest = 1200

// passage is statement i of a reading with its words.
func passage(rd *reading.Reading, i int, at map[string]*source.Source, text *span.Text) Passage {
	st := rd.Statements[i]
	ps := Passage{Statement: st, Report: rd.Report.ID, Others: []source.Source{}}
	if st.Source != nil {
		if s := at[*st.Source]; s != nil {
			ps.Speaker, ps.SourceKey = s, identity.Key(s)
			for _, id := range s.Members {
				if m := at[id]; m != nil {
					ps.Others = append(ps.Others, *m)
				}
			}
		}
	}
	for _, id := range st.Chain {
		if s := at[id]; s != nil {
			ps.Others = append(ps.Others, *s)
		}
	}
	first, last := -1, -1
	take := func(s span.Span) {
		if first < 0 || s.Start < first {
			first = s.Start
		}
		last = max(last, s.End)
	}
	for _, c := range st.Content {
		take(c.Span)
	}
	if st.Cue != nil {
		take(st.Cue.Span)
	}
	if st.SourceSpan != nil {
		take(st.SourceSpan.Span)
	}
	if first >= 0 {
		ps.Words = text.Quote(span.Of(first, min(last, first+longest)))
	}
	return ps
}

func all(seq func(func(ledger.Hit, error) bool)) ([]ledger.Hit, error) {
	var out []ledger.Hit
	for h, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// decision makes the record of a person's decision.
func (p *Projector) decision(tx ledger.Tx, row *ledger.Row, touched map[string]bool) error {
	var b entry.Decided
	if err := json.Unmarshal(row.Body, &b); err != nil {
		return err
	}
	d := Decided{Decided: b, Row: row.Seq, Time: row.Time}
	subject := b.Subject
	if b.What == entry.Withdraw {
		old, err := tx.Record(Decisions, decisionKey(b.Decision), 0)
		if err != nil {
			return err
		}
		var was Decided
		if err := json.Unmarshal(old.Body, &was); err != nil {
			return err
		}
		was.Withdrawn = row.Seq
		if err := tx.Put(Decisions, old.Key, row.Seq, old.Values, encode(was)); err != nil {
			return err
		}
		subject = was.Subject
		touch(touched, &was.Decided, b.Decision)
	}
	touch(touched, &b, row.Seq)
	if err := held(tx, &d); err != nil {
		return err
	}
	return tx.Put(Decisions, decisionKey(row.Seq), row.Seq, []any{subject, incidentOf(subject), reportOf(&b), b.Who, string(b.What), row.Seq}, encode(d))
}

func touch(touched map[string]bool, b *entry.Decided, row int64) {
	for id := range strings.FieldsSeq(b.Subject) { // a pair of a Near
		if in := incidentOf(id); in != nil {
			touched[in.(string)] = true
		}
	}
	switch b.What {
	case entry.Split, entry.Move, entry.Merge:
		if b.Into != "" {
			touched[b.Into] = true
		} else {
			touched[link.Split(row)] = true
		}
	}
}

func decisionKey(row int64) string { return fmt.Sprintf("%012d", row) }

// incidentOf is the incident that an id belongs to: its own, or a fact's; nil
// for another's.
func incidentOf(id string) any {
	if !strings.HasPrefix(id, "inc-") {
		return nil
	}
	in, _, _ := strings.Cut(id, ".")
	return in
}

// reportOf is the report that a decision is tied to; nil for none.
func reportOf(b *entry.Decided) any {
	if b.Report == "" {
		return nil
	}
	return b.Report
}

// Rebuild drops all records, those that linking needs among them, and makes them
// again from the rows. progress, where not nil, is called with the rows done, each
// of which counts twice: once for what keeping and linking need, once for the
// rest. What is interrupted in its first half is not begun, in its second Catch
// goes on.
func (p *Projector) Rebuild(ctx context.Context, progress func(done, all int64)) error {
	var all int64
	err := p.store.Write(ctx, func(tx ledger.Tx) error {
		for _, t := range slices.Concat(Tables(), link.Tables(), edge.Tables(), keep.Tables()) {
			if err := tx.Drop(t); err != nil {
				return err
			}
		}
		if err := tx.SetApplied(Name, 0); err != nil {
			return err
		}
		head, err := tx.Head()
		if err != nil {
			return err
		}
		all = head.Seq
		return replay(ctx, tx, func(done int64) {
			if progress != nil {
				progress(done, 2*all)
			}
		})
	})
	if err != nil {
		return err
	}
	return p.Catch(ctx, func(done, last int64) {
		if progress != nil {
			progress(all+done, all+last)
		}
	})
}

// replay makes the records that keeping and linking need.
func replay(ctx context.Context, tx ledger.Tx, progress func(done int64)) error {
	linker := link.New()
	const span = 512
	for from := int64(0); ; from += span {
		var rows []ledger.Row
		for row, err := range tx.Rows(from, from+span) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		for i := range rows {
			if err := replayRow(tx, linker, &rows[i]); err != nil {
				return fmt.Errorf("row %d: %w", rows[i].Seq, err)
			}
		}
		progress(from + int64(len(rows)))
		if len(rows) < span {
			return ctx.Err()
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func replayRow(tx ledger.Tx, linker *link.Linker, row *ledger.Row) error {
	switch row.Kind {
	case ledger.Capture:
		var b entry.Captured
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		if b.Address != "" {
			return tx.Put(keep.Addresses, b.Address, row.Seq, []any{row.ID}, nil)
		}
	case ledger.Version:
		var b entry.Changed
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		return tx.Put(keep.Addresses, b.URL, row.Seq, []any{b.After}, nil)
	case ledger.Reading:
		var b entry.Read
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		if err := tx.Put(keep.Read, b.Capture, row.Seq, []any{row.ID}, nil); err != nil {
			return err
		}
		if err := linker.Replay(tx, row, &b); err != nil {
			return err
		}
		return edge.Replay(tx, row, &b)
	case ledger.Edge:
		return edge.Apply(tx, row)
	case ledger.Link, ledger.Near, ledger.Decision:
		return linker.Apply(tx, row)
	}
	return nil
}

// load is a live reading: one that is remembered, else read again or revived.
func (p *Projector) load(tx ledger.Reader, id, report string) (*reading.Reading, error) {
	p.mu.Lock()
	rd := p.live[id]
	p.mu.Unlock()
	if rd != nil {
		return rd, nil
	}
	r, err := p.reader()
	if err != nil {
		return nil, err
	}
	c, err := Bytes(tx, report)
	if err != nil {
		return nil, err
	}
	if entry.ReadingID(report, r.Identity()) == id {
		rd, err = r.Read(c)
	} else if rd, err = Decoded(tx, id); err == nil {
		rd, err = r.Revive(rd, c)
	}
	if err != nil {
		return nil, fmt.Errorf("report %.12s: %w", report, err)
	}
	p.Remember(rd)
	return rd, nil
}

// Bytes is a capture as it was kept.
func Bytes(tx ledger.Reader, report string) (capture.Capture, error) {
	for row, err := range tx.About(ledger.Capture, report, 0) {
		if err != nil {
			return capture.Capture{}, err
		}
		var b entry.Captured
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return capture.Capture{}, err
		}
		st := capture.Stated{Outlet: b.Outlet, URL: b.URL, Credit: b.Credit}
		if b.Date != "" {
			st.Date, _ = time.Parse(time.DateOnly, b.Date)
		}
		return capture.Of(row.Blob, b.URI, st), nil
	}
	return capture.Capture{}, fmt.Errorf("capture %.12s: %w", report, ledger.ErrNone)
}

// Decoded is a reading as it was kept; it is not live.
func Decoded(tx ledger.Reader, id string) (*reading.Reading, error) {
	for row, err := range tx.About(ledger.Reading, id, 0) {
		if err != nil {
			return nil, err
		}
		var b entry.Read
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return nil, err
		}
		return b.Reading, nil
	}
	return nil, fmt.Errorf("reading %s: %w", id, ledger.ErrNone)
}
