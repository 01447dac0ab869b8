package desk_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/sqlite"
)

// answers asks a ledger all kinds of questions. Each is answered as JSON, or is
// an error.
func answers(d *desk.Desk) map[string]any {
	out := map[string]any{}
	keep := func(name string, x any, err error) {
		b, e := json.Marshal(x)
		if err = errors.Join(err, e); err != nil {
			out[name] = err
			return
		}
		out[name] = string(b)
	}
	list, err := d.Incidents(ctx, desk.IncidentFilter{})
	keep("incidents", list, err)
	old, err := d.Incidents(ctx, desk.IncidentFilter{When: desk.When{Row: 9}})
	keep("incidents as of", old, err)
	for _, l := range list.Items {
		p, err := d.Incident(ctx, l.ID, desk.When{})
		keep("incident "+l.ID, p, err)
		h, err := d.History(ctx, l.ID, desk.When{})
		keep("history "+l.ID, h, err)
		c, err := d.Claims(ctx, desk.ClaimFilter{Incident: l.ID})
		keep("claims "+l.ID, c, err)
	}
	sources, err := d.Sources(ctx, "", desk.When{}, desk.Page{})
	keep("sources", sources, err)
	for _, s := range sources.Items {
		p, err := d.Source(ctx, s.Key, desk.When{}, desk.Page{})
		keep("source "+s.Key, p, err)
	}
	for _, q := range []string{"killed", `"the port"`, "act:deny"} {
		s, err := d.Search(ctx, desk.SearchFilter{Query: q})
		keep("search "+q, s, err)
	}
	reports, err := d.Reports(ctx, "", "", desk.When{}, desk.Page{})
	keep("reports", reports, err)
	for _, l := range reports.Items {
		p, err := d.Report(ctx, l.ID, desk.When{})
		keep("report "+l.ID, p, err)
		c, err := d.Bytes(ctx, l.ID)
		keep("bytes "+l.ID, string(c.Bytes), err)
	}
	items, _, err := d.Since(ctx, 0, 100, desk.When{})
	keep("since", items, err)
	return out
}

// damaged asks ledgers whose file is spoilt.
type damaged struct {
	t    *testing.T
	path string
	want map[string]any // the answers of the whole file

	rebuilt, taken int // how often what is derived was made again, or in a new ledger
}

// ask opens a file of these bytes, asks all, and has it verified.
func (d *damaged) ask(file []byte) (out map[string]any, verified error) {
	d.t.Helper()
	for _, aside := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(d.path + aside)
	}
	if err := os.WriteFile(d.path, file, 0o666); err != nil {
		d.t.Fatal(err)
	}
	s, err := sqlite.Open(d.path, sqlite.Options{})
	if err != nil {
		return map[string]any{"open": err}, err
	}
	defer s.Close()
	own := desk.Open(s, reader)
	if err := own.Refresh(ctx, nil); err != nil {
		out = map[string]any{"refresh": err}
	} else {
		out = answers(own)
	}
	if _, err := ledger.Verify(ctx, s, nil); err != nil {
		return out, err
	}
	if verified = own.Check(ctx, nil); verified != nil {
		d.mend(s, own)
	}
	return out, verified
}

// mend does what the messages say where all rows are sound: what is derived is
// made again, or, where the file does not take that, made in a new ledger.
func (d *damaged) mend(s *sqlite.Store, own *desk.Desk) {
	d.t.Helper()
	err := own.Rebuild(ctx, nil)
	if err == nil {
		err = own.Check(ctx, nil)
	}
	if err == nil {
		d.rebuilt++
	} else {
		d.taken++
		to, err := sqlite.Open(filepath.Join(d.t.TempDir(), "taken.db"), sqlite.Options{})
		if err != nil {
			d.t.Fatal(err)
		}
		defer to.Close()
		if err := s.Read(ctx, func(r ledger.Reader) error { return to.Take(ctx, r.Rows(0, 0)) }); err != nil {
			d.t.Errorf("rows that are sound are not taken: %v", err)
			return
		}
		own = desk.Open(to, reader)
		if err := own.Rebuild(ctx, nil); err != nil {
			d.t.Errorf("what is derived is not made in a new ledger: %v", err)
			return
		}
	}
	if diff := cmp.Diff(d.want, answers(own)); diff != "" {
		d.t.Errorf("made again, answers differ: %.500s", diff)
	}
}

// TestDamage spoils each page of a ledger's file in turn: a bit, 64 bytes, or the
// whole. Every question is then answered as before, or with an error that says
// what to do; where an answer lacks what an index no longer finds, verify tells. Where the
// rows are sound, all is made again from them. Usual runs spoil one page in some,
// HEARSAY_FAULTS=all every one.
func TestDamage(t *testing.T) {
	if testing.Short() {
		t.Skip("each page of a file is spoilt in turn: left out of short runs")
	}
	b := onSQLite(t)
	texts := examples(t)
	for _, n := range names(texts) {
		b.add(n, texts[n], capture.Stated{})
	}
	list, err := b.desk.Incidents(ctx, desk.IncidentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Note, Subject: list.Items[0].ID, Reason: "ask the harbour"}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "whole.db")
	if err := b.store.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := &damaged{t: t, path: filepath.Join(t.TempDir(), "spoilt.db")}
	if d.want, err = d.ask(whole); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 5))
	const page = 4096
	for _, kind := range []struct {
		name  string
		spoil func(b []byte)
	}{
		{"a bit", func(b []byte) { b[rnd.IntN(len(b))] ^= 1 << rnd.IntN(8) }},
		{"64 bytes", func(b []byte) {
			for i, at := 0, rnd.IntN(len(b)-64); i < 64; i++ {
				b[at+i] ^= byte(1 + rnd.IntN(255))
			}
		}},
		{"zeros", func(b []byte) { clear(b) }},
		{"other bytes", func(b []byte) {
			for i := range b {
				b[i] = byte(rnd.IntN(256))
			}
		}},
	} {
		pages, right, told, later := 0, 0, 0, 0
		stride := 5
		if os.Getenv("HEARSAY_FAULTS") == "all" {
			stride = 1
		}
		for at := 0; at < len(whole); at += stride * page {
			pages++
			file := slices.Clone(whole)
			kind.spoil(file[at : at+page])
			got, verified := d.ask(file)
			wrong, errs := "", 0
			for name, g := range got {
				if err, ok := g.(error); ok {
					if errs++; errors.Is(err, ledger.ErrNone) {
						wrong = name // its key is another
						continue
					}
					if !advised(err) {
						t.Errorf("%s, page %d: %s: the error says not what to do: %v", kind.name, at/page, name, err)
					}
				} else if g != d.want[name] {
					wrong = name
				}
			}
			switch {
			case wrong != "" && verified == nil:
				t.Errorf("%s, page %d: %s is another, and nothing tells: %.2000s", kind.name, at/page, wrong, cmp.Diff(d.want[wrong], got[wrong]))
			case wrong != "":
				later++
			case errs > 0:
				told++
			default:
				right++
			}
		}
		t.Logf("%s: of %d pages, %d spoil no answer, of %d the answer is an error, of %d verify alone tells; made again %d times, in a new ledger %d", kind.name, pages, right, told, later, d.rebuilt, d.taken)
		d.rebuilt, d.taken = 0, 0
	}
}

// advised reports whether an error says what to do about damage.
func advised(err error) bool {
	var row *ledger.Damage
	return errors.As(err, &row) || errors.Is(err, ledger.ErrBroken) || errors.Is(err, ledger.ErrDerived) || errors.Is(err, ledger.ErrForeign)
}
