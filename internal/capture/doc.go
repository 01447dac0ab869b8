// Package capture turns a file or a stream into bytes with their hash and
// whence they came. Room 1.
//
//	c, err := capture.File("reports/dock.txt", capture.Stated{Outlet: "Courier"}, capture.Limits{})
//	c.SHA256 // "9c56cc51…", the id of the report
//
// A Capture holds the very bytes that were received: nothing is decoded,
// trimmed or guessed. What the person who hands a report over knows of it
// (outlet, address, date) is kept apart, as Stated.
//
// It refuses what it cannot hold: a file over the size limit, a directory
// where a file is wanted, a file without permission. Each error is an *Error
// with the path, what is wrong and what to do.
//
// KindOf names the format of bytes by what they are, never by their name.
// What they mean is document's work. This is the only room that touches
// the file system and the network: fetch brings addresses in, bundle opens what
// holds several reports (warc, feed, table), watch polls feeds. What comes in and
// within what limits is in docs/capture.md.
package capture
