package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"hearsay/internal/ledger"
)

// Open opens an empty store, which the suite closes. Rows have the clock's time.
type Open func(t *testing.T, clock func() time.Time) ledger.Store

// Run runs the suite.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Open)
	}{
		{"rows are numbered and chained", rows},
		{"what fails leaves nothing", nothing},
		{"a row has its time", times},
		{"a reader sees one moment", moment},
		{"writers take turns", turns},
		{"a record holds between rows", states},
		{"a record is put since a row", since},
		{"a plain record is what was put last", plain},
		{"a query has conditions and order", queries},
		{"a list goes on after a mark", marks},
		{"words are found", search},
		{"values are found as words are", tags},
		{"a dropped table is empty", drop},
		{"what a newer version made stays", newer},
		{"a reader sees one table", anew},
		{"a store does what memory does", model},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open) })
	}
}

var ctx = context.Background()

// fixed is a clock that stands still.
func fixed() time.Time { return time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC) }

func opened(t *testing.T, open Open, clock func() time.Time) ledger.Store {
	t.Helper()
	s := open(t, clock)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func write(t testing.TB, s ledger.Store, f func(ledger.Tx) error) {
	t.Helper()
	if err := s.Write(ctx, f); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, s ledger.Store, f func(ledger.Reader) error) {
	t.Helper()
	if err := s.Read(ctx, f); err != nil {
		t.Fatal(err)
	}
}

// all are the values of a sequence; its error ends the test.
func all[V any](t testing.TB, seq iter.Seq2[V, error]) []V {
	t.Helper()
	var out []V
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func same(t testing.TB, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func draft(kind ledger.Kind, id, body string) ledger.Draft {
	return ledger.Draft{Kind: kind, ID: id, Body: []byte(body)}
}

func rows(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	var made []ledger.Row
	write(t, s, func(x ledger.Tx) error {
		d := draft(ledger.Capture, "c1", `{"uri":"dock.txt"}`)
		d.Blob = []byte("The dock of Lanby was hit.\x00\xff")
		out, err := x.Append(d, draft(ledger.Reading, "r1", `{}`))
		made = append(made, out...)
		if head, _ := x.Head(); head.Seq != 2 {
			t.Errorf("a transaction sees %d of its own rows", head.Seq)
		}
		return err
	})
	write(t, s, func(x ledger.Tx) error {
		out, err := x.Append(draft(ledger.Decision, "c1", `{"who":"M. Okoro"}`), ledger.Draft{Kind: ledger.Reading, ID: "r1"})
		made = append(made, out...)
		return err
	})
	read(t, s, func(r ledger.Reader) error {
		got := all(t, r.Rows(0, 0))
		same(t, got, made)
		var c ledger.Chain
		for i := range got {
			if err := c.Check(&got[i]); err != nil {
				t.Error(err)
			}
		}
		head, err := r.Head()
		if err != nil || head != c {
			t.Errorf("head %v, %v, want %v", head, err, c)
		}
		same(t, all(t, r.Rows(1, 3)), made[1:3])
		same(t, all(t, r.Rows(0, 0, ledger.Reading, ledger.Decision)), made[1:])
		same(t, all(t, r.About(ledger.Reading, "r1", 0)), []ledger.Row{made[1], made[3]})
		same(t, all(t, r.About(ledger.Reading, "r1", 3)), made[1:2])
		row, err := r.Row(3)
		if err != nil {
			t.Error(err)
		}
		same(t, row, made[2])
		for _, seq := range []int64{0, 5, -1} {
			if _, err := r.Row(seq); !errors.Is(err, ledger.ErrNone) {
				t.Errorf("row %d: %v", seq, err)
			}
		}
		return nil
	})
}

func nothing(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	no := errors.New("no")
	err := s.Write(ctx, func(x ledger.Tx) error {
		if _, err := x.Append(draft(ledger.Capture, "c", "{}")); err != nil {
			t.Error(err)
		}
		if err := x.Put(&Statements, "k", 0, statement("k", 1), nil); err != nil {
			t.Error(err)
		}
		return no
	})
	if !errors.Is(err, no) {
		t.Errorf("error %v", err)
	}
	read(t, s, func(r ledger.Reader) error {
		if head, err := r.Head(); err != nil || head.Seq != 0 {
			t.Errorf("head %v, %v", head, err)
		}
		if _, err := r.Record(&Statements, "k", 0); !errors.Is(err, ledger.ErrNone) {
			t.Error(err)
		}
		return nil
	})
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Write(gone, func(ledger.Tx) error { return nil }); err == nil {
		t.Error("a cancelled context writes")
	}
}

func times(t *testing.T, open Open) {
	now := fixed()
	s := opened(t, open, func() time.Time { now = now.Add(time.Minute); return now })
	put := func(n int) {
		write(t, s, func(x ledger.Tx) error {
			for range n {
				if _, err := x.Append(draft(ledger.Sighting, "c", "{}")); err != nil {
					return err
				}
			}
			return nil
		})
	}
	put(2) // 12:01
	put(1) // 12:02
	now = now.Add(-time.Hour)
	put(1) // the clock went back
	now = fixed().Add(time.Hour)
	put(1) // 13:01
	at := func(m int) time.Time { return fixed().Add(time.Duration(m) * time.Minute) }
	read(t, s, func(r ledger.Reader) error {
		var got []time.Time
		for _, row := range all(t, r.Rows(0, 0)) {
			got = append(got, row.Time)
		}
		same(t, got, []time.Time{at(1), at(1), at(2), at(2).Add(time.Microsecond), at(61)})
		for _, c := range []struct {
			t    time.Time
			want int64
		}{{at(0), 0}, {at(1), 2}, {at(1).Add(time.Second), 2}, {at(2), 3}, {at(3), 4}, {at(60), 4}, {at(61), 5}, {at(600), 5}} {
			if c.want > 0 {
				if at, err := r.Time(c.want); err != nil || at.After(c.t) {
					t.Errorf("row %d is of %v, %v", c.want, at, err)
				}
			}
			if n, err := r.AsOf(c.t); err != nil || n != c.want {
				t.Errorf("as of %v: row %d, %v, want %d", c.t, n, err, c.want)
			}
		}
		return nil
	})
}

func moment(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	write(t, s, func(x ledger.Tx) error {
		_, err := x.Append(draft(ledger.Capture, "a", "{}"))
		return errors.Join(err, x.Put(&Statements, "k1", 0, statement("k1", 1), nil))
	})
	read(t, s, func(r ledger.Reader) error {
		done := make(chan error)
		go func() {
			done <- s.Write(ctx, func(x ledger.Tx) error {
				_, err := x.Append(draft(ledger.Capture, "b", "{}"))
				return errors.Join(err, x.Put(&Statements, "k2", 0, statement("k2", 2), nil))
			})
		}()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("a writer waits for a reader")
		}
		if head, err := r.Head(); err != nil || head.Seq != 1 {
			t.Errorf("head %v, %v", head, err)
		}
		if n, err := r.Count(ledger.Query{Table: &Statements}); err != nil || n != 1 {
			t.Errorf("%d records, %v", n, err)
		}
		return nil
	})
	read(t, s, func(r ledger.Reader) error {
		if n, err := r.Count(ledger.Query{Table: &Statements}); err != nil || n != 2 {
			t.Errorf("%d records, %v", n, err)
		}
		return nil
	})
}

func turns(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	var wg sync.WaitGroup
	for w := range 6 {
		wg.Go(func() {
			for i := range 10 {
				if err := s.Write(ctx, func(x ledger.Tx) error {
					_, err := x.Append(draft(ledger.Sighting, fmt.Sprint(w), "{}"), draft(ledger.Sighting, fmt.Sprint(w, i), "{}"))
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	read(t, s, func(r ledger.Reader) error {
		var c ledger.Chain
		for _, row := range all(t, r.Rows(0, 0)) {
			if err := c.Check(&row); err != nil {
				t.Fatal(err)
			}
		}
		if c.Seq != 120 {
			t.Errorf("%d rows", c.Seq)
		}
		return nil
	})
}

// step appends one row and runs f.
func step(t testing.TB, s ledger.Store, f func(x ledger.Tx) error) {
	t.Helper()
	write(t, s, func(x ledger.Tx) error {
		if _, err := x.Append(draft(ledger.Sighting, "s", "{}")); err != nil {
			return err
		}
		return f(x)
	})
}

func states(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	step(t, s, func(x ledger.Tx) error {
		return errors.Join(x.Put(&Incidents, "i1", 0, incident("Yemen", 1), []byte(`{"n":1}`)), x.Put(&Incidents, "i1", 0, incident("Yemen", 2), []byte(`{"n":2}`)))
	})
	step(t, s, func(x ledger.Tx) error { return x.Put(&Incidents, "i2", 0, incident("Sudan", 1), nil) })
	step(t, s, func(x ledger.Tx) error { return x.Put(&Incidents, "i1", 0, incident("Yemen", 3), []byte(`{"n":3}`)) })
	step(t, s, func(x ledger.Tx) error { return x.Remove(&Incidents, "i2", 0) })
	step(t, s, func(x ledger.Tx) error { return x.Put(&Incidents, "i2", 0, incident("Sudan", 9), nil) })
	read(t, s, func(r ledger.Reader) error {
		same(t, all(t, r.History(&Incidents, "i1")), []ledger.Record{
			{Key: "i1", Since: 1, Until: 3, Values: incident("Yemen", 2), Body: []byte(`{"n":2}`)},
			{Key: "i1", Since: 3, Values: incident("Yemen", 3), Body: []byte(`{"n":3}`)},
		})
		for at, want := range map[int64][]string{1: {"i1 2"}, 2: {"i1 2", "i2 1"}, 3: {"i1 3", "i2 1"}, 4: {"i1 3"}, 5: {"i1 3", "i2 9"}, 0: {"i1 3", "i2 9"}} {
			var got []string
			for _, h := range all(t, r.Select(ledger.Query{Table: &Incidents, At: at})) {
				got = append(got, fmt.Sprint(h.Key, " ", h.Values[1]))
			}
			same(t, got, want)
			n, err := r.Count(ledger.Query{Table: &Incidents, At: at})
			if err != nil || int(n) != len(want) {
				t.Errorf("at %d: %d records, %v", at, n, err)
			}
		}
		if rec, err := r.Record(&Incidents, "i1", 2); err != nil || rec.Values[1] != int64(2) {
			t.Errorf("%v, %v", rec, err)
		}
		if _, err := r.Record(&Incidents, "i2", 4); !errors.Is(err, ledger.ErrNone) {
			t.Error(err)
		}
		return nil
	})
}

func since(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	for range 5 {
		step(t, s, func(ledger.Tx) error { return nil })
	}
	write(t, s, func(x ledger.Tx) error {
		return errors.Join(
			x.Put(&Incidents, "i", 2, incident("Yemen", 1), nil), x.Put(&Incidents, "i", 4, incident("Yemen", 2), nil),
			x.Put(&Incidents, "j", 1, incident("Sudan", 1), nil), x.Remove(&Incidents, "j", 3),
			x.Put(&Incidents, "k", 2, incident("Sudan", 1), nil), x.Remove(&Incidents, "k", 2),
			x.SetApplied(ledger.Projection{Name: "incident", Version: 2}, 5))
	})
	read(t, s, func(r ledger.Reader) error {
		same(t, all(t, r.History(&Incidents, "i")), []ledger.Record{{Key: "i", Since: 2, Until: 4, Values: incident("Yemen", 1)}, {Key: "i", Since: 4, Values: incident("Yemen", 2)}})
		same(t, all(t, r.History(&Incidents, "j")), []ledger.Record{{Key: "j", Since: 1, Until: 3, Values: incident("Sudan", 1)}})
		same(t, all(t, r.History(&Incidents, "k")), []ledger.Record{})
		for key, want := range map[string][]int64{"i": {2, 4}, "j": {1}, "k": nil} {
			if got, err := r.Since(&Incidents, key); err != nil || !slices.Equal(got, want) {
				t.Errorf("%s since %v, %v", key, got, err)
			}
		}
		if n, err := r.Applied(ledger.Projection{Name: "incident", Version: 2}); err != nil || n != 5 {
			t.Errorf("applied %d, %v", n, err)
		}
		if n, err := r.Applied(ledger.Projection{Name: "none", Version: 1}); err != nil || n != 0 {
			t.Errorf("applied %d, %v", n, err)
		}
		return nil
	})
}

func plain(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	keys := func(r ledger.Reader, q ledger.Query) []string {
		t.Helper()
		q.Table = &Counts
		var out []string
		for _, h := range all(t, r.Select(q)) {
			out = append(out, fmt.Sprint(h.Key, " ", h.Values[0], " ", h.Values[1], " ", string(h.Body)))
		}
		return out
	}
	some := []ledger.Cond{{Column: "key", Op: ledger.In, Value: []any{"c", "a", "none", "b", "a"}}}
	begins := []ledger.Cond{{Column: "key", Op: ledger.Prefix, Value: "b"}}
	step(t, s, func(x ledger.Tx) error {
		same(t, keys(x, ledger.Query{Where: some}), []string(nil))
		err := errors.Join(
			x.Put(&Counts, "a", 0, []any{int64(1), nil}, []byte("one")), x.Put(&Counts, "a", 1, []any{int64(2), "x"}, nil),
			x.Put(&Counts, "b", 0, []any{nil, "y"}, []byte{0, 255}), x.Put(&Counts, "c", 0, []any{int64(3), nil}, nil), x.Remove(&Counts, "c", 0))
		same(t, keys(x, ledger.Query{Where: some}), []string{"a 2 x ", "b <nil> y \x00\xff"})
		same(t, keys(x, ledger.Query{Where: begins}), []string{"b <nil> y \x00\xff"})
		return err
	})
	step(t, s, func(x ledger.Tx) error {
		same(t, keys(x, ledger.Query{Where: some}), []string{"a 2 x ", "b <nil> y \x00\xff"})
		err := errors.Join(x.Put(&Counts, "c", 0, []any{int64(4), "z"}, nil), x.Remove(&Counts, "b", 0), x.Put(&Counts, "a", 0, []any{int64(5), nil}, nil))
		same(t, keys(x, ledger.Query{Where: some}), []string{"a 5 <nil> ", "c 4 z "})
		for n := range 200 {
			err = errors.Join(err, x.Put(&Counts, fmt.Sprintf("k%03d", n), 0, []any{int64(n), nil}, nil))
		}
		return err
	})
	read(t, s, func(r ledger.Reader) error {
		same(t, keys(r, ledger.Query{Where: some, At: 1}), []string{"a 5 <nil> ", "c 4 z "}) // as of any row
		same(t, all(t, r.History(&Counts, "c")), []ledger.Record{{Key: "c", Values: []any{int64(4), "z"}}})
		if got, err := r.Since(&Counts, "c"); err != nil || !slices.Equal(got, []int64{0}) {
			t.Errorf("since %v, %v", got, err)
		}
		if rec, err := r.Record(&Counts, "k117", 0); err != nil || rec.Values[0] != int64(117) {
			t.Errorf("%v, %v", rec, err)
		}
		if _, err := r.Record(&Counts, "b", 0); !errors.Is(err, ledger.ErrNone) {
			t.Error(err)
		}
		if n, err := r.Count(ledger.Query{Table: &Counts}); err != nil || n != 202 {
			t.Errorf("%d records, %v", n, err)
		}
		return nil
	})
	step(t, s, func(x ledger.Tx) error {
		return errors.Join(x.Put(&Counts, "d", 0, []any{nil, nil}, nil), x.Drop(&Counts), x.Put(&Counts, "e", 0, []any{nil, nil}, nil))
	})
	read(t, s, func(r ledger.Reader) error {
		same(t, keys(r, ledger.Query{}), []string{"e <nil> <nil> "})
		return nil
	})
}

func queries(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	step(t, s, func(x ledger.Tx) error {
		for i := range 40 {
			v := incident([]string{"Yemen", "Sudan", "Mali", "Ukraine"}[i%4], int64(i/4))
			if i%5 == 0 {
				v[1] = nil
			}
			v[2] = float64(i) / 2
			if err := x.Put(&Incidents, fmt.Sprintf("i%02d", i), 0, v, nil); err != nil {
				return err
			}
		}
		return nil
	})
	read(t, s, func(r ledger.Reader) error {
		for _, c := range []struct {
			name string
			q    ledger.Query
			want int
		}{
			{"all", ledger.Query{}, 40},
			{"equal", ledger.Query{Where: []ledger.Cond{{Column: "country", Op: ledger.Eq, Value: "Yemen"}}}, 10},
			{"key", ledger.Query{Where: []ledger.Cond{{Column: "key", Op: ledger.Ge, Value: "i38"}}}, 2},
			{"not equal skips nulls", ledger.Query{Where: []ledger.Cond{{Column: "killed", Op: ledger.Ne, Value: int64(3)}}}, 29},
			{"null", ledger.Query{Where: []ledger.Cond{{Column: "killed", Op: ledger.Null}}}, 8},
			{"less", ledger.Query{Where: []ledger.Cond{{Column: "lat", Op: ledger.Lt, Value: 2.5}}}, 5},
			{"range", ledger.Query{Where: []ledger.Cond{{Column: "lat", Op: ledger.Gt, Value: 2.5}, {Column: "lat", Op: ledger.Le, Value: 4.0}}}, 3},
			{"in", ledger.Query{Where: []ledger.Cond{{Column: "country", Op: ledger.In, Value: []any{"Mali", "Sudan"}}}}, 20},
			{"prefix", ledger.Query{Where: []ledger.Cond{{Column: "country", Op: ledger.Prefix, Value: "M"}}}, 10},
			{"has, in any case", ledger.Query{Where: []ledger.Cond{{Column: "country", Op: ledger.Has, Value: "E"}}}, 20},
			{"has no signs of its own", ledger.Query{Where: []ledger.Cond{{Column: "country", Op: ledger.Has, Value: "_e%"}}}, 0},
		} {
			c.q.Table = &Incidents
			if n, err := r.Count(c.q); err != nil || int(n) != c.want {
				t.Errorf("%s: %d, %v, want %d", c.name, n, err, c.want)
			}
			if n := len(all(t, r.Select(c.q))); n != c.want {
				t.Errorf("%s: %d selected, want %d", c.name, n, c.want)
			}
		}
		var counts []string
		for c, err := range r.Tally(ledger.Query{Table: &Incidents, Where: []ledger.Cond{{Column: "country", Op: ledger.Prefix, Value: "M"}}, Limit: 1}, "country", "killed") {
			if err != nil {
				t.Fatal(err)
			}
			counts = append(counts, fmt.Sprint(c))
		}
		want := []string{"[Mali 0 1]", "[Mali 1 1]", "[Mali 3 1]", "[Mali 4 1]", "[Mali 5 1]", "[Mali 6 1]", "[Mali 8 1]", "[Mali 9 1]", "[Mali <nil> 2]"}
		if d := cmp.Diff(want, counts); d != "" {
			t.Errorf("counted by country and killed: %s", d)
		}
		for c, err := range r.Tally(ledger.Query{Table: &Incidents, Where: []ledger.Cond{{Column: "nothing", Op: ledger.Eq, Value: "x"}}}, "country") {
			if err == nil {
				t.Errorf("a column that is not there was asked for: %v", c)
			}
		}
		got := all(t, r.Select(ledger.Query{Table: &Incidents, Where: []ledger.Cond{{Column: "country", Op: ledger.Eq, Value: "Yemen"}}, Order: []ledger.Order{{Column: "killed", Desc: true}}, Limit: 3}))
		var keys []string
		for _, h := range got {
			keys = append(keys, h.Key)
		}
		same(t, keys, []string{"i36", "i32", "i28"})
		for _, bad := range []ledger.Query{{}, {Table: &Incidents, Where: []ledger.Cond{{Column: "nope", Op: ledger.Eq, Value: ""}}}, {Table: &Incidents, Order: []ledger.Order{{Column: "nope"}}}, {Table: &Incidents, Match: &ledger.Match{}}} {
			for _, err := range r.Select(bad) {
				if err == nil {
					t.Error("a wrong query is answered")
				}
			}
		}
		return nil
	})
}

func marks(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	step(t, s, func(x ledger.Tx) error {
		for i := range 30 {
			v := incident([]string{"Yemen", "Sudan", "Mali"}[i%3], int64(i%4))
			if i%7 == 0 {
				v[1] = nil
			}
			if err := x.Put(&Incidents, fmt.Sprintf("i%02d", i), 0, v, nil); err != nil {
				return err
			}
		}
		return nil
	})
	at := int64(1)
	for _, order := range [][]ledger.Order{nil, {{Column: "country"}}, {{Column: "killed"}}, {{Column: "killed", Desc: true}}, {{Column: "country", Desc: true}, {Column: "killed"}}} {
		q := ledger.Query{Table: &Incidents, Order: order, At: at}
		var want, got []string
		read(t, s, func(r ledger.Reader) error {
			for _, h := range all(t, r.Select(q)) {
				want = append(want, h.Key)
			}
			return nil
		})
		q.Limit = 4
		for {
			var page []ledger.Hit
			read(t, s, func(r ledger.Reader) error { page = all(t, r.Select(q)); return nil })
			if len(page) == 0 {
				break
			}
			for _, h := range page {
				got = append(got, h.Key)
			}
			last := page[len(page)-1]
			q.After = &ledger.Mark{Key: last.Key}
			for _, o := range order {
				q.After.Values = append(q.After.Values, last.Values[Incidents.Column(o.Column)])
			}
			// others write meanwhile; the list stays as it was
			step(t, s, func(x ledger.Tx) error {
				return x.Put(&Incidents, fmt.Sprintf("j%d", len(got)), 0, incident("Mali", 1), nil)
			})
		}
		same(t, got, want)
		if len(want) != 30 {
			t.Errorf("%d records", len(want))
		}
	}
}

func search(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	texts := []string{
		"The army denied that it had struck the port of Lanby.",
		"Officials said a drone strike on the port killed four people, Lanby's mayor among them.",
		"A doctor at São Vicente hospital counted 14 bodies; the army did not comment.",
		"The minister called the report false: “no port was struck”.",
		"Port, port, port.",
	}
	step(t, s, func(x ledger.Tx) error {
		for i, text := range texts {
			v := statement(fmt.Sprint("s", i), int64(i))
			v[Statements.Column("passage")] = text
			if err := x.Put(&Statements, fmt.Sprint("s", i), 0, v, nil); err != nil {
				return err
			}
		}
		return nil
	})
	p := func(words ...string) *ledger.Match { return &ledger.Match{Kind: ledger.Phrase, Words: words} }
	of := func(k ledger.MatchKind, parts ...*ledger.Match) *ledger.Match {
		return &ledger.Match{Kind: k, Parts: parts}
	}
	read(t, s, func(r ledger.Reader) error {
		for _, c := range []struct {
			name string
			m    *ledger.Match
			want []string
		}{
			{"a word, whatever its case", p("PORT"), []string{"s0", "s1", "s3", "s4"}},
			{"marks on letters", p("sao"), []string{"s2"}},
			{"words are whole", p("por"), nil},
			{"a number", p("14"), []string{"s2"}},
			{"a phrase", p("struck", "the", "port"), []string{"s0"}},
			{"a phrase in order", p("port", "the"), nil},
			{"the start of a word", &ledger.Match{Kind: ledger.Phrase, Words: []string{"str"}, Prefix: true}, []string{"s0", "s1", "s3"}},
			{"all", of(ledger.All, p("port"), p("lanby")), []string{"s0", "s1"}},
			{"any", of(ledger.Any, p("doctor"), p("minister")), []string{"s2", "s3"}},
			{"not", of(ledger.All, p("port"), of(ledger.Not, p("army"))), []string{"s1", "s3", "s4"}},
			{"near", &ledger.Match{Kind: ledger.NearBy, Within: 2, Parts: []*ledger.Match{p("port"), p("struck")}}, []string{"s0", "s3"}},
			{"near, phrases", &ledger.Match{Kind: ledger.NearBy, Within: 4, Parts: []*ledger.Match{p("drone", "strike"), p("killed")}}, []string{"s1"}},
			{"not so near", &ledger.Match{Kind: ledger.NearBy, Within: 1, Parts: []*ledger.Match{p("drone"), p("killed")}}, nil},
			{"marks of the language of search", p(`port" OR "army`), nil},
		} {
			q := ledger.Query{Table: &Statements, Match: c.m, Order: []ledger.Order{{Column: "key"}}}
			var got []string
			for _, h := range all(t, r.Select(q)) {
				got = append(got, h.Key)
			}
			if d := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s:\n%s", c.name, d)
			}
			if n, err := r.Count(q); err != nil || int(n) != len(c.want) {
				t.Errorf("%s: %d, %v", c.name, n, err)
			}
		}
		// By rank, the text that speaks most of it is first, and pages go on.
		q := ledger.Query{Table: &Statements, Match: p("port"), Limit: 1}
		var ranked []string
		for range 6 {
			page := all(t, r.Select(q))
			if len(page) == 0 {
				break
			}
			ranked = append(ranked, page[0].Key)
			q.After = &ledger.Mark{Values: []any{page[0].Rank}, Key: page[0].Key}
		}
		if len(ranked) != 4 || ranked[0] != "s4" {
			t.Errorf("by rank: %v", ranked)
		}
		n, err := r.Count(ledger.Query{Table: &Statements, Match: p("port"), Where: []ledger.Cond{{Column: "day", Op: ledger.Ge, Value: "2026-01-03"}}})
		if err != nil || n != 2 {
			t.Errorf("with a condition: %d, %v", n, err)
		}
		return nil
	})
}

// model draws what is written and asked, and holds the store against records
// kept in a map.
func model(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	type span struct {
		since, until int64
		killed       int64
	}
	want := map[string][]span{}
	row := int64(0)
	rapid.Check(t, func(rt *rapid.T) {
		keys := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 4).Draw(rt, "keys")
		killed := rapid.Int64Range(0, 9).Draw(rt, "killed")
		remove := rapid.Bool().Draw(rt, "remove")
		row++
		step(t, s, func(x ledger.Tx) error {
			for _, k := range keys {
				h := want[k]
				n := len(h)
				open := n > 0 && h[n-1].until == 0
				if remove {
					if open && h[n-1].since == row {
						want[k] = h[:n-1]
					} else if open {
						h[n-1].until = row
					}
					if err := x.Remove(&Incidents, k, 0); err != nil {
						return err
					}
					continue
				}
				if open && h[n-1].since == row {
					h[n-1].killed = killed
				} else {
					if open {
						h[n-1].until = row
					}
					want[k] = append(h, span{since: row, killed: killed})
				}
				if err := x.Put(&Incidents, k, 0, incident("Mali", killed), nil); err != nil {
					return err
				}
			}
			return nil
		})
		at := rapid.Int64Range(0, row).Draw(rt, "at")
		read(t, s, func(r ledger.Reader) error {
			got := map[string]int64{}
			for _, h := range all(t, r.Select(ledger.Query{Table: &Incidents, At: at})) {
				got[h.Key] = h.Values[1].(int64)
			}
			expect := map[string]int64{}
			for k, h := range want {
				for _, v := range h {
					if at == 0 && v.until == 0 || at > 0 && v.since <= at && (v.until == 0 || at < v.until) {
						expect[k] = v.killed
					}
				}
			}
			if d := cmp.Diff(expect, got); d != "" {
				rt.Fatalf("at %d: %s", at, d)
			}
			return nil
		})
	})
}
