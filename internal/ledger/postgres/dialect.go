package postgres

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/relational"
)

// dialect is PostgreSQL's.
var dialect = relational.Dialect{
	Numbered: true,
	Types:    [3]string{ledger.Text: `TEXT COLLATE "C"`, ledger.Int: "BIGINT", ledger.Real: "DOUBLE PRECISION"},
	Key:      "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
	Bytes:    "BYTEA",
	Lock: func(tx *sql.Tx) error {
		_, err := tx.Exec("LOCK TABLE row IN EXCLUSIVE MODE") // readers go on
		return err
	},
	// A table made anew is empty to who began before: a Read waits for it, and it for
	// Reads. The two locks come before the moment, which is that of the question.
	Moment: "SET LOCAL lock_timeout = '10s'; LOCK TABLE applied IN ACCESS SHARE MODE; SELECT 1 FROM row LIMIT 1",
	Remake: "LOCK TABLE applied IN ACCESS EXCLUSIVE MODE",
	Err:    named,
	Vector: vector,
	Arrays: true,
	Searchable: func(t *ledger.Table) []string {
		return []string{"CREATE INDEX p_" + t.Name + "_found ON p_" + t.Name + " USING gin (found)"}
	},
	Unsearchable: func(*ledger.Table) []string { return nil },
	Search: func(_ *ledger.Table, m *ledger.Match) (join, where, arg, number string) {
		return "", "p.found @@ ?::text::tsquery", expression(m), "p.rid"
	},
}

// A tsvector keeps positions up to 16,383 and words of less than 2 kB.
const (
	lastPosition = 16383
	longestWord  = 2000
)

// lexeme is a word as tsvector and tsquery write it.
func lexeme(w string) string {
	if len(w) > longestWord {
		w = w[:longestWord]
		w = strings.ToValidUTF8(w, "")
	}
	return "'" + strings.ReplaceAll(strings.ReplaceAll(w, `\`, `\\`), "'", "''") + "'"
}

// vector is the words of a text with their places.
func vector(text string) string {
	words := match.Words(text)
	at := make([]int, len(words)) // the places, by word
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(a, b int) int { return cmp.Or(strings.Compare(words[a], words[b]), a-b) })
	b := make([]byte, 0, len(text)+6*len(words))
	n := 0
	for k, i := range at {
		switch {
		case k == 0 || words[i] != words[at[k-1]]:
			if k > 0 {
				b = append(b, ' ')
			}
			b, n = append(append(b, lexeme(words[i])...), ':'), 1
		case n == 255: // as many as a word may have
			continue
		default:
			b, n = append(b, ','), n+1
		}
		b = strconv.AppendInt(b, int64(min(i+1, lastPosition)), 10)
	}
	return string(b)
}

// expression is a match as a tsquery.
func expression(m *ledger.Match) string {
	switch m.Kind {
	case ledger.Phrase:
		return "(" + strings.Join(lexemes(m), " <-> ") + ")"
	case ledger.NearBy:
		return near(m)
	case ledger.Any:
		var parts []string
		for _, p := range m.Parts {
			parts = append(parts, expression(p))
		}
		return "(" + strings.Join(parts, " | ") + ")"
	}
	var parts []string
	for _, p := range m.Parts {
		if p.Kind == ledger.Not {
			parts = append(parts, "!"+expression(p.Parts[0]))
		} else {
			parts = append(parts, expression(p))
		}
	}
	return "(" + strings.Join(parts, " & ") + ")"
}

// lexemes are the words of a phrase; one that no text has where there are none.
func lexemes(m *ledger.Match) []string {
	words := match.Words(strings.Join(m.Words, " "))
	if len(words) == 0 {
		return []string{"' '"}
	}
	var out []string
	for i, w := range words {
		w = lexeme(w)
		if m.Prefix && i == len(words)-1 {
			w += ":*"
		}
		out = append(out, w)
	}
	return out
}

// near asks for each order of the phrases and each way to spread the words that
// may lie between them.
func near(m *ledger.Match) string {
	var all []string
	orders(len(m.Parts), func(order []int) {
		gaps(len(order)-1, m.Within, func(gap []int) {
			var b strings.Builder
			for i, k := range order {
				if i > 0 {
					fmt.Fprintf(&b, " <%d> ", gap[i-1]+1)
				}
				b.WriteString(strings.Join(lexemes(m.Parts[k]), " <-> "))
			}
			all = append(all, "("+b.String()+")")
		})
	})
	return "(" + strings.Join(all, " | ") + ")"
}

// orders calls f with each order of n things.
func orders(n int, f func([]int)) {
	var walk func(done []int)
	walk = func(done []int) {
		if len(done) == n {
			f(done)
			return
		}
		for i := range n {
			if !slices.Contains(done, i) {
				walk(append(slices.Clone(done), i))
			}
		}
	}
	walk(nil)
}

// gaps calls f with each n numbers whose sum is at most within.
func gaps(n, within int, f func([]int)) {
	var walk func(done []int, left int)
	walk = func(done []int, left int) {
		if len(done) == n {
			f(done)
			return
		}
		for g := range left + 1 {
			walk(append(slices.Clone(done), g), left-g)
		}
	}
	walk(nil, within)
}
