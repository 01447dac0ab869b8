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
