// Package gazetteer turns the names of places in a report into places: kind,
// country, division, coordinates, population. Side room.
//
//	ms, _ := gazetteer.Find(syn, gazetteer.Hint{})   // “… in Jabalia, in northern Gaza …”
//	ms[0].Place   // {Jabālyā, Town, PS, Palestinian territories, Gaza Strip, 31.53, 34.48, 168512}
//
// Always true: mentions are in text order, without overlap, on whole tokens;
// coordinates are degrees within [-90, 90] and [-180, 180]; a division or
// district stands at the middle of its towns, an area at a point near its own;
// the same report always gives the same places. Spans are code points.
//
// A name that it does not hold has no place; nothing is guessed by likeness.
// What may be a person's or a body's name as well is left out. Where several
// places bear a name and the report does not tell them apart, Certainty says
// so, and whoever needs to be right leaves the place undecided.
//
// Which place an incident happened at, and how exactly the text gives it, is
// room fact's work.
//
// Towns, divisions and districts come from GeoNames (CC BY 4.0, see NOTICE)
// through `hearsay train gazetteer`; countries, seas, larger areas,
// abbreviations and the words beside a name are the tab-separated files in
// data/. docs/gazetteer.md says how the table is made and what it holds;
// `hearsay exam geo` prints the scores.
package gazetteer
