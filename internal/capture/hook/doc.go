// Package hook tells other servers what happened: webhooks, signed, in order, and
// sent until they arrive. Part of room 1.
//
//	h, err := hook.Open("watch/hooks.jsonl", hook.Options{URLs: urls, Secret: secret})
//	h.Put("new", body)   // on disk when it returns
//	h.Run(ctx)           // sends until ctx ends
//	h.Dead()             // what was given up
//
// Always true: what Put took is sent until a server says that it has it (2xx),
// also after a restart; at worst it arrives twice, with the same
// Hearsay-Delivery. Each address has its messages one at a time, in order; one
// that does not answer holds up no other. Failures are tried again after 30
// seconds, a minute, two, … six hours, twelve times; then the message is a dead
// letter, which stays listed until it is tried again by hand.
//
// A message is a POST of JSON with the headers Hearsay-Event, Hearsay-Delivery,
// Hearsay-Timestamp (seconds since 1970) and Hearsay-Signature, "v1=" and the
// HMAC-SHA-256 in hexadecimal, under the secret, of the timestamp, a full stop
// and the body. A receiver computes it again and refuses old timestamps.
//
// It refuses addresses that are not http or https, and, unless allowed, those
// that resolve to a private network or this machine (the address is checked when
// it is dialled). Redirects are not followed.
package hook
