// Package sheet sets a document as text for people at a terminal. Face.
//
//	sheet.Write(os.Stdout, doc, sheet.Options{Width: 80})
//
//	 AIR/DRONE STRIKE                                               6 reports
//	 when   2 March 2025, known to the day
//	 …
//	 perpetrator  Joint Maritime Command             contested       1–2
//	              said by    two officials (unnamed, via Meridian Press) [3.6]
//	              denied by  Elena Marsh [4.2, 6.5]
//
// Always true: no line is wider than Options.Width columns, measured as a
// terminal does (wide characters two, combining marks none), unless a single
// character is; words of a report cannot move the cursor, set a colour or turn
// the direction of writing; the same document gives the same bytes.
//
// The positions on a value stand below it, at every width: names of people and
// bodies are too long for seven columns side by side.
//
// What the captions mean is caption's work; the same record as a page is
// page's.
package sheet
