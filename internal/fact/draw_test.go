package fact_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// drawn is what rooms 2 to 7 make of a text.
type drawn struct {
	doc    *document.Document
	syn    *syntax.Analysis
	srcs   []source.Source
	sts    []statement.Statement
	events []fact.Event
	claims []fact.Claim
}

func draw(t testing.TB, text string) drawn {
	t.Helper()
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	att, err := attribution.Load()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2025, time.March, 12, 0, 0, 0, 0, time.UTC) // a Wednesday
	d := drawn{}
	if d.doc, err = document.New(capture.Of([]byte(text), "invented", capture.Stated{Date: day})); err != nil {
		t.Fatal(err)
	}
	d.syn = syn.Parse(d.doc)
	atts := att.Find(d.doc, d.syn)
	var voices []source.Voice
	d.srcs, voices = source.Resolve(d.doc, d.syn, atts)
	d.sts = statement.Judge(d.doc, d.syn, atts, d.srcs, voices)
	d.events, d.claims = fact.Draw(d.doc, d.syn, d.srcs, d.sts)
	return d
}

// The texts are invented for this test, with their people and places.
var drawCases = []struct {
	text string
	want []string // "slot value" or "slot value denies"
	not  []string // slots, or slots with a value, that must not be drawn
}{
	{"Gunmen stormed a hotel in the town on Tuesday.", []string{"perpetrator Gunmen", "target a hotel", "date Tuesday"}, nil},
	{"A drone of the Joint Air Command struck a dock on Monday.", []string{"perpetrator the Joint Air Command", "target a dock", "instrument drone"}, nil},
	{"The village was shelled by rebels.", []string{"perpetrator rebels", "target The village"}, nil},
	{"France responded to the raid by destroying two tanks.", []string{"perpetrator France"}, nil},
	{"Police arrested six protesters after the riot.", []string{"detained six protesters"}, []string{"target six protesters"}},
	{"Two sailors stand accused of the bombing of the pier.", []string{"responsibility Two sailors"}, nil},
	{"The bombing of the pier was condemned on Monday.", nil, []string{"date"}},
	{"The court heard on Monday of the massacre.", nil, []string{"date"}},
	{"Rebels attacked the camp. No one has claimed responsibility for the attack.", []string{"responsibility No one has claimed responsibility"}, nil},
	{"Rebels shelled the camp in retaliation for the raid.", []string{"motive retaliation for the raid"}, nil},
	{"An airstrike hit the school. Three houses were badly damaged.", []string{"damage Three houses were badly damaged"}, nil},
	{"A car bomb exploded outside the barracks.", []string{"instrument car bomb"}, []string{"target A car bomb"}},
	{"“No army aircraft struck the dock,” said Col. Mara Ild, a spokeswoman for the Joint Air Command. Officials said the Joint Air Command struck the dock.",
		[]string{"perpetrator Joint Air Command denies"}, nil},
	{"Two officials said the Joint Air Command struck the dock. The Joint Air Command denied that it had struck the dock.",
		[]string{"perpetrator Joint Air Command denies"}, nil},
	{"A drone strike killed two guards at the dock. The Northern Front denied carrying out the attack.", []string{"perpetrator Northern Front denies"}, nil},
	{"A bomb killed the mayor in the square. The Northern Front denied any role in the bombing.", []string{"responsibility Northern Front denies"}, nil},
	{"The militia, in a raid before dawn, attacked the camp.", []string{"perpetrator The militia", "target the camp"}, nil},
	{"Funerals for victims of the bombing were held in Aden.", nil, []string{"place"}},
	{"The navy launched airstrikes into Syria.", []string{"place Syria"}, nil},
	{"The National Security Agency said it closed nine newspapers on Monday.", []string{"perpetrator The National Security Agency", "target nine newspapers"}, nil},
	{"The earthquake killed nine villagers.", nil, []string{"killed", "perpetrator"}},
	{"Nine guards were killed when gunmen stormed the depot.", []string{"perpetrator gunmen"}, nil},
	{"A group of militants attacked the depot.", []string{"perpetrator A group of militants"}, nil},
	{"A policeman was shot dead in Aden.", []string{"killed A policeman"}, []string{"perpetrator"}},
	{"Border guards shot dead four rebels on Monday.", []string{"perpetrator Border guards"}, nil},
	{"A blast ripped through a market in Aden.", []string{"target a market"}, nil},
	{"Rebels attacked a depot in Mogadishu last week.", []string{"place Mogadishu", "date last week"}, nil},
	{"The governor spoke after a weekend attack in western Yemen.", []string{"place western Yemen"}, []string{"place a weekend"}},
	{"Rebels shelled the camp on Monday. About 9,000 people have died in the conflict since 1998.", nil, []string{"killed"}},
	{"Rebels have killed at least nine people since Monday.", []string{"killed at least nine people"}, nil},
	{"The governor Monday surveyed the ruins of the raid on the camp.", nil, []string{"date"}},
	{"Hundreds of people have been killed in suicide bombings since 2009.", []string{"killed Hundreds of people"}, nil},
	{"Tanks stormed the old quarter early Monday.", []string{"target the old quarter"}, nil},
	{"Four suspects were shot dead in Lusaka on Monday. No policemen were killed in the shooting, said Col. Peter Anders, a police commander.", nil, []string{"perpetrator"}},
	{"A court on Monday acquitted a sailor of murdering his captain.", nil, []string{"date"}},
}

func TestDraw(t *testing.T) {
	for _, c := range drawCases {
		d := draw(t, c.text)
		var got []string
		for _, cm := range d.claims {
			name, value := cm.Norm.Name, cm.Value
			if cm.Stance == fact.Denies {
				got = append(got, fmt.Sprintf("%s %s denies", cm.Slot, name))
				continue
			}
			if cm.Slot == fact.Instrument {
				value = name
			}
			got = append(got, fmt.Sprintf("%s %s", cm.Slot, value))
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s\n  lacks %q: %q", c.text, w, got)
			}
		}
		for _, n := range c.not {
			if slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, n) }) {
				t.Errorf("%s\n  has %q: %q", c.text, n, got)
			}
		}
	}
}

// What may happen, was threatened, is done again and again or was not done is
// no accomplished event.
func TestStage(t *testing.T) {
	for _, c := range []struct {
		text string
		want fact.Stage
	}{
		{"Rebels attacked the camp.", fact.Accomplished},
		{"Rebels threatened to attack the camp.", fact.Threatened},
		{"Rebels could attack the camp.", fact.Hypothetical},
		{"If rebels attack the camp, troops will leave.", fact.Hypothetical},
		{"Rebels tried to attack the camp.", fact.Attempted},
		{"Rebels frequently attack the camp.", fact.Habitual},
		{"Troops did not attack the camp.", fact.Hypothetical},
		{"No soldiers attacked the camp.", fact.Hypothetical},
		{"Friday would be the anniversary of the attack on the camp by rebels.", fact.Accomplished},
	} {
		d := draw(t, c.text)
		i := slices.IndexFunc(d.events, func(e fact.Event) bool {
			return strings.HasPrefix(strings.ToLower(d.doc.Text.Slice(e.Trigger)), "attack")
		})
		if i < 0 {
			t.Errorf("%s: no event", c.text)
		} else if d.events[i].Stage != c.want {
			t.Errorf("%s: %s, not %s", c.text, d.events[i].Stage, c.want)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	var text strings.Builder
	for range 10 {
		for _, c := range drawCases {
			text.WriteString(c.text + " The harbour office opened late and the ferries waited for the tide.\n\n")
		}
	}
	d := draw(b, text.String())
	for b.Loop() {
		fact.Draw(d.doc, d.syn, d.srcs, d.sts)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(d.syn.Tokens)), "ns/token")
}

// What stands beside an event and is no party, target, place or day of it. The
// texts are invented.
func TestDrawSpares(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
		not  []string
	}{
		{"Local police have launched an investigation into the blast that killed nine guards.", nil, []string{"perpetrator"}},
		{"A soldier was linked to the bomber who killed nine guards in Lanby.", []string{"killed nine guards"}, []string{"perpetrator to"}},
		{"A suicide bomber of the Northern Brigade led the bomb attack on the depot.", []string{"perpetrator the Northern Brigade"}, []string{"target the Northern"}},
		{"Gunmen kidnapped scores of male employees at about 9:05 a.m. on Tuesday.", nil, []string{"target about"}},
		{"The sites that the army raided in Lanby were empty.", nil, []string{"perpetrator The sites"}},
		{"The bombing killed 30 people in Mali, the largest cotton producer of the region.", []string{"killed 30 people"}, []string{"other"}},
		{"The blast killed nine guards outside the embassy of Norway in Mali.", []string{"place the embassy of Norway in Mali"}, nil},
		{"Four children, aged three, six, seven and 17, were injured when a man lobbed a grenade at their home.", nil, []string{"injured six"}},
		{"Funerals for five of the 16 people killed in the grenade attack were held.", []string{"killed 16 people"}, []string{"killed five"}},
		{"Fighting has gone on in the hills near Lanby since 1994, killing nine guards.", nil, []string{"date"}},
		{"Ana Ruiz, 40, was shot dead by gunmen in Lanby.", nil, []string{"killed 40"}},
		{"The blast killed nine guards but there were no casualties among the visiting troops.", nil, []string{"killed no", "injured no"}},
		{"A plane crashed on the outskirts of Lanby, killing 117 people.", nil, []string{"target the outskirts"}},
		{"Explosives strapped to a donkey were detonated near Lanby.", nil, []string{"target a donkey"}},
		{"The Guards test fired three missiles in the drills on Monday.", nil, []string{"target", "instrument"}},
		{"The council condemned Thursday the bombing that killed nine guards in Lanby.", []string{"killed nine guards"}, []string{"date"}},
		{"Bombings in Kenya and Tanzania killed nine guards.", []string{"killed nine guards"}, []string{"perpetrator"}},
		{"A NATO air strike killed up to 80 guards in Lanby on Monday.", []string{"perpetrator NATO"}, []string{"target"}},
		{"Israeli shelling killed nine guards in Lanby.", []string{"perpetrator Israeli"}, nil},
		{"Militants have constantly attacked the pipeline since the beginning of the year.", nil, []string{"date"}},
	} {
		d := draw(t, c.text)
		var got []string
		for _, cm := range d.claims {
			got = append(got, string(cm.Slot)+" "+cm.Value)
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s\n  lacks %q: %q", c.text, w, got)
			}
		}
		for _, n := range c.not {
			if slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, n) }) {
				t.Errorf("%s\n  has %q: %q", c.text, n, got)
			}
		}
	}
}
