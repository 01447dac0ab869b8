// Package bulk reads much of what a ledger holds, in parts and in a fixed order,
// for those who write it all out. Part of room 12.
//
//	for part, err := range bulk.Statements(ctx, d, bulk.Choice{Act: "deny"}) {
//		list, err := part.Read(ctx)
//		list[0].Words  // "The coalition denied that it had struck the dock"
//	}
//
// Always true: all parts show the ledger as it stood with one row, whatever others
// write meanwhile; each part is asked for by itself, so that no transaction stays
// open while a part is worked on; nothing but the part is held in memory.
//
// What is chosen, and what it says, is room desk's and the projection's.
package bulk
