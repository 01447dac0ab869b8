package syntax

import (
	"hearsay/internal/syntax/tag"
)

// jackknife gives each example the tags of a tagger that has not seen it: one
// of parts, each trained on all other parts.
func jackknife(exs []*example, n, parts int, say func(string, ...any)) {
	scores := make([]int32, n)
	for part := range parts {
		var rest []*example
		for i, e := range exs {
			if i/10%parts != part {
				rest = append(rest, e)
			}
		}
		tg := tag.Tagger{Model: trainTagger(rest, n, func(string, ...any) {})}
		right, all := 0, 0
		for i, e := range exs {
			if i/10%parts != part {
				continue
			}
			e.given = make([]uint8, len(e.words))
			tg.Tag(e.words, e.given, scores)
			for k, c := range e.given {
				if all++; c == e.tags[k] {
					right++
				}
			}
		}
		say("tags: part %d of %d given by the others, %.2f %% right", part+1, parts, 100*float64(right)/float64(all))
	}
}
