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

// mostProfiles is how many profiles are remembered at least.
const mostProfiles = 8_000

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

// profile is one that was loaded; nil where there is none.
func (l *Linker) profile(n int64) *union.Weighed {
	if p := l.known[n]; p != nil {
		return p
	}
	p := l.before[n]
	if p != nil {
		l.known[n] = p
	}
	return p
}

// load asks for profiles that are not remembered.
func (l *Linker) load(tx ledger.Reader, list []int64) error {
	if len(l.known) >= mostProfiles {
		l.known, l.before = map[int64]*union.Weighed{}, l.known
	}
	var keys []string
	by := map[string]int64{}
	for _, n := range list {
		if l.profile(n) == nil {
			k := profileKey(n)
			keys, by[k] = append(keys, k), n
		}
	}
	return byKey(tx, profiles, keys, func(h *ledger.Hit) error {
		p, err := decode(h.Body)
		l.known[by[h.Key]] = p
		return err
	})
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

// neighbourhood is the fresh profiles of a reading and the incidents they may
// belong to.
type neighbourhood struct {
	row   *ledger.Row
	fresh int             // so many of every are the reading's own
	every []union.Profile // the fresh, then the members of hood
	of    []int           // of each, its incident in hood; -1 for none
	hood  []gathered
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

func whole(t *gathered) int {
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
	best, most := -1, 0.0
	own := union.Weigh(p, rare)
	for _, m := range members {
		if every[m].Report == p.Report {
			continue
		}
		o := union.Weigh(&every[m], rare)
		if s, _ := own.Score(&o); best < 0 || s > most {
			best, most = m, s
		}
	}
	if best < 0 {
		return best, union.Resemblance{}
	}
	return best, union.Resemble(p, &every[best], rare)
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
