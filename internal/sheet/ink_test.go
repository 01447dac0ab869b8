package sheet

import (
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"

	"hearsay/internal/caption"
)

func textOf(lines []line) string {
	var out []string
	for _, l := range lines {
		var b strings.Builder
		for _, r := range l {
			b.WriteString(r.text)
		}
		out = append(out, b.String())
	}
	return strings.Join(out, "|")
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		width int
		runs  []run
		want  string
	}{
		{10, []run{{"the dock was hit", noInk}}, "the dock|was hit"},
		{10, []run{{"", noInk}}, ""},
		{10, []run{{"Marsh", bold}, {" [4.2]", dim}}, "Marsh|[4.2]"},
		{12, []run{{"Marsh", bold}, {", in part", dim}}, "Marsh, in|part"},
		{4, []run{{"abcdefghij", noInk}}, "abcd|efgh|ij"},
		{6, []run{{"港湾を攻撃した", noInk}}, "港湾を|攻撃し|た"},
		{5, []run{{"ca\u0301fe\u0301 ca\u0301fe\u0301", noInk}}, "ca\u0301fe\u0301|ca\u0301fe\u0301"},
		{20, []run{{"a\x1b[31mb\u202ec\nd", noInk}}, "a\ufffd[31mbc d"},
	} {
		if got := textOf(wrap(c.width, c.runs...)); got != c.want {
			t.Errorf("wrap(%d, %q) = %q, want %q", c.width, c.runs, got, c.want)
		}
	}
}

// TestWrapHolds: nothing but blanks is lost, and no line is too wide.
func TestWrapHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 40).Draw(t, "width")
		s := rapid.StringOf(rapid.RuneFrom([]rune("ab c 港é\u0301🇩🇯“—\x1b\u202e"))).Draw(t, "text")
		lines := wrap(width, run{s, noInk}, run{s, bold})
		for _, l := range lines {
			if l.width() > width {
				t.Fatalf("a line of %d columns: %q", l.width(), textOf([]line{l}))
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "|", "")), "") }
		if got, want := squeeze(textOf(lines)), squeeze(caption.Tame(s+s)); got != want {
			t.Fatalf("%q became %q", want, got)
		}
	})
}

func TestWidthOfMarks(t *testing.T) {
	for s, want := range map[string]int{"é": 1, "e\u0301": 1, "港": 2, "–": 1, "“": 1, "─": 1, "…": 1} {
		if got := displaywidth.String(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
}
