// Package ledgertest is the suite that every store of a ledger passes, and the
// invented rows and records it is run on. A store's own test calls Run with a
// way to open one:
//
//	func TestStore(t *testing.T) {
//		ledgertest.Run(t, func(t *testing.T, clock func() time.Time) ledger.Store { … })
//	}
//
// Each test is a sentence of package ledger. What a store must survive besides
// (kill, full disk, damage) is tested where the store is.
package ledgertest
