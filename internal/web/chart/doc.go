// Package chart draws the pictures of the pages as SVG: where, when, and who had
// it from whom. Part of room 14.
//
//	chart.Locator(chart.Where{ISO: "DJ", Lat: 11.8, Lon: 42.9, Prec: 2})   a small map
//	chart.World(spots, countries)          where many incidents were
//	chart.Bars(chart.Bins(days))           how many when
//	chart.Days(columns)                    what was reported and said, by day
//	chart.Flow(lineage)                    informants, relays, reports
//
// Always true: the same values give the same markup; words are escaped, cut to
// their room, and cannot turn the direction of writing; nothing is drawn with
// more precision than is known: a place is an area, a country is its own shape,
// and without a place there is no map; colours are the style sheet's, so that a
// picture follows light and dark; no picture carries style, script or anything to
// fetch. Lengths are in units of the viewBox.
//
// A picture says nothing that its page does not say in words: whoever does not
// see it reads the list beside it.
//
// Coasts and borders come from side room outline.
package chart
