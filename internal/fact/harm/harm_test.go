package harm_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact/harm"
	"hearsay/internal/syntax"
)

func load(t testing.TB) *syntax.Reader {
	t.Helper()
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	return syn
}

func parse(t testing.TB, syn *syntax.Reader, text string) *syntax.Analysis {
	t.Helper()
	doc, err := document.New(capture.Of([]byte(text), "test", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	return syn.Parse(doc)
}

// show is a figure as "words: effect min..max word category".
func show(a *syntax.Analysis, f harm.Figure) string {
	bound := func(p *int) string {
		if p == nil {
			return ""
		}
		return fmt.Sprint(*p)
	}
	old := ""
	if f.Old {
		old = " old"
	}
	effect := []string{"", "dead", "hurt", "dead or hurt"}[f.Effect]
	words := a.Text.Slice(a.Tokens[f.First].Cover(a.Tokens[f.End-1].Span))
	return fmt.Sprintf("%s: %s %s..%s%s %s%s", words, effect, bound(f.Min), bound(f.Max), f.Word, f.Category, old)
}

// The texts are invented.
var texts = []struct{ text, want string }{
	{"The strike killed three people, including two children, and wounded a dozen others.",
		"three people: dead 3..3 unspecified|two children: dead 2..2 children|a dozen others: hurt 12..12 unspecified"},
	{"Two children and eight other people (three soldiers and five nurses) were wounded.",
		"Two children: hurt 2..2 children|eight other people: hurt 8..8 unspecified|three soldiers: hurt 3..3 combatant|five nurses: hurt 5..5 civilian"},
	{"Eight policemen and nine villagers were killed in the explosion at the gate.",
		"Eight policemen: dead 8..8 combatant|nine villagers: dead 9..9 civilian"},
	{"Three members of the local rescue team have been wounded in the hills.", "Three members: hurt 3..3 unspecified"},
	{"One person was killed and another was wounded in the shelling of the port.",
		"One person: dead 1..1 unspecified|another: hurt 1..1 unspecified"},
	{"Dozens were killed and hundreds injured when the bomb went off.", "Dozens: dead ..dozens unspecified|hundreds: hurt ..hundreds unspecified"},
	{"The death toll from the blast rose to 41, up from 38, the ministry said.", "41: dead 41..41 unspecified|38: dead 38..38 unspecified old"},
	{"Officials lowered the death toll to three, and not four, as they first said.", "three: dead 3..3 unspecified|four: dead 4..4 unspecified old"},
	{"The number of people killed in the raid climbed to 27, with 40 others injured.",
		"27: dead 27..27 unspecified|40 others: hurt 40..40 unspecified"},
	{"The mayor was shot dead along with two of his guards near the town hall.", "two of his guards: dead 2..2 combatant"},
	{"The rebels killed the mayor and two farmers in the square at dawn.", "two farmers: dead 2..2 civilian"},
	{"They deplored the murder of six priests and their two servants in the city.",
		"six priests: dead 6..6 civilian|two servants: dead 2..2 civilian"},
	{"Rescue workers recovered 28 bodies from the ruins of the school.", "28 bodies: dead 28..28 unspecified"},
	{"Two guards watching the gate of the mission were killed by the gunmen.", "Two guards: dead 2..2 combatant"},
	{"Two of the three attackers were shot dead by the guards at the gate.", "Two of the three attackers: dead 2..2 combatant"},
	{"Five people were treated for minor injuries after the crash, they said.", "Five people: hurt 5..5 unspecified"},
	{"The avalanche claimed 14 lives in the valley, the army told the paper.", "14 lives: dead 14..14 unspecified"},
	{"The war has killed or injured 9,000 people since it began, they say.", "9,000 people: dead or hurt 9000..9000 unspecified"},
	{"Four pensionados were killed when the roof of the hall came down.", "Four pensionados: dead 4..4 unspecified"},
	{"There were no casualties in the raid, the police told the paper.", "no casualties: dead 0..0 unspecified|no casualties: hurt 0..0 unspecified"},
	{"No one was killed or injured in the fire, the police told the paper.",
		"No one was killed or injured: dead 0..0 unspecified|No one was killed or injured: hurt 0..0 unspecified"},
	{"A SOLDIER AND TWO PEASANTS DIED AND SEVEN OTHERS WERE WOUNDED, THEY SAID.",
		"A SOLDIER: dead 1..1 combatant|TWO PEASANTS: dead 2..2 civilian|SEVEN OTHERS: hurt 7..7 unspecified"},
	{"Six monks (five elders and one novice) and two women were killed in the raid.",
		"Six monks: dead 6..6 civilian|five elders: dead 5..5 civilian|two women: dead 2..2 civilian"},
	{"In addition to 30 dead villagers, more than 200 soldiers were killed there.",
		"30 dead villagers: dead 30..30 civilian|more than 200 soldiers: dead 201.. combatant"},
	{"Among the dead were a woman and two children, the monitors said.", "a woman: dead 1..1 civilian|two children: dead 2..2 children"},
	{"Ten rebels killed, 40 injured in a rocket attack on the camp.", "Ten rebels: dead 10..10 combatant|40: hurt 40..40 unspecified"},
	{"The two bombers have killed at least 30 guards and wounded dozens.",
		"at least 30 guards: dead 30.. combatant|dozens: hurt ..dozens unspecified"},
	// What says nothing of harm.
	{"There were no immediate reports of casualties, the police told the paper.", ""},
	{"The gunmen abducted two nurses and stole three cars from the clinic.", ""},
	{"Twelve people are missing and feared dead after the ferry sank.", ""},
	{"The police arrested three men who killed a guard at the bank.", "a guard: dead 1..1 combatant"},
	{"The shells destroyed 20 houses and killed five cows in the village.", ""},
	{"They were killed 12 days ago in two attacks on the road to the coast.", ""},
}

func TestFind(t *testing.T) {
	syn := load(t)
	for _, tt := range texts {
		a := parse(t, syn, tt.text)
		var got []string
		for _, f := range harm.Find(a) {
			got = append(got, show(a, f))
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.text, g, tt.want)
		}
	}
}

// TestOrder holds that any words give ordered figures within the text.
func TestOrder(t *testing.T) {
	syn := load(t)
	bits := strings.Fields("two three 12 people soldiers children others a another the killed wounded dead died injured were was and , ( ) including of who that to from not toll rose no one casualties murder bodies found along with as well shot among left lives claimed or - members of them his")
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(bits), 1, 40).Draw(t, "words")
		doc, err := document.New(capture.Of([]byte("The police said that the men were there when the soldiers came into the village and that they had seen nothing of what they did. "+strings.Join(words, " ")), "x", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		a := syn.Parse(doc)
		last := 0
		for _, f := range harm.Find(a) {
			if f.First < last || f.End <= f.First || f.End > len(a.Tokens) || f.Effect == harm.Unharmed {
				t.Fatalf("%+v after %d", f, last)
			}
			last = f.First
		}
	})
}

func BenchmarkFind(b *testing.B) {
	syn := load(b)
	var text strings.Builder
	for range 50 {
		for _, tt := range texts {
			text.WriteString(tt.text + "\n\n")
		}
	}
	a := parse(b, syn, text.String())
	b.ReportAllocs()
	for b.Loop() {
		harm.Find(a)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(a.Tokens)), "ns/token")
}
