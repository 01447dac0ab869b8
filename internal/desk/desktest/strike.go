package desktest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
)

// Strike is report number n of a story that everybody reports: one strike, told
// over days by outlets that give the toll anew, repeat what others have, copy a
// wire, deny, decline and add people of their own. Everything in it is invented.
func Strike(n int) string {
	var (
		of     = func(list []string, k int) string { return list[k%len(list)] }
		towns  = []string{"Ada Quill", "Omar Vidal", "Lena Marsh", "Karim Okoro", "Petra Bekele", "Ines Dahl", "Noor Farah", "Salim Lind"}
		houses = []string{"Meridian Press", "Gulf Ledger", "Harbour Lantern", "Karsa Daily", "The Northern Courier", "Sarn Tribune", "Delta Wire", "Coast Monitor", "Evening Beacon", "Lowland Post", "Ridge Herald", "Bay Observer"}
		bodies = []string{"the health ministry", "the port authority", "Aden's governor, Salim Harb,", "the Red Crescent", "two hospital officials", "a security official who asked not to be named", "residents", "the interior ministry", "rescue workers", "Dr. Ines Waberi of the Republican Hospital"}
		first  = []string{"Amal", "Basim", "Dalia", "Fuad", "Hana", "Idris", "Jamil", "Layla", "Munir", "Nadia", "Rashid", "Samira", "Tariq", "Yusra"}
		last   = []string{"Haddad", "Nasser", "Qasim", "Saleh", "Awad", "Mansour", "Zaki", "Hamid", "Rajab", "Sabri", "Thabit"}
		trades = []string{"a driver", "a crane operator", "a shopkeeper", "a nurse", "a docker", "a teacher", "a fisherman"}
		hit    = []string{"a fuel depot", "the grain silos", "a customs hall", "the container yard", "a workshop", "two warehouses"}
	)
	day := time.Date(2025, 3, 11, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n/90)
	house := of(houses, n*5+n/12)
	if n >= 120 {
		house += " " + fmt.Sprint(n/120)
	}
	killed, hurt := 12+n/40+n%3, 30+n/25+n%5
	if n%7 == 6 { // a wire that others print as it came
		n -= n % 42
		killed, hurt = 12+n/40+n%3, 30+n/25+n%5
	}
	person := of(first, n*3) + " " + of(last, n/2)
	var b strings.Builder
	fmt.Fprintf(&b, "Strike on %s in Aden Kills %d\n\nBy %s\n%s | %s\n\n", of(hit, n), killed, of(towns, n), house, day.Format("January 2, 2006"))
	fmt.Fprintf(&b, "An air strike on the port of Aden, Yemen, on Monday, March 10, killed at least %d people and wounded %d, %s said. It hit %s beside the main quay.\n\n", killed, hurt, of(bodies, n), of(hit, n))
	switch n % 5 {
	case 0:
		b.WriteString("The coalition denied that its aircraft had struck the port. Its spokesman, Brig. Gen. Omar Osman, said that no sorties were flown over the city that day.\n\n")
	case 1:
		b.WriteString("A spokesman for the coalition declined to say whether it had carried out the strike. The foreign ministry did not reply to questions.\n\n")
	case 2:
		fmt.Fprintf(&b, "The Houthi movement accused the coalition of the attack. %s told %s that the aircraft came from the sea.\n\n", "Two security officials", of(houses, n+3))
	case 3:
		fmt.Fprintf(&b, "The governor, Salim Harb, blamed the coalition for the strike and said that %d children were among the dead.\n\n", 1+n%6)
	}
	fmt.Fprintf(&b, "“%s,” said %s, %s who works near the quay. %s said that %d %s had burned and that the smoke was seen for hours.\n\n", of([]string{"We heard two blasts and then the roof came down", "There was fire everywhere and people ran to the water", "I counted the ambulances until I lost count", "Nobody warned us"}, n+n/9), person, of(trades, n+n/11), of([]string{"He", "She"}, n), 2+n%9, of([]string{"trucks", "boats", "houses"}, n))
	if n%3 == 0 {
		fmt.Fprintf(&b, "%s reported earlier that %d people had died, citing %s. The Red Crescent said that it had taken %d bodies to the morgue.\n\n", of(houses, n+1), killed-2, of(bodies, n+4), killed-3)
	}
	fmt.Fprintf(&b, "The United Nations called for an inquiry. %s %s, who heads the dockers' union, said that the port would stay shut for %d days and that %d workers were missing.\n", of(first, n*5+1), of(last, n+3), 1+n%10, 1+n%8)
	return b.String()
}

// together is how many reports of a wide incident come in one Write.
const together = 8

// Wide grows a store to so many reports of one strike and returns the desk before
// it, and the incident that most of them tell of. What its ledger holds stays.
func Wide(t testing.TB, store ledger.Store, reader func() (*reading.Reader, error), reports int) (*desk.Desk, string) {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	w := &World{Desk: desk.Open(store, reader), Reader: r, keep: keep.New(store)}
	if err := w.Desk.Refresh(ctx, nil); err != nil { // an older program made its records
		t.Fatal(err)
	}
	there, err := w.Desk.Reports(ctx, "", "", desk.When{}, desk.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{} // a wire that is printed as it came is no other report
	n := 0
	next := func() string {
		for ; ; n++ {
			if text := Strike(n); !told[text] {
				told[text] = true
				return text
			}
		}
	}
	for len(told) < int(there.Total) {
		next()
	}
	for len(told) < reports {
		var items []keep.Item
		for len(items) < together && len(told) < reports {
			c := capture.Of([]byte(next()), fmt.Sprintf("told/%d.txt", n), capture.Stated{})
			rd, err := r.Read(c)
			if err != nil {
				t.Fatal(err)
			}
			w.Desk.Remember(rd)
			items = append(items, keep.Item{Capture: c, Reading: rd})
		}
		w.Keep(t, items)
	}
	list, err := w.Desk.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest, Page: desk.Page{Limit: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return w.Desk, list.Items[0].ID
}
