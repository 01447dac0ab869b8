package incident

import (
	"testing"
	"time"

	"hearsay/internal/fact"
)

func TestApart(t *testing.T) {
	on := func(d, prec int, value string) fact.Date {
		at := time.Date(2025, time.March, d, 0, 0, 0, 0, time.UTC)
		return fact.Date{Start: at, End: at, Prec: prec, Value: value}
	}
	for _, c := range []struct {
		name         string
		a, b         fact.Date
		loose, tight bool
	}{
		{"one day", on(10, 1, "2025-03-10"), on(10, 1, "2025-03-10"), false, false},
		{"side by side", on(10, 1, "2025-03-10"), on(11, 1, "2025-03-11"), false, true},
		{"a night and the morning after", on(10, 1, "2025-03-10TNI"), on(11, 1, "2025-03-11"), false, false},
		{"two days between", on(10, 1, "2025-03-10"), on(12, 1, "2025-03-12"), true, true},
	} {
		if got := apart(c.a, c.b, false); got != c.loose {
			t.Errorf("%s: loosely apart %v", c.name, got)
		}
		if got := apart(c.a, c.b, true); got != c.tight {
			t.Errorf("%s: strictly apart %v", c.name, got)
		}
	}
}
