package desk_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/desk/bulk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// TestAsOf asks every question as of the row before the newest report came, and as
// of its time: nothing of the newer report is in an answer, and what came before is. A new
// question is missing here until it is asked.
func TestAsOf(t *testing.T) {
	for _, on := range []struct {
		name string
		make func(testing.TB) *bench
	}{{"memory", onMemory}, {"sqlite", onSQLite}} {
		t.Run(on.name, func(t *testing.T) {
			b := on.make(t)
			at := capture.Stated{URL: "https://lantern.example/dock", Outlet: "Lantern"}
			first, _ := b.add("early", early, at)
			rival1, _ := b.add("rival", rival, capture.Stated{URL: "https://meridian.example/dock", Outlet: "Meridian Press"})
			fresh, err := b.desk.Fresh(ctx)
			if err != nil {
				t.Fatal(err)
			}
			then := b.now
			id := func() string {
				l, err := b.desk.Incidents(ctx, desk.IncidentFilter{})
				if err != nil || len(l.Items) != 1 {
					t.Fatalf("%+v, %v", l, err)
				}
				return l.Items[0].ID
			}()
			// A later version, another report, and decisions: none of it was known then.
			late, _ := b.add("late", late, at)
			b.add("denial", newest, capture.Stated{URL: "https://courier.example/zz", Outlet: "Courier"})
			b.add("broken", "", capture.Stated{URL: "https://courier.example/zz-empty"})
			for _, e := range []entry.Decided{{What: entry.Note, Subject: id, Reason: "Zuhair looked"}, {What: entry.Assign, Subject: id, Value: "Zuhair"}} {
				e.Who = "Zuhair"
				if _, err := b.desk.Decide(ctx, e); err != nil {
					t.Fatal(err)
				}
			}
			newer := []string{late.Report.ID[:12], "our guards", "Zuhair", "zz", "Correction"}
			for _, w := range []desk.When{{Row: fresh.Row}, {Time: then}} {
				f := desk.IncidentFilter{When: w}
				asked := map[string]func() (any, error){
					"Incidents":   func() (any, error) { return b.desk.Incidents(ctx, f) },
					"IncidentIDs": func() (any, error) { return b.desk.IncidentIDs(ctx, f) },
					"Incident":    func() (any, error) { return b.desk.Incident(ctx, id, w) },
					"Members":     func() (any, error) { return b.desk.Members(ctx, id, w) },
					"History":     func() (any, error) { return b.desk.History(ctx, id, w) },
					"Steps": func() (any, error) {
						s, _, err := b.desk.Steps(ctx, id, fresh.Row+1, 50)
						return s, err
					},
					"Lines":     func() (any, error) { return b.desk.Lines(ctx, []string{id}, w) },
					"Survey":    func() (any, error) { return b.desk.Survey(ctx, f) },
					"Sources":   func() (any, error) { return b.desk.Sources(ctx, "", w, desk.Page{}) },
					"Source":    func() (any, error) { return b.desk.Source(ctx, "person:hamid idris", w, desk.Page{}) },
					"Search":    func() (any, error) { return b.desk.Search(ctx, desk.SearchFilter{When: w, Query: "guards OR denied"}) },
					"Claims":    func() (any, error) { return b.desk.Claims(ctx, desk.ClaimFilter{When: w}) },
					"Changes":   func() (any, error) { return b.desk.Changes(ctx, "", 0, w) },
					"Queue":     func() (any, error) { return b.desk.Queue(ctx, desk.QueueFilter{When: w}) },
					"Reports":   func() (any, error) { return b.desk.Reports(ctx, "", "", w, desk.Page{}) },
					"Report":    func() (any, error) { return b.desk.Report(ctx, first.Report.ID, w) },
					"Statement": func() (any, error) { return b.desk.Statement(ctx, first.Statements[0].ID, w) },
					"Diff":      func() (any, error) { return b.desk.Diff(ctx, first.Report.ID, rival1.Report.ID, w) },
					"Since": func() (any, error) {
						l, upto, err := b.desk.Since(ctx, 0, 1000, w)
						if upto != fresh.Row {
							t.Errorf("since: up to row %d, not %d", upto, fresh.Row)
						}
						return l, err
					},
					"Document": func() (any, error) {
						p, err := b.desk.Incident(ctx, id, w)
						if err != nil {
							return nil, err
						}
						return b.desk.Document(ctx, p)
					},
					"Excerpt": func() (any, error) {
						p, err := b.desk.Incident(ctx, id, w)
						if err != nil {
							return nil, err
						}
						return b.desk.Excerpt(ctx, p)
					},
					"View": func() (any, error) {
						var row int64
						return &row, b.desk.View(ctx, w, func(_ ledger.Reader, r int64) error { row = r; return nil })
					},
					"bulk.Pages": func() (any, error) {
						var all []string
						for p, err := range bulk.Pages(ctx, b.desk, f) {
							if err != nil {
								return nil, err
							}
							list, err := p.Read(ctx)
							if err != nil {
								return nil, err
							}
							for _, x := range list {
								all = append(all, string(x))
							}
						}
						return all, nil
					},
					"bulk.Statements": func() (any, error) {
						var all []bulk.Statement
						for p, err := range bulk.Statements(ctx, b.desk, bulk.Choice{When: w}) {
							if err != nil {
								return nil, err
							}
							list, err := p.Read(ctx)
							if err != nil {
								return nil, err
							}
							all = append(all, list...)
						}
						return all, nil
					},
				}
				for name, ask := range asked {
					got, err := ask()
					if err != nil {
						t.Errorf("%s: %v", name, err)
						continue
					}
					out, err := json.Marshal(got)
					if err != nil {
						t.Fatal(err)
					}
					for _, s := range newer {
						if i := strings.Index(string(out), s); i >= 0 {
							t.Errorf("%s as of %+v knows of what came later: …%s", name, w, string(out)[max(0, i-120):min(len(out), i+120)])
						}
					}
					if len(out) < 20 && !slices.Contains([]string{"Changes", "Queue", "View"}, name) {
						t.Errorf("%s as of %+v is empty: %s", name, w, out)
					}
				}
				for _, id := range []string{late.Report.ID, late.Statements[0].ID} {
					_, err := b.desk.Report(ctx, id, w)
					if strings.Contains(id, ".") {
						_, err = b.desk.Statement(ctx, id, w)
					}
					if !errors.Is(err, ledger.ErrNone) {
						t.Errorf("%s is there as of %+v: %v", id, w, err)
					}
				}
				// What is no question about the ledger as it stood.
				other := []string{
					"Refresh", "RefreshIn", "Remember", "Rebuild", "Check", "Decide", "Need", "Verify", "Fresh", // they act, or are of the present
					"Bytes",  // a capture's bytes, which never change
					"States", // the slider of a page that is shown as of a row: it leads forth, too
				}
				for m := range reflect.TypeFor[*desk.Desk]().Methods() {
					if asked[m.Name] == nil && !slices.Contains(other, m.Name) {
						t.Errorf("the desk's question %s is not asked as of a row here", m.Name)
					}
				}
			}
		})
	}
}

// newest is invented.
const newest = `Army denies strike on dock

ZZADAN, Yemen, March 12, 2025 — The air force denied that it struck the fuel dock in Hodeidah on Monday. "We hit no dock," its spokesman, Zuhair Zz, said.
`
