package link

import (
	"slices"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

const (
	mostAlike = 24 // profiles that one is held against
	mostHoods = 8  // incidents that one may belong to
	sample    = 16 // members of an incident that are arranged with it
)

// Linker links readings. It remembers how rare names are, so one Linker serves
// one ledger, by one Write at a time.
type Linker struct {
	counts        counts
	known, before map[int64]*union.Weighed // profiles, those asked for lately, and a while ago, by number; they never change
}

// New is a linker that remembers nothing.
func New() *Linker {
	l := &Linker{}
	l.Forget()
	return l
}

// Forget drops what is remembered: after a Write that failed, and before the
// tables are made again.
func (l *Linker) Forget() {
	l.counts.forget()
	l.known, l.before = map[int64]*union.Weighed{}, nil
}

// Link enters the reading of a row that was just appended and appends the rows
// that say to which incidents its own belong. An earlier reading of the same
// report gives way: what its incidents belonged to stays theirs where the new
// reading speaks of them in the same words.
func (l *Linker) Link(tx ledger.Tx, row *ledger.Row, read *entry.Read) error {
	before, err := l.retire(tx, row, read)
	if err != nil {
		return err
	}
	if err := l.counts.fetch(tx, append(namesOf(read.Profiles), everything), true); err != nil {
		return err
	}
	drafts, err := l.seek(tx, row, read, before)
	if err != nil {
		return err
	}
	rows, err := tx.Append(drafts...)
	if err != nil {
		return err
	}
	if err := l.enter(tx, row, read); err != nil {
		return err
	}
	for i := range rows {
		if err := l.Apply(tx, &rows[i]); err != nil {
			return err
		}
	}
	return nil
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

// seek holds the profiles of a reading against those of the ledger and says
// what is one with what.
func (l *Linker) seek(tx ledger.Tx, row *ledger.Row, read *entry.Read, before []former) ([]ledger.Draft, error) {
	if len(read.Profiles) == 0 {
		return nil, nil
	}
	var failed error
	reach := l.counts.reach(tx, &failed)
	fresh := make([]union.Profile, len(read.Profiles))
	for i := range read.Profiles {
		fresh[i] = read.Profiles[i]
		fresh[i].ID = entry.MemberID(row.ID, fresh[i].ID)
	}
	found, loose, err := l.alike(tx, fresh, reach, read.Capture)
	if err != nil {
		return nil, err
	}
	kept := map[string]bool{} // incidents that a former reading spoke of
	for _, f := range before {
		found[f.incident], kept[f.incident] = true, true
	}
	hood, err := l.gather(tx, found, kept)
	if err != nil {
		return nil, err
	}
	n := neighbourhood{row: row, fresh: len(fresh), every: slices.Clone(fresh), hood: hood, rare: reach.Rare}
	n.of = make([]int, len(fresh))
	for i := range n.of {
		n.of[i] = -1
	}
	held := n.hold(before)
	for _, num := range loose {
		n.every, n.of = append(n.every, *l.profile(num).Profile), append(n.of, -1)
	}
	if err := l.counts.fetch(tx, namesOf(n.every), false); err != nil {
		return nil, err
	}
	a := union.Arrange(n.every, held, reach)
	if failed != nil {
		return nil, failed
	}
	return n.decide(tx, a)
}

// Replay enters the reading of a row as Link did, but links nothing: the rows
// that did stand in the ledger.
func (l *Linker) Replay(tx ledger.Tx, row *ledger.Row, read *entry.Read) error {
	if _, err := l.retire(tx, row, read); err != nil {
		return err
	}
	if err := l.counts.fetch(tx, append(namesOf(read.Profiles), everything), true); err != nil {
		return err
	}
	return l.enter(tx, row, read)
}
