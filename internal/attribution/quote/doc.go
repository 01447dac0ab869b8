// Package quote turns paragraphs into quotations: which marks belong together.
// Part of the attribution room.
//
//	“We left at dawn,” she said. “The ‘big’ pier was empty.”
//	[0,18) double, [29,57) double, [34,39) single inside it
//
// A Quote covers its marks. Quotes of one paragraph are in order of their
// start and nest properly. A quotation that runs over several paragraphs (an
// opening mark on each, a closing mark on the last) is one Quote for each
// paragraph; all but the first have Continues set.
//
// Marks of all styles are read: curly, straight, German „…“, French « … »,
// single ones, doubled backquotes. An apostrophe is no mark. A mark
// without its partner costs at most the rest of its own paragraph.
//
// Whether a quotation is speech, a title, a nickname or a scare quote is not
// decided here; attribution weighs that.
package quote
