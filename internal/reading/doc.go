// Package reading runs rooms 2 to 9 on a report and joins what several reports
// say. Room 10: to learn how the program works, begin here.
//
//	r, _ := reading.Load()
//	rd, err := r.Read(capture.Of(text, "dock.txt", capture.Stated{}))
//	rd.Statements[0].Act                  // deny
//	doc := r.Join([]*reading.Reading{rd}, nil)
//	doc.Facts[0].Standing                 // contested
//
// Always true: the same bytes and the same reader give the same reading, byte
// for byte, whatever was read before, in whatever order, by however many
// goroutines; ids are unique in a document; every span's text is the slice of
// its report's text; lists are never null.
//
// It refuses what room document refuses (empty, binary, another language), with
// that room's error. A report that cannot be read is a Failure of the document
// and never spoils another's reading.
//
// The nouns of this package are the JSON of docs/format.md. How they are shown
// is sheet's and page's work; how they are kept, the ledger's.
package reading
