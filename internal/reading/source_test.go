package reading

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSources(t *testing.T) {
	r := &Report{Map: []Run{{0, 100, 5}, {7, 120, 4}, {11, 90, 3}}}
	for _, c := range []struct {
		start, end int
		want       []Run
	}{
		{0, 5, []Run{{0, 100, 5}}},
		{2, 4, []Run{{2, 102, 2}}},
		{4, 12, []Run{{4, 104, 1}, {7, 120, 4}, {11, 90, 1}}},
		{5, 7, nil},
		{13, 20, []Run{{13, 92, 1}}},
		{20, 22, nil},
	} {
		if diff := cmp.Diff(c.want, r.Sources(c.start, c.end)); diff != "" {
			t.Errorf("[%d,%d): %s", c.start, c.end, diff)
		}
	}
}
