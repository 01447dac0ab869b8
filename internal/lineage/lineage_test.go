package lineage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/lineage"
	"hearsay/internal/syntax"
)

// The reports are invented, and so are their outlets and people.
const (
	wire = `Ferry Sinks Off Karsa, Nine Missing

By Ada Quill
Meridian Press | March 11, 2025

KARSA (Meridian Press) — A ferry with 84 people aboard struck a sandbank and sank off the island of Karsa on Monday night, and nine passengers are missing, the harbour master said.

“The pumps had failed in February and nobody mended them,” the harbour master, Tilda Roon, told Meridian Press.

Fishermen from the village of Lower Hamm pulled most of the passengers out of the water with nets and ropes. The ferry had been inspected in January by a firm that has since lost its licence.
`
	copied = `Nine missing after ferry goes down

Gulf Ledger | March 12, 2025

KARSA (Meridian Press) — A ferry with 84 people aboard struck a sandbank and sank off the island of Karsa on Monday night, and nine passengers are missing, the harbour master said.

“The pumps had failed in February and nobody mended them,” the harbour master, Tilda Roon, told Meridian Press.

Fishermen from the village of Lower Hamm pulled most of the passengers out of the water with nets and ropes.
`
	retold = `Rotten pumps blamed for Karsa disaster

Harbour Lantern | March 12, 2025

Nobody had repaired the pumps of the ferry that went down near Karsa, the island's harbour master has told Meridian Press.

Tilda Roon said they broke a month before the boat ran aground with 84 on board. Nine of those are still being looked for, while the others owe their lives to the nets of fishermen from Lower Hamm.
`
	apart = `“I held on to a crate of lemons”

By Tom Reyes in Lower Hamm
Red Sea Courier | March 12, 2025

Omar Deng does not swim. When the Karsa ferry broke up on Monday he held on to a crate of lemons for two hours, he said in a kitchen in Lower Hamm, wrapped in a blanket that belonged to a stranger.

“The pumps had failed in February and nobody mended them,” said the harbour master, Tilda Roon, at the quay. She would not say who should have done it.

His wife is among the missing. The co-operative has closed the fish market until all of them are found.
`
	follow = `Ferry Firm's Owner Held

By Ada Quill
Meridian Press | March 15, 2025

KARSA (Meridian Press) — Police have arrested the owner of a ferry that sank this week, a prosecutor said on Friday.

The prosecutor, Ines Abarca, said the man had known of the broken pumps.

Fishermen from the village of Lower Hamm pulled most of the passengers out of the water with nets and ropes. The ferry had been inspected in January by a firm that has since lost its licence.
`
)

func read(t testing.TB, syn *syntax.Reader, text string, speakers ...string) lineage.Report {
	t.Helper()
	doc, err := document.New(capture.Of([]byte(text), "invented", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	return lineage.Report{Document: doc, Syntax: syn.Parse(doc), Speakers: speakers}
}

func load(t testing.TB) *syntax.Reader {
	t.Helper()
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	return syn
}

func TestTrace(t *testing.T) {
	syn := load(t)
	reports := []lineage.Report{
		read(t, syn, wire, "Tilda Roon"), read(t, syn, copied, "Tilda Roon"), read(t, syn, retold, "Tilda Roon"),
		read(t, syn, apart, "Omar Deng", "Tilda Roon"), read(t, syn, follow, "Ines Abarca"),
	}
	names := []string{"wire", "copied", "retold", "apart", "follow"}
	want := []string{"copied from wire: copy", "follow from wire: reuse", "retold from wire: rewrite"}
	order := []int{0, 1, 2, 3, 4}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 6 {
		var in []lineage.Report
		for _, i := range order {
			in = append(in, reports[i])
		}
		var got []string
		for _, e := range lineage.Trace(in) {
			got = append(got, fmt.Sprintf("%s from %s: %s", names[order[e.To]], names[order[e.From]], e.Kind))
			if e.Reason == "" || len(e.Shared) == 0 && e.Named.Empty() {
				t.Errorf("an edge without what shows it: %+v", e)
			}
			for _, p := range e.Shared {
				if p.To.End > in[e.To].Document.Text.Len() || p.From.End > in[e.From].Document.Text.Len() {
					t.Errorf("a passage outside its text: %+v", p)
				}
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("in the order %v: %s", order, diff)
		}
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
}

func TestTraceOfFew(t *testing.T) {
	syn := load(t)
	if got := lineage.Trace(nil); len(got) != 0 {
		t.Errorf("edges of nothing: %v", got)
	}
	if got := lineage.Trace([]lineage.Report{read(t, syn, wire)}); len(got) != 0 {
		t.Errorf("edges of one report: %v", got)
	}
	twice := lineage.Trace([]lineage.Report{read(t, syn, wire), read(t, syn, wire)})
	if len(twice) != 1 || twice[0].Kind != lineage.Copy {
		t.Errorf("the same report twice: %v", twice)
	}
}

// synthetic makes n reports on n/10 events: of each ten, one is a wire's, five
// are copies of it, and four are apart.
func synthetic(t testing.TB, n int) []lineage.Report {
	syn := load(t)
	rng := rand.New(rand.NewPCG(uint64(n), 7))
	words := strings.Fields("harbour sandbank pump crate licence firm net rope quay island village prosecutor owner inspector engine hull signal lamp storm tide crew captain cargo lemon blanket kitchen stranger market bell chapel bridge tower mill river valley orchard stable wagon")
	sentence := func() string {
		var s []string
		for range 14 {
			s = append(s, words[rng.IntN(len(words))])
		}
		return "The " + strings.Join(s, " the ") + fmt.Sprintf(" held %d people.", rng.IntN(900)+20)
	}
	var out []lineage.Report
	for len(out) < n {
		day := rng.IntN(28) + 1
		var body []string
		for range 10 {
			body = append(body, sentence())
		}
		for k := range 10 {
			text := body
			outlet := "Meridian Press"
			if k > 0 {
				outlet = fmt.Sprintf("Paper %d Times", k)
				text = body[:6+k%4]
			}
			if k > 5 {
				text = nil
				for range 10 {
					text = append(text, sentence())
				}
			}
			out = append(out, read(t, syn, fmt.Sprintf("A headline of no weight %d\n\n%s | March %d, 2025\n\n%s\n", rng.IntN(1e6), outlet, day, strings.Join(text, "\n\n"))))
		}
	}
	return out
}

// BenchmarkTrace shows that the time of a report stays the same: compare
// ns/report.
func BenchmarkTrace(b *testing.B) {
	for _, n := range []int{100, 1000} {
		reports := synthetic(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				lineage.Trace(reports)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/report")
		})
	}
}
