package disktest

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Call is what is asked of the disk.
type Call string

// The calls that change what is on disk, and Read and Map (a part of the index
// of the log in memory) that can only fail.
const (
	Open     Call = "open" // that makes a file
	Write    Call = "write"
	Truncate Call = "truncate"
	Sync     Call = "sync"
	Delete   Call = "delete"
	Read     Call = "read"
	Map      Call = "map"
)

// op is one call that was carried out.
type op struct {
	call   Call
	name   string
	at     int64 // of a write; the length after a Truncate
	data   []byte
	names  bool // the directory was synced with it
	failed bool // a sync that reached nobody knows what
}

// Trace is what happened on a disk, and what was there before.
type Trace struct {
	before map[string][]byte
	ops    []op
}

// Len is how many calls there are so far.
func (tr *Trace) Len() int { return len(tr.ops) }

// Counts are how many calls of each kind there are.
func (tr *Trace) Counts() map[Call]int {
	out := map[Call]int{}
	for i := range tr.ops {
		out[tr.ops[i].call]++
	}
	return out
}

// file is what is on disk of one file, and what was written since.
type file struct {
	safe  []byte
	since []op
}

// naming is a name that was given to a file, or taken away where it is nil.
type naming struct {
	name string
	file *file
}

// Replay walks a trace: it knows, at each call, what is safe and what is not.
type Replay struct {
	tr     *Trace
	done   int
	seen   map[string]*file // by name, as the program sees them
	safe   map[string]*file // as they are on disk
	naming []naming
	rnd    *rand.Rand
}

// Replay begins before the first call.
func (tr *Trace) Replay() *Replay {
	r := &Replay{tr: tr, seen: map[string]*file{}, safe: map[string]*file{}, rnd: rand.New(rand.NewPCG(1, 1))}
	for name, b := range tr.before {
		f := &file{safe: slices.Clone(b)}
		r.seen[name], r.safe[name] = f, f
	}
	return r
}

// Done is how many calls were carried out.
func (r *Replay) Done() int { return r.done }

// Next carries out one more call; it is false behind the last.
func (r *Replay) Next() bool {
	if r.done == len(r.tr.ops) {
		return false
	}
	o := r.tr.ops[r.done]
	r.done++
	f := r.seen[o.name]
	if f == nil && o.call != Delete {
		f = &file{}
		r.seen[o.name] = f
		r.naming = append(r.naming, naming{o.name, f})
	}
	switch o.call {
	case Write, Truncate:
		f.since = append(f.since, o)
	case Sync:
		for _, w := range f.since {
			if o.failed {
				w = part(w, r.rnd)
			}
			f.safe = w.onto(f.safe)
		}
		f.since = nil
		if !o.failed {
			r.named(func(n naming) bool { return o.names || n.file == f })
		}
	case Delete:
		delete(r.seen, o.name)
		r.naming = append(r.naming, naming{o.name, nil})
		if o.names {
			r.named(func(naming) bool { return true })
		}
	}
	return true
}

// named makes the names safe that are chosen.
func (r *Replay) named(chosen func(naming) bool) {
	r.naming = slices.DeleteFunc(r.naming, func(n naming) bool {
		if !chosen(n) {
			return false
		}
		name(r.safe, n)
		return true
	})
}

func name(files map[string]*file, n naming) {
	if n.file == nil {
		delete(files, n.name)
	} else {
		files[n.name] = n.file
	}
}

// onto is what a file holds after the call.
func (o op) onto(b []byte) []byte {
	switch {
	case o.call == Truncate && o.at <= int64(len(b)):
		return b[:o.at]
	case o.call == Truncate:
		return append(b, make([]byte, o.at-int64(len(b)))...)
	case len(o.data) == 0:
		return b
	}
	if end := o.at + int64(len(o.data)); end > int64(len(b)) {
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	copy(b[o.at:], o.data)
	return b
}

// sector is what a disk writes whole.
const sector = 512

// part is what of a write reached the disk, by chance: all, nothing, or some of
// its sectors.
func part(o op, rnd *rand.Rand) op {
	if o.call == Truncate {
		if rnd.IntN(2) == 0 {
			return op{call: Write}
		}
		return o
	}
	switch rnd.IntN(3) {
	case 0:
		return op{call: Write}
	case 1:
		return o
	}
	from := int64(rnd.IntN(len(o.data)/sector+1)) * sector
	to := min(from+int64(1+rnd.IntN(8))*sector, int64(len(o.data)))
	return op{call: Write, at: o.at + from, data: o.data[from:to]}
}

// Cut writes to a new directory what is on disk when the power goes after the
// calls so far. Seed 0 keeps nothing that was not synced, 1 everything, as where
// only the process died, others a part.
func (r *Replay) Cut(seed uint64, into string) error {
	rnd := rand.New(rand.NewPCG(seed, uint64(r.done)))
	files := maps.Clone(r.safe)
	kept := len(r.naming)
	if seed == 0 {
		kept = 0
	} else if seed > 1 {
		kept = rnd.IntN(kept + 1)
	}
	for _, n := range r.naming[:kept] {
		name(files, n)
	}
	if err := os.MkdirAll(into, 0o777); err != nil {
		return err
	}
	for _, n := range slices.Sorted(maps.Keys(files)) {
		f := files[n]
		b := slices.Clone(f.safe)
		for _, o := range f.since {
			if seed > 1 {
				o = part(o, rnd)
			}
			if seed > 0 {
				b = o.onto(b)
			}
		}
		if err := os.WriteFile(filepath.Join(into, n), b, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// images are the files of a directory but those that do not outlive a process.
func images(dir string) (map[string][]byte, error) {
	out := map[string][]byte{}
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		if e.Type()&fs.ModeType != 0 || strings.HasSuffix(e.Name(), "-shm") {
			continue
		}
		if out[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			return nil, fmt.Errorf("what is on the disk: %w", err)
		}
	}
	return out, nil
}
