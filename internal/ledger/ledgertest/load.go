package ledgertest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"

	"hearsay/internal/ledger"
)

// Load makes invented readings for measurements: rows of the size of real ones,
// with twenty records of statements each. The same seed makes the same.
type Load struct {
	rnd *rand.Rand
	n   int
}

// PerReading is how many statements an invented reading has.
const PerReading = 20

// NewLoad begins anew.
func NewLoad(seed uint64) *Load { return &Load{rnd: rand.New(rand.NewPCG(seed, 1))} }

// Ready is one reading: its rows and its statements' records.
type Ready struct {
	Rows    []ledger.Draft
	Keys    []string
	Records [][]any
}

// vocabulary is a few common words and many rare ones, as texts have them.
func (l *Load) word() string {
	common := []string{"the", "army", "said", "port", "strike", "killed", "officials", "on", "Monday", "denied", "that", "had", "in", "of", "people", "hospital", "minister", "report", "two", "a"}
	if l.rnd.IntN(3) > 0 {
		return common[l.rnd.IntN(len(common))]
	}
	return fmt.Sprintf("w%d", int(l.rnd.ExpFloat64()*2000))
}

func (l *Load) passage() string {
	var b strings.Builder
	for i := range 28 {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(l.word())
	}
	return b.String()
}

// Next is the next reading.
func (l *Load) Next() Ready {
	l.n++
	var out Ready
	var blob strings.Builder
	for range 12 {
		blob.WriteString(l.passage())
	}
	sum := sha256.Sum256([]byte(blob.String()))
	id := hex.EncodeToString(sum[:])
	var body strings.Builder
	body.WriteString(`{"statements":[`)
	for i := range PerReading {
		text := l.passage()
		source := fmt.Sprintf("source %d", int(l.rnd.ExpFloat64()*5000))
		key := fmt.Sprintf("%s.st%d", id[52:], i+1)
		out.Keys = append(out.Keys, key)
		out.Records = append(out.Records, []any{source, []string{"state", "deny", "believe", "demand"}[l.rnd.IntN(4)], fmt.Sprintf("20%02d-%02d-%02d", 20+l.n/100000%10, l.n/5000%12+1, l.n/200%28+1), l.rnd.Float64(), text})
		// What a statement and its share of sources, facts and text come to as JSON.
		fmt.Fprintf(&body, `{"id":%q,"source":%q,"source_span":{"start":%d,"end":%d,"text":%q},"cue":{"start":%d,"end":%d,"text":"said"},"content":[{"start":%d,"end":%d,"text":%q}],"quotation":"indirect","act":"state","certainty":"certain","negated":false,"chain":[],"within":null,"repeats":null,"confidence":%f,"fact":{"slot":"killed","value":%q,"spans":[{"report":%q,"start":%d,"end":%d,"text":%q}],"asserted_by":[{"statement":%q,"in_part":false,"certainty":"certain"}],"denied_by":[],"uncommitted":[],"standing":"single_source"}},`,
			key, source, i*200, i*200+9, source, i*200+10, i*200+14, i*200+15, i*200+180, text, l.rnd.Float64(), text[:20], id, i*200, i*200+20, text[:20], key)
	}
	body.WriteString(`{}]}`)
	out.Rows = []ledger.Draft{
		{Kind: ledger.Capture, ID: id, Body: []byte(fmt.Sprintf(`{"sha256":%q,"uri":"invented/%d.txt"}`, id, l.n)), Blob: []byte(blob.String())},
		{Kind: ledger.Reading, ID: id[52:] + ".r1", Body: []byte(body.String())},
	}
	return out
}

// Fill writes readings, so many a transaction, with their records.
func Fill(ctx context.Context, s ledger.Store, l *Load, readings, batch int) error {
	for done := 0; done < readings; done += batch {
		ready := make([]Ready, min(batch, readings-done))
		for i := range ready {
			ready[i] = l.Next()
		}
		if err := Put(ctx, s, ready); err != nil {
			return err
		}
	}
	return nil
}

// Put writes ready readings in one transaction.
func Put(ctx context.Context, s ledger.Store, ready []Ready) error {
	return s.Write(ctx, func(x ledger.Tx) error {
		for i := range ready {
			if _, err := x.Append(ready[i].Rows...); err != nil {
				return err
			}
			for k, v := range ready[i].Records {
				if err := x.Put(&Statements, ready[i].Keys[k], 0, v, nil); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
