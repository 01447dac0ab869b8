// Package fetch brings the bytes of web addresses in, politely and within
// limits. Part of room 1.
//
//	f := fetch.New(fetch.Options{Contact: "desk@example.org"})
//	r, err := f.Fetch(ctx, fetch.Request{URL: "https://courier.example/dock"})
//	r.URL       // where it was found in the end
//	r.Capture() // its bytes, with hash, time and header
//
// Always true of what leaves: no request went where robots.txt forbids, two
// requests to one host never ran at the same time nor closer together than its
// crawl delay, and no connection went to a private address, whatever a name
// resolved to, unless the caller allows it: the address is looked at when it is
// dialled, so that a name that changes its address in between gains nothing.
// The body is held to the size limit as it came and once it is unpacked.
//
// It refuses, with an *Error that names the address, the reason and what to do:
// other schemes than http and https, redirects that lead in a ring or too far,
// bodies over the limit, bombs, encodings it does not know, statuses that are no
// page. Nothing is fetched that nobody named: there is no prefetching, no
// cookie, no script, no proxy from the environment.
//
// Which charset a page is in is document's work; what changed since the last
// time is watch's. The limits and their reasons are in docs/capture.md.
package fetch
