package ask

import (
	"cmp"
	"fmt"

	"hearsay/internal/desk"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/sheet"
)

// versions are those of an incident's reports that gave way to a later one, with what
// they said of it and the later does not; and the reports whose later version is silent.
func versions(p *desk.IncidentPage) sheet.Section {
	s := sheet.Section{Title: "Versions of its reports"}
	for i := range p.Reports {
		h := &p.Reports[i]
		if h.Later != "" {
			s.Items = append(s.Items, sheet.Item{Head: headed(h), Words: []string{fmt.Sprintf("its later version, %.12s, does not tell of this incident", h.Later)}})
		}
		for _, e := range h.Earlier {
			before := projection.Head{ID: e.ID, Date: e.Date, Outlet: h.Outlet, Headline: e.Headline}
			s.Items = append(s.Items, sheet.Item{Head: headed(&before), Words: []string{fmt.Sprintf("version %d, of row %d; version %d, %.12s, holds", e.Version, e.Row, h.Version, h.ID)}})
		}
		for _, c := range p.Dropped(h.ID) {
			last := &s.Items[len(s.Items)-1]
			last.Words = append(last.Words, "said before and not now: "+c.Slot+": "+line(c.Value, 80)+" ("+cmp.Or(line(c.Name, 40), "its own voice")+did[c.Stance]+")")
		}
	}
	return s
}

// did is what a stance adds to who took it.
var did = map[string]string{"denies": " denied it", "uncommitted": " took no stand"}
