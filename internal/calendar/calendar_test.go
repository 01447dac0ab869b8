package calendar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/calendar"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/syntax"
)

// thursday is the day of the invented reports below.
var thursday = time.Date(2024, 3, 14, 0, 0, 0, 0, time.UTC)

func parse(t testing.TB, syn *syntax.Reader, text string) *syntax.Analysis {
	t.Helper()
	doc, err := document.New(capture.Of([]byte(text), "test", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	return syn.Parse(doc)
}

func load(t testing.TB) *syntax.Reader {
	t.Helper()
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	return syn
}

// read gives the expressions as "words = value".
func read(a *syntax.Analysis, ref time.Time) []string {
	var out []string
	for _, e := range calendar.Find(a, ref) {
		var w []string
		for _, tok := range a.Tokens[e.First:e.Last] {
			w = append(w, tok.Form)
		}
		out = append(out, strings.Join(w, " ")+" = "+e.Date.Value)
	}
	return out
}

// The texts are invented.
var texts = []struct{ text, want string }{
	{"The convoy was hit on Monday near the bridge.", "Monday = 2024-03-11"},
	{"The court will hear the case on Monday in the capital.", "Monday = 2024-03-18"},
	{"The talks were postponed until Tuesday by the mediators.", "Tuesday = 2024-03-19"},
	{"The mayor spoke to the crowd on Thursday in the square.", "Thursday = 2024-03-14"},
	{"The barracks were shelled last Thursday by the rebels.", "last Thursday = 2024-03-07"},
	{"The envoy arrives next Friday for the talks with the army.", "next Friday = 2024-03-15"},
	{"Gunmen attacked the village on Sunday night and burned houses.", "Sunday night = 2024-03-10TNI"},
	{"The market was bombed yesterday morning, the police said.", "yesterday morning = 2024-03-13TMO"},
	{"The ferry sank on March 3 off the coast of the island.", "March 3 = 2024-03-03"},
	{"The ferry sank on 3 March 1999 off the coast of the island.", "3 March 1999 = 1999-03-03"},
	{"The ferry sank on the 5th of May, 2001, off the island.", "5th of May , 2001 = 2001-05-05"},
	{"The raid began on Tuesday, March 12, before the elections.", "Tuesday , March 12 = 2024-03-12"},
	{"The truce was signed in December by the two sides.", "December = 2023-12"},
	{"They will vote in December on the new constitution.", "December = 2024-12"},
	{"The base was attacked last June by the same group.", "last June = 2023-06"},
	{"The killings began in 1994 and went on for years.", "1994 = 1994|years = PXY"},
	{"The fighting was worst in the late 1990s, he said.", "late 1990s = 199"},
	{"Two soldiers were wounded last week in the north.", "last week = 2024-W10"},
	{"Earlier this month the army took the town from them.", "Earlier this month = 2024-03"},
	{"The dam was blown up two weeks ago, officials said.", "two weeks ago = 2024-W09"},
	{"The house was searched three days ago by the police.", "three days ago = 2024-03-11"},
	{"The prison was stormed on February 2. Two days later the guards fled.", "February 2 = 2024-02-02|Two days later = 2024-02-04"},
	{"The prison was stormed on February 2. The following day the guards fled.", "February 2 = 2024-02-02|The following day = 2024-02-03"},
	{"The camp was shelled in October 2019. Many families left that month.", "October 2019 = 2019-10|that month = 2019-10"},
	{"Profit fell in the third quarter, the mill said in its report.", "the third quarter = 2023-Q3"},
	{"The siege lasted two and a half years before the city fell.", "two and a half years = P2Y6M"},
	{"The hostages were held for more than three weeks in the hills.", "more than three weeks = P3W"},
	{"The drones come every night and the people sleep in cellars.", "every night = XXXX-XX-XXTNI"},
	{"Guards patrol the pipeline daily, the company told the paper.", "daily = P1D"},
	{"The blast happened at 10:35 a.m. on Tuesday, the police said.", "10:35 a.m. on Tuesday = 2024-03-12T10:35"},
	{"The missile fell at 1700 GMT near the port, the navy said.", "1700 GMT = 2024-03-14T17:00"},
	{"The boy, a 12-year-old pupil, was 5 years old when they fled.", ""},
	{"The bus carried 1999 people and 300 bags, the company said.", ""},
	{"The men may march through the town, the priest told them.", ""},
	{"She was named Jan Kowalska and they called her April Jones.", ""},
	{"The group now controls the road that leads to the harbour.", "now = PRESENT_REF"},
	{"The council adopted Resolution 2024 and read page 1999 of the report.", ""},
	{"It said that the crime of the past must not be forgotten.", "the past = PAST_REF"},
	{"The harvest failed in the winter of 2010 and people starved.", "the winter of 2010 = 2010-WI"},
	{"Over the weekend the rebels shot down a plane, he said.", "the weekend = 2024-W10-WE"},
	{"In the 19th century the tribe ruled the whole coast, he said.", "the 19th century = 18"},
	{"The minister Ana May said that her plans for peace had failed.", ""},
	{"Hopes had been raised by the withdrawal in September, he said.", "September = 2023-09"},
	{"The war of 1975-1990 left the harbour in ruins, they said.", "1975 = 1975|1990 = 1990"},
	{"The meeting ended half an hour before the bomb went off.", "half an hour = PT30M"},
	{"Bombs went off in three cities on Christmas Eve in 2000.", "Christmas Eve in 2000 = 2000-12-24"},
	{"GUERRILLAS ATTACKED THE TOWN ON 3 JAN 90, THE ARMY SAID.", "3 JAN 90 = 1990-01-03"},
}

func TestFind(t *testing.T) {
	syn := load(t)
	for _, tt := range texts {
		got := strings.Join(read(parse(t, syn, tt.text), thursday), "|")
		if got != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

// TestDate checks days and precision, with the report's day and without it.
func TestDate(t *testing.T) {
	syn := load(t)
	d := func(m time.Month, d int) time.Time { return time.Date(2024, m, d, 0, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		text string
		want calendar.Date
		bare calendar.Date // without a publication day
	}{
		{
			"The convoy was hit on Monday near the bridge.",
			calendar.Date{Start: d(3, 11), End: d(3, 11), Prec: 1, Value: "2024-03-11"},
			calendar.Date{Prec: 1, Relative: true, Value: "XXXX-WXX-1"},
		},
		{
			"Twelve people were killed in the past week in the valley.",
			calendar.Date{Start: d(3, 7), End: d(3, 13), Prec: 3, Value: "P1W"},
			calendar.Date{Prec: 3, Relative: true, Value: "P1W"},
		},
		{
			"The camp was burned earlier this week by the militia.",
			calendar.Date{Start: d(3, 11), End: d(3, 14), Prec: 3, Value: "2024-W11"},
			calendar.Date{Prec: 3, Relative: true},
		},
		{
			"The camp was burned in January by the militia.",
			calendar.Date{Start: d(1, 1), End: d(1, 31), Prec: 4, Value: "2024-01"},
			calendar.Date{Prec: 4, Relative: true, Value: "XXXX-01"},
		},
		{
			"Two guards were shot in the past three days at the mine.",
			calendar.Date{Start: d(3, 11), End: d(3, 13), Prec: 2, Value: "P3D"},
			calendar.Date{Prec: 1, Relative: true, Value: "P3D"},
		},
		{
			"The camp was burned this year by the militia.",
			calendar.Date{Start: d(1, 1), End: d(12, 31), Prec: 5, Value: "2024"},
			calendar.Date{Prec: 5, Relative: true},
		},
		{
			"The militia has burned camps for three years.",
			calendar.Date{Value: "P3Y"},
			calendar.Date{Value: "P3Y"},
		},
	} {
		a := parse(t, syn, tt.text)
		for _, c := range []struct {
			ref  time.Time
			want calendar.Date
		}{{thursday, tt.want}, {time.Time{}, tt.bare}} {
			es := calendar.Find(a, c.ref)
			if len(es) != 1 {
				t.Errorf("%s: %d expressions", tt.text, len(es))
				continue
			}
			if diff := cmp.Diff(c.want, es[0].Date); diff != "" {
				t.Errorf("%s (-want +got)\n%s", tt.text, diff)
			}
		}
	}
}

// TestOrder holds that any words give ordered expressions within the text.
func TestOrder(t *testing.T) {
	syn := load(t)
	bits := strings.Fields("the a this last next past previous that same two twenty-five 12 31 1998 1990s '80s first third day days week weeks month year years quarter half decade century ago earlier later before after Monday Friday January May Sept. morning night noon 10:30 a.m. GMT early late mid - , of in on to fiscal every each now recently soon couple several 1/2 and 10/26/98 1998-13-40 99:99 o'clock Christmas summer fall end beginning more than at least between said killed . 's")
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(bits), 1, 30).Draw(t, "words")
		doc, err := document.New(capture.Of([]byte("The police said that the men were there when the soldiers came into the village and that they had seen nothing of what they did. "+strings.Join(words, " ")), "x", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		a := syn.Parse(doc)
		for _, ref := range []time.Time{{}, thursday} {
			last := 0
			for _, e := range calendar.Find(a, ref) {
				if e.First < last || e.Last <= e.First || e.Last > len(a.Tokens) {
					t.Fatalf("tokens [%d,%d) after %d of %d", e.First, e.Last, last, len(a.Tokens))
				}
				last = e.Last
				if d := e.Date; d.End.Before(d.Start) || d.Relative && !d.Start.IsZero() {
					t.Fatalf("%v", d)
				}
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
		calendar.Find(a, thursday)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(a.Tokens)), "ns/token")
}
