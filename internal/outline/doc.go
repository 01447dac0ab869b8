// Package outline holds the coasts and borders of the world, to draw maps by.
// Side room.
//
//	w := outline.World()
//	w.Find("DJ")    Djibouti: its rings, its box, where its name stands
//	w.Lines         coasts and borders, each once
//
// Always true: points are degrees within [-180, 180] and [-90, 90], to the
// hundredth, about a kilometre; a ring ends where it begins, and none crosses the
// 180th meridian; the same program always gives the same world.
//
// Which state a border belongs to is its source's opinion, and no claim of this
// program; a map says where something was reported, not whose the land is. What
// is less than about 25 square kilometres is not drawn.
//
// It draws nothing; package web/chart does.
//
// Coasts and borders are Natural Earth's at 1:50 million, in the public domain,
// as npm's world-atlas has them, simplified by `hearsay train outline`.
package outline
