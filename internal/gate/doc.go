// Package gate stands before every handler of the desk: who asks, whether they
// may, what every answer carries. Room 13.
//
//	session cookie, Bearer token -> account.Visitor in the request's context
//	GET /review, a reader        -> 403
//	POST /decide without the form's secret -> 403
//	the 501st request in a second -> 429, Retry-After: 1
//
// What is always true behind it. There is a visitor, and the visitor has what
// the path needs (Options.Need). A request that changes something and is told by
// a cookie carries the secret of the session's forms. Requests of other sites are
// refused. Every answer carries the security headers and a request id; every
// request leaves one line in the log; a panic is an answer. A refusal is a page
// for people and a problem (RFC 9457) for programs.
//
// Without users this machine alone may ask, under its own name (no DNS
// rebinding) and not through a proxy, and may do all but manage users. Where
// accounts cannot be asked, nobody may (503).
//
// Whence a request came is the connection's address. What a proxy says of it
// counts only from the addresses of Options.Proxies.
package gate
