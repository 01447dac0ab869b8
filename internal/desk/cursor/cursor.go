// Package cursor says where a list goes on. Part of room 12.
//
//	next := cursor.At(&q, &last, row, total).String()   // "eyJyIjo4MTIs…"
//	c, err := cursor.Parse(next)
//	err = c.Fit(&q)                                     // c.Mark is the q.After of the next part
//
// Always true: a cursor goes on with the list it was made for and with no other;
// what is no cursor is an error that says so, never another part of the list.
package cursor

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"hearsay/internal/ledger"
)

// Cursor is where a list goes on: as of which row, and after which record.
type Cursor struct {
	Row   int64       `json:"r"`
	Total int64       `json:"t"`           // records in all parts
	Over  bool        `json:"o,omitempty"` // there are more of them than Total
	Mark  ledger.Mark `json:"m"`
	// Asked tells the list from others.
	Asked string `json:"q"`
}

// ErrNone is for a cursor that this program did not make, and ErrOther for one of
// a list that was asked for otherwise.
var (
	ErrNone  = errors.New("this is no cursor of a list: begin the list anew")
	ErrOther = errors.New("this cursor goes on with another list: ask as that one was asked for, or begin anew")
)

// At is the cursor behind a record of a query's answer.
func At(q *ledger.Query, last *ledger.Hit, row, total int64, over bool) *Cursor {
	return &Cursor{Row: row, Total: total, Over: over, Mark: Mark(q, last), Asked: asked(q)}
}

// asked is what a query asks for, in few letters.
func asked(q *ledger.Query) string {
	b, err := json.Marshal([]any{q.Table.Name, q.Where, q.Match, q.Order})
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}

// Mark is where a record stands in a query's answer.
func Mark(q *ledger.Query, h *ledger.Hit) ledger.Mark {
	m := ledger.Mark{Key: h.Key, Values: []any{}}
	if len(q.Order) == 0 && q.Match != nil {
		m.Values = append(m.Values, h.Rank)
	}
	for _, o := range q.Order {
		if o.Column == "key" {
			m.Values = append(m.Values, h.Key)
		} else {
			m.Values = append(m.Values, h.Values[q.Table.Column(o.Column)])
		}
	}
	return m
}

func (c *Cursor) String() string { return encode(c) }

func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// decode keeps numbers as they are written: which are whole, Fit sees from the
// columns they are of.
func decode(s string, v any) error {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return ErrNone
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	if d.Decode(v) != nil {
		return ErrNone
	}
	return nil
}

// Parse is a cursor; nil for "", which begins a list. The error is ErrNone.
func Parse(s string) (*Cursor, error) {
	if s == "" {
		return nil, nil
	}
	var c Cursor
	if err := decode(s, &c); err != nil || c.Row < 0 {
		return nil, ErrNone
	}
	return &c, nil
}

// Fit gives a cursor's mark the types of the columns that a query orders by. The
// error is ErrNone, or ErrOther for another list's.
func (c *Cursor) Fit(q *ledger.Query) error {
	if c.Asked != asked(q) {
		return ErrOther
	}
	return fit(&c.Mark, q)
}

func fit(m *ledger.Mark, q *ledger.Query) error {
	types := []ledger.Type{ledger.Real} // of the rank
	if len(q.Order) > 0 || q.Match == nil {
		types = types[:0]
		for _, o := range q.Order {
			typ := ledger.Text
			if k := q.Table.Column(o.Column); k >= 0 {
				typ = q.Table.Columns[k].Type
			}
			types = append(types, typ)
		}
	}
	if len(m.Values) != len(types) {
		return ErrNone
	}
	for i, typ := range types {
		n, ok := m.Values[i].(json.Number)
		if !ok {
			if len(q.Order) == 0 {
				return ErrNone // a rank is a number
			}
			continue
		}
		var err error
		switch typ {
		case ledger.Int:
			m.Values[i], err = n.Int64()
		case ledger.Real:
			m.Values[i], err = n.Float64()
		default:
			err = ErrNone
		}
		if err != nil {
			return ErrNone
		}
	}
	return nil
}

// Several is how far a list of several queries' records was shown: after which
// record of each, by a name of the query.
type Several map[string]*ledger.Mark

func (s Several) String() string { return encode(map[string]*ledger.Mark(s)) }

// ParseSeveral is such a cursor with the marks' types as the queries of the same
// names have them; empty for "". The error is ErrNone.
func ParseSeveral(s string, of map[string]*ledger.Query) (Several, error) {
	out := Several{}
	if s == "" {
		return out, nil
	}
	if err := decode(s, &out); err != nil {
		return nil, err
	}
	for name, m := range out {
		if m == nil || of[name] == nil {
			return nil, ErrNone
		}
		if err := fit(m, of[name]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
