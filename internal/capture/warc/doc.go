// Package warc reads and writes web archives (WARC 1.0 and 1.1, ISO 28500:2017),
// one record at a time.
//
//	for rec, err := range warc.Read(f, warc.Limits{}) {
//		rec.URI    // https://courier.example/dock
//		rec.Date   // when it was fetched, as the archive says
//		rec.Body   // the page's own bytes, decoded
//	}
//
// Always true: one record that is damaged, too large or cut off costs that record
// alone: it is yielded as an error, and reading goes on with the next; memory is
// that of the largest record allowed, whatever the size of the archive.
//
// It reads plain archives, and gzip (one member a record, or one for all) and
// Zstandard ones. Only records that hold an answer of a server, or a resource,
// are yielded. A reader of its own was written because the ones at hand stop at
// the first damaged record, or spool each record to disk.
package warc
