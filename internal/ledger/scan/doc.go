// Package scan walks over the JSON of records and takes from it what is asked for.
// Part of room 11.
//
//	x := scan.Of(body) // {"row":41,"facts":[{"id":"f1","spans":[…]}]}
//	x.Object(func(name string) {
//		switch name {
//		case "row":
//			row = x.Int()
//		default:
//			x.Skip()
//		}
//	})
//	err := x.End()
//
// Always true: it takes time in the length of what it walks over, a fifth of what
// encoding/json takes or less; what is no JSON where something is taken is an error
// that says at which byte, never a panic. What is passed over is not looked at
// closely: records have sums, which say whether they are what was written.
//
// What fields a record has is its owner's to know: package projection's pages,
// package entry's bodies of rows.
package scan
