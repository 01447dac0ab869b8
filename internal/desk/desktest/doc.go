// Package desktest makes ledgers of invented news, for measurements: stories told
// once or by dozens, whose places, names and words repeat as rarely as those of
// news do.
//
//	w := desktest.Open(t, store, reader)
//	w.Grow(t, func() bool { return w.Statements >= 100_000 })
//	w.Desk.Incidents(ctx, desk.IncidentFilter{Country: "Yemen"})
//	d, id := desktest.Wide(t, store, reader, 1000)	// one incident that nearly all tell of
//
// Always true: the same numbers give the same reports; what stands in the ledger
// at a path stays, so that a run that was interrupted goes on.
package desktest
