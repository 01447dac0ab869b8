// Package intake opens what the command line names and brings it in: files and
// what they hold, streams, addresses; and it carries out the verbs fetch and
// watch. Part of room cli.
package intake

import (
	"context"
	"iter"

	"hearsay/internal/capture"
)

// Opening is what one worker takes: one report, or what leads to some.
type Opening struct {
	URI  string
	Open func(ctx context.Context) iter.Seq2[capture.Capture, error]
}
