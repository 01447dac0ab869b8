package link

import (
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// former is an incident of an earlier reading of the same report.
type former struct {
	mentions []int
	incident string
}

// retire takes the members of an earlier reading of the same report out, and
// says where they were.
func (l *Linker) retire(tx ledger.Tx, row *ledger.Row, read *entry.Read) ([]former, error) {
	old, err := all(tx.Select(ledger.Query{Table: Members, Where: []ledger.Cond{{Column: "report", Op: ledger.Eq, Value: read.Capture}}}))
	if err != nil || len(old) == 0 {
		return nil, err
	}
	if err := l.load(tx, numbers(old)); err != nil {
		return nil, err
	}
	var out []former
	for i := range old {
		h := &old[i]
		in := incidentOf(&h.Record)
		if p := l.profile(number(&h.Record)); in != "" && p != nil {
			out = append(out, former{p.Mentions, in})
		}
		if err := shift(tx, number(&h.Record), in, ""); err != nil {
			return nil, err
		}
		if err := tx.Remove(Members, h.Key, row.Seq); err != nil {
			return nil, err
		}
		// What leads to it from marks leads nowhere then.
		if err := tx.Remove(profiles, profileKey(number(&h.Record)), 0); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func numbers(members []ledger.Hit) []int64 {
	out := make([]int64, len(members))
	for i := range members {
		out[i] = number(&members[i].Record)
	}
	return out
}
