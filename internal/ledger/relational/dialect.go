package relational

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/ledger"
)

// Dialect is what differs between databases.
type Dialect struct {
	// Numbered says that parameters are $1, $2; else they are ?.
	Numbered bool
	// Types are the names of the column types, by ledger.Type.
	Types [3]string
	// Key declares a column that numbers records by itself.
	Key string
	// Bytes is the type of compressed bodies.
	Bytes string
	// Plain is what follows the declaration of a table without history, so that
	// its records lie by their keys.
	Plain string
	// Lock makes a transaction the only one that writes.
	Lock func(tx *sql.Tx) error
	// Moment is what a Read asks first: from then on it sees one moment. Where
	// making a table anew is no matter of moments to the database, it keeps that from
	// being done meanwhile, as Remake keeps Reads from beginning, "" elsewhere.
	Moment, Remake string
	// Searchable are statements that make the searched column of a table found
	// by its words.
	Searchable func(t *ledger.Table) []string
	// Unsearchable are statements that take that back, before the table goes.
	Unsearchable func(t *ledger.Table) []string
	// Index is a statement that adds the record just put to what is searched, with
	// its searched text as the parameter; nil where Vector is used.
	Index func(t *ledger.Table) string
	// Vector, where not nil, is what the column "found" of a record holds, that
	// search looks at.
	Vector func(text string) string
	// Search is the part of a query that finds the matches of an expression: what
	// to join, the condition with one parameter, which is arg, and the column that
	// numbers the matches. Records are p.
	Search func(t *ledger.Table, m *ledger.Match) (join, where, arg, number string)
	// Few counts the matches of an expression up to a number, its parameters, without
	// looking at the records; nil where the database decides by itself whether to
	// look for words or for columns first.
	Few func(t *ledger.Table) string
	// Arrays says that a column of many rows can be one parameter (unnest), so that
	// what a transaction puts is held and sent together, and that the driver
	// remembers what it prepared.
	Arrays bool
	// Inspect, where not nil, has the database look at all it keeps: its error says
	// what does not fit together.
	Inspect func(ctx context.Context, tx *sql.Tx) error
	// Err gives the database's errors the names of package ledger.
	Err func(error) error
}

// bind writes the parameters of a statement as the database has them.
func (d *Dialect) bind(q string) string {
	if !d.Numbered {
		return q
	}
	var b strings.Builder
	n := 0
	for i := range len(q) {
		if q[i] == '?' {
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
			continue
		}
		b.WriteByte(q[i])
	}
	return b.String()
}

// record names a projection's table.
func record(t *ledger.Table) string { return "p_" + t.Name }

// indexed reports whether records of a table have a column that search looks at.
func (d *Dialect) indexed(t *ledger.Table) bool { return d.Vector != nil && t.Searched != "" }

// quoted is a column's name as SQL has it: some are words of the language.
func quoted(name string) string { return `"` + name + `"` }

func quotedAll(names []string) string {
	var out []string
	for _, n := range names {
		out = append(out, quoted(n))
	}
	return strings.Join(out, ", ")
}

// create are the statements that make a projection's table. A record that
// holds has until = never.
func (d *Dialect) create(t *ledger.Table) []string {
	var b strings.Builder
	if t.Plain {
		b.WriteString("CREATE TABLE " + record(t) + " (key " + d.Types[ledger.Text] + " PRIMARY KEY NOT NULL")
		for _, c := range t.Columns {
			b.WriteString(", " + quoted(c.Name) + " " + d.Types[c.Type])
		}
		return []string{b.String() + ", body " + d.Bytes + ")" + d.Plain}
	}
	b.WriteString("CREATE TABLE " + record(t) + " (rid " + d.Key + ", key " + d.Types[ledger.Text] + " NOT NULL, since " + d.Types[ledger.Int] + " NOT NULL, until " + d.Types[ledger.Int] + " NOT NULL")
	for _, c := range t.Columns {
		b.WriteString(", " + quoted(c.Name) + " " + d.Types[c.Type])
	}
	if d.indexed(t) {
		b.WriteString(", found tsvector")
	}
	b.WriteString(", body " + d.Bytes + ")")
	out := []string{b.String(), "CREATE UNIQUE INDEX " + record(t) + "_key ON " + record(t) + " (key, since)"}
	for i, cols := range t.Index {
		on := quotedAll(cols)
		if bothWays(t, cols) {
			on += ", until"
		}
		out = append(out, "CREATE INDEX "+record(t)+"_"+strconv.Itoa(i)+" ON "+record(t)+" ("+on+")")
	}
	out = append(out, present(t)...)
	if t.Searched != "" {
		out = append(out, d.Searchable(t)...)
	}
	return out
}

// bothWays reports whether an index of all records is also asked for what holds
// now, and nearly all of them do: it then ends with until, which serves both.
func bothWays(t *ledger.Table, cols []string) bool {
	return t.Grows && slices.ContainsFunc(t.Now, func(now []string) bool { return slices.Equal(now, cols) })
}

// present makes the indexes of what holds now, where they are not there: a ledger
// that an older program made lacks them. One that it has besides an index of the
// same columns stays.
func present(t *ledger.Table) []string {
	var out []string
	for _, cols := range t.Now {
		if t.Grows && slices.ContainsFunc(t.Index, func(all []string) bool { return slices.Equal(all, cols) }) {
			continue
		}
		out = append(out, "CREATE INDEX IF NOT EXISTS "+record(t)+"_now_"+strings.Join(cols, "_")+" ON "+record(t)+" ("+quotedAll(cols)+") WHERE "+holds)
	}
	return out
}
