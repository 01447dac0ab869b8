package link

import "hearsay/internal/ledger"

// The tables by which incidents are found. Their projection is named Name.
var (
	// Members are the incidents of the readings that hold: by member id, the
	// incident of the ledger to which each belongs (null for a reply to nothing
	// the ledger knows) and the one it was put into itself, before redirects.
	Members = &ledger.Table{
		Name: "member", Version: 1,
		Columns: []ledger.Column{{Name: "incident", Type: ledger.Text}, {Name: "own", Type: ledger.Text}, {Name: "report", Type: ledger.Text}, {Name: "reading", Type: ledger.Text}, {Name: "reply", Type: ledger.Int}},
		Index:   [][]string{{"incident"}, {"report"}},
	}
	// Threads are the incidents of the ledger: into is the one to which an id
	// redirects, null while it stands for itself; fixed is 1 where people decided
	// on it.
	Threads = &ledger.Table{
		Name: "thread", Version: 1,
		Columns: []ledger.Column{{Name: "into", Type: ledger.Text}, {Name: "fixed", Type: ledger.Int}},
		Index:   [][]string{{"into"}},
	}
	// Nears are pairs of incidents that may be one, by both ids with a space
	// between; dismissed is the row of the decision that they are two.
	Nears = &ledger.Table{
		Name: "near", Version: 1,
		Columns: []ledger.Column{{Name: "a", Type: ledger.Text}, {Name: "b", Type: ledger.Text}, {Name: "score", Type: ledger.Real}, {Name: "dismissed", Type: ledger.Int}},
		Index:   [][]string{{"a"}, {"b"}},
	}
	profiles = &ledger.Table{
		Name: "profile", Version: 1, Grows: true,
		Columns: []ledger.Column{{Name: "report", Type: ledger.Text}},
		Index:   [][]string{{"report"}},
	}
	marks = &ledger.Table{
		Name: "mark", Version: 1, Grows: true,
		Columns: []ledger.Column{{Name: "mark", Type: ledger.Text}, {Name: "member", Type: ledger.Text}, {Name: "row", Type: ledger.Int}},
		Index:   [][]string{{"mark", "row"}, {"member"}},
	}
	names = &ledger.Table{
		Name: "name", Version: 1,
		Columns: []ledger.Column{{Name: "reports", Type: ledger.Int}},
	}
)

// Name is that of the projection.
const Name = "link"

// Tables are all tables of the projection.
func Tables() []*ledger.Table {
	return []*ledger.Table{Members, Threads, Nears, profiles, marks, names}
}
