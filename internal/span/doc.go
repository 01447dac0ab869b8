// Package span turns positions into half-open code-point ranges. Room 0.
//
//	t := span.NewText("“Sí,” he said.")
//	s := t.OfBytes(0, 9)   // [0,5)
//	t.Slice(s)             // “Sí,”
//
// A Span counts Unicode code points, as the W3C TextPositionSelector does, and
// covers [Start, End). Only this package converts between bytes, code points
// and UTF-16 code units; every other room passes spans on. The text of a span
// always equals the slice it stands for (property-tested and fuzzed).
//
// It does not know what a text means: decoding is document's work, words are
// syntax's.
package span
