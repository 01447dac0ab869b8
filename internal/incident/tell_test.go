package incident_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Texts and places are invented; they are read as of Wednesday, March 12, 2025.
func TestTell(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"an earlier bombing with its own day is another", "A suicide bombing killed nine people on Tuesday in the market of Lanby.\n\nA suicide bombing killed the mayor Idris Waberi on Jan. 10.",
			[]string{"Suicide bomb 2025-03-11 Lanby", "Suicide bomb 2025-01-10 "}},
		{"the day beside the dead is the bomb's", "Attackers exploded a bomb in a shop in Lanby on Monday.\n\nIn January last year, three people were killed when a bomb exploded in a hotel.",
			[]string{"Remote explosive/landmine/IED 2025-03-10 Lanby", "Remote explosive/landmine/IED 2024-01-01 "}},
		{"a separate incident", "Gunmen ambushed an army patrol on Tuesday, killing two soldiers.\n\nIn a separate incident, a suicide bomber struck a checkpoint late on Monday.",
			[]string{"Armed clash 2025-03-11 ", "Suicide bomb 2025-03-10 "}},
		{"the attack is the ambush", "Gunmen ambushed an army patrol on Tuesday, killing two soldiers.\n\nThe attack took place when armed men opened fire on the patrol.",
			[]string{"Armed clash 2025-03-11 "}},
		{"a grenade thrown", "Four children were injured on Tuesday when a man lobbed a grenade at their home.",
			[]string{"Grenade 2025-03-11 "}},
		{"police and demonstrators", "Riots and violent clashes between police and demonstrators were continuing in the city of Aden on Tuesday.\n\nDozens of people were wounded in the clashes.",
			[]string{"Violent demonstration 2025-03-11 Aden"}},
		{"petrol bombs", "Youths hurled petrol bombs at police in Aden on Monday, wounding three officers.",
			[]string{"Violent demonstration 2025-03-10 Aden"}},
		{"fighters alone", "An encounter between troops and rebels on Monday left one soldier dead, the military said.",
			[]string{"Armed clash 2025-03-10 "}},
		{"the dead of a crash", "A military plane crashed in Aden on Monday, killing 36 people.\n\nSome 30 soldiers and six crew members were killed, a report said.",
			[]string{"Other 2025-03-10 Aden"}},
		{"an accident", "A train struck two workers near the harbour on Tuesday, killing one, officials said.\n\nThe workers were walking on the tracks when the accident took place.",
			[]string{}},
		{"the day of the trial is not the bombing's", "The trial of the plotters of a 1985 bombing in Lanby that killed nine people was set to open Monday.",
			[]string{"Remote explosive/landmine/IED 1985-01-01 Lanby"}},
		{"a day in the possessive", "A man was arrested in connection with last year's deadly bombings in Lanby, which killed nine people.",
			[]string{"Remote explosive/landmine/IED 2024-01-01 Lanby"}},
	} {
		if diff := cmp.Diff(c.want, group(t, c.text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
