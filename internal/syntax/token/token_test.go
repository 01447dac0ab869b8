package token

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// split writes tokens apart by spaces and sentences by " | ".
func split(text string) string {
	var p Splitter
	p.Paragraph(text, 0, len(text))
	var b strings.Builder
	first := 0
	for i, end := range p.Ends {
		if i > 0 {
			b.WriteString(" | ")
		}
		for k, t := range p.Tokens[first:end] {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(text[t.Start:t.End])
		}
		first = end
	}
	return b.String()
}

// The texts are invented for this test.
func TestParagraph(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"clitics", "They don't say John's can't; we'll cannot.", "They do n't say John 's ca n't ; we 'll can not ."},
		{"curly clitics", "It’s the boys’ day, isn’t it?", "It ’s the boys ’ day , is n’t it ?"},
		{"stacked clitics", "He couldn't've.", "He could n't 've ."},
		{"closing quote", `"It's over." He left.`, `" It 's over . " | He left .`},
		{"said after shout", `"Stop!" Ms. Doe said. "Now!" he cried.`, `" Stop ! " Ms. Doe said . | " Now ! " he cried .`},
		{"german", "„Nein.“ Er ging.", "„ Nein . “ | Er ging ."},
		{"french", "« Non. » Il partit.", "« Non . » | Il partit ."},
		{"single", "'We lost,' the rebels' envoy said. 'We did.'", "' We lost , ' the rebels ' envoy said . | ' We did . '"},
		{"years", "The '90s and ’em.", "The '90s and ’em ."},
		{"abbreviation ends", "He left the U.S. He came back to the U.S. Army at 5 p.m. Friday.", "He left the U.S. | He came back to the U.S. Army at 5 p.m. Friday ."},
		{"titles", "Gen. J. R. Smith Jr. met Dr. Doe, Ph.D., in St. Ives.", "Gen. J. R. Smith Jr. met Dr. Doe , Ph.D. , in St. Ives ."},
		{"I ends", "So did I. He too.", "So did I . | He too ."},
		{"dateline", "BOGOTA, Colombia (AP) — The mine shut.", "BOGOTA , Colombia ( AP ) — The mine shut ."},
		{"ellipsis", "We… well... We go on ... and on.", "We … well ... | We go on ... and on ."},
		{"numbers", "1,500 men, 3.5m litres, $2bn, US$20, 3-4 days, 10–12%, 9/11, at 7:30pm.", "1,500 men , 3.5 m litres , $ 2 bn , US$ 20 , 3 - 4 days , 10 – 12 % , 9/11 , at 7:30 pm ."},
		{"telephone", "Call 555-0199 or 212-555-0199.", "Call 555-0199 or 212-555-0199 ."},
		{"hyphens", "A non-lethal, US-led 14-year-old al-Rufay'i.", "A non-lethal , US - led 14 - year - old al - Rufay'i ."},
		{"addresses", "See https://a.example/x?y=1. Or mail j.doe@mail.example.org, or site.com.", "See https://a.example/x?y=1 . | Or mail j.doe@mail.example.org , or site.com ."},
		{"address quoted", "See “www.a.example/é’s” or www.’ at a.com’s.", "See “ www.a.example/é ’s ” or www . ’ at a.com ’s ."},
		{"bullets", "Demands:\n• Leave now\n• Pay", "Demands : | • Leave now | • Pay"},
		{"transcript", "SMITH: I do. JONES: You don't.", "SMITH : I do . | JONES : You do n't ."},
		{"capitals", "MINISTER WON'T QUIT. HE SAID SO.", "MINISTER WO N'T QUIT . | HE SAID SO ."},
		{"number one", "He is No. 2. No. Not he.", "He is No. 2 . | No . | Not he ."},
		{"unmatched", `The "deal is off. He left.`, `The " deal is off . | He left .`},
		{"nested", `"He said, 'Go.'" She went.`, `" He said , ' Go . ' " | She went .`},
		{"bracket", "He left. (She did not.) They stayed.", "He left . | ( She did not . ) | They stayed ."},
		{"no space", "It ended.Then it began.", "It ended . | Then it began ."},
		{"company", "AT&T Inc. said so. Acme Corp. The end.", "AT&T Inc. said so . | Acme Corp. | The end ."},
		{"caption", "The pier at dusk in the U.S. Photo: A. Name/Agency.", "The pier at dusk in the U.S. | Photo : A. Name / Agency ."},
		{"headline", "Minister: ‘No deal’ with U.S.-led bloc", "Minister : ‘ No deal ’ with U.S. - led bloc"},
		{"names", "Ali al-Rufay'i and Conor O’Neill met in N'Djamena.", "Ali al - Rufay'i and Conor O’Neill met in N'Djamena ."},
		{"no breaks", "“We left,” he said.“They stayed.” Nobody knows why…Then it rained.", "“ We left , ” he said . | “ They stayed . ” | Nobody knows why … | Then it rained ."},
		{"capitals with initials", "MR. J. R. SMITH LEFT THE U.S. HE IS 40.", "MR. J. R. SMITH LEFT THE U.S. | HE IS 40 ."},
		{"empty", " \u00a0\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, split(c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// whole checks what is always true of tokens and sentences.
func whole(t interface{ Fatalf(string, ...any) }, text string) {
	var p Splitter
	p.Paragraph(text, 0, len(text))
	done, valid := 0, utf8.ValidString(text)
	for _, k := range p.Tokens {
		if k.Start < done || k.End <= k.Start || k.End > len(text) {
			t.Fatalf("token [%d,%d) after %d in %q", k.Start, k.End, done, text)
		}
		if valid && !utf8.ValidString(text[k.Start:k.End]) {
			t.Fatalf("token %q cuts a character", text[k.Start:k.End])
		}
		for i := done; i < k.Start; {
			c, w := at(text, i)
			if c != space {
				t.Fatalf("%q at %d is in no token of %q", text[i:i+w], i, text)
			}
			i += w
		}
		done = k.End
	}
	for i := done; i < len(text); {
		c, w := at(text, i)
		if c != space {
			t.Fatalf("%q at %d is in no token of %q", text[i:i+w], i, text)
		}
		i += w
	}
	last := 0
	for _, e := range p.Ends {
		if e <= last || e > len(p.Tokens) {
			t.Fatalf("sentence end %d after %d in %q", e, last, text)
		}
		last = e
	}
	if last != len(p.Tokens) {
		t.Fatalf("tokens after the last sentence of %q", text)
	}
}

func TestWhole(t *testing.T) {
	piece := rapid.SampledFrom([]string{"U.S.", "Mr.", "don't", "'", "’", "“", "”", `"`, "-", "--", "...", ".", "?", "!", " ", "\n", "é", "x", "A", "1", "9,5", "://", "www.", "@", "a.b", "/", "&", "$", "Ph.D.", "\u200d", "\xff", "«", "S", "s", "ʻ", "😀", "..", "1.", "#", "p.m", "I."})
	rapid.Check(t, func(t *rapid.T) {
		whole(t, strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "pieces"), ""))
		whole(t, rapid.String().Draw(t, "text"))
	})
}

func FuzzParagraph(f *testing.F) {
	f.Add(`"It's over," he said in the U.S. It wasn't.`)
	f.Add("a\xffb’s www..com 1-1-1 '9")
	f.Fuzz(func(t *testing.T, text string) { whole(t, text) })
}

// TestLinear checks that a megabyte without spaces, stops or breaks takes no
// longer than its length says.
func TestLinear(t *testing.T) {
	for _, unit := range []string{"a", "a.", "A.", "a-", "1-", "1,", "a'", `"`, "(", "www.", "x@", "é", "co-", "a/", "&", ". ", "? “", "'s"} {
		whole(t, strings.Repeat(unit, 1<<20/len(unit)))
	}
}

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat(`"We won't go," Gen. J. R. Smith said in Oslo on Monday, adding that 1,500 men stayed. It’s the U.S.-led force's third well-planned move. `, 400)
	var p Splitter
	n := 0
	for b.Loop() {
		p.Reset()
		p.Paragraph(text, 0, len(text))
		n += len(p.Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
