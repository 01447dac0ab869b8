package quantity_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/quantity"
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

// show is a count as "words min..max word category"; only those of people.
func show(a *syntax.Analysis, c quantity.Count) string {
	words := a.Text.Slice(a.Tokens[c.First].Cover(a.Tokens[c.End-1].Span))
	bound := func(p *int) string {
		if p == nil {
			return ""
		}
		return fmt.Sprint(*p)
	}
	return fmt.Sprintf("%s = %s..%s%s %s", words, bound(c.Min), bound(c.Max), c.Word, c.Category)
}

// The texts are invented.
var texts = []struct{ text, want string }{
	{"At least a dozen people were killed when the ferry sank.", "At least a dozen people = 12.. unspecified"},
	{"Between 8 and 10 soldiers died in the ambush near the river.", "Between 8 and 10 soldiers = 8..10 combatant"},
	{"The clashes left 15-20 rebels dead near the northern border.", "15-20 rebels = 15..20 combatant"},
	{"Dozens of villagers fled when the militia came to the valley.", "Dozens of villagers = ..dozens civilian"},
	{"Tens of thousands of people marched through the old city.", "Tens of thousands of people = ..thousands unspecified"},
	{"More than 100 people were hurt when the stage fell down.", "More than 100 people = 101.. unspecified"},
	{"Fewer than ten prisoners remain in the camp by the lake.", "Fewer than ten prisoners = ..9 unspecified"},
	{"As many as 40 miners are trapped under the mountain.", "As many as 40 miners = ..40 civilian"},
	{"No fewer than 30 men took part in the raid on the mill.", "No fewer than 30 men = 30.. unspecified"},
	{"Up to six attackers entered the compound before dawn.", "Up to six attackers = ..6 combatant"},
	{"More than a quarter of a million people have been killed.", "More than a quarter of a million people = 250001.. unspecified"},
	{"Half a million people fled the province.", "Half a million people = 500000..500000 unspecified"},
	{"On August 21 2013 people were killed in the town of Lanby.", ""},
	{"Some 1.5 million people have fled the fighting in the east.", "Some 1.5 million people = 1500000..1500000 unspecified"},
	{"About 13,000 refugees crossed the bridge in two days.", "About 13,000 refugees = 13000..13000 civilian"},
	{"Twenty-two pilgrims were on the bus that hit the mine.", "Twenty-two pilgrims = 22..22 civilian"},
	{"One hundred and five sailors were saved from the wreck.", "One hundred and five sailors = 105..105 civilian"},
	{"Two or three gunmen opened fire on the patrol at noon.", "Two or three gunmen = 2..3 combatant"},
	{"A father and his two sons were buried in the village.", "A father = 1..1 unspecified|two sons = 2..2 unspecified"},
	{"One person was killed and another was wounded in the raid.", "One person = 1..1 unspecified|another = 1..1 unspecified"},
	{"A 10-year-old girl was hurt when the shell hit the yard.", "A 10-year-old girl = 1..1 children"},
	{"Two of the three attackers were shot by the guards.", "Two of the three attackers = 2..2 combatant"},
	{"Five members of the local police were hurt in the riot.", "Five members = 5..5 combatant"},
	{"Two well-respected elders spoke at the grave of the singer.", "Two well-respected elders = 2..2 civilian"},
	{"Six schoolchildren and a teacher were on the bus.", "Six schoolchildren = 6..6 children|a teacher = 1..1 civilian"},
	{"The bomber and 20 others died in the mosque, he said.", "20 others = 20..20 unspecified"},
	{"Twelve or more hostages are held in the cave, they said.", "Twelve or more hostages = 12.. unspecified"},
	{"No one was hurt in the fire at the old mill, they said.", "No = 0..0 unspecified"},
	{"The 12-member council met for two days in five rooms.", ""},
	{"She was aged 41 and he was 38 years old when it began.", ""},
	{"The attack of March 12, 2019 was the third in 10 months.", ""},
	{"The army paid $300 for each of the MI-17 parts, he said.", ""},
	{"Fuel rose 20 percent to 95 cents at 10:30 a.m. on Monday.", ""},
	{"THE ARMY KILLED 16 PEASANTS IN THE VILLAGE, THEY SAID.", "16 PEASANTS = 16..16 civilian"},
}

func TestFind(t *testing.T) {
	syn := load(t)
	for _, tt := range texts {
		a := parse(t, syn, tt.text)
		var got []string
		for _, c := range quantity.Find(a) {
			if c.People {
				got = append(got, show(a, c))
			}
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.text, g, tt.want)
		}
	}
}

func TestPerson(t *testing.T) {
	for noun, want := range map[string]quantity.Category{
		"women": quantity.Civilian, "policemen": quantity.Combatant, "babies": quantity.Children, "bombers": quantity.Perpetrators,
		"boatmen": quantity.Unspecified, "people": quantity.Unspecified,
	} {
		if got, ok := quantity.Person(noun); !ok || got != want {
			t.Errorf("%s: %q, %v; want %q", noun, got, ok, want)
		}
	}
	for _, noun := range []string{"houses", "days", "rockets", "cattle", "percent", "specimen"} {
		if _, ok := quantity.Person(noun); ok {
			t.Errorf("%s counts as people", noun)
		}
	}
}

// TestOrder holds that any words give ordered counts within the text, whose
// bounds do not cross.
func TestOrder(t *testing.T) {
	syn := load(t)
	bits := strings.Fields("at least most more than fewer a an the no one two three twenty - five 12 1,200 1.5 million hundred thousand dozen dozens scores tens of several few couple between and to or from 8 10 people soldiers children others another dead killed wounded 's ( ) , . police members them those 10-year-old year old plus up as many both half 1999")
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(bits), 1, 30).Draw(t, "words")
		doc, err := document.New(capture.Of([]byte("The police said that the men were there when the soldiers came into the village and that they had seen nothing of what they did. "+strings.Join(words, " ")), "x", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		a := syn.Parse(doc)
		last := 0
		for _, c := range quantity.Find(a) {
			if c.First < last || c.Last <= c.First || c.End < c.Last || c.End > len(a.Tokens) {
				t.Fatalf("tokens %d %d %d after %d of %d", c.First, c.Last, c.End, last, len(a.Tokens))
			}
			last = c.Last
			if c.Min != nil && c.Max != nil && *c.Min > *c.Max || c.Word != "" && (c.Min != nil || c.Max != nil) {
				t.Fatalf("%s", show(a, c))
			}
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
		quantity.Find(a)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(a.Tokens)), "ns/token")
}
