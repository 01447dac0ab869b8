// Package diff tells what differs between two texts, line by line, and between
// two records, value by value. Part of room desk.
//
//	two guards -> four guards:  "- killed two guards", "+ killed four guards"
//	two pages:                  "facts[2].standing is single_source, from the bytes contested"
package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Line is a line of a diff of two texts.
type Line struct {
	Op   string `json:"op"` // " " in both, "-" in the first only, "+" in the second only
	Text string `json:"text"`
}

// Lines is the shortest way from one list of lines to another (Myers 1986, in its
// simple form: the longest common part of what lies between the ends that
// agree).
func Lines(a, b []string) []Line {
	var head, tail []Line
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head = append(head, Line{" ", a[0]})
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail = append(tail, Line{" ", a[len(a)-1]})
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	slices.Reverse(tail)
	const most = 4000 // lines: beyond that all between is shown as gone and come
	if len(a) > most || len(b) > most {
		for _, l := range a {
			head = append(head, Line{"-", l})
		}
		for _, l := range b {
			head = append(head, Line{"+", l})
		}
		return append(head, tail...)
	}
	common := make([][]int32, len(a)+1) // of a[i:] and b[j:]
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			head = append(head, Line{" ", a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			head = append(head, Line{"-", a[i]})
			i++
		default:
			head = append(head, Line{"+", b[j]})
			j++
		}
	}
	return append(head, tail...)
}

// Same reports whether two things have the same JSON.
func Same(a, b any) bool { return bytes.Equal(encode(a), encode(b)) }

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // what was decoded encodes
	}
	return b
}

// Values are where two things of one type say different things, by path in their
// JSON; at most fifty.
func Values(a, b any) []string {
	var x, y any
	for _, p := range []struct {
		from any
		to   *any
	}{{a, &x}, {b, &y}} {
		if err := json.Unmarshal(encode(p.from), p.to); err != nil {
			panic(err) // it was just encoded
		}
	}
	out := []string{}
	var walk func(path string, x, y any)
	walk = func(path string, x, y any) {
		if len(out) >= 50 {
			return
		}
		switch u := x.(type) {
		case map[string]any:
			v, ok := y.(map[string]any)
			if !ok {
				break
			}
			keys := []string{}
			for k := range u {
				keys = append(keys, k)
			}
			for k := range v {
				if _, ok := u[k]; !ok {
					keys = append(keys, k)
				}
			}
			slices.Sort(keys)
			for _, k := range keys {
				walk(path+"."+k, u[k], v[k])
			}
			return
		case []any:
			v, ok := y.([]any)
			if !ok || len(u) != len(v) {
				break
			}
			for i := range u {
				walk(fmt.Sprintf("%s[%d]", path, i), u[i], v[i])
			}
			return
		}
		if p, q := string(encode(x)), string(encode(y)); p != q {
			out = append(out, fmt.Sprintf("%s is %.80s, from the bytes %.80s", strings.TrimPrefix(path, "."), p, q))
		}
	}
	walk("", x, y)
	return out
}
