package relational

import (
	"strings"

	"hearsay/internal/ledger"
)

// texts are the statements of a table that are meant often.
type texts struct {
	insert   string // key, since, until, columns, body
	index    string // the searched text of the record just put
	latest   string // by key: number, since, until
	end      string // until, number
	replace  string // columns, body, number
	standing string // by key
	stood    string // by key, and twice the row
}

// texts are those of a table, made once.
func (b *Base) texts(t *ledger.Table) *texts {
	if kept, ok := b.written.Load(t); ok {
		return kept.(*texts)
	}
	var names, set strings.Builder
	for _, c := range t.Columns {
		names.WriteString(", " + quoted(c.Name))
		set.WriteString(quoted(c.Name) + " = ?, ")
	}
	to := record(t)
	s := &texts{
		insert:   "INSERT INTO " + to + " (key, since, until" + names.String() + ", body) VALUES (?, ?, ?" + strings.Repeat(", ?", len(t.Columns)) + ", ?)",
		latest:   "SELECT rid, since, until FROM " + to + " WHERE key = ? ORDER BY since DESC LIMIT 1",
		end:      "UPDATE " + to + " SET until = ? WHERE rid = ?",
		replace:  "UPDATE " + to + " SET " + set.String() + "body = ? WHERE rid = ?",
		standing: b.Dialect.standing(t),
		stood:    stood(t),
	}
	if t.Searched != "" && b.Dialect.Index != nil {
		s.index = b.Dialect.Index(t)
	}
	b.written.Store(t, s)
	return s
}
