package export

import (
	"strings"
	"testing"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
)

// TestCodebook holds the columns against those of the published files, in order
// (docs/export.md says which).
func TestCodebook(t *testing.T) {
	for name, c := range map[string]struct {
		have []column
		want string
	}{
		"UCDP GED 24.1 and 25.1": {ucdp, "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name " +
			"side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline source_original " +
			"where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end " +
			"deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"},
		"ACLED since March 2023": {acled, "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction " +
			"civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"},
	} {
		var have []string
		for _, col := range c.have {
			have = append(have, col.name)
		}
		if got := strings.Join(have, " "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// TestCodes holds code values against the codebooks' rules.
func TestCodes(t *testing.T) {
	value := func(list []column, name string, p *projection.Page) string {
		for _, c := range list {
			if c.name == name {
				return c.value(p)
			}
		}
		t.Fatalf("no column %s", name)
		return ""
	}
	for _, c := range []struct {
		list       []column
		name, want string
		in         incident.Incident
	}{
		{acled, "time_precision", "1", incident.Incident{DatePrec: 1}},
		{acled, "time_precision", "2", incident.Incident{DatePrec: 3}},
		{acled, "time_precision", "3", incident.Incident{DatePrec: 4}},
		{acled, "time_precision", "", incident.Incident{DatePrec: 5}},
		{acled, "geo_precision", "1", incident.Incident{WherePrec: 1}},
		{acled, "geo_precision", "2", incident.Incident{WherePrec: 3}},
		{acled, "geo_precision", "3", incident.Incident{WherePrec: 4}},
		{acled, "geo_precision", "", incident.Incident{WherePrec: 6}},
		{acled, "disorder_type", "Political violence; Demonstrations", incident.Incident{EventType: "Protests", SubEventType: "Excessive force against protesters"}},
		{acled, "disorder_type", "Demonstrations", incident.Incident{EventType: "Riots", SubEventType: "Violent demonstration"}},
		{acled, "disorder_type", "Political violence", incident.Incident{EventType: "Riots", SubEventType: "Mob violence"}},
		{acled, "disorder_type", "", incident.Incident{EventType: "Riots"}},
		{acled, "civilian_targeting", "Civilian targeting", incident.Incident{EventType: "Violence against civilians", SubEventType: "Attack"}},
		{acled, "civilian_targeting", "", incident.Incident{EventType: "Battles"}},
		{acled, "iso", "760", incident.Incident{ISO: "SY"}},
		{ucdp, "date_prec", "5", incident.Incident{DatePrec: 5}},
		{ucdp, "where_prec", "7", incident.Incident{WherePrec: 7}},
		{airwars, "strike_status", "Likely strike", incident.Incident{Stage: fact.Accomplished}},
		{airwars, "strike_status", "Declared strike", incident.Incident{Stage: fact.Accomplished, Belligerents: []incident.Belligerent{{Name: "navy", Position: "claimed"}}}},
		{airwars, "strike_status", "", incident.Incident{Stage: fact.Threatened}},
	} {
		if got := value(c.list, c.name, &projection.Page{Incident: c.in}); got != c.want {
			t.Errorf("%s of %+v is %q, want %q", c.name, c.in, got, c.want)
		}
	}
	one := projection.Page{Incident: incident.Incident{Stage: fact.Accomplished}, Facts: []projection.Fact{{Fact: incident.Fact{Slot: fact.Killed, OriginsMin: 1, OriginsMax: 1}}}}
	if got := status(&one); got != "Single source claim" {
		t.Errorf("one informant: %q", got)
	}
	one.Facts = append(one.Facts, projection.Fact{Fact: incident.Fact{Slot: fact.Perpetrator, Standing: incident.Contested, OriginsMax: 2}})
	if got := status(&one); got != "Contested strike" {
		t.Errorf("contested: %q", got)
	}
}
