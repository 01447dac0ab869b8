package lexicon

import (
	"slices"
	"strings"
	"testing"
)

func TestBodyNamed(t *testing.T) {
	for in, want := range map[string]Body{
		"C.I.A.":               {"Central Intelligence Agency", AgencyBody, "US"},
		"the White House":      {"White House", Office, "US"},
		"The Associated Press": {"Associated Press", Agency, "US"},
		"Al-Shabaab":           {"al-Shabab", Group, "SO"},
		"IS":                   {"Islamic State", Group, ""},
		"CENTCOM’s":            {"US Central Command", Force, "US"},
	} {
		if got, ok := BodyNamed(in); !ok || got != want {
			t.Errorf("BodyNamed(%q) = %+v, %v; want %+v", in, got, ok, want)
		}
	}
	for _, in := range []string{"is", "who", "", "time", "The", "somebody", "the"} {
		if got, ok := BodyNamed(in); ok {
			t.Errorf("BodyNamed(%q) = %+v, want none", in, got)
		}
	}
}

func TestCountry(t *testing.T) {
	if c, ok := CountryNamed("U.S."); !ok || c.Name != "United States" {
		t.Errorf("U.S. = %+v", c)
	}
	if _, ok := CountryNamed("us"); ok {
		t.Error("the pronoun us is no country")
	}
	if c, ok := CountryOf("Somali"); !ok || c.ISO != "SO" {
		t.Errorf("Somali = %+v", c)
	}
	if c, ok := CountryByCapital("Kyiv"); !ok || c.ISO != "UA" {
		t.Errorf("Kyiv = %+v", c)
	}
	if c, ok := CountryCoded("DJ"); !ok || c.Government() != "Djibouti government" || AdjectiveOf("DJ") != "Djiboutian" {
		t.Errorf("DJ = %+v, %q", c, AdjectiveOf("DJ"))
	}
	if _, ok := CountryCoded("XX"); ok || AdjectiveOf("XX") != "" {
		t.Error("XX is a country")
	}
	words := CountryWords()
	for _, w := range []string{"Venezuela", "Somali", "Lebanon"} {
		if _, ok := slices.BinarySearch(words, w); !ok {
			t.Errorf("CountryWords lacks %s", w)
		}
	}
	if !slices.IsSorted(words) || slices.ContainsFunc(words, func(w string) bool { return strings.ContainsAny(w, " .-") }) {
		t.Error("CountryWords are not sorted words")
	}
}

func TestGivenName(t *testing.T) {
	for in, want := range map[string]bool{"maria": true, "john": false} {
		if female, ok := GivenName(in); !ok || female != want {
			t.Errorf("%s = %v, %v", in, female, ok)
		}
	}
	if _, ok := GivenName("pentagon"); ok {
		t.Error("a body is a given name")
	}
}

// TestAllocations: a look-up allocates nothing, found or not.
func TestAllocations(t *testing.T) {
	for name, look := range map[string]func(){
		"RoleNoun":    func() { RoleNoun("spokeswomen"); RoleNoun("nobody") },
		"Title":       func() { Title("Lt. Gen."); Title("Nobody") },
		"Spelling":    func() { Spelling("mohammed"); Spelling("nobody") },
		"GivenName":   func() { GivenName("maria"); GivenName("nobody") },
		"CueOf":       func() { CueOf("deny"); CueOf("nobody") },
		"CountryOf":   func() { CountryOf("Somali"); CountryOf("nobody") },
		"CountryWord": func() { CountryWords() },
	} {
		look()
		if n := testing.AllocsPerRun(50, look); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func TestNouns(t *testing.T) {
	if n, ok := RoleNoun("spokeswomen"); !ok || n.Kind != Spokesperson || !n.Plural {
		t.Errorf("spokeswomen = %+v", n)
	}
	if n, ok := RoleNoun("aid workers"); !ok || n.Kind != Rescue || !n.Plural {
		t.Errorf("aid workers = %+v", n)
	}
	if n, ok := BodyNoun("ministries"); !ok || n.Kind != Ministry || !n.Plural {
		t.Errorf("ministries = %+v", n)
	}
	if k, ok := Title("Lt. Gen."); !ok || k != MilitaryTitle {
		t.Errorf("Lt. Gen. = %v", k)
	}
	if Spelling("mohammed") != Spelling("muhammad") {
		t.Error("spellings of one name differ")
	}
	if c, ok := CueOf("deny"); !ok || c.Act != "deny" {
		t.Errorf("deny = %+v", c)
	}
}

// TestTables holds the tables to their vocabularies.
func TestTables(t *testing.T) {
	rows(bodyData, func(col []string) {
		if bodyKindOf(col[0]) == NoBody {
			t.Errorf("body of unknown kind: %q", col)
		}
		if iso := column(col, 1); iso != "-" {
			if _, ok := CountryCoded(iso); !ok {
				t.Errorf("body of unknown country: %q", col)
			}
		}
	})
	rows(roleData, func(col []string) {
		if roleOf(col[0]) == NoRole {
			t.Errorf("noun of unknown role: %q", col)
		}
	})
	rows(bodyNounData, func(col []string) {
		if bodyKindOf(col[0]) == NoBody {
			t.Errorf("noun of unknown kind: %q", col)
		}
	})
}

func BenchmarkBodyNamed(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		BodyNamed("the Central Intelligence Agency")
		BodyNamed("nobody of that name")
	}
}
