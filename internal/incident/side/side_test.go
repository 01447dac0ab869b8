package side

import (
	"testing"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/statement"
)

// The incidents and speakers are invented.
func TestTake(t *testing.T) {
	strike := incident.Incident{
		Main: true, Stage: fact.Accomplished, ISO: "YE", EventType: "Explosions/Remote violence",
		Belligerents: []incident.Belligerent{{Name: "Saudi warplanes", Role: "perpetrator"}},
		Targets:      []incident.Target{{Name: "a port"}},
	}
	raid := incident.Incident{
		Main: true, Stage: fact.Accomplished, ISO: "SO", EventType: "Violence against civilians",
		Belligerents: []incident.Belligerent{{Name: "al-Shabab", Role: "perpetrator"}},
		Targets:      []incident.Target{{Name: "a hotel"}},
	}
	ambush := raid
	ambush.Targets = []incident.Target{{Name: "government troops"}}
	sweep := raid
	sweep.Belligerents = []incident.Belligerent{{Name: "Somali soldiers", Role: "perpetrator"}}
	sweep.Targets = []incident.Target{{Name: "50 militants"}}
	threat := strike
	threat.Stage = fact.Threatened

	minister := func(nation string) source.Tie { return source.Tie{Role: lexicon.Official, Nation: nation} }
	soldier := source.Tie{Role: lexicon.Military, Nation: "SO"}
	shabab := source.Tie{Body: lexicon.Group, Group: "al-Shabab"}
	for _, tc := range []struct {
		name string
		inc  incident.Incident
		tie  source.Tie
		want source.Relation
	}{
		{"who struck abroad", strike, minister("SA"), source.PartyAccused},
		{"whose country was struck", strike, minister("YE"), source.PartyAffected},
		{"of neither", strike, minister("NO"), source.OtherOfficial},
		{"a doctor stays one", strike, source.Tie{Role: lexicon.Rescue, Nation: "YE"}, source.MedicalOrRescue},
		{"a group that struck", raid, shabab, source.PartyAccused},
		{"a hotel is no state's", raid, minister("SO"), source.OtherOfficial},
		{"its troops are", ambush, minister("SO"), source.PartyAffected},
		{"forces at home", sweep, soldier, source.PartyAccused},
		{"a minister of those at home", sweep, minister("SO"), source.OtherOfficial},
		{"a threat has no parties", threat, minister("SA"), source.OtherOfficial},
	} {
		sources := []source.Source{{ID: "s1", Tie: tc.tie}}
		Take(sources, nil, []incident.Incident{tc.inc}, nil)
		if got := sources[0].Relation; got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}

	// Who only denies it is accused by nobody.
	denied := strike
	denied.Belligerents = []incident.Belligerent{{Name: "Saudi warplanes", Role: "perpetrator", Facts: []string{"f1"}}}
	sa := []source.Source{{ID: "s1", Tie: minister("SA")}}
	Take(sa, nil, []incident.Incident{denied}, []incident.Fact{{ID: "f1", DeniedBy: []incident.Position{{Statement: "st1"}}}})
	if sa[0].Relation != source.OtherOfficial {
		t.Errorf("who only denies is %s", sa[0].Relation)
	}

	sources := []source.Source{{ID: "s1", Kind: source.Group, Tie: source.Tie{Group: "Northern Liwa"}}}
	Take(sources, []statement.Statement{{Act: statement.ClaimResponsibility}}, nil, nil)
	if sources[0].Relation != source.PartyAccused {
		t.Errorf("who claims it is %s", sources[0].Relation)
	}
}

func BenchmarkTake(b *testing.B) {
	incs := []incident.Incident{{Main: true, Stage: fact.Accomplished, ISO: "YE",
		Belligerents: []incident.Belligerent{{Name: "Saudi warplanes", Role: "perpetrator"}}, Targets: []incident.Target{{Name: "a port in the north"}}}}
	sources := make([]source.Source, 20)
	for i := range sources {
		sources[i].Tie = source.Tie{Role: lexicon.Official, Nation: "YE"}
	}
	for b.Loop() {
		Take(sources, nil, incs, nil)
	}
}
