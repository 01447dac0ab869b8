package quote

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/span"
)

// All texts are our own invention.
var cases = []struct {
	name, text string
	want       []string
}{
	{"curly", "“We left at dawn,” she said. “The pier was empty.”", []string{"“We left at dawn,”", "“The pier was empty.”"}},
	{"straight", `"We left," she said. "It was empty."`, []string{`"We left,"`, `"It was empty."`}},
	{"nested", "He said: “They told me ‘go home,’ and I did.”", []string{"“They told me ‘go home,’ and I did.”", "‘go home,’"}},
	{"nested straight", `He said: "They told me 'go home,' and I did."`, []string{`"They told me 'go home,' and I did."`, `'go home,'`}},
	{"single with apostrophes", "‘I don’t know the workers’ names,’ she said, ‘but they’re home.’", []string{"‘I don’t know the workers’ names,’", "‘but they’re home.’"}},
	{"straight single", "'I don't know,' she said.", []string{"'I don't know,'"}},
	{"apostrophes alone", "The workers' boats and the dogs' food aren't here, in the '90s or now.", nil},
	{"german", "„Wir gehen“, sagte er.", []string{"„Wir gehen“"}},
	{"french", "Il a dit : « Nous partons », puis rien.", []string{"« Nous partons »"}},
	{"german angles", "»Wir gehen«, sagte er.", []string{"»Wir gehen«"}},
	{"unmatched does not spoil", "He called it “odd and left.\n“I stay,” she said.", []string{"“odd and left.", "“I stay,”"}},
	{"unmatched close", "It was odd,” he said. “I stay,” she said.", []string{"“I stay,”"}},
	{"inches", `The 6'2" man said "hello" twice.`, []string{`"hello"`}},
	{"reopened", "“We left. “We came back,” he said.", []string{"“We came back,”"}},
	{"dash", "She was blunt—“never again”—and sat down.", []string{"“never again”"}},
	{"backquotes", "``We left,'' she said.", []string{"``We left,''"}},
	{"over paragraphs", "“We left.\n“We came back.\n“We stay,” he said.", []string{"“We left.", "“We came back.", "“We stay,”"}},
}

func find(s string) (*span.Text, []Quote) {
	text := span.NewText(s)
	var paragraphs []span.Span
	at := 0
	for line := range strings.SplitSeq(s, "\n") {
		paragraphs = append(paragraphs, text.OfBytes(at, at+len(line)))
		at += len(line) + 1
	}
	return text, Find(text, paragraphs)
}

func TestFind(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text, quotes := find(c.text)
			var got []string
			for _, q := range quotes {
				got = append(got, text.Slice(q.Span))
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFindContinues(t *testing.T) {
	_, quotes := find("“We left.\n“We came back.\n“We stay,” he said.\n“No,” she said.")
	var got []bool
	for _, q := range quotes {
		got = append(got, q.Continues)
	}
	if d := cmp.Diff([]bool{false, true, true, false}, got); d != "" {
		t.Error(d)
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		text, quotes := find(s)
		for i, q := range quotes {
			if q.Start < 0 || q.End > text.Len() || q.Empty() || q.Depth < 0 {
				t.Fatalf("quote %v of %q", q, s)
			}
			if i > 0 && q.Start < quotes[i-1].Start {
				t.Fatalf("out of order: %v after %v in %q", q, quotes[i-1], s)
			}
		}
	})
}
