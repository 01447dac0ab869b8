package parse

import (
	"hearsay/internal/syntax/linear"
	"hearsay/internal/syntax/word"
)

// sizes are the numbers of rows that the features have in the table, powers of
// two, in the order in which Features gives them. The root has row 0.
var sizes = [...]int32{
	1 << 15, 1 << 13, 1 << 12, 1 << 10, // the word
	1 << 12, 1 << 9, 1 << 8, 1 << 9, 1 << 10, 1 << 7, 1 << 10, 1 << 4, 1 << 12, // its ends, clusters, shape, flags, silver tags
	1 << 13, 1 << 13, 1 << 10, 1 << 10, 1 << 12, 1 << 12, 1 << 11, 1 << 11, 1 << 10, 1 << 10, // its neighbours
}

// Own is how many of the features are a word's own and may be left out at
// random in training, so that the others learn to do without.
const Own = 3

// Rows is the number of rows of the table.
func Rows() int {
	n := int32(1)
	for _, s := range sizes {
		n += s
	}
	return int(n)
}

// Features adds the rows of word i to rows; i is -1 for the root.
func Features(rows []int32, ws []*word.Word, i int) []int32 {
	if i < 0 {
		return append(rows, 0)
	}
	w, p, n := ws[i], near(ws, i-1), near(ws, i+1)
	at := int32(1)
	for k, f := range [len(sizes)]uint32{
		linear.Mix(1, w.ID), linear.Mix(2, w.FormID), linear.Mix(3, w.Suffix[3]), linear.Mix(4, w.Prefix[2]),
		linear.Mix(5, w.Suffix[2]), linear.Mix(6, w.Suffix[1]), linear.Mix(7, w.Suffix[0]), linear.Mix(8, w.Prefix[1]),
		w.Cluster, w.Coarse, linear.Mix(9, w.Shape), uint32(w.Flags), linear.Mix(10, w.Silver),
		linear.Mix(11, p.ID), linear.Mix(12, n.ID), p.Cluster, n.Cluster, linear.Mix(13, p.Suffix[2]), linear.Mix(14, n.Suffix[2]),
		linear.Mix(15, p.Silver), linear.Mix(16, n.Silver), near(ws, i-2).Cluster, near(ws, i+2).Cluster,
	} {
		rows = append(rows, at+int32(f)&(sizes[k]-1))
		at += sizes[k]
	}
	return rows
}

// before and behind stand for what is outside the sentence.
var (
	before = &word.Word{ID: 7, Cluster: 1023, Silver: 0xFFFF}
	behind = &word.Word{ID: 9, Cluster: 1022, Silver: 0xFFFE}
)

func near(ws []*word.Word, i int) *word.Word {
	switch {
	case i < 0:
		return before
	case i >= len(ws):
		return behind
	}
	return ws[i]
}

// Distances is the number of distances told apart.
const Distances = 32

// Far is the class of a head's distance, negative where the head stands first.
func Far(d int) int {
	side := 0
	if d < 0 {
		side, d = Distances/2, -d
	}
	if d < len(steps) {
		return side + int(steps[d])
	}
	return side + Distances/2 - 2
}

var steps = [...]uint8{0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 11,
	12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
	13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13}
