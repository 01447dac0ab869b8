// Package wire reads news items of agencies and news databases: ninjs and other
// JSON objects with a headline and a text, NITF and NewsML-G2.
//
//	{"headline": "Dock Hit", "byline": "Ana Vale", "versioncreated": "2025-03-10T08:00:00Z", "body_text": "…"}
//	draft: text "Dock Hit\n\n…", by Ana Vale, published 10 March 2025
//
// Always true: the text is the item's headline and body and no other word; what
// the item says of itself is stated, with the field it stands in; markup of a
// body becomes paragraphs.
//
// It refuses an item without a text and says which fields it looked at. Which
// name means what in JSON is the table fields.tsv (ninjs 1.4 and 2.1 of the
// IPTC; the export formats of GDELT, Media Cloud, NewsCatcher, News API and
// news-please).
package wire
