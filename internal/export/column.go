package export

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"hearsay/internal/caption"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
)

const (
	coded  = "a code of that project's own register; no text gives it"
	judged = "a judgement of that project's coders, not a statement of a text"
)

// ucdp are the columns of UCDP's Georeferenced Event Dataset, version 24.1, in
// the order of its codebook.
var ucdp = []column{
	{name: "id", why: coded},
	{name: "relid", why: coded},
	{name: "year", value: year, why: "empty where no text dates it"},
	{name: "active_year", why: "counts all deaths of a dyad in a year"},
	{name: "code_status", value: func(*projection.Page) string { return "Check" }, why: "“Check”: a machine read it; a coder makes it “Clear”"},
	{name: "type_of_violence", why: "state-based, non-state or one-sided depends on what UCDP knows of the parties"},
	{name: "conflict_dset_id", why: coded}, {name: "conflict_new_id", why: coded}, {name: "conflict_name", why: coded},
	{name: "dyad_dset_id", why: coded}, {name: "dyad_new_id", why: coded}, {name: "dyad_name", why: coded},
	{name: "side_a_dset_id", why: coded}, {name: "side_a_new_id", why: coded},
	{name: "side_a", value: func(p *projection.Page) string { return nth(parties(p, "perpetrator"), 0) }, why: "the first party said to have acted; empty where no text names one"},
	{name: "side_b_dset_id", why: coded}, {name: "side_b_new_id", why: coded},
	{name: "side_b", value: func(p *projection.Page) string { return nth(parties(p, "perpetrator"), 1) }, why: "a second party said to have acted; targets are no side by themselves"},
	{name: "number_of_sources", value: func(p *projection.Page) string { return number(ptr(len(p.Reports))) }},
	{name: "source_article", value: article},
	{name: "source_office", value: func(p *projection.Page) string {
		return heads(p, func(h *projection.Head) string { return h.Outlet })
	}, why: "empty where a report does not name its outlet"},
	{name: "source_date", value: func(p *projection.Page) string {
		return heads(p, func(h *projection.Head) string { return h.Date })
	}, why: "empty where a report is not dated"},
	{name: "source_headline", value: func(p *projection.Page) string {
		return heads(p, func(h *projection.Head) string { return h.Headline })
	}},
	{name: "source_original", value: speakers, why: "empty where the reports state it in their own voice"},
	{name: "where_prec", value: func(p *projection.Page) string { return positive(p.Incident.WherePrec) }, why: "empty where no text places it"},
	{name: "where_coordinates", value: func(p *projection.Page) string { return p.Incident.Place }, why: "empty where the place is not in the gazetteer"},
	{name: "where_description", value: func(p *projection.Page) string { return p.Incident.WhereDescription }, why: "empty where no text places it"},
	{name: "adm_1", value: func(p *projection.Page) string { return p.Incident.Adm1 }, why: "empty above that precision"},
	{name: "adm_2", why: "the gazetteer holds first-order divisions only"},
	{name: "latitude", value: func(p *projection.Page) string { return coordinate(p.Incident.Latitude) }, why: "empty where the place is not in the gazetteer"},
	{name: "longitude", value: func(p *projection.Page) string { return coordinate(p.Incident.Longitude) }, why: "empty where the place is not in the gazetteer"},
	{name: "geom_wkt", value: func(p *projection.Page) string {
		if p.Incident.Latitude == nil || p.Incident.Longitude == nil {
			return ""
		}
		return "POINT (" + coordinate(p.Incident.Longitude) + " " + coordinate(p.Incident.Latitude) + ")"
	}, why: "empty where there are no coordinates"},
	{name: "priogrid_gid", why: coded},
	{name: "country", value: func(p *projection.Page) string { return p.Incident.Country }, why: "empty where no text tells"},
	{name: "country_id", why: "a Gleditsch and Ward number"},
	{name: "region", why: "UCDP's own regions"},
	{name: "event_clarity", why: judged},
	{name: "date_prec", value: func(p *projection.Page) string { return positive(p.Incident.DatePrec) }, why: "empty where no text dates it"},
	{name: "date_start", value: func(p *projection.Page) string { return p.Incident.DateStart }, why: "empty where no text dates it"},
	{name: "date_end", value: func(p *projection.Page) string { return p.Incident.DateEnd }, why: "empty where no text dates it"},
	{name: "deaths_a", value: func(p *projection.Page) string {
		_, high, _ := toll(p, fact.Killed, fact.Perpetrators)
		return number(high)
	}, why: "empty where no text counts the dead of the acting side"},
	{name: "deaths_b", why: "no text says which side combatants without a name were on"},
	{name: "deaths_civilians", value: func(p *projection.Page) string {
		_, high, _ := toll(p, fact.Killed, fact.Civilian, fact.Children)
		return number(high)
	}, why: "empty where no text counts civilians; the highest figure of several"},
	{name: "deaths_unknown", value: func(p *projection.Page) string {
		_, high, _ := toll(p, fact.Killed, fact.Unspecified)
		return number(high)
	}, why: "empty where each figure says whom it counts; the highest of several"},
	{name: "best", value: func(p *projection.Page) string {
		low, high, _ := toll(p, fact.Killed)
		if low == nil || high == nil || *low != *high {
			return ""
		}
		return number(low)
	}, why: "only where all figures agree: which of several is best is a judgement"},
	{name: "high", value: func(p *projection.Page) string { _, high, _ := toll(p, fact.Killed); return number(high) }, why: "empty where no text gives a figure"},
	{name: "low", value: func(p *projection.Page) string { low, _, _ := toll(p, fact.Killed); return number(low) }, why: "empty where no text gives a figure"},
	{name: "gwnoa", why: coded}, {name: "gwnob", why: coded},
}

func ptr(n int) *int { return &n }

// numeric is the number that ISO 3166-1 gives a country of two letters; "" for
// what it has none for.
func numeric(iso string) string {
	r, err := language.ParseRegion(iso)
	if err != nil || len(iso) != 2 || r.M49() == 0 {
		return ""
	}
	return strconv.Itoa(r.M49())
}

// acled are the columns of ACLED's event file (export of 2024), in its order.
var acled = []column{
	{name: "event_id_cnty", why: coded},
	{name: "event_date", value: func(p *projection.Page) string { return p.Incident.DateStart }, why: "empty where no text dates it"},
	{name: "year", value: year, why: "empty where no text dates it"},
	{name: "time_precision", value: func(p *projection.Page) string {
		switch p.Incident.DatePrec {
		case 1:
			return "1"
		case 2, 3:
			return "2"
		case 4:
			return "3"
		}
		return ""
	}, why: "1 day, 2 week, 3 month; empty where no text dates it, and where only a year is told: ACLED has no such events"},
	{name: "disorder_type", value: func(p *projection.Page) string { return disorder(p.Incident.EventType, p.Incident.SubEventType) }, why: "follows from the event and sub-event type; empty for riots of no sub-event type"},
	{name: "event_type", value: func(p *projection.Page) string { return p.Incident.EventType }, why: "empty where no type fits"},
	{name: "sub_event_type", value: func(p *projection.Page) string { return p.Incident.SubEventType }, why: "empty where no type fits"},
	{name: "actor1", value: func(p *projection.Page) string { return nth(parties(p, "perpetrator"), 0) }, why: "empty where no text names who acted"},
	{name: "assoc_actor_1", value: func(p *projection.Page) string { return strings.Join(parties(p, "supporter"), "; ") }, why: "those said to have supported it"},
	{name: "inter1", why: coded},
	{name: "actor2", value: func(p *projection.Page) string { return nth(parties(p, "perpetrator"), 1) }, why: "a second party said to have acted"},
	{name: "assoc_actor_2", why: "no text says with whom the second is associated"},
	{name: "inter2", why: coded}, {name: "interaction", why: coded},
	{name: "civilian_targeting", value: func(p *projection.Page) string {
		if p.Incident.EventType == "Violence against civilians" || p.Incident.SubEventType == "Excessive force against protesters" {
			return "Civilian targeting"
		}
		return ""
	}, why: "only where the type says so: whom an attack was meant for is a judgement"},
	{name: "iso", value: func(p *projection.Page) string { return numeric(p.Incident.ISO) }, why: "the number of ISO 3166-1, as ACLED has it; empty where no text tells the country"},
	{name: "region", why: "ACLED's own regions"},
	{name: "country", value: func(p *projection.Page) string { return p.Incident.Country }, why: "empty where no text tells"},
	{name: "admin1", value: func(p *projection.Page) string { return p.Incident.Adm1 }, why: "empty above that precision"},
	{name: "admin2", why: "the gazetteer holds first-order divisions only"}, {name: "admin3", why: "the gazetteer holds first-order divisions only"},
	{name: "location", value: func(p *projection.Page) string { return p.Incident.Place }, why: "empty where the place is not in the gazetteer"},
	{name: "latitude", value: func(p *projection.Page) string { return coordinate(p.Incident.Latitude) }, why: "empty where the place is not in the gazetteer"},
	{name: "longitude", value: func(p *projection.Page) string { return coordinate(p.Incident.Longitude) }, why: "empty where the place is not in the gazetteer"},
	{name: "geo_precision", value: func(p *projection.Page) string {
		switch p.Incident.WherePrec {
		case 1:
			return "1"
		case 2, 3:
			return "2"
		case 4:
			return "3"
		}
		return ""
	}, why: "1 place, 2 near it or its district, 3 region; empty where it is vaguer"},
	{name: "source", value: func(p *projection.Page) string {
		return heads(p, func(h *projection.Head) string { return h.Outlet })
	}, why: "empty where a report does not name its outlet"},
	{name: "source_scale", why: coded},
	{name: "notes", value: notes},
	{name: "fatalities", value: func(p *projection.Page) string { low, _, _ := toll(p, fact.Killed); return number(low) }, why: "the lowest figure given, as ACLED codes conflicting ones; empty, not 0, where none is given"},
	{name: "tags", why: coded},
	{name: "timestamp", why: "of ACLED's own upload"},
}

// disorder is ACLED's disorder type of an event (codebook 2023, table of event types).
func disorder(event, sub string) string {
	switch event {
	case "Battles", "Explosions/Remote violence", "Violence against civilians":
		return "Political violence"
	case "Protests":
		if sub == "Excessive force against protesters" {
			return "Political violence; Demonstrations"
		}
		return "Demonstrations"
	case "Riots":
		switch sub {
		case "Violent demonstration":
			return "Demonstrations"
		case "Mob violence":
			return "Political violence"
		}
	case "Strategic developments":
		return "Strategic developments"
	}
	return ""
}

// notes is the incident in one sentence of this program's words and the first
// headline.
func notes(p *projection.Page) string {
	var out []string
	for _, v := range []string{p.Incident.SubEventType, p.Incident.WhereDescription, p.Incident.DateStart} {
		if v != "" {
			out = append(out, v)
		}
	}
	if len(p.Reports) > 0 && p.Reports[0].Headline != "" {
		out = append(out, "“"+p.Reports[0].Headline+"”")
	}
	return caption.Tame(strings.Join(out, ", "))
}

// status is Airwars' strike status, by what the record has of it.
func status(p *projection.Page) string {
	for _, b := range p.Incident.Belligerents {
		switch b.Position {
		case "claimed", "acknowledged_in_part":
			return "Declared strike"
		}
	}
	if p.Incident.Stage != fact.Accomplished {
		return ""
	}
	most := 0
	for i := range p.Facts {
		f := &p.Facts[i]
		if f.Slot == fact.Perpetrator && f.Stands() == incident.Contested && !f.Rejected {
			return "Contested strike"
		}
		most = max(most, f.OriginsMax)
	}
	if most == 1 {
		return "Single source claim"
	}
	return "Likely strike"
}

// airwars are the columns of Airwars' civilian casualty assessments, as its pages
// name them.
var airwars = []column{
	{name: "unique_reference_code", why: coded},
	{name: "incident_date", value: func(p *projection.Page) string { return p.Incident.DateStart }, why: "empty where no text dates it"},
	{name: "incident_date_end", value: func(p *projection.Page) string { return p.Incident.DateEnd }, why: "empty where no text dates it"},
	{name: "location", value: func(p *projection.Page) string { return p.Incident.WhereDescription }, why: "empty where no text places it"},
	{name: "country", value: func(p *projection.Page) string { return p.Incident.Country }, why: "empty where no text tells"},
	{name: "latitude", value: func(p *projection.Page) string { return coordinate(p.Incident.Latitude) }, why: "empty where the place is not in the gazetteer"},
	{name: "longitude", value: func(p *projection.Page) string { return coordinate(p.Incident.Longitude) }, why: "empty where the place is not in the gazetteer"},
	{name: "geolocation_accuracy", value: func(p *projection.Page) string {
		return map[int]string{1: "Town or place", 2: "Nearby place", 3: "District", 4: "Province or governorate", 5: "Vague", 6: "Country", 7: "Sea or air"}[p.Incident.WherePrec]
	}, why: "by UCDP's precision; streets and buildings need imagery"},
	{name: "strike_type", value: func(p *projection.Page) string { return p.Incident.SubEventType }, why: "empty where no type fits"},
	{name: "strike_status", value: status, why: "declared where a party says so itself, contested where who did it is, a single source claim where one informant can stand behind all, else likely where it is told as done"},
	{name: "suspected_belligerents", value: func(p *projection.Page) string { return strings.Join(parties(p, "perpetrator"), "; ") }, why: "empty where no text names one"},
	{name: "positions", value: func(p *projection.Page) string {
		var out []string
		for _, b := range p.Incident.Belligerents {
			out = append(out, b.Name+": "+b.Position)
		}
		return strings.Join(out, "; ")
	}},
	{name: "civilians_reported_killed_min", value: func(p *projection.Page) string {
		low, _, _ := toll(p, fact.Killed, fact.Civilian, fact.Children)
		return number(low)
	}, why: "empty where no text calls the dead civilians"},
	{name: "civilians_reported_killed_max", value: func(p *projection.Page) string {
		_, high, _ := toll(p, fact.Killed, fact.Civilian, fact.Children)
		return number(high)
	}, why: "empty where no text calls the dead civilians"},
	{name: "children_reported_killed", value: func(p *projection.Page) string {
		_, high, _ := toll(p, fact.Killed, fact.Children)
		return number(high)
	}, why: "empty where no text counts them"},
	{name: "women_reported_killed", why: "the record counts women among the civilians"},
	{name: "men_reported_killed", why: "the record counts men among the civilians"},
	{name: "civilians_reported_injured_min", value: func(p *projection.Page) string {
		low, _, _ := toll(p, fact.Injured)
		return number(low)
	}, why: "all injured, whoever they were: texts rarely tell"},
	{name: "civilians_reported_injured_max", value: func(p *projection.Page) string {
		_, high, _ := toll(p, fact.Injured)
		return number(high)
	}, why: "all injured, whoever they were: texts rarely tell"},
	{name: "killed_status_unknown", value: func(p *projection.Page) string {
		_, high, _ := toll(p, fact.Killed, fact.Unspecified)
		return number(high)
	}, why: "the dead of whom no text says what they were"},
	{name: "belligerents_reported_killed", value: func(p *projection.Page) string {
		_, high, _ := toll(p, fact.Killed, fact.Combatant, fact.Perpetrators)
		return number(high)
	}, why: "empty where no text counts them"},
	{name: "suspected_targets", value: targets, why: "empty where no text names one"},
	{name: "casualty_figures", value: func(p *projection.Page) string { return values(p, fact.Killed) }},
	{name: "grading", why: judged},
	{name: "sources", value: speakers},
	{name: "reports", value: article},
}
