// Package desk answers the questions people ask of a ledger, and takes their
// decisions. Room 12.
//
//	d := desk.Open(store, reading.Load)
//	list, _ := d.Incidents(ctx, desk.IncidentFilter{Country: "Yemen", From: "2025-03-01"})
//	page, _ := d.Incident(ctx, list.Items[0].ID, desk.When{Time: january3})
//	page.Facts[0].Stands()          // contested
//	page.Passages[0].Words          // the exact words, and where they stand
//
// Always true: every question can be asked as of a time or row; a list goes on
// by its cursor as it stood when it began, whatever is written meanwhile; every
// value leads to a report, its characters and the row since which it is known;
// a decision never overwrites what a machine made: both are shown.
//
// It refuses a decision that was taken without sight of another on the same
// subject (*Clash), and a query it cannot read, saying where.
//
// It has no SQL: what it asks are records that package projection makes from
// rows. How reports come in is keep's work, which incidents are one link's.
// The times of its answers are printed by `go test -bench . ./internal/desk`.
package desk
