package link

import (
	"encoding/binary"
	"slices"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
)

// perMark is how many profiles one mark leads to, the latest.
const perMark = 48

// letters are those of keys, in their order.
const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"

// sortable appends n as so many letters, each of six bits, so that keys are in the
// order of their numbers.
func sortable(b []byte, n uint64, many int) []byte {
	for i := many - 1; i >= 0; i-- {
		b = append(b, letters[n>>(6*i)&63])
	}
	return b
}

// keyOf is the key of a mark: its span and 48 bits that stand for its words. Two
// marks with one key lead to a profile too many, which resembles nothing.
func keyOf(m *union.Mark) string {
	b := sortable(make([]byte, 0, 11), uint64(m.Span), 3)
	return string(sortable(b, hash(m.Key)>>16, 8))
}

// byKey asks for records by their keys, in one question, and hands each to f.
func byKey(tx ledger.Reader, t *ledger.Table, keys []string, f func(*ledger.Hit) error) error {
	if len(keys) == 0 {
		return nil
	}
	values := make([]any, len(keys))
	for i, k := range keys {
		values[i] = k
	}
	hits, err := all(tx.Select(ledger.Query{Table: t, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: values}}}))
	if err != nil {
		return err
	}
	for i := range hits {
		if err := f(&hits[i]); err != nil {
			return err
		}
	}
	return nil
}

// postings are the numbers of profiles as a body: each as the difference to the
// one before.
func postings(list []int64) []byte {
	out := make([]byte, 0, 4*len(list)+4)
	before := int64(0)
	for _, n := range list {
		out = binary.AppendVarint(out, n-before)
		before = n
	}
	return out
}

// posted is the list that postings made; what is damaged ends it.
func posted(body []byte) []int64 {
	out := make([]int64, 0, len(body)/3+1)
	before := int64(0)
	for len(body) > 0 {
		d, n := binary.Varint(body)
		if n <= 0 {
			break
		}
		before += d
		out, body = append(out, before), body[n:]
	}
	return out
}

// post enters profiles under their marks.
func post(tx ledger.Tx, under map[string][]int64) error {
	keys := make([]string, 0, len(under))
	for k := range under {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	lists := make(map[string][]int64, len(keys))
	err := byKey(tx, marks, keys, func(h *ledger.Hit) error {
		lists[h.Key] = posted(h.Body)
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range keys {
		list := append(lists[k], under[k]...)
		list = list[max(0, len(list)-perMark):]
		if err := tx.Put(marks, k, 0, nil, postings(list)); err != nil {
			return err
		}
	}
	return nil
}
