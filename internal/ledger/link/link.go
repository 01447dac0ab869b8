package link

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

const (
	perMark   = 48 // members looked at under one mark, the latest
	mostMarks = 40 // marks looked up for one profile
	mostAlike = 24 // members that a profile is held against
	sample    = 8  // members of an incident that are arranged with it
)

// Linker links readings. It remembers how rare names are, so one Linker serves
// one ledger, by one Write at a time.
type Linker struct {
	counts counts
	known  map[string]*union.Profile // by member, the last that were looked at
}

// mostProfiles is how many profiles are remembered.
const mostProfiles = 20_000

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
	l.known = map[string]*union.Profile{}
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
	drafts, err := l.seek(tx, row, read, before)
	if err != nil {
		return err
	}
	rows, err := tx.Append(drafts...)
	if err != nil {
		return err
	}
	if err := l.Enter(tx, row, read); err != nil {
		return err
	}
	for i := range rows {
		if err := l.Apply(tx, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

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
	var out []former
	for _, h := range old {
		p, err := l.profile(tx, h.Key)
		if err != nil && !errors.Is(err, ledger.ErrNone) {
			return nil, err
		}
		if in, ok := h.Values[0].(string); ok && p != nil {
			out = append(out, former{p.Mentions, in})
		}
		delete(l.known, h.Key)
		if err := tx.Remove(Members, h.Key, row.Seq); err != nil {
			return nil, err
		}
		if err := tx.Remove(profiles, h.Key, row.Seq); err != nil {
			return nil, err
		}
		under, err := all(tx.Select(ledger.Query{Table: marks, Where: []ledger.Cond{{Column: "member", Op: ledger.Eq, Value: h.Key}}}))
		if err != nil {
			return nil, err
		}
		for _, m := range under {
			if err := tx.Remove(marks, m.Key, row.Seq); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
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

// profile is that of a member; it must not be changed.
func (l *Linker) profile(tx ledger.Reader, member string) (*union.Profile, error) {
	if p, ok := l.known[member]; ok {
		return p, nil
	}
	rec, err := tx.Record(profiles, member, 0)
	if err != nil {
		return nil, err
	}
	p := &union.Profile{}
	if err := json.Unmarshal(rec.Body, p); err != nil {
		return nil, err
	}
	p.ID = member
	l.remember(p)
	return p, nil
}

func (l *Linker) remember(p *union.Profile) {
	if len(l.known) >= mostProfiles {
		l.known = map[string]*union.Profile{}
	}
	l.known[p.ID] = p
}

// seek holds the profiles of a reading against those of the ledger and says
// what is one with what.
func (l *Linker) seek(tx ledger.Tx, row *ledger.Row, read *entry.Read, before []former) ([]ledger.Draft, error) {
	if len(read.Profiles) == 0 {
		return nil, nil
	}
	var failed error
	reach := l.counts.reach(tx, &failed)
	rare := l.counts.rare(reach)
	fresh := make([]union.Profile, len(read.Profiles))
	for i := range read.Profiles {
		fresh[i] = read.Profiles[i]
		fresh[i].ID = entry.MemberID(row.ID, fresh[i].ID)
	}
	found := map[string]bool{} // incidents
	for i := range fresh {
		near, err := l.alike(tx, &fresh[i], rare, read.Capture)
		if err != nil {
			return nil, err
		}
		for _, id := range near {
			found[id] = true
		}
	}
	for _, f := range before {
		found[f.incident] = true
	}
	hood, err := l.gather(tx, found)
	if err != nil {
		return nil, err
	}
	every := slices.Clone(fresh)
	var held []union.Held
	for k := range hood {
		h := union.Held{Fixed: hood[k].fixed}
		for _, p := range hood[k].members {
			h.Members = append(h.Members, len(every))
			every = append(every, p)
		}
		// What an earlier reading of the report said in the same words stays there.
		for i := range fresh {
			for _, f := range before {
				if f.incident == hood[k].id && !fresh[i].Reply && overlap(f.mentions, fresh[i].Mentions) {
					h.Members = append(h.Members, i)
					break
				}
			}
		}
		held = append(held, h)
	}
	held = once(held)
	a := union.Arrange(every, held, reach)
	if failed != nil {
		return nil, failed
	}
	return decide(tx, row, fresh, every, hood, a, rare)
}

// once keeps each profile in the first group that holds it.
func once(held []union.Held) []union.Held {
	seen := map[int]bool{}
	for i := range held {
		held[i].Members = slices.DeleteFunc(held[i].Members, func(m int) bool { twice := seen[m]; seen[m] = true; return twice })
	}
	return held
}

func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

// alike are the incidents whose members stand under the same marks, those with
// the most weight in common.
func (l *Linker) alike(tx ledger.Tx, p *union.Profile, rare func(string) float64, report string) ([]string, error) {
	weight := map[string]float64{}
	sought := p.Sought(rare)
	for _, m := range sought[:min(mostMarks, len(sought))] {
		hits, err := all(tx.Select(ledger.Query{Table: marks, Where: []ledger.Cond{{Column: "mark", Op: ledger.Eq, Value: m.Key}}, Order: []ledger.Order{{Column: "row", Desc: true}}, Limit: perMark}))
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			weight[h.Values[1].(string)] += m.Weight
		}
	}
	members := make([]string, 0, len(weight))
	for id := range weight {
		members = append(members, id)
	}
	slices.SortFunc(members, func(a, b string) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b)) })
	var out []string
	for _, id := range members[:min(mostAlike, len(members))] {
		o, err := l.profile(tx, id)
		if errors.Is(err, ledger.ErrNone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !union.Likely(p, o, rare) {
			continue
		}
		rec, err := tx.Record(Members, id, 0)
		if errors.Is(err, ledger.ErrNone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if in, ok := rec.Values[0].(string); ok && rec.Values[2] != report && !slices.Contains(out, in) {
			out = append(out, in)
		}
	}
	return out, nil
}

// thread is an incident of the ledger with some of its members.
type thread struct {
	id      string
	since   int64
	fixed   bool
	members []union.Profile
}

// gather are incidents with their first members, the eldest first.
func (l *Linker) gather(tx ledger.Tx, ids map[string]bool) ([]thread, error) {
	var out []thread
	for id := range ids {
		rec, err := tx.Record(Threads, id, 0)
		if err != nil {
			return nil, fmt.Errorf("incident %s: %w", id, err)
		}
		t := thread{id: id}
		t.fixed = rec.Values[1] == int64(1)
		hits, err := all(tx.Select(ledger.Query{Table: Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: id}}, Order: []ledger.Order{{Column: "key"}}, Limit: sample}))
		if err != nil {
			return nil, err
		}
		t.since = math.MaxInt64
		for _, h := range hits {
			p, err := l.profile(tx, h.Key)
			if errors.Is(err, ledger.ErrNone) {
				continue
			}
			if err != nil {
				return nil, err
			}
			t.members = append(t.members, *p)
			t.since = min(t.since, h.Since)
		}
		if len(t.members) > 0 {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b thread) int { return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.id, b.id)) })
	return out, nil
}

// decide turns an arrangement into rows: to what the fresh profiles belong, which
// incidents are now known to be one, and which may be.
func decide(tx ledger.Tx, row *ledger.Row, fresh, every []union.Profile, hood []thread, a union.Arrangement, rare func(string) float64) ([]ledger.Draft, error) {
	of := make([]int, len(every)) // thread of each profile that has one
	for i := range of {
		of[i] = -1
	}
	at := len(fresh)
	for k := range hood {
		for range hood[k].members {
			of[at] = k
			at++
		}
	}
	var out []ledger.Draft
	id := make([]string, len(a.Groups))
	for g, members := range a.Groups {
		first := -1 // the eldest incident in it
		for _, m := range members {
			if k := of[m]; k >= 0 && (first < 0 || k < first) {
				first = k
			}
		}
		if first >= 0 {
			id[g] = hood[first].id
			gone := map[int]bool{}
			for _, m := range members {
				if k := of[m]; k >= 0 && k != first && !gone[k] {
					gone[k] = true
					out = append(out, draft(id[g], &entry.Linked{Incident: id[g], From: hood[k].id, Reason: "what came since shows that they are one"}))
				}
			}
		}
		for _, m := range members {
			if m >= len(fresh) {
				continue
			}
			body := &entry.Linked{Reading: row.ID, Member: fresh[m].ID}
			if id[g] == "" {
				id[g] = "inc-" + fmt.Sprintf("%012x", hash(fresh[m].ID)>>16)
				body.Begins = true
			} else if best, r := nearest(&fresh[m], members, every, rare); best >= 0 {
				body.Score, body.Reason = math.Round(100*r.Score)/100, r.Reason
			}
			body.Incident = id[g]
			out = append(out, draft(id[g], body))
		}
		for _, m := range a.Replies[g] {
			if m < len(fresh) {
				out = append(out, draft(id[g], &entry.Linked{Incident: id[g], Reading: row.ID, Member: fresh[m].ID, Reason: "it tells of this only to deny it"}))
			}
		}
	}
	for _, p := range a.Near {
		x, y := id[p.A], id[p.B]
		if x == y || x == "" || y == "" || !touches(a.Groups[p.A], len(fresh)) && !touches(a.Groups[p.B], len(fresh)) {
			continue
		}
		if x > y {
			x, y = y, x
		}
		if _, err := tx.Record(Nears, x+" "+y, 0); err == nil {
			continue // offered before
		} else if !errors.Is(err, ledger.ErrNone) {
			return nil, err
		}
		b, err := json.Marshal(entry.Nearly{A: x, B: y, Score: math.Round(100*p.Score) / 100, Reason: p.Reason})
		if err != nil {
			return nil, err
		}
		out = append(out, ledger.Draft{Kind: ledger.Near, ID: x + " " + y, Body: b})
	}
	return out, nil
}

func touches(group []int, fresh int) bool {
	return slices.ContainsFunc(group, func(m int) bool { return m < fresh })
}

func draft(id string, l *entry.Linked) ledger.Draft {
	b, err := json.Marshal(l)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return ledger.Draft{Kind: ledger.Link, ID: id, Body: b}
}

// nearest is the member of a group, not of the same report, that a profile
// resembles most.
func nearest(p *union.Profile, members []int, every []union.Profile, rare func(string) float64) (int, union.Resemblance) {
	best, most := -1, union.Resemblance{}
	for _, m := range members {
		if o := &every[m]; o.Report != p.Report {
			if r := union.Resemble(p, o, rare); best < 0 || r.Score > most.Score {
				best, most = m, r
			}
		}
	}
	return best, most
}

// Replay enters the reading of a row as Link did, but links nothing: the rows
// that did stand in the ledger.
func (l *Linker) Replay(tx ledger.Tx, row *ledger.Row, read *entry.Read) error {
	if _, err := l.retire(tx, row, read); err != nil {
		return err
	}
	return l.Enter(tx, row, read)
}
