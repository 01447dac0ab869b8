// Package ecb examines room incident on ECB+: in each topic, do reports of one
// event land in one joined incident, and those of its look-alike in another?
//
//	hearsay exam ecb ../shared/corpora/ecbplus
//
// Within a topic, all reports of both subtopics are read and joined at once. A
// pair of reports counts as read to be of one event where a joined incident
// holds incidents of both, and for a main one of at least one of them. It is
// right where they are of one subtopic. Only reports in which the reader finds
// an incident make pairs, and only topics where it finds one in at least four
// reports of each subtopic are scored; how many reports that leaves out is
// printed. Topics with an odd number are for development, the others for the
// score.
package ecb
