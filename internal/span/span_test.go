package span

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSpan(t *testing.T) {
	a := Of(2, 5)
	for _, c := range []struct {
		name               string
		b                  Span
		overlaps, contains bool
		both, cover        Span
		order              int
	}{
		{"itself", Of(2, 5), true, true, Of(2, 5), Of(2, 5), 0},
		{"inside", Of(3, 4), true, true, Of(3, 4), Of(2, 5), -1},
		{"before", Of(0, 2), false, false, Of(2, 2), Of(0, 5), 1},
		{"after", Of(5, 7), false, false, Of(5, 5), Of(2, 7), -1},
		{"far after", Of(8, 9), false, false, Of(8, 8), Of(2, 9), -1},
		{"across the start", Of(1, 3), true, false, Of(2, 3), Of(1, 5), 1},
		{"same start, longer", Of(2, 6), true, false, Of(2, 5), Of(2, 6), -1},
		{"empty inside", Of(3, 3), true, true, Of(3, 3), Of(2, 5), -1},
	} {
		if got := a.Overlaps(c.b) || c.b.Empty(); got != c.overlaps {
			t.Errorf("%s: Overlaps = %v", c.name, got)
		}
		if got := a.Contains(c.b); got != c.contains {
			t.Errorf("%s: Contains = %v", c.name, got)
		}
		if got := a.Intersect(c.b); got != c.both {
			t.Errorf("%s: Intersect = %v, want %v", c.name, got, c.both)
		}
		if got := a.Cover(c.b); got != c.cover {
			t.Errorf("%s: Cover = %v, want %v", c.name, got, c.cover)
		}
		if got := Compare(a, c.b); got < 0 != (c.order < 0) || got > 0 != (c.order > 0) {
			t.Errorf("%s: Compare = %d, want the sign of %d", c.name, got, c.order)
		}
	}
	if a.Len() != 3 || a.Empty() || !Of(3, 3).Empty() || a.String() != "[2,5)" {
		t.Errorf("%v: length %d", a, a.Len())
	}
}

func TestText(t *testing.T) {
	const s = "“Sí,” he said. 😀!"
	text := NewText(s)
	for _, c := range []struct {
		sub               string
		start, end, utf16 int // of its end
	}{
		{"“", 0, 1, 1}, {"Sí", 1, 3, 3}, {"”", 4, 5, 5}, {"said", 9, 13, 13}, {"😀", 15, 16, 17}, {"!", 16, 17, 18},
	} {
		at := strings.Index(s, c.sub)
		got := text.OfBytes(at, at+len(c.sub))
		if got != Of(c.start, c.end) || text.Slice(got) != c.sub || text.UTF16(got.End) != c.utf16 {
			t.Errorf("%q: %v, slice %q, UTF-16 %d; want [%d,%d), %d", c.sub, got, text.Slice(got), text.UTF16(got.End), c.start, c.end, c.utf16)
		}
	}
	if text.String() != s || text.Len() != 17 || text.All() != Of(0, 17) {
		t.Errorf("Len = %d, All = %v", text.Len(), text.All())
	}
	if got := text.CodePoint(1); got != 0 {
		t.Errorf("a byte inside a character is of code point %d, want 0", got)
	}
	quotes := text.Quotes([]Span{Of(1, 3), Of(9, 13)})
	if diff := cmp.Diff([]Quote{{Of(1, 3), "Sí"}, {Of(9, 13), "said"}}, quotes); diff != "" {
		t.Error(diff)
	}
	if text.Quotes(nil) == nil {
		t.Error("Quotes of none is nil: JSON would have null")
	}
	if empty := NewText(""); empty.Len() != 0 || empty.Byte(0) != 0 || empty.CodePoint(0) != 0 || empty.Slice(Of(0, 0)) != "" {
		t.Error("the empty text has no place 0")
	}
}

// TestOutside: a span outside its text is a broken invariant.
func TestOutside(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Slice of a span outside the text did not panic")
		}
	}()
	NewText("abc").Slice(Of(1, 9))
}

// whole checks a text's addresses against the text as a slice of runes.
func whole(t interface{ Fatalf(string, ...any) }, s string, start, end int) {
	runes, text := []rune(s), NewText(s)
	if text.Len() != len(runes) {
		t.Fatalf("Len = %d, want %d", text.Len(), len(runes))
	}
	for cp := 0; cp <= len(runes); cp += 1 + len(runes)/97 {
		b := text.Byte(cp)
		if b != len(string(runes[:cp])) || text.CodePoint(b) != cp {
			t.Fatalf("code point %d at byte %d, whose code point is %d", cp, b, text.CodePoint(b))
		}
		if u := text.UTF16(cp); u != len(utf16.Encode(runes[:cp])) {
			t.Fatalf("code point %d at UTF-16 unit %d", cp, u)
		}
	}
	sp := Of(start, end)
	if start < 0 || end < start || end > len(runes) {
		return
	}
	q := text.Quote(sp)
	if q.Text != string(runes[start:end]) || utf8.RuneCountInString(q.Text) != sp.Len() || !utf8.ValidString(q.Text) {
		t.Fatalf("quote of %v is %q, want %q", sp, q.Text, string(runes[start:end]))
	}
	if back := text.OfBytes(text.Byte(start), text.Byte(end)); back != sp {
		t.Fatalf("%v came back as %v", sp, back)
	}
}

func TestWhole(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "the port ", "é", "“", "”", "😀", "\u200d", "\n", "港", strings.Repeat("x", 63), strings.Repeat("é", 64), strings.Repeat("😀", 65)})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
		n := utf8.RuneCountInString(s)
		start := rapid.IntRange(0, n).Draw(t, "start")
		whole(t, s, start, rapid.IntRange(start, n).Draw(t, "end"))
	})
}

// TestArithmetic checks ranges against the sets of code points they stand for.
func TestArithmetic(t *testing.T) {
	draw := func(t *rapid.T, name string) Span {
		start := rapid.IntRange(0, 12).Draw(t, name)
		return Of(start, rapid.IntRange(start, 12).Draw(t, name+" end"))
	}
	set := func(s Span) (m uint) {
		for i := s.Start; i < s.End; i++ {
			m |= 1 << i
		}
		return m
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "a"), draw(t, "b")
		both, cover := a.Intersect(b), a.Cover(b)
		switch {
		case set(both) != set(a)&set(b), both.Len() < 0, both != b.Intersect(a) && !both.Empty():
			t.Fatalf("%v ∩ %v = %v", a, b, both)
		case !a.Empty() && !b.Empty() && a.Overlaps(b) != (set(a)&set(b) != 0), a.Overlaps(b) != b.Overlaps(a):
			t.Fatalf("%v overlaps %v: %v", a, b, a.Overlaps(b))
		case a.Contains(b) && set(a)|set(b) != set(a):
			t.Fatalf("%v contains %v", a, b)
		case !cover.Contains(a) || !cover.Contains(b) || cover != b.Cover(a):
			t.Fatalf("cover of %v and %v = %v", a, b, cover)
		case (Compare(a, b) == 0) != (a == b):
			t.Fatalf("Compare(%v, %v) = %d", a, b, Compare(a, b))
		}
		spans := []Span{a, b, both, cover}
		slices.SortFunc(spans, Compare)
		if !slices.IsSortedFunc(spans, func(a, b Span) int { return a.Start - b.Start }) {
			t.Fatalf("sorted %v", spans)
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add("“Sí,” he said. 😀", 1, 4)
	f.Add(strings.Repeat("é", 130), 63, 129)
	f.Add("", 0, 0)
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		if !utf8.ValidString(s) {
			NewText(s).Quotes([]Span{NewText(s).All()}) // no panic
			return
		}
		whole(t, s, start, end)
	})
}

func BenchmarkText(b *testing.B) {
	s := strings.Repeat("“The dock was hit at dawn,” said Inés Vidal, a cook of the harbour. ", 300)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		text := NewText(s)
		for cp := 0; cp < text.Len(); cp += 40 {
			text.CodePoint(text.Byte(cp))
		}
	}
}
