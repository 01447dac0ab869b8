package link

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/fact"
	"hearsay/internal/incident/union"
)

// A profile is read as it was written; bytes that are cut or changed are an error
// or another profile, never a panic.
func TestProfile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := rapid.IntRange(-3, 1<<40)
		texts := rapid.SliceOfN(rapid.String(), 0, 4)
		real := func(name string) *float64 {
			return rapid.Ptr(rapid.Float64Range(-180, 180), true).Draw(t, name)
		}
		numbers := func(name string) []fact.Number {
			return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) fact.Number {
				return fact.Number{Min: rapid.Ptr(num, true).Draw(t, "min"), Max: rapid.Ptr(num, true).Draw(t, "max"), Word: rapid.String().Draw(t, "word")}
			}), 0, 3).Draw(t, name)
		}
		p := &union.Profile{
			ID: rapid.String().Draw(t, "id"), Report: rapid.String().Draw(t, "report"), No: num.Draw(t, "no"), Reply: rapid.Bool().Draw(t, "reply"), Main: rapid.Bool().Draw(t, "main"),
			Located: rapid.Bool().Draw(t, "located"), EventType: rapid.String().Draw(t, "type"), SubEventType: rapid.String().Draw(t, "sub"), Stage: fact.Accomplished,
			Start: num.Draw(t, "start"), End: num.Draw(t, "end"), Told: num.Draw(t, "told"), Weekday: rapid.String().Draw(t, "weekday"), Country: rapid.String().Draw(t, "country"),
			Places: texts.Draw(t, "places"), WherePrec: num.Draw(t, "prec"), Latitude: real("lat"), Longitude: real("lon"), Actors: texts.Draw(t, "actors"), Targets: texts.Draw(t, "targets"),
			Killed: numbers("killed"), Injured: numbers("injured"), Names: texts.Draw(t, "names"), Mentions: rapid.SliceOfN(num, 0, 3).Draw(t, "mentions"),
		}
		w := union.Weigh(p, func(string) float64 { return 0.5 })
		body := encode(&w)
		back, err := decode(body)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range []*[]string{&p.Places, &p.Actors, &p.Targets, &p.Names} {
			if len(*list) == 0 {
				*list = nil
			}
		}
		for _, list := range []*[]fact.Number{&p.Killed, &p.Injured} {
			if len(*list) == 0 {
				*list = nil
			}
		}
		if len(p.Mentions) == 0 {
			p.Mentions = nil
		}
		if d := cmp.Diff(p, back.Profile); d != "" || math.Abs(back.Sum()-w.Sum()) > 1e-6 {
			t.Error(d, back.Sum(), w.Sum())
		}
		_, _ = decode(body[:rapid.IntRange(0, len(body)).Draw(t, "cut")])
		body[rapid.IntRange(0, len(body)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		_, _ = decode(body)
	})
}

// What stands under a mark is read as it was written.
func TestPostings(t *testing.T) {
	list := []int64{numberOf(3, 0), numberOf(3, 1), numberOf(900, 0), numberOf(17, 2), 1 << 52}
	if d := cmp.Diff(list, posted(postings(list))); d != "" {
		t.Error(d)
	}
	if profileKey(63) >= profileKey(64) || profileKey(numberOf(2, 0)) >= profileKey(numberOf(10, 0)) || len(profileKey(1<<53)) != 9 {
		t.Error("keys are not in the order of their numbers")
	}
}
