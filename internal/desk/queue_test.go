package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// The queue goes on by its cursor through all kinds of task, each once, and what
// was decided makes room for what is less in doubt. Reports are invented.
func TestQueue(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *bench{"memory": onMemory, "sqlite": onSQLite} {
		t.Run(name, func(t *testing.T) { queue(t, open(t)) })
	}
}

func queue(t *testing.T, b *bench) {
	for i := range 12 {
		b.add(fmt.Sprintf("%d.txt", i), fmt.Sprintf(`Depot Hit in Mocha

Meridian Press | March %d, 2025

A drone strike on a depot in Mocha, Yemen, on March %d killed %d people, the governor said. A spokesman for the coalition denied that it was behind the strike on the depot.
`, 2*i+3, 2*i+2, 10*i+5), capture.Stated{})
	}
	b.add("empty.txt", "  ", capture.Stated{})
	whole, err := b.desk.Queue(ctx, desk.QueueFilter{})
	if err != nil || len(whole.Items) < 6 || whole.Next != "" || whole.Total != int64(len(whole.Items)) {
		t.Fatalf("%d tasks of %d, next %q, %v", len(whole.Items), whole.Total, whole.Next, err)
	}
	subjects := func(f desk.QueueFilter) (ids []string) {
		t.Helper()
		for range 50 {
			l, err := b.desk.Queue(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			for i := range l.Items {
				ids = append(ids, l.Items[i].Kind+" "+l.Items[i].Subject)
			}
			if f.After = l.Next; f.After == "" {
				return ids
			}
		}
		t.Fatal("the queue does not end")
		return nil
	}
	all := subjects(desk.QueueFilter{})
	if got := subjects(desk.QueueFilter{Page: desk.Page{Limit: 2}}); !slices.Equal(got, all) {
		t.Errorf("two at a time: %q\nall at once: %q", got, all)
	}
	if !slices.ContainsFunc(whole.Items, func(t desk.Task) bool { return t.Kind == "failure" }) {
		t.Error("the report that could not be read is not there")
	}
	first := whole.Items[0]
	if _, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Accept, Subject: first.Subject}); err != nil {
		t.Fatal(err)
	}
	part, err := b.desk.Queue(ctx, desk.QueueFilter{Page: desk.Page{Limit: 1}})
	if err != nil || len(part.Items) != 1 || part.Items[0].Subject == first.Subject {
		t.Errorf("after the first was decided: %+v, %v", part.Items, err)
	}
	if got := subjects(desk.QueueFilter{}); len(got) != len(all)-1 {
		t.Errorf("%d tasks after one of %d was decided", len(got), len(all))
	}
	for _, bad := range []string{"x", "eyJhIjpudWxsfQ", "eyJkdXBsaWNhdGUiOnsidiI6W10sImsiOiIifX0"} {
		if _, err := b.desk.Queue(ctx, desk.QueueFilter{Page: desk.Page{After: bad}}); err == nil || errors.Is(err, ledger.ErrNone) {
			t.Errorf("cursor %q: %v", bad, err)
		}
	}
}
