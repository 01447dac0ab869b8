package desk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/caption"
	"hearsay/internal/capture"
	"hearsay/internal/desk"
)

// TestInShort: what pages show without the readings is what the readings say.
func TestInShort(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *bench{"memory": onMemory, "sqlite": onSQLite} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			texts := examples(t)
			for _, n := range names(texts) {
				b.add(n, texts[n], capture.Stated{})
			}
			list, err := b.desk.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest})
			if err != nil {
				t.Fatal(err)
			}
			id := list.Items[0].ID
			page, err := b.desk.Incident(ctx, id, desk.When{})
			if err != nil {
				t.Fatal(err)
			}
			whole, err := b.desk.Document(ctx, page)
			if err != nil {
				t.Fatal(err)
			}
			part, err := b.desk.Excerpt(ctx, page)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(caption.NewIndex(whole).Tables(), caption.NewIndex(part).Tables()); d != "" {
				t.Errorf("the excerpt reads otherwise: %s", d)
			}
			for i := range page.Passages {
				page.Passages[i].Others = nil // as an older program made it
			}
			if part, err = b.desk.Excerpt(ctx, page); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(caption.NewIndex(whole).Tables(), caption.NewIndex(part).Tables()); d != "" {
				t.Errorf("the excerpt of an older page reads otherwise: %s", d)
			}
			long, err := b.desk.History(ctx, id, desk.When{})
			if err != nil {
				t.Fatal(err)
			}
			states, all, err := b.desk.States(ctx, id, 3)
			if err != nil || len(states) != 3 || all != len(long) || states[2].Row != long[all-1].Row || !states[0].Time.Equal(long[all-3].Time) {
				t.Errorf("%d states of %d, %v", len(states), all, err)
			}
			last, earlier, err := b.desk.Steps(ctx, id, 0, 2)
			if err != nil || earlier != all-2 {
				t.Fatalf("%d earlier, %v", earlier, err)
			}
			if d := cmp.Diff(long[all-2:], last); d != "" {
				t.Errorf("the last steps: %s", d)
			}
			first, earlier, err := b.desk.Steps(ctx, id, last[0].Row, 10)
			if err != nil || earlier != 0 {
				t.Fatalf("%d earlier, %v", earlier, err)
			}
			if d := cmp.Diff(long[:all-2], first); d != "" {
				t.Errorf("the first steps: %s", d)
			}
			s, err := b.desk.Survey(ctx, desk.IncidentFilter{})
			if err != nil || s.Total != list.Total || len(s.Days) == 0 || len(s.Spots) == 0 {
				t.Errorf("%+v, %v", s, err)
			}
			var n int64 = s.Undated
			for _, c := range s.Days {
				n += c.N
			}
			if n != s.Total {
				t.Errorf("%d by day, of %d", n, s.Total)
			}
			if s, err = b.desk.Survey(ctx, desk.IncidentFilter{Country: "Nowhere"}); err != nil || s.Total != 0 {
				t.Errorf("%+v, %v", s, err)
			}
		})
	}
}
