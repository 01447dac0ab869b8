// Package gazetteer turns a place's name into what is known of the place:
// kind, country, division, coordinates, population. Side room.
//
//	ps, _ := gazetteer.Named("Khan Yunis")
//	ps[1]   // {Khān Yūnis, Town, PS, Palestinian territories, Gaza Strip, 31.34, 34.31, 173120}
//
// Always true: coordinates are degrees within [-90, 90] and [-180, 180]; a
// division or district stands at the middle of its towns, an area at a point
// near its own; the same name always gives the same places in the same order.
//
// A name that it does not hold has no places; nothing is guessed by likeness.
//
// Towns, divisions and districts come from GeoNames (CC BY 4.0, see NOTICE)
// through `hearsay train gazetteer`; countries, seas, larger areas and
// abbreviations are the tab-separated files in data/. docs/gazetteer.md says
// how the table is made and what it holds.
package gazetteer
