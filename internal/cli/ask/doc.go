// Package ask carries out the verbs that ask a ledger and keep a person's
// decision: incidents, show, sources, search, log, changes, queue, decide,
// export. One file per verb or two that go together. Part of room cli.
package ask
