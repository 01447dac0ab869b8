package document

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/outlets.txt
var outletList string

// outlets maps every spelling to the outlet's name; spellings that are words
// of their own stand here in the case in which outlets write them.
var outlets = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for l := range strings.Lines(outletList) {
		if strings.HasPrefix(l, "#") {
			continue
		}
		name := ""
		for i, part := range strings.Split(l, "|") {
			part = strings.TrimSpace(part)
			if i == 0 {
				name = part
			}
			if part != "" {
				m[part] = name
			}
		}
	}
	return m
})

// outletOf names the outlet that s is a spelling of, with or without "the".
func outletOf(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if n, ok := outlets()[s]; ok {
		return n, true
	}
	n, ok := outlets()[strings.TrimPrefix(strings.TrimPrefix(s, "The "), "the ")]
	return n, ok
}
