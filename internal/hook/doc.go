// Package hook tells other programs what is new in a ledger. Room 13.
//
//	hearsay hook add https://desk.example/in --on denial.came,figure.changed
//	POST https://desk.example/in
//	webhook-id: 5d0f…  webhook-timestamp: 1767225600  webhook-signature: v1,…
//	{"type": "denial.came", "row": 1201, "incident": {"id": "inc-…", …}, "claim": {…}}
//
// incident.contested: a fact of an incident is contested that none was before, or
// the incident is new and one is. figure.changed: a speaker or outlet gave a
// figure of dead or injured anew. denial.came: somebody denies a value.
//
// Always true: an event is told once to each address that asked for its kind,
// whatever number of processes serve the ledger and whenever they stop, unless an
// answer is lost on the way: then again, with the same id. What is told has the
// exact words with report and characters. Nothing is told of rows from before the
// address was added. It is signed as standardwebhooks.com has it, with a secret
// that is shown once. What is not taken (no 2xx within ten seconds) is tried
// eight times within 17 hours, then left; hearsay hook log lists it. 410 ends the
// address. Order is not promised: row tells it.
//
// What it refuses: addresses of private networks and of this machine, unless that
// was meant when they were added, also behind a name; redirects are not followed.
//
// Addresses and what is to be told them stand beside the ledger (side room
// aside): they hold secrets, and are forgotten for good (docs/decisions/0019-hooks.md).
package hook
