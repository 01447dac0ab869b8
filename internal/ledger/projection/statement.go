package projection

import (
	"encoding/json"
	"errors"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/source/identity"
	"hearsay/internal/span"
)

// reading makes the records of a reading, in place of those of an earlier one.
func (p *Projector) reading(tx ledger.Tx, row *ledger.Row, t *turn) error {
	rd := p.shelf.Remembered(row.ID) // what was just read need not be decoded
	if rd == nil {
		var b entry.Read
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		rd = b.Reading
	}
	rep := &rd.Report
	rec, err := t.report(tx, rep.ID)
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
	var was Head
	if err := json.Unmarshal(rec.Body, &was); err != nil {
		return err
	}
	h.Address, h.Version, h.Later = was.Address, was.Version, was.Later
	var later any
	if h.Later != "" {
		later = h.Later
	}
	again := rec.Values[1] == "read"
	rec.Values = []any{h.Date, "read", h.Outlet, h.URL, rec.Values[4], int64(len(rd.Statements)), rec.Values[6]}
	rec.Body = encode(h)
	if err := t.put(tx, &rec, row.Seq); err != nil {
		return err
	}
	if !again {
		t.fresh[rep.ID], t.fresh[row.ID] = true, true
	} else {
		if err := p.left(tx, ledger.Cond{Column: "report", Op: ledger.Eq, Value: rep.ID}, row, t.touched); err != nil {
			return err
		}
		old, err := all(tx.Select(ledger.Query{Table: Statements, Where: ofReport(rep.ID)}))
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
		var key, name, ident, kind, relation any
		if s := ps.Speaker; s != nil {
			name, ident, kind, relation = called(s), string(s.Identification), string(s.Kind), string(s.Relation)
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
			int64(ps.Words.Start), int64(ps.Words.End), ps.Words.Text, relation, string(ps.Quotation), flag(ps.Negated), later,
		}, nil); err != nil {
			return err
		}
	}
	return nil
}

func flag(v bool) int64 {
	if v {
		return 1
	}
	return 0
}

// ofReport are the conditions on the statements of a report: their keys begin
// with its first twelve digits, so that they need no other index.
func ofReport(id string) []ledger.Cond {
	key := []rune(id)
	return []ledger.Cond{{Column: "key", Op: ledger.Prefix, Value: string(key[:min(12, len(key))])}, {Column: "report", Op: ledger.Eq, Value: id}}
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

// beside is how many code points around a statement's words are kept, by which its
// place is told from another with the same words.
const beside = 32

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
		at := span.Of(first, min(last, first+longest))
		ps.Words = text.Quote(at)
		ps.Prefix, ps.Suffix = text.Slice(span.Of(max(0, at.Start-beside), at.Start)), text.Slice(span.Of(at.End, min(text.Len(), at.End+beside)))
	}
	return ps
}
