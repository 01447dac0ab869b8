package polnear

import (
	"fmt"
	"io"

	"hearsay/internal/attribution"
)

// bin is one row of the calibration table.
type bin struct {
	n, right int
	sum      float64
}

// Calibration gathers how often attributions of a confidence are right, that
// is, overlap a gold one in every role.
type Calibration [10]bin

// Add takes in one article.
func (c *Calibration) Add(ours, gold []attribution.Attribution) {
	right := make([]bool, len(ours))
	for g, o := range Pair(ours, gold) {
		if o >= 0 && Overlapping(ours[o], gold[g]) {
			right[o] = true
		}
	}
	for i, a := range ours {
		b := &c[min(9, max(0, int(a.Confidence*10)))]
		b.n++
		b.sum += a.Confidence
		if right[i] {
			b.right++
		}
	}
}

// Print writes a line for every tenth that holds anything.
func (c *Calibration) Print(w io.Writer) {
	fmt.Fprintf(w, "\n%-24s %7s %9s %9s\n", "confidence", "n", "stated", "right")
	for i, b := range c {
		if b.n > 0 {
			fmt.Fprintf(w, "%.1f to %.1f %13s %8d %8.1f%% %8.1f%%\n", float64(i)/10, float64(i+1)/10, "", b.n,
				100*b.sum/float64(b.n), percent(b.right, b.n))
		}
	}
}
