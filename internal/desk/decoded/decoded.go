// Package decoded keeps pages of wide incidents ready to be shown again, and what was
// made of them beside them. Part of room 12.
//
//	page, beside, _ := pages.Page(r, "inc-4b1e", 812)   // 6 MB of JSON: 50 ms
//	page, beside, _ = pages.Page(r, "inc-4b1e", 815)    // the same state: a look-up
//	table, _ := beside.Once("table", made)              // made of it once
//
// Always true: a page that is handed out is that of the rows as they stand in the
// ledger that is asked; what is kept is bounded, the one not asked for longest goes
// first; several that ask for one page at once have it decoded once.
package decoded

import (
	"encoding/json"
	"errors"
	"slices"
	"sync"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/state"
)

const (
	// least is from how many bytes on a page is kept decoded: a lesser one is
	// decoded in a third of a millisecond.
	least = 32 << 10
	// most is how many bytes the records have whose pages are kept decoded.
	// In memory they are about twice as many.
	most = 32 << 20
)

// Pages are those that were asked for last: to decode one of a thousand reports takes
// longer than all else of an answer. They are safe for concurrent use.
type Pages struct {
	mu    sync.Mutex
	pages map[State]*decoding
	order []State // the one asked for last is last
	bytes int     // of all records
}

// State names a state of a page: the incident, the row that made it, and the hash of
// that row, which holds all rows before it. So a page is never taken for that of
// other rows, as where a database was put back to what it was.
type State struct {
	id   string
	row  int64
	hash [32]byte
}

// decoding is a page that one question decodes, while others that ask for it wait.
type decoding struct {
	mu     sync.Mutex
	page   *projection.Page // nil until it is decoded
	bytes  int              // of its record; 0 where it is not kept
	beside Beside
}

// Beside is what was made of a page, and stays as long as it.
type Beside struct {
	made sync.Map
}

// Once is what of makes, under a name: the first time it is asked for, where b is not
// nil.
func (b *Beside) Once(name string, of func() (any, error)) (any, error) {
	if b == nil {
		return of()
	}
	if v, ok := b.made.Load(name); ok {
		return v, nil
	}
	v, err := of()
	if err != nil {
		return nil, err
	}
	v, _ = b.made.LoadOrStore(name, v)
	return v, nil
}

// Page is an incident's page as it stood with row at, which must not be changed, and
// what is kept beside it, nil where the page is not kept.
func (d *Pages) Page(r ledger.Reader, id string, at int64) (*projection.Page, *Beside, error) {
	key, err := StateAt(r, id, at)
	if err != nil {
		return nil, nil, err
	}
	k := d.take(key)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.page != nil {
		return k.page, &k.beside, nil
	}
	rec, err := state.At(r, projection.Pages, id, at)
	var page projection.Page
	if err == nil {
		err = json.Unmarshal(rec.Body, &page)
	}
	if err != nil || len(rec.Body) < least {
		d.drop(key, k)
		return &page, nil, err
	}
	k.page = &page
	d.keep(key, k, len(rec.Body))
	return &page, &k.beside, nil
}

// StateAt is the state in which an incident was with row at; ledger.ErrNone where it
// was in none. Its line is short, and is put with its page.
func StateAt(r ledger.Reader, id string, at int64) (State, error) {
	line, err := r.Record(projection.Incidents, id, at)
	if err != nil {
		return State{}, err
	}
	made, err := r.Row(line.Since)
	if err != nil {
		return State{}, errors.Join(ledger.ErrDerived, err)
	}
	return State{id, line.Since, made.Hash}, nil
}

// take is what is under a key, now the last asked for.
func (d *Pages) take(key State) *decoding {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pages == nil {
		d.pages = map[State]*decoding{}
	}
	k := d.pages[key]
	if k == nil {
		k = &decoding{}
		d.pages[key] = k
	}
	d.order = append(slices.DeleteFunc(d.order, func(o State) bool { return o == key }), key)
	return k
}

// keep counts the bytes of what was decoded, and drops what was not asked for longest
// where they are too many.
func (d *Pages) keep(key State, k *decoding, bytes int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pages[key] != k {
		return // it was dropped meanwhile
	}
	k.bytes, d.bytes = bytes, d.bytes+bytes
	for d.bytes > most && len(d.order) > 1 {
		d.forget(d.order[0])
	}
}

// drop forgets what was not decoded, or is not worth keeping.
func (d *Pages) drop(key State, k *decoding) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pages[key] == k {
		d.forget(key)
	}
}

func (d *Pages) forget(key State) {
	d.bytes -= d.pages[key].bytes
	delete(d.pages, key)
	d.order = slices.DeleteFunc(d.order, func(o State) bool { return o == key })
}
