// Package page lays an analysed report out for attribution: one Word of plain
// numbers for every token, with the quotations it stands in, and runs of words
// within which attributions are looked for. Part of the attribution room.
//
//	“We left,” she said.   words  “  We  left  ,  ”  she  said  .
//	                       mark   (  in  in   in  )  -    -     -
//
// Words have the indices of syntax.Analysis.Tokens. A Run never crosses a
// paragraph and is at most MaxRun words long, so that whatever is done for a
// run keeps the whole linear in the length of the text.
package page
