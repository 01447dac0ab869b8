// Package polnear scores the attribution room on a folder of articles marked
// by PolNeAR's rules (docs/attribution.md). Examination, behind
// `hearsay exam polnear DIR`.
//
//	gold  Ms Okoro | said | the pier was empty
//	ours  Okoro    | said | the pier was empty
//
// counts as found (the cues overlap) and as linked by overlap (every role
// overlaps), as an exact cue and an exact content, but not as an exact source
// and so not as a linked exact one.
//
// DIR holds dev.jsonl.gz (or any other *.jsonl.gz of that form) and, for the
// human ceiling, dev-multi.jsonl.gz. One annotation file per article counts, the
// one the article line gives. Text under a Discard mark is left out on both
// sides; nested attributions, the Silence scope and gold without a cue are left
// out of the scored view.
//
// A role counts as one item per distinct span set of an article: two
// attributions that share one source span give one source item.
package polnear
