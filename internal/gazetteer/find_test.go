package gazetteer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/gazetteer"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

func parse(t testing.TB, text string) *syntax.Analysis {
	t.Helper()
	r, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := document.New(capture.Of([]byte(text), "test", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	return r.Parse(doc)
}

func find(t testing.TB, text string, hint gazetteer.Hint) []gazetteer.Mention {
	t.Helper()
	ms, err := gazetteer.Find(parse(t, text), hint)
	if err != nil {
		t.Fatal(err)
	}
	return ms
}

// All texts here are invented.
func TestFind(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // name in the text = name of the place, its country
	}{
		{"A shell hit a bakery in Jabalia, in northern Gaza, on Tuesday.", []string{"Jabalia=Jabālyā PS", "Gaza=Gaza Strip PS"}},
		{"The couple moved to Paris, Texas, in May and bought a farm.", []string{"Paris=Paris US", "Texas=Texas US"}},
		{"Charlotte Hill met Mr. Jackson and President Lincoln on Monday.", nil},
		{"Police in Aleppo said a drone had struck a depot near Idlib.", []string{"Aleppo=Aleppo SY", "Idlib=Idlib SY"}},
		{"Pirates boarded the tanker off the coast of Somalia in the Gulf of Aden.", []string{"Somalia=Somalia SO", "Gulf of Aden=Gulf of Aden "}},
		{"He told Reuters that the Pentagon had no comment in March.", nil},
		{"Officials in Columbus, Ohio, and in Charleston, W.Va., closed two bridges.", []string{"Columbus=Columbus US", "Ohio=Ohio US", "Charleston=Charleston US", "W.Va.=West Virginia US"}},
		{"Two mortar rounds fell on the town of Lyman in the Donetsk region, said the governor of Donetsk.", []string{"Lyman=Lyman UA", "Donetsk region=Donetsk UA", "Donetsk=Donetsk UA"}},
		{"The Syrian army shelled villages near Khan Sheikhoun.", []string{"Syrian=Syria SY", "Khan Sheikhoun=Khān Shaykhūn SY"}},
	} {
		var got []string
		for _, m := range find(t, c.text, gazetteer.Hint{}) {
			got = append(got, c.text[m.Start:m.End]+"="+m.Place.Name+" "+m.Place.ISO)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s\n%s", c.text, d)
		}
	}
}

func TestFindByOthers(t *testing.T) {
	for _, c := range []struct {
		text, domain, name, adm1 string
	}{
		{"Floods cut the road from Huntsville to Houston and Dallas, the mayor of Huntsville said.", "", "Huntsville", "Texas"},
		{"Floods cut the road from Huntsville to Birmingham and Mobile, the mayor of Huntsville said.", "", "Huntsville", "Alabama"},
		{"A fire broke out in Cambridge on Sunday.", "example.co.uk", "Cambridge", "England"},
	} {
		for _, m := range find(t, c.text, gazetteer.Hint{Domain: c.domain}) {
			if m.Place.Name == c.name && m.Place.Adm1 != c.adm1 {
				t.Errorf("%s: %s is put in %s, want %s", c.text, c.name, m.Place.Adm1, c.adm1)
			}
		}
	}
}

func TestResolve(t *testing.T) {
	const text = "The fire in North London spread; the Granville County office had closed."
	at := func(s string) span.Span {
		i := strings.Index(text, s)
		return span.Of(i, i+len(s))
	}
	ms, err := gazetteer.Resolve(parse(t, text), gazetteer.Hint{}, []span.Span{at("North London"), at("spread"), at("Granville County")})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{ms[0].Place.Name, ms[1].Place.Name, ms[2].Place.Name}
	if d := cmp.Diff([]string{"London", "", "Granville County"}, got); d != "" {
		t.Error(d)
	}
}

// TestFindSpans holds that mentions stand in order, apart from each other, on
// whole tokens, whatever is written.
func TestFindSpans(t *testing.T) {
	parts := []string{"in ", "Gaza", " City", ", ", "U.S.", "Ky.", "New ", "York", "é", "’s ", "al-", "Raqqa ", "(", "— ", "Paris", "near ", "\n\n", "D-", "São Paulo ", ". ", "said ", "Lake ", "County "}
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 30).Draw(rt, "parts"), "")
		r, err := syntax.Load()
		if err != nil {
			rt.Fatal(err)
		}
		doc, err := document.New(capture.Of([]byte("It rained. "+text), "test", capture.Stated{}))
		if err != nil {
			return
		}
		syn := r.Parse(doc)
		ms, err := gazetteer.Find(syn, gazetteer.Hint{Located: text, Domain: text})
		if err != nil {
			rt.Fatal(err)
		}
		end := 0
		for _, m := range ms {
			if m.First >= m.Last || m.Start < end || m.Start != syn.Tokens[m.First].Start || m.End != syn.Tokens[m.Last-1].End {
				rt.Errorf("%q: mention %+v after %d", text, m, end)
			}
			if m.Certainty <= 0 || m.Certainty > 1.0001 || m.Place.Name == "" {
				rt.Errorf("%q: %+v", text, m)
			}
			end = m.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Shells hit a market in Khan Younis, in southern Gaza, on Monday, residents and medics said. The Israeli army told Reuters that it had struck a depot near Rafah; officials in Cairo and Washington did not comment. "+
		"Two people were wounded as they were fleeing with what they could carry on a cart, and a third died of his wounds later. ", 8)
	syn := parse(b, text)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gazetteer.Find(syn, gazetteer.Hint{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(syn.Tokens)), "ns/token")
}
