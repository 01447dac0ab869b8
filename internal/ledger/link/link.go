package link

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

const (
	perMark   = 24 // members looked at under one mark, the latest
	mostMarks = 28 // marks looked up for one profile
	mostAlike = 24 // members that a profile is held against
	sample    = 16 // members of an incident that are arranged with it
)

// Linker links readings. It remembers how rare names are, so one Linker serves
// one ledger, by one Write at a time.
type Linker struct {
	counts counts
	known  map[string]*union.Profile // by member; they never change
}

// mostProfiles is how many profiles are remembered at once.
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

// profile is that of a member, under the member's id.
func (l *Linker) profile(tx ledger.Reader, member string) (*union.Profile, error) {
	if p := l.known[member]; p != nil {
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
	if len(l.known) >= mostProfiles {
		clear(l.known)
	}
	l.known[member] = p
	return p, nil
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
	var loose []string         // denials of what the ledger did not know so far
	for i := range fresh {
		near, alone, err := l.alike(tx, &fresh[i], rare, read.Capture)
		if err != nil {
			return nil, err
		}
		loose = append(loose, alone...)
		for _, id := range near {
			found[id] = true
		}
	}
	for _, f := range before {
		found[f.incident] = true
	}
	kept := map[string]bool{} // incidents that a former reading spoke of
	for _, f := range before {
		kept[f.incident] = true
	}
	hood, err := l.gather(tx, found, kept)
	if err != nil {
		return nil, err
	}
	n := neighbourhood{row: row, fresh: len(fresh), every: slices.Clone(fresh), hood: hood, rare: rare}
	n.of = make([]int, len(fresh))
	for i := range n.of {
		n.of[i] = -1
	}
	held := n.hold(before)
	slices.Sort(loose)
	for _, id := range slices.Compact(loose) {
		p, err := l.profile(tx, id)
		if err != nil {
			return nil, err
		}
		n.every, n.of = append(n.every, *p), append(n.of, -1)
	}
	a := union.Arrange(n.every, held, reach)
	if failed != nil {
		return nil, failed
	}
	return n.decide(tx, a)
}

// neighbourhood is the fresh profiles of a reading and the incidents they may
// belong to.
type neighbourhood struct {
	row   *ledger.Row
	fresh int             // so many of every are the reading's own
	every []union.Profile // the fresh, then the members of hood
	of    []int           // of each, its incident in hood; -1 for none
	hood  []thread
	rare  func(string) float64
}

// mostFree is how many members of small incidents are arranged anew with a
// reading; what goes beyond stays together as it is.
const mostFree = 64

// hold enters the members of the incidents, and says which stay together: those
// of an incident that people decided on, or that is not here as a whole, and what
// an earlier reading of the report said in the same words.
func (n *neighbourhood) hold(before []former) []union.Held {
	var held []union.Held
	free := 0
	for k := range n.hood {
		t := &n.hood[k]
		h := union.Held{Fixed: t.fixed}
		for _, p := range t.members {
			h.Members = append(h.Members, len(n.every))
			n.every, n.of = append(n.every, p), append(n.of, k)
		}
		again := false
		for i := range n.fresh {
			for _, f := range before {
				if f.incident == t.id && n.of[i] < 0 && !n.every[i].Reply && overlap(f.mentions, n.every[i].Mentions) {
					h.Members = append(h.Members, i)
					n.of[i], again = k, true
					break
				}
			}
		}
		if free += len(t.members); t.fixed || !t.whole || again || free > mostFree {
			t.held = true
			held = append(held, h)
		}
	}
	return held
}

func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

// alike are the incidents whose members stand under the same marks, those with
// the most weight in common, and denials that belong to none.
func (l *Linker) alike(tx ledger.Tx, p *union.Profile, rare func(string) float64, report string) (incidents, loose []string, err error) {
	weight := map[string]float64{}
	sought := p.Sought(rare)
	for _, m := range sought[:min(mostMarks, len(sought))] {
		if name, ok := strings.CutPrefix(m.Key, "n"); ok {
			if n, err := l.counts.of(tx, name); err != nil || n.n == 0 {
				if err != nil {
					return nil, nil, err
				}
				continue // no one said it yet
			}
		}
		hits, err := all(tx.Select(ledger.Query{Table: marks, Where: []ledger.Cond{{Column: "mark", Op: ledger.Eq, Value: m.Key}}, Order: []ledger.Order{{Column: "row", Desc: true}}, Limit: perMark}))
		if err != nil {
			return nil, nil, err
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
	if len(members) == 0 {
		return nil, nil, nil
	}
	keys := make([]any, 0, mostAlike)
	for _, id := range members[:min(mostAlike, len(members))] {
		keys = append(keys, id)
	}
	recs, err := all(tx.Select(ledger.Query{Table: Members, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: keys}}}))
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(recs, func(a, b ledger.Hit) int {
		return cmp.Or(cmp.Compare(weight[b.Key], weight[a.Key]), cmp.Compare(a.Key, b.Key))
	})
	for i := range recs {
		rec, id := &recs[i], recs[i].Key
		if o, err := l.profile(tx, id); err != nil {
			return nil, nil, err
		} else if _, near := union.Score(p, o, rare); !near && !o.Reply {
			continue // alike in what it was found by, and in nothing else
		}
		switch in, ok := rec.Values[0].(string); {
		case rec.Values[2] == report:
		case !ok && rec.Values[4] == int64(1):
			loose = append(loose, id)
		case ok && !slices.Contains(incidents, in):
			incidents = append(incidents, in)
		}
	}
	return incidents, loose, nil
}

// thread is an incident of the ledger with some of its members.
type thread struct {
	id      string
	since   int64
	fixed   bool // people decided on it
	whole   bool // members are all of its members
	held    bool // they stay together
	stays   bool // a group has its id: group
	group   int
	members []union.Profile
}

// gather are incidents with their first members, the eldest first; those
// without members only where they are kept.
func (l *Linker) gather(tx ledger.Tx, ids, kept map[string]bool) ([]thread, error) {
	var out []thread
	for id := range ids {
		rec, err := tx.Record(Threads, id, 0)
		if err != nil {
			return nil, fmt.Errorf("incident %s: %w", id, err)
		}
		t := thread{id: id, since: math.MaxInt64, fixed: rec.Values[1] == int64(1)}
		hits, err := all(tx.Select(ledger.Query{Table: Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: id}}, Order: []ledger.Order{{Column: "key"}}, Limit: sample + 1}))
		if err != nil {
			return nil, err
		}
		t.whole = len(hits) <= sample
		for _, h := range hits[:min(sample, len(hits))] {
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
		if len(t.members) > 0 || kept[id] {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b thread) int { return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.id, b.id)) })
	return out, nil
}

// name gives each group of an arrangement the id of the incident that most of
// its members belong to, the eldest of several; "" where none is left for it.
func (n *neighbourhood) name(a union.Arrangement) []string {
	type share struct{ group, thread, members int }
	var shares []share
	for g, members := range a.Groups {
		count := make([]int, len(n.hood))
		for _, m := range members {
			if k := n.of[m]; k >= 0 {
				count[k]++
			}
		}
		for k, c := range count {
			if c > 0 {
				shares = append(shares, share{g, k, c})
			}
		}
	}
	slices.SortStableFunc(shares, func(a, b share) int {
		// What is not here as a whole has more members than are seen.
		return cmp.Or(cmp.Compare(whole(&n.hood[a.thread]), whole(&n.hood[b.thread])), b.members-a.members, a.thread-b.thread)
	})
	id, taken := make([]string, len(a.Groups)), make([]bool, len(n.hood))
	for _, s := range shares {
		if id[s.group] == "" && !taken[s.thread] {
			id[s.group], taken[s.thread] = n.hood[s.thread].id, true
			n.hood[s.thread].group = s.group
			n.hood[s.thread].stays = true
		}
	}
	return id
}

func whole(t *thread) int {
	if t.whole {
		return 1
	}
	return 0
}

// decide turns an arrangement into rows: to what the fresh profiles belong, what
// moves, which incidents are now known to be one, and which may be.
func (n *neighbourhood) decide(tx ledger.Tx, a union.Arrangement) ([]ledger.Draft, error) {
	id := n.name(a)
	var out []ledger.Draft
	for g, members := range a.Groups {
		// Those already there come first, so that the id exists.
		for _, m := range slices.Concat(members, a.Replies[g]) {
			k := n.of[m]
			if m >= n.fresh && (k >= 0 && n.hood[k].id == id[g] || k >= 0 && !n.every[m].Reply && n.leaves(a, k) == g) {
				continue // it is there, or comes with its whole incident below
			}
			body := &entry.Linked{Reading: readingOf(n.every[m].ID), Member: n.every[m].ID}
			if n.every[m].Reply {
				body.Reason = "it tells of this only to deny it"
			} else if best, r := nearest(&n.every[m], members, n.every, n.rare); best >= 0 {
				body.Score, body.Reason = math.Round(100*r.Score)/100, r.Reason
			}
			if id[g] == "" {
				var err error
				if id[g], err = n.begin(tx, n.every[m].ID); err != nil {
					return nil, err
				}
				body.Begins, body.Score, body.Reason = true, 0, ""
			}
			body.Incident = id[g]
			out = append(out, draft(id[g], body))
		}
	}
	for k := range n.hood {
		if g := n.leaves(a, k); g >= 0 {
			out = append(out, draft(id[g], &entry.Linked{Incident: id[g], From: n.hood[k].id, Reason: "what came since shows that they are one"}))
		}
	}
	return n.offer(tx, a, id, out)
}

// leaves is the group into which an incident whose id no group has goes; -1 for
// one that stays, and for one without members.
func (n *neighbourhood) leaves(a union.Arrangement, k int) int {
	if n.hood[k].stays {
		return -1
	}
	best, most := -1, 0
	for g, members := range a.Groups {
		c := 0
		for _, m := range members {
			if n.of[m] == k {
				c++
			}
		}
		if c > most {
			best, most = g, c
		}
	}
	return best
}

// begin is the id of an incident that begins with a member.
func (n *neighbourhood) begin(tx ledger.Tx, member string) (string, error) {
	id := "inc-" + fmt.Sprintf("%012x", hash(member)>>16)
	switch _, err := tx.Record(Threads, id, 0); {
	case errors.Is(err, ledger.ErrNone):
		return id, nil
	case err != nil:
		return "", err
	}
	// It began one before, and left it.
	return "inc-" + fmt.Sprintf("%012x", hash(member, n.row.ID, strconv.FormatInt(n.row.Seq, 10))>>16), nil
}

// readingOf is the reading of a member.
func readingOf(member string) string {
	return member[:max(0, strings.LastIndexByte(member, '.'))]
}

// offer adds the pairs that may be one.
func (n *neighbourhood) offer(tx ledger.Tx, a union.Arrangement, id []string, out []ledger.Draft) ([]ledger.Draft, error) {
	for _, p := range a.Near {
		x, y := id[p.A], id[p.B]
		if x == y || x == "" || y == "" || !touches(a.Groups[p.A], n.fresh) && !touches(a.Groups[p.B], n.fresh) {
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
