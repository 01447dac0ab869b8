package verdict

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/desk/query"
	"hearsay/internal/gazetteer"
	"hearsay/internal/incident/acled"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/state"
)

// set makes of a corrected date, place or type of an incident what it comes to.
func set(e *entry.Decided) error {
	e.Start, e.End, e.Text = 0, 0, ""
	e.Value = strings.TrimSpace(e.Value)
	if e.Value == "" {
		return &Refusal{"a correction says what the value is", "give it; to have the reports' own back, withdraw the decision"}
	}
	e.Set = &entry.Set{}
	switch e.Field {
	case entry.Date:
		return dated(e)
	case entry.Place:
		return placed(e)
	case entry.Type:
		column, value, err := query.EventType(e.Value)
		if err != nil {
			return &Refusal{"the correction is none", err.Error()}
		}
		if column == "type" {
			e.Set.EventType = value
			return nil
		}
		e.Set.EventType, e.Set.SubEventType = acled.TypeOf(value), value
		return nil
	}
	return &Refusal{fmt.Sprintf("an incident has no %q to correct", e.Field), "its fields are date, place, type; figures and parties are facts, with ids of their own"}
}

// Saw notes what the reports come to in place of what a person sets.
func Saw(tx ledger.Reader, e *entry.Decided) error {
	rec, err := state.At(tx, projection.Pages, e.Subject, 0)
	if err != nil {
		return err
	}
	var p projection.Page
	if err := json.Unmarshal(rec.Body, &p); err != nil {
		return err
	}
	e.Was = entry.Value(&p.Incident, e.Field)
	return nil
}

var ranged = regexp.MustCompile(`\s*(?:/|\s+to\s+|\s*–\s*)\s*`)

// dated reads a day, a range of days, a month or a year.
func dated(e *entry.Decided) error {
	none := &Refusal{fmt.Sprintf("%q is no date", e.Value), "write a day as 2025-03-10, days as 2025-03-10/2025-03-12, a month as 2025-03, a year as 2025"}
	parts := ranged.Split(e.Value, -1)
	if len(parts) > 2 {
		return none
	}
	start, end, ok := days(parts[0])
	if ok && len(parts) == 2 {
		_, end, ok = days(parts[1])
	}
	if !ok || end.Before(start) {
		return none
	}
	prec := 5
	switch n := int(end.Sub(start).Hours()/24) + 1; {
	case n == 1:
		prec = 1
	case n <= 6:
		prec = 2
	case n == 7:
		prec = 3
	case n <= 31:
		prec = 4
	}
	e.Set.DateStart, e.Set.DateEnd, e.Set.DatePrec = start.Format(time.DateOnly), end.Format(time.DateOnly), prec
	return nil
}

// days are the first and the last of a day, a month or a year.
func days(s string) (start, end time.Time, ok bool) {
	if d, err := time.Parse(time.DateOnly, s); err == nil {
		return d, d, true
	}
	if d, err := time.Parse("2006-01", s); err == nil {
		return d, d.AddDate(0, 1, -1), true
	}
	if d, err := time.Parse("2006", s); err == nil {
		return d, d.AddDate(1, 0, -1), true
	}
	return start, end, false
}

// precisions are UCDP's where_prec by the words for them.
var precisions = map[string]int{"exact": 1, "near": 2, "district": 3, "province": 4, "vague": 5, "country": 6, "sea": 7}

// placed reads "Aden, Yemen", with coordinates and a precision where the gazetteer
// does not settle them: "Ras Kedma, Yemen, 12.8, 45.1, near".
func placed(e *entry.Decided) error {
	var parts []string
	for p := range strings.SplitSeq(e.Value, ",") {
		parts = append(parts, strings.TrimSpace(p))
	}
	to := e.Set
	if n := precisions[strings.ToLower(parts[len(parts)-1])]; n > 0 && len(parts) > 1 {
		to.WherePrec, parts = n, parts[:len(parts)-1]
	}
	if n := len(parts); n >= 4 || n == 3 {
		lat, err := strconv.ParseFloat(parts[n-2], 64)
		lon, also := strconv.ParseFloat(parts[n-1], 64)
		if err == nil && also == nil {
			if lat < -90 || lat > 90 || lon < -180 || lon > 180 {
				return &Refusal{"these are no coordinates", "latitude is within 90 degrees, longitude within 180"}
			}
			to.Latitude, to.Longitude, parts = &lat, &lon, parts[:n-2]
		}
	}
	const how = "write it as Aden, Yemen, or with latitude, longitude and exact, near, district, province or vague: Ras Kedma, Yemen, 12.8, 45.1, near"
	country := parts[len(parts)-1]
	iso := query.ISO(country)
	of, err := gazetteer.Named(country)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(of, func(p gazetteer.Place) bool { return p.Kind == gazetteer.Country && p.ISO == iso })
	if iso == "" || len(parts) > 2 || i < 0 && len(country) != 2 {
		return &Refusal{fmt.Sprintf("%q names no country", country), how}
	}
	to.ISO, to.Country = iso, country
	if i >= 0 {
		to.Country = of[i].Name
	}
	if len(parts) == 1 {
		if to.Latitude != nil {
			return &Refusal{"the coordinates are of no place", how}
		}
		to.WherePrec = 6
		return nil
	}
	to.Place = parts[0]
	if to.Latitude != nil {
		if to.WherePrec == 0 {
			to.WherePrec = 1
		}
		return nil
	}
	return known(to, how)
}

// known looks a place up in the gazetteer: the one of this name in the country, or
// those of them that lie side by side.
func known(to *entry.Set, how string) error {
	all, err := gazetteer.Named(to.Place)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(p gazetteer.Place) bool { return p.ISO != to.ISO })
	area := func(p gazetteer.Place) bool {
		return p.Kind == gazetteer.Division || p.Kind == gazetteer.District || p.Kind == gazetteer.Region
	}
	wide := to.WherePrec >= 3
	if fit := slices.DeleteFunc(slices.Clone(all), func(p gazetteer.Place) bool { return area(p) != wide }); len(fit) > 0 {
		all = fit // "Idlib" is the town, "Idlib, Syria, province" the province
	}
	if len(all) == 0 {
		return &Refusal{fmt.Sprintf("the gazetteer knows no %s in %s", to.Place, to.Country), how}
	}
	for _, p := range all[1:] {
		if gazetteer.Distance(all[0].Latitude, all[0].Longitude, p.Latitude, p.Longitude) > 25 {
			var list []string
			for _, p := range all[:min(len(all), 6)] {
				list = append(list, fmt.Sprintf("%s (%s, %.4f, %.4f)", p.Name, p.Adm1, p.Latitude, p.Longitude))
			}
			return &Refusal{fmt.Sprintf("several places in %s are called %s: %s", to.Country, to.Place, strings.Join(list, "; ")), "give the coordinates, too: " + to.Place + ", " + to.Country + ", LATITUDE, LONGITUDE"}
		}
	}
	p := all[0]
	to.Place, to.Adm1, to.Latitude, to.Longitude = p.Name, p.Adm1, &p.Latitude, &p.Longitude
	if p.Country != "" {
		to.Country = p.Country
	}
	if to.WherePrec == 0 {
		switch p.Kind {
		case gazetteer.Division, gazetteer.Region:
			to.WherePrec = 4
		case gazetteer.District:
			to.WherePrec = 3
		default:
			to.WherePrec = 1
		}
	}
	return nil
}

var (
	numeral = regexp.MustCompile(`\d[\d,]*|[a-z]+`)
	numbers = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
)

// figure is what a corrected figure comes to: "three guards", "at least 12", "8 to
// 10"; nil where its words give no number.
func figure(words string) *entry.Set {
	low := strings.ToLower(words)
	var found []int
	for _, w := range numeral.FindAllString(low, -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(w, ",", ""))
		if err != nil {
			if n = slices.Index(numbers, w); n < 0 {
				continue
			}
		}
		found = append(found, n)
	}
	switch {
	case len(found) == 2 && found[0] <= found[1]:
		return &entry.Set{Low: &found[0], High: &found[1]}
	case len(found) != 1:
		return nil
	case strings.Contains(low, "at least"), strings.Contains(low, "or more"):
		return &entry.Set{Low: &found[0]}
	case strings.Contains(low, "more than"), strings.Contains(low, "over "):
		found[0]++
		return &entry.Set{Low: &found[0]}
	case strings.Contains(low, "at most"), strings.Contains(low, "up to"):
		return &entry.Set{High: &found[0]}
	}
	return &entry.Set{Low: &found[0], High: &found[0]}
}
