package desk

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
	// leastDecoded is from how many bytes on a page is kept decoded: a lesser one is
	// decoded in a millisecond.
	leastDecoded = 128 << 10
	// mostDecoded is how many bytes the records have whose pages are kept decoded.
	// In memory they are about twice as many.
	mostDecoded = 32 << 20
)

// decoded are pages of wide incidents as they were asked for last, ready to be shown
// again: to decode one of a thousand reports takes longer than all else of an answer.
type decoded struct {
	mu    sync.Mutex
	pages map[stood]*decoding
	order []stood // the one asked for last is last
	bytes int     // of all records
}

// stood names a state of a page: the incident, the row that made it, and the hash of
// that row, which holds all rows before it. So a page is never taken for that of
// other rows, as where a database was put back to what it was.
type stood struct {
	id   string
	row  int64
	hash [32]byte
}

// decoding is a page that one question decodes, while others that ask for it wait.
type decoding struct {
	mu    sync.Mutex
	page  *projection.Page // nil until it is decoded
	bytes int              // of its record; 0 where it is not kept
}

// page is an incident's page as it stood with row at; it must not be changed.
func (d *decoded) page(r ledger.Reader, id string, at int64) (*projection.Page, error) {
	line, err := r.Record(projection.Incidents, id, at) // short, and put with the page
	if err != nil {
		return nil, err
	}
	made, err := r.Row(line.Since)
	if err != nil {
		return nil, errors.Join(ledger.ErrDerived, err)
	}
	key := stood{id, line.Since, made.Hash}
	k := d.take(key)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.page != nil {
		return k.page, nil
	}
	rec, err := state.At(r, projection.Pages, id, at)
	var page projection.Page
	if err == nil {
		err = json.Unmarshal(rec.Body, &page)
	}
	if err != nil || len(rec.Body) < leastDecoded {
		d.drop(key, k)
		return &page, err
	}
	k.page = &page
	d.keep(key, k, len(rec.Body))
	return &page, nil
}

// take is what is under a key, now the last asked for.
func (d *decoded) take(key stood) *decoding {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pages == nil {
		d.pages = map[stood]*decoding{}
	}
	k := d.pages[key]
	if k == nil {
		k = &decoding{}
		d.pages[key] = k
	}
	d.order = append(slices.DeleteFunc(d.order, func(o stood) bool { return o == key }), key)
	return k
}

// keep counts the bytes of what was decoded, and drops what was not asked for longest
// where they are too many.
func (d *decoded) keep(key stood, k *decoding, bytes int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pages[key] != k {
		return // it was dropped meanwhile
	}
	k.bytes, d.bytes = bytes, d.bytes+bytes
	for d.bytes > mostDecoded && len(d.order) > 1 {
		d.forget(d.order[0])
	}
}

// drop forgets what was not decoded, or is not worth keeping.
func (d *decoded) drop(key stood, k *decoding) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pages[key] == k {
		d.forget(key)
	}
}

func (d *decoded) forget(key stood) {
	d.bytes -= d.pages[key].bytes
	delete(d.pages, key)
	d.order = slices.DeleteFunc(d.order, func(o stood) bool { return o == key })
}
