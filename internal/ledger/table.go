package ledger

import (
	"fmt"
	"slices"
	"strconv"
)

// Type is the type of a column.
type Type uint8

// The types, with the Go type a value has. A null is nil.
const (
	Text Type = iota // string
	Int              // int64
	Real             // float64
)

// Column is one field that records of a table can be found or sorted by.
type Column struct {
	Name string // lower-case letters and underscores
	Type Type
	// Required says that no record leaves it null; lists are then sorted by its
	// index.
	Required bool
}

// Table declares a projection's records. Stores make it from this declaration;
// a changed declaration has a new Version and is made again from the rows.
type Table struct {
	Name    string
	Version int
	Columns []Column
	// Index lists the columns of each index, in order.
	Index [][]string
	// Now lists the columns of indexes that hold only the records that hold now:
	// counts and orders of the present then read no history.
	Now [][]string
	// Searched names the Text column that full text search reads; "" for none.
	Searched string
	// Tags are the columns by whose values a searched table is found as by the words
	// of its text, and together with them: what is rare is then found soon, whatever
	// it stands beside. Only a table that Grows has tags.
	Tags []Tag
	// Plain marks a table whose records have no history: what was put last holds,
	// as of whatever row is asked, and Since is 0. It is for what is looked up by
	// its key and changed often; a store may keep what a Write puts until it
	// commits. Such a table has no Index and is not Searched.
	Plain bool
	// Grows marks a table whose records do not change: a key is put anew only
	// after it was removed. To put one is then cheaper.
	Grows bool
}

// Tag is a Text column by whose values records are searched.
type Tag struct {
	Column string
	By     TagBy
}

// TagBy is what of a value is searched by.
type TagBy uint8

// The ways to search by a value.
const (
	ByValue TagBy = iota // the whole of it
	ByWord               // each of its words
	ByMonth              // the first seven letters of an ISO day
)

// Column is the place of a column, or -1.
func (t *Table) Column(name string) int {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Projection is the records of some tables that are made from rows together.
type Projection struct {
	Name string // lower-case letters
	// Version is that of their form: it goes up with the Version of any of the
	// tables, and with what their bodies hold.
	Version int
}

// String is the name with the version.
func (p Projection) String() string { return p.Name + " " + strconv.Itoa(p.Version) }

// Record is one thing of a projection, as it stood for a while.
type Record struct {
	Key string
	// Since is the first row with which the record held, Until the first with
	// which it no longer does; Until is 0 while it holds.
	Since, Until int64
	// Values are those of the table's columns, in their order: string, int64,
	// float64 or nil.
	Values []any
	// Body is the rest of the record, as JSON; nil for none. Stores keep it
	// compressed.
	Body []byte
}

// Op compares a column with a value.
type Op string

// The comparisons. A null fits none of them but Null.
const (
	Eq     Op = "="
	Ne     Op = "!="
	Lt     Op = "<"
	Le     Op = "<="
	Gt     Op = ">"
	Ge     Op = ">="
	In     Op = "in"     // Value is a []any, never empty
	Prefix Op = "prefix" // Value is a string; bytes are compared
	Has    Op = "has"    // Value is a string that stands somewhere in it; letters of ASCII in any case
	Null   Op = "null"   // Value is not looked at
	Words  Op = "words"  // Value is a string, each of whose words is one of the column's; one that ends with * may go on. The column is a tag ByWord
)

// Cond is one condition on a column. The column "key" is the record's key.
type Cond struct {
	Column string
	Op     Op
	Value  any
}

// Order is a column to sort by, from the least on; nulls come last.
type Order struct {
	Column string
	Desc   bool
}

// Query asks for records of one table.
type Query struct {
	Table *Table
	// Where are conditions that all hold.
	Where []Cond
	// Match, where not nil, keeps records whose searched text matches. Where Order
	// is empty, the best match comes first; a store may rank the latest thousand
	// matches only, and return no others.
	Match *Match
	// Order sorts the records; the key decides where nothing else does.
	Order []Order
	// At asks for the records as they stood with row At; 0 for as they stand.
	At int64
	// After is the record after which to go on: its values of the Order columns
	// and its key. Nil begins at the first.
	After *Mark
	// Limit is how many records to return, or to count, at most; 0 for all.
	Limit int
}

// Mark is a place in the order of a query's records.
type Mark struct {
	Values []any // of the Order columns; the rank alone where the order is by rank
	Key    string
}

// Match is an expression of full text search: one node of a tree.
type Match struct {
	Kind MatchKind
	// Words are those of a Phrase, in order, as the reader wrote them.
	Words []string
	// Within is how many words may lie between the parts of a Near.
	Within int
	// Parts are the operands of All, Any, Not (one) and Near (phrases).
	Parts []*Match
	// Prefix marks a phrase whose last word may go on.
	Prefix bool
}

// MatchKind is the operator of a Match.
type MatchKind uint8

// The operators.
const (
	Phrase MatchKind = iota // one word, or several that follow each other
	All
	Any
	Not // only as a part of All, beside others
	NearBy
)

// Hit is a record with the rank it has in a search; the lower, the better.
type Hit struct {
	Record
	Rank float64
}

// Check says what is wrong with a query, or nil.
func (q *Query) Check() error {
	if q.Table == nil {
		return fmt.Errorf("a query names its table")
	}
	for _, c := range q.Where {
		if c.Column != "key" && q.Table.Column(c.Column) < 0 {
			return fmt.Errorf("table %s has no column %q", q.Table.Name, c.Column)
		}
		if c.Op == Words && !slices.Contains(q.Table.Tags, Tag{c.Column, ByWord}) {
			return fmt.Errorf("column %q of table %s is not searched by its words", c.Column, q.Table.Name)
		}
	}
	for _, o := range q.Order {
		if o.Column != "key" && q.Table.Column(o.Column) < 0 {
			return fmt.Errorf("table %s has no column %q", q.Table.Name, o.Column)
		}
	}
	if q.Match != nil && q.Table.Searched == "" {
		return fmt.Errorf("table %s has no text to search", q.Table.Name)
	}
	return q.Match.check()
}

// MostNear is how many phrases a NearBy may have: a database without the
// operator asks for each order and distance.
const MostNear = 3

func (m *Match) check() error {
	if m == nil {
		return nil
	}
	switch {
	case m.Kind == NearBy && (len(m.Parts) < 2 || len(m.Parts) > MostNear):
		return fmt.Errorf("NEAR takes two or three phrases, not %d", len(m.Parts))
	case m.Kind == NearBy && (m.Within < 0 || m.Within > 20):
		return fmt.Errorf("NEAR looks up to 20 words far, not %d", m.Within)
	case m.Kind == Phrase && len(m.Words) == 0:
		return fmt.Errorf("a phrase without words finds nothing")
	case m.Kind == All && !slices.ContainsFunc(m.Parts, func(p *Match) bool { return p.Kind != Not }):
		return fmt.Errorf("NOT stands beside what is to be found")
	}
	for _, p := range m.Parts {
		if err := p.check(); err != nil {
			return err
		}
	}
	return nil
}
