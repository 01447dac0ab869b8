// Package worker carries out what a ledger has to do in the background: reading
// what was captured, and reading it again with a newer reader. Room 13.
//
//	q, _ := worker.Open(ctx, store, worker.Options{Do: read})
//	store.Write(ctx, func(x ledger.Tx) error {
//		x.Append(capture)                  // the rows and their job
//		return q.Add(ctx, x, []string{id}) // commit together
//	})
//	q.Start(ctx)                               // here, or in any number of processes
//
// Always true: a job and the rows it makes commit together or not at all; a job
// that fails is tried again, later each time, and after the last try is kept with
// the reason; a process that dies leaves its jobs to others within seconds (a
// machine that vanishes, when the database has noticed that, within two minutes).
// Jobs may come twice (a process thought dead was only cut off), so what they do is
// done once however often it is asked for.
//
// Jobs live in the ledger's own database, kept by river; in a SQLite file they
// are worked on by the process that has it open, in PostgreSQL by as many as
// there are.
package worker
