package token

import (
	_ "embed"
	"strings"
)

//go:embed abbreviations.txt
var abbreviationsText string

//go:embed openers.txt
var openersText string

// The tables are read once and never written again.
var (
	abbreviations = words(abbreviationsText)
	listed        = words(openersText)
)

// words reads lines of a class and its words; a word in two classes belongs to
// the later one, so each word stands in one line of its file.
func words(text string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		for _, w := range f[1:] {
			m[w] = f[0]
		}
	}
	return m
}

// longest is the longest word either list holds, in bytes: a longer word is
// looked up in neither.
const longest = 16

// lookUp is the class of w in m, whatever its capitals.
func lookUp(m map[string]string, w string) string {
	if len(w) > longest {
		return ""
	}
	var low [longest]byte
	for i := range len(w) {
		c := w[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return m[string(low[:len(w)])]
}
