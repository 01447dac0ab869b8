package link_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/reading"
)

var ctx = context.Background()

// enter appends a reading, links it, and returns how long linking took.
func enter(t testing.TB, s ledger.Store, l *link.Linker, reports ...[]union.Profile) time.Duration {
	t.Helper()
	var took time.Duration
	err := s.Write(ctx, func(tx ledger.Tx) error {
		for _, ps := range reports {
			id := ps[0].Report
			rows, err := tx.Append(ledger.Draft{Kind: ledger.Reading, ID: id[:12] + ".00000001", Body: []byte("{}")})
			if err != nil {
				return err
			}
			start := time.Now()
			if err := l.Link(tx, &rows[0], &entry.Read{Capture: id, Profiles: ps}); err != nil {
				return err
			}
			took += time.Since(start)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return took
}

// groups are the incidents of a ledger as the ids of their members' incidents.
func groups(t testing.TB, s ledger.Store) [][]string {
	t.Helper()
	by := map[string][]string{}
	err := s.Read(ctx, func(r ledger.Reader) error {
		for h, err := range r.Select(ledger.Query{Table: link.Members}) {
			if err != nil {
				return err
			}
			if in, ok := h.Values[0].(string); ok && h.Values[4] != int64(1) {
				first, rest, _ := strings.Cut(h.Key, ".")
				_, number, _ := strings.Cut(rest, ".")
				by[in] = append(by[in], first+"."+number)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, g := range by {
		slices.Sort(g)
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b []string) int { return slices.Compare(a, b) })
	return out
}

// joined are the incidents that union.Arrange makes of all profiles at once.
func joined(all []union.Profile) [][]string {
	said, reports := map[string]int{}, map[string]bool{}
	seen := map[string]bool{}
	for i := range all {
		reports[all[i].Report] = true
		for _, w := range all[i].Names {
			if k := all[i].Report + " " + w; !all[i].Reply && !seen[k] {
				seen[k] = true
				said[w]++
			}
		}
	}
	a := union.Arrange(all, nil, union.Reach{Reports: len(reports), Of: func(w string) int { return said[w] }})
	var out [][]string
	for _, g := range a.Groups {
		var ids []string
		for _, m := range g {
			ids = append(ids, all[m].ID)
		}
		slices.Sort(ids)
		out = append(out, ids)
	}
	slices.SortFunc(out, func(a, b []string) int { return slices.Compare(a, b) })
	return out
}

// pairs are those that stand in one group.
func pairs(groups [][]string) map[[2]string]bool {
	out := map[[2]string]bool{}
	for _, g := range groups {
		for i := range g {
			for _, b := range g[i+1:] {
				out[[2]string{g[i], b}] = true
			}
		}
	}
	return out
}

// agreement is F1 over the pairs that both put together.
func agreement(a, b [][]string) float64 {
	x, y := pairs(a), pairs(b)
	both := 0
	for p := range x {
		if y[p] {
			both++
		}
	}
	if len(x)+len(y) == 0 {
		return 1
	}
	return 2 * float64(both) / float64(len(x)+len(y))
}

// TestAgreement: reports that come one by one, in whatever order, make the
// incidents that reading them together makes, nearly always. -v prints the
// share of pairs.
func TestAgreement(t *testing.T) {
	f, err := os.Open("../../../../shared/corpora/ecbplus/docs.jsonl.gz")
	if err != nil {
		t.Skip("no ECB+ beside the project: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	var reports [][]union.Profile
	var all []union.Profile
	topics := map[int]bool{}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var rec struct {
			ID        string   `json:"id"`
			Topic     int      `json:"topic"`
			Sentences []string `json:"sentences"`
		}
		if err := json.Unmarshal(in.Bytes(), &rec); err != nil {
			t.Fatal(err)
		}
		if topics[rec.Topic] = true; len(topics) > 6 {
			break
		}
		rd, err := r.Read(capture.Of([]byte(strings.Join(rec.Sentences, "\n\n")), rec.ID, capture.Stated{}))
		if err != nil {
			continue
		}
		if ps := rd.Profiles(); len(ps) > 0 && !slices.ContainsFunc(all, func(p union.Profile) bool { return p.Report == ps[0].Report }) {
			reports, all = append(reports, ps), append(all, ps...)
		}
	}
	want := joined(all)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		rng.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		s := memory.New(nil)
		enter(t, s, link.New(), reports...)
		got := agreement(want, groups(t, s))
		t.Logf("%d reports, %d incidents: %.1f %% of the pairs agree", len(reports), len(want), 100*got)
		if got < 0.8 {
			t.Errorf("only %.1f %% of the pairs agree", 100*got)
		}
	}
}

// A later reading of the same bytes keeps the incident's id where it speaks of it
// in the same words, and what it no longer tells of leaves.
func TestReadAgain(t *testing.T) {
	p := newWorld(1, 300).next()[:1]
	p[0].Mentions = []int{40}
	gone := p[0]
	gone.ID, gone.No, gone.Main, gone.Mentions, gone.Names = strings.Replace(p[0].ID, "inc1", "inc2", 1), 1, false, []int{90}, nil
	s, l := memory.New(nil), link.New()
	enter(t, s, l, append(p, gone))
	var before string
	err := s.Write(ctx, func(tx ledger.Tx) error {
		rec, err := tx.Record(link.Members, p[0].Report[:12]+".00000001.inc1", 0)
		if err != nil {
			return err
		}
		before = rec.Values[0].(string)
		id := p[0].Report[:12] + ".00000002"
		rows, err := tx.Append(ledger.Draft{Kind: ledger.Reading, ID: id, Body: []byte("{}")})
		if err != nil {
			return err
		}
		if err := l.Link(tx, &rows[0], &entry.Read{Capture: p[0].Report, Profiles: p}); err != nil {
			return err
		}
		if rec, err = tx.Record(link.Members, id+".inc1", 0); err != nil {
			return err
		}
		if rec.Values[0] != before {
			t.Errorf("incident %v, was %s", rec.Values[0], before)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if g := groups(t, s); len(g) != 1 {
		t.Errorf("%v", g)
	}
}
