package relational

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/ledger"
)

// never is the row until which a record holds that still does.
const never = math.MaxInt64

// holds says that a record holds now, in the words by which a database knows an
// index of those that do.
const holds = "until = 9223372036854775807"

// question is a query as SQL.
type question struct {
	sql  strings.Builder
	args []any
}

func (q *question) add(sql string, args ...any) {
	q.sql.WriteString(sql)
	q.args = append(q.args, args...)
}

// from adds the part of a query that says which records it asks for, and returns
// the column by which matches are numbered.
func (q *question) from(d *Dialect, a *ledger.Query, by access) (number string) {
	q.add(" FROM " + record(a.Table) + " p")
	where, arg := "", ""
	if by.words != nil {
		var join string
		join, where, arg, number = d.Search(a.Table, by.words)
		q.add(join)
	}
	unless := "" // what keeps a database from an index
	if by.order != "" {
		unless = "+"
	}
	switch {
	case a.Table.Plain:
		q.add(" WHERE p.key IS NOT NULL")
	case a.At > 0:
		q.add(" WHERE "+unless+"p.since <= ? AND "+unless+"p.until > ?", a.At, a.At)
	default:
		q.add(" WHERE " + unless + "p." + holds)
	}
	if where != "" {
		q.add(" AND "+where, arg)
	}
	for _, c := range a.Where {
		col := "p." + quoted(c.Column)
		if c.Column != by.order {
			col = unless + col
		}
		q.condition(col, c)
	}
	return number
}

func (q *question) condition(col string, c ledger.Cond) {
	switch c.Op {
	case ledger.Words: // found by its words, or looked at when it is read
	case ledger.Null:
		q.add(" AND " + col + " IS NULL")
	case ledger.In:
		values := c.Value.([]any)
		q.add(" AND "+col+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", values...)
	case ledger.Prefix:
		from := c.Value.(string)
		q.add(" AND "+col+" >= ?", from)
		if upto := after(from); upto != "" {
			q.add(" AND "+col+" < ?", upto)
		}
	case ledger.Has:
		q.add(" AND lower("+col+") LIKE ? ESCAPE '!'", "%"+inLike.Replace(c.Value.(string))+"%")
	default:
		q.add(" AND "+col+" "+string(c.Op)+" ?", c.Value)
	}
}

// inLike is a text as LIKE takes it for itself: in lower case, as far as ASCII
// goes, where databases agree.
var inLike = strings.NewReplacer(append([]string{"!", "!!", "%", "!%", "_", "!_"}, lowered()...)...)

func lowered() []string {
	var out []string
	for c := 'A'; c <= 'Z'; c++ {
		out = append(out, string(c), string(c+'a'-'A'))
	}
	return out
}

// after is the least text that is greater than all that have the prefix; ""
// where there is none.
func after(prefix string) string {
	r := []rune(prefix)
	for i := len(r) - 1; i >= 0; i-- {
		if r[i] < 0x10FFFF {
			r[i]++
			if r[i] == 0xD800 {
				r[i] = 0xE000 // surrogates are no characters
			}
			return string(r[:i+1])
		}
	}
	return ""
}

// choose is a query for records, in its order and from its mark on.
func (d *Dialect) choose(a *ledger.Query, by access) *question {
	q := &question{}
	type key struct {
		col  string
		desc bool
		full bool // never null
	}
	var keys []key
	for _, o := range a.Order {
		c := a.Table.Column(o.Column)
		keys = append(keys, key{"p." + quoted(o.Column), o.Desc, c < 0 || a.Table.Columns[c].Required})
	}
	keys = append(keys, key{"p.key", false, true})
	q.add(whole(a.Table))
	q.from(d, a, by)
	if m := a.After; m != nil && !slices.ContainsFunc(keys, func(k key) bool { return k.desc || !k.full }) {
		// One comparison of all columns is a place in an index.
		var cols []string
		for _, k := range keys {
			cols = append(cols, k.col)
		}
		q.add(" AND ("+strings.Join(cols, ", ")+") > (?"+strings.Repeat(", ?", len(keys)-1)+")", append(slices.Clone(m.Values), m.Key)...)
	} else if m != nil {
		values := append(append([]any{}, m.Values...), m.Key)
		q.add(" AND (")
		for i := range keys {
			if i > 0 {
				q.add(" OR ")
			}
			q.add("(")
			for j := range i {
				if values[j] == nil {
					q.add(keys[j].col + " IS NULL AND ")
				} else {
					q.add(keys[j].col+" = ? AND ", values[j])
				}
			}
			k := keys[i]
			op := " > ?"
			if k.desc {
				op = " < ?"
			}
			switch {
			case values[i] == nil:
				q.add("1 = 0") // nothing comes after null
			case k.full:
				q.add(k.col+op, values[i])
			default:
				q.add("("+k.col+op+" OR "+k.col+" IS NULL)", values[i])
			}
			q.add(")")
		}
		q.add(")")
		// A plain bound on the first column lets its index be used.
		if k := keys[0]; k.full && len(keys) > 1 && values[0] != nil && strings.HasPrefix(k.col, "p.") {
			op := " >= ?"
			if k.desc {
				op = " <= ?"
			}
			q.add(" AND "+k.col+op, values[0])
		}
	}
	q.add(" ORDER BY ")
	for i, k := range keys {
		if i > 0 {
			q.add(", ")
		}
		q.add(k.col)
		if k.desc {
			q.add(" DESC")
		}
		if !k.full {
			q.add(" NULLS LAST")
		}
	}
	if a.Limit > 0 {
		q.add(" LIMIT ?", int64(a.Limit))
	}
	return q
}

// ranked is how many matches are ranked, the latest ones: a common word is in
// more than anybody reads.
const ranked = 1000

// latest asks for the number, key and searched text of the latest matches.
func (d *Dialect) latest(a *ledger.Query, by access) *question {
	q := &question{}
	q.add("SELECT p.rid, p.key, p." + quoted(a.Table.Searched))
	number := q.from(d, a, by)
	if by.rare && d.Few == nil {
		number += " + 0" // no index has it
	}
	q.add(" ORDER BY "+number+" DESC LIMIT ?", int64(ranked))
	return q
}

// number asks for the record with a number.
func (d *Dialect) number(t *ledger.Table) string {
	return whole(t) + " FROM " + record(t) + " p WHERE rid = ?"
}

// standing asks for the record of a key that holds.
func (d *Dialect) standing(t *ledger.Table) string {
	q := whole(t) + " FROM " + record(t) + " p WHERE key = ?"
	if !t.Plain {
		q += " AND " + holds + latest
	}
	return q
}

// latest begins at the last of the states of a key: a record has as many as rows
// changed it.
const latest = " ORDER BY since DESC LIMIT 1"

// stood asks for a record of a table with history by key, and twice the row with
// which it stood.
func stood(t *ledger.Table) string {
	return whole(t) + " FROM " + record(t) + " p WHERE key = ? AND since <= ? AND until > ?" + latest
}

// whole asks for all that a record is; records are p.
func whole(t *ledger.Table) string {
	var b strings.Builder
	b.WriteString("SELECT p.key, p.since, p.until")
	if t.Plain {
		b.Reset()
		b.WriteString("SELECT p.key, 0, " + strconv.FormatInt(never, 10))
	}
	for _, c := range t.Columns {
		b.WriteString(", p." + quoted(c.Name))
	}
	b.WriteString(", p.body")
	return b.String()
}
