package delta

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// listed is JSON of n things, the k-th with another word.
func listed(n, k int, word string) []byte {
	var b strings.Builder
	b.WriteString(`{"row":` + fmt.Sprint(n) + `,"list":[`)
	for i := range n {
		w := "same"
		if i == k {
			w = word
		}
		fmt.Fprintf(&b, `{"id":"thing %d","value":%d,"word":"%s","spans":[{"start":%d,"end":%d}]},`, i, i*i, w, i, i+3)
	}
	b.WriteString(`{}]}`)
	return []byte(b.String())
}

func TestDelta(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to []byte
		most     int
	}{
		{"nothing", nil, nil, 8},
		{"from nothing", nil, []byte(`{"a":1}`), 16},
		{"to nothing", []byte(`{"a":1}`), nil, 8},
		{"the same", listed(100, -1, ""), listed(100, -1, ""), 12},
		{"one word", listed(100, 50, "other"), listed(100, -1, ""), 56},
		{"one thing more", listed(101, -1, ""), listed(100, -1, ""), 40},
		{"one thing less", listed(1000, -1, ""), listed(1001, -1, ""), 120},
		{"without brackets", []byte("nothing in it"), []byte("nothing of it"), 24},
		{"a long list of numbers", []byte(`{"a":["1","2","3","4"],"b":2}`), []byte(`{"a":["1","2","3","4","5"],"b":2}`), 36},
	} {
		d := Of(c.from, c.to)
		got, err := Apply(c.from, d)
		if err != nil || !bytes.Equal(got, c.to) {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
		if len(d) > c.most {
			t.Errorf("%s: %d bytes", c.name, len(d))
		}
	}
}

// TestAnyBytes: whatever the bytes, they come again, and a delta that was cut or
// is held against others is refused or makes nothing else.
func TestAnyBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"{", "}", "]", "a", "bc", `"x":1,`, "}}", "same"})
		bytesOf := rapid.Custom(func(t *rapid.T) []byte {
			return []byte(strings.Join(rapid.SliceOfN(part, 0, 60).Draw(t, "parts"), ""))
		})
		from, to, other := bytesOf.Draw(t, "from"), bytesOf.Draw(t, "to"), bytesOf.Draw(t, "other")
		d := Of(from, to)
		if got, err := Apply(from, d); err != nil || !bytes.Equal(got, to) {
			t.Fatalf("%q, %v", got, err)
		}
		if got, err := Apply(from, d, Of(to, other)); err != nil || !bytes.Equal(got, other) {
			t.Fatalf("two in turn: %q, %v", got, err)
		}
		if got, err := Apply(from, d, Of(to, other), Of(other, from)); err != nil || !bytes.Equal(got, from) {
			t.Fatalf("three in turn: %q, %v", got, err)
		}
		if got, err := Apply(other, d); err == nil && !bytes.Equal(got, to) {
			t.Fatalf("of other bytes: %q", got)
		}
		if cut := d[:rapid.IntRange(0, len(d)-1).Draw(t, "cut")]; len(cut) < len(d) {
			if got, err := Apply(from, cut); err == nil && !bytes.Equal(got, to) {
				t.Fatalf("cut: %q", got)
			}
		}
	})
}

func FuzzApply(f *testing.F) {
	f.Add([]byte(`{"a":1}`), Of([]byte(`{"a":1}`), []byte(`{"a":2}`)))
	f.Fuzz(func(t *testing.T, from, d []byte) { _, _ = Apply(from, d, d) })
}

func BenchmarkOf(b *testing.B) {
	from, to := listed(60000, -1, ""), listed(60001, 30000, "other")
	b.SetBytes(int64(len(to)))
	for b.Loop() {
		Of(from, to)
	}
}

func BenchmarkApply(b *testing.B) {
	from, to := listed(60000, -1, ""), listed(60001, 30000, "other")
	d := Of(from, to)
	b.SetBytes(int64(len(to)))
	for b.Loop() {
		if _, err := Apply(from, d); err != nil {
			b.Fatal(err)
		}
	}
}
