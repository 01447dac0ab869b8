package link

import "hearsay/internal/ledger"

// The tables by which incidents are found.
var (
	// Members are the incidents of the readings that hold: by member id, the
	// incident of the ledger to which each belongs (null for a reply to nothing
	// the ledger knows) and the one it was put into itself, before redirects.
	// Profile is its number among profiles.
	Members = &ledger.Table{
		Name: "member", Version: 2,
		Columns: []ledger.Column{
			{Name: "incident", Type: ledger.Text}, {Name: "own", Type: ledger.Text}, {Name: "report", Type: ledger.Text}, {Name: "reading", Type: ledger.Text}, {Name: "reply", Type: ledger.Int},
			{Name: "profile", Type: ledger.Int},
		},
		Index: [][]string{{"incident"}, {"report"}},
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
	// profiles are those of members, by number: see encode. The numbers of what
	// came in together lie together.
	profiles = &ledger.Table{Name: "profile", Version: 3, Plain: true}
	// marks lead to the last profiles that stand under each, by number: see postings.
	// Those of one span of days lie together.
	marks = &ledger.Table{Name: "mark", Version: 2, Plain: true}
	// groups are the incidents of the ledger as the next report needs them: how
	// many members each has, the numbers of the first, and Threads' fixed.
	groups = &ledger.Table{
		Name: "group", Version: 1, Plain: true,
		Columns: []ledger.Column{{Name: "members", Type: ledger.Int}, {Name: "fixed", Type: ledger.Int}},
	}
	// names are the parts of names: in how many reports each stands, and the latest
	// span of days in which it was said.
	names = &ledger.Table{
		Name: "name", Version: 3, Plain: true,
		Columns: []ledger.Column{{Name: "reports", Type: ledger.Int}, {Name: "last", Type: ledger.Int}},
	}
)

// Tables are all tables of the projection.
func Tables() []*ledger.Table {
	return []*ledger.Table{Members, Threads, Nears, profiles, marks, groups, names}
}
