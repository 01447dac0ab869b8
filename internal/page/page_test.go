package page

import (
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hearsay/internal/capture"
	"hearsay/internal/reading"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// The texts are invented.
func document(t testing.TB, texts ...string) *reading.Document {
	t.Helper()
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	var rds []*reading.Reading
	for _, text := range texts {
		rd, err := r.Read(capture.Of([]byte(text), "dock.txt", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		rds = append(rds, rd)
	}
	return r.Join(rds, nil)
}

func render(t testing.TB, doc *reading.Document) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const denial = "“No aircraft of ours struck the dock,” said Cmdr. Elena Marsh, a spokeswoman for the command.\n\n" +
	"Two officials told the Courier that a drone had hit a warehouse on Sunday, killing four people. Marsh denied that.\n"

const hostile = "Dock <script>alert(1)</script> Hit\n\n" +
	"“No \u202eaircraft\u202c <img src=x onerror=alert(2)> struck & the dock,” said Elena \"><svg/onload=alert(3)> Marsh, a spokeswoman.\n\n" +
	"</p></article></main><style>*{display:none}</style> &lt;b&gt; javascript:alert(4) {{.}} \u0007 <!-- said two officials."

// turned is what room document takes out of a text; the page must not rely on
// it.
const turned = "\n\u202estruck\u202c at\u0007 night"

var (
	tag     = regexp.MustCompile(`<[^>]*>`)
	body    = regexp.MustCompile(`(?s)<p class="text[^>]*>(.*?)</p>\n`)
	refs    = regexp.MustCompile(`<a class="ref"[^>]*>\d+</a>`)
	unknown = regexp.MustCompile(`<i class="unseen"[^>]*>U(?:\+|&#43;)([0-9A-F]+)</i>`)
)

// words are the marked texts of a page with every mark taken off again.
func words(page string) string {
	var out []string
	for _, m := range body.FindAllStringSubmatch(page, -1) {
		s := unknown.ReplaceAllString(refs.ReplaceAllString(m[1], ""), "?")
		out = append(out, html.UnescapeString(tag.ReplaceAllString(s, "")))
	}
	return strings.Join(out, "\n")
}

// TestText: the marks take nothing from a text and add nothing to it.
func TestText(t *testing.T) {
	for _, text := range []string{denial, hostile, strings.ReplaceAll(denial, "dock", "d\u00f6ck 港 e\u0301")} {
		doc := document(t, text)
		doc.Readings[0].Report.Text += turned
		var want []string
		for line := range strings.Lines(doc.Readings[0].Report.Text) {
			if line = strings.TrimRight(line, "\n"); strings.TrimSpace(line) != "" {
				want = append(want, strings.Map(func(r rune) rune {
					if unseen(r) {
						return '?'
					}
					return r
				}, line))
			}
		}
		if got := words(render(t, doc)); got != strings.Join(want, "\n") {
			t.Errorf("the page's text is\n%s\nwant\n%s", got, strings.Join(want, "\n"))
		}
	}
}

// TestHostile: words of a report are never markup, and the direction of writing
// does not turn.
func TestHostile(t *testing.T) {
	doc := document(t, hostile)
	doc.Readings[0].Report.Text += turned
	doc.Readings[0].Sources[0].Name += turned
	page := render(t, doc)
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("the page holds %d scripts", n)
	}
	if n := strings.Count(page, "<style"); n != 1 {
		t.Errorf("the page holds %d styles", n)
	}
	for _, bad := range []string{"<img", "<svg", "<!--", "\u202e", "\u202c", "\u0007"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(page, `title="right-to-left override">U&#43;202E</i>`) {
		t.Error("the override is not shown")
	}
}

// TestAlone: nothing is fetched, and the policy names the very style and script
// that the page holds.
func TestAlone(t *testing.T) {
	page := render(t, document(t, denial))
	policy := html.UnescapeString(regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1])
	for _, el := range []string{"style", "script"} {
		text := regexp.MustCompile(`(?s)<` + el + `>(.*?)</` + el + `>`).FindStringSubmatch(page)[1]
		if !strings.Contains(policy, el+"-src "+hash(text)) {
			t.Errorf("the policy %q does not name the %s %s", policy, el, hash(text))
		}
	}
	if m := regexp.MustCompile(`(?:src|href|action|srcset|data)="[^#"]|url\(|@import| style="| on[a-z]+="`).FindString(page); m != "" {
		t.Errorf("the page holds %q", m)
	}
}

// TestLinks: every link leads to something, and no id stands twice.
func TestLinks(t *testing.T) {
	page := render(t, document(t, denial, hostile))
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %q stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`(?:href="#|aria-labelledby=")([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("a link leads to %q, which is not there", m[1])
		}
	}
}

func TestEmpty(t *testing.T) {
	doc := document(t)
	doc.Failures = []reading.Failure{{URI: "<b>.txt", Stage: "document", Reason: "is <empty>", Advice: "give one"}}
	page := render(t, doc)
	for _, want := range []string{"No report was read", "&lt;b&gt;.txt", "is &lt;empty&gt;; give one"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
}

// TestLongLine: a line of a megabyte takes no more than its length in time.
func TestLongLine(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a megabyte")
	}
	doc := document(t, denial)
	long := strings.Repeat("the dock <b> was hit and hit again, ", 30_000)
	doc.Readings[0].Report.Text += long
	if got := words(render(t, doc)); !strings.HasSuffix(got, long) {
		t.Error("the long line is not whole")
	}
}

func BenchmarkWrite(b *testing.B) {
	doc := document(b, denial, hostile)
	for b.Loop() {
		if err := Write(io.Discard, doc); err != nil {
			b.Fatal(err)
		}
	}
}

// TestMarks: of spans that overlap and nest in any way, every code point stands
// under those that cover it, and under no other.
func TestMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab <é港\n\u202e"))).Draw(t, "text")
		whole := span.NewText(text)
		some := rapid.Custom(func(t *rapid.T) span.Quote {
			from := rapid.IntRange(0, whole.Len()).Draw(t, "from")
			return whole.Quote(span.Of(from, rapid.IntRange(from, whole.Len()).Draw(t, "to")))
		})
		rd := &reading.Reading{Report: reading.Report{ID: "r", Text: text}}
		for i := range rapid.IntRange(0, 6).Draw(t, "statements") {
			cue := some.Draw(t, "cue")
			rd.Statements = append(rd.Statements, statement.Statement{
				ID: fmt.Sprint("t", i), Cue: &cue, Content: rapid.SliceOfN(some, 0, 3).Draw(t, "content"), Act: statement.State,
			})
		}
		v := newView(&reading.Document{Readings: []*reading.Reading{rd}})
		for i, bl := range v.Reports[0].Blocks {
			at := lines(whole)[i].Start
			for _, s := range bl.Segments {
				for _, p := range s.Pieces {
					n := utf8.RuneCountInString(p.Text)
					if p.Unseen {
						n = 1
					}
					for ; n > 0; n-- {
						if got, want := s.Statements, covering(rd, at); !sameWords(got, want) {
							t.Fatalf("at %d: under %q, want %q", at, got, want)
						}
						at++
					}
				}
			}
			if at != lines(whole)[i].End {
				t.Fatalf("line %d ends at %d, want %d", i, at, lines(whole)[i].End)
			}
		}
	})
}

// covering are the keys of the statements with a part that holds code point at.
func covering(rd *reading.Reading, at int) string {
	var out []string
	for k, st := range rd.Statements {
		holds := func(s span.Quote) bool { return s.Start <= at && at < s.End }
		if holds(*st.Cue) || slices.ContainsFunc(st.Content, holds) {
			out = append(out, statementKey(0, k))
		}
	}
	return strings.Join(out, " ")
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}
