// Package bundle opens what holds several reports and brings them out one after
// the other: web archives (WARC, WACZ), feeds, sitemaps, tables, zip files, and
// any of them packed with gzip or zstd. Part of room 1.
//
//	for item, err := range bundle.Open("crawl.warc.gz", bundle.Options{}) {
//		item.URI  // "crawl.warc.gz#https://courier.example/dock"
//		item.Link // "" or the address of a report that is only announced
//	}
//
// Always true: what a thing is is told by its bytes, never by its name or a
// header; what holds one report comes out as that report; one part that cannot
// be read is an error of the sequence, a *capture.Error with the part's name, and
// the others come out; one part is held at a time, so an archive may be larger
// than the memory; an item of the same bytes has the same name.
//
// It refuses what unpacks to absurd lengths, and bundles in bundles in bundles.
// It fetches nothing: an item that is only an address leaves as its Link. What an
// item says is document's work.
package bundle
