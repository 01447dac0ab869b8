// Package watch polls feeds and keeps what is new in them, and what changes
// later. Part of room 1.
//
//	w := watch.New(watch.Options{Store: store, Fetch: f.Fetch})
//	w.Add(ctx, "https://courier.example/rss")
//	w.Run(ctx) // until ctx ends
//
// Always true: a story that a feed has named is captured, or its failure is
// reported, whatever stops the program in between: it is in the store before the
// feed counts as read, and its capture is kept in one step with the note that it
// was. A story is new once, by its canonical address. It is captured again an
// hour, a day and a week after the first time; a change is kept with what stood
// there before. One host is never asked for two things at a time. Memory does not
// grow with the number of stories.
//
// A feed that fails is asked less and less often, at least once a day, and is
// reported as down once and as up once. A clock that is set back or on makes
// nothing wait longer than its longest interval and nothing be captured twice
// for it. What was missed while the program was off is caught up with once.
//
// It does not read the captures; whether two captures say the same is told by
// Options.Digest, which the caller has from document. The store is the ledger's
// work, or that of Memory and of Journal here.
package watch
