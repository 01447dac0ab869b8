package disktest

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Fault says which call fails and how.
type Fault struct {
	// Calls are the kinds of calls that are counted; all where none are named.
	Calls []Call
	// Nth of them fails, counted from 1.
	Nth int
	// Full is a disk without room; else it does not read or write.
	Full bool
	// Torn lets the first half of what is written go through.
	Torn bool
	// Stays lets every call of these kinds after it fail, too, until Mend.
	Stays bool
}

// Disk is what SQLite takes for the disk: the files of one directory.
type Disk struct {
	mu    sync.Mutex
	dir   string
	trace *Trace
	fault Fault
	left  int
	fired Call
	files map[uintptr]*opened // by SQLite's own structure of the file
}

// opened is a file that SQLite has open.
type opened struct {
	name  string
	names bool // the next sync syncs the directory
	below *sqlite3.Tsqlite3_io_methods
}

// disk is the one disk of the process; SQLite's functions have no other way to
// find it.
var disk Disk

// unix is the file system of SQLite that the disk stands before.
var unix uintptr

var mount sync.Once

// Mount makes dir the directory whose files are watched, and is done with the one
// before. Nothing may be open there.
func Mount(dir string) (*Disk, error) {
	whole, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	var rc int32
	mount.Do(func() { rc = install() })
	if rc != 0 {
		return nil, fmt.Errorf("SQLite does not take the disk: %d", rc)
	}
	disk.mu.Lock()
	defer disk.mu.Unlock()
	disk.dir, disk.trace, disk.fault, disk.left, disk.fired = whole, nil, Fault{}, 0, ""
	return &disk, nil
}

// Record notes every call from now on.
func (d *Disk) Record() (*Trace, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before, err := images(d.dir)
	d.trace = &Trace{before: before}
	return d.trace, err
}

// Fail has a call fail.
func (d *Disk) Fail(f Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault, d.left, d.fired = f, f.Nth, ""
}

// Mend lets all calls pass from now on, and says which kind failed since Fail;
// "" where none did.
func (d *Disk) Mend() Call {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left, d.fault.Stays = 0, false
	return d.fired
}

// due counts a call and says whether it fails.
func (d *Disk) due(c Call) bool {
	if d.left == 0 && !(d.fault.Stays && d.fired != "") || len(d.fault.Calls) > 0 && !slices.Contains(d.fault.Calls, c) {
		return false
	}
	if d.left > 0 {
		if d.left--; d.left > 0 {
			return false
		}
		d.fired = c
	}
	return true
}

// code is the error of a call that fails.
func (d *Disk) code(c Call) int32 {
	if d.fault.Full && (c == Write || c == Truncate) {
		return sqlite3.SQLITE_FULL
	}
	switch c {
	case Open:
		return sqlite3.SQLITE_CANTOPEN
	case Write:
		return sqlite3.SQLITE_IOERR_WRITE
	case Truncate:
		return sqlite3.SQLITE_IOERR_TRUNCATE
	case Sync:
		return sqlite3.SQLITE_IOERR_FSYNC
	case Delete:
		return sqlite3.SQLITE_IOERR_DELETE
	case Map:
		return sqlite3.SQLITE_IOERR_SHMMAP
	}
	return sqlite3.SQLITE_IOERR_READ
}

func (d *Disk) note(o op) {
	if d.trace != nil {
		d.trace.ops = append(d.trace.ops, o)
	}
}

// watched is a file's name in the directory; "" for one that is elsewhere.
func (d *Disk) watched(path uintptr) string {
	if path == 0 {
		return ""
	}
	if p := libc.GoString(path); filepath.Dir(p) == d.dir {
		return filepath.Base(p)
	}
	return ""
}

// install makes a file system for SQLite: the usual one, but for the calls that
// are watched.
func install() int32 {
	tls := libc.NewTLS()
	unix = sqlite3.Xsqlite3_vfs_find(tls, 0)
	size := unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})
	own := libc.Xmalloc(tls, libc.Tsize_t(size))
	name, err := libc.CString("failing")
	if own == 0 || err != nil {
		return sqlite3.SQLITE_NOMEM
	}
	disk.files = map[uintptr]*opened{}
	v := at[sqlite3.Tsqlite3_vfs](own)
	*v = *at[sqlite3.Tsqlite3_vfs](unix)
	v.FpNext, v.FzName = 0, name
	v.FxOpen, v.FxDelete = pointer(open), pointer(remove)
	return sqlite3.Xsqlite3_vfs_register(tls, own, 1)
}

// at is what lies at an address of C's memory.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// pointer is a function as SQLite, which is C turned into Go, calls it: the
// address that a func value holds. f must be declared, not a closure.
func pointer[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

// function is what an address of pointer's stands for.
func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&p)) }

func open(tls *libc.TLS, _ uintptr, path, id uintptr, flags int32, out uintptr) int32 {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	name := disk.watched(path)
	makes := name != "" && flags&sqlite3.SQLITE_OPEN_CREATE != 0
	if makes && disk.due(Open) {
		at[sqlite3.Tsqlite3_file](id).FpMethods = 0
		return disk.code(Open)
	}
	below := at[sqlite3.Tsqlite3_vfs](unix)
	rc := function[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](below.FxOpen)(tls, unix, path, id, flags, out)
	if rc != sqlite3.SQLITE_OK || name == "" {
		return rc
	}
	if makes {
		disk.note(op{call: Open, name: name})
	}
	f := at[sqlite3.Tsqlite3_file](id)
	own := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
	m := at[sqlite3.Tsqlite3_io_methods](own)
	o := &opened{name: name, names: makes && flags&(sqlite3.SQLITE_OPEN_MAIN_JOURNAL|sqlite3.SQLITE_OPEN_SUPER_JOURNAL|sqlite3.SQLITE_OPEN_WAL) != 0, below: at[sqlite3.Tsqlite3_io_methods](f.FpMethods)}
	*m = *o.below
	m.FxClose, m.FxRead, m.FxWrite = pointer(closed), pointer(read), pointer(write)
	m.FxTruncate, m.FxSync, m.FxShmMap = pointer(truncate), pointer(synced), pointer(mapped)
	disk.files[id] = o
	f.FpMethods = own
	return rc
}

func closed(tls *libc.TLS, id uintptr) int32 {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	f := at[sqlite3.Tsqlite3_file](id)
	own, o := f.FpMethods, disk.files[id]
	delete(disk.files, id)
	rc := function[func(*libc.TLS, uintptr) int32](o.below.FxClose)(tls, id)
	f.FpMethods = 0
	libc.Xfree(tls, own)
	return rc
}

func remove(tls *libc.TLS, _ uintptr, path uintptr, names int32) int32 {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	name := disk.watched(path)
	if name != "" && disk.due(Delete) {
		return disk.code(Delete)
	}
	below := at[sqlite3.Tsqlite3_vfs](unix)
	rc := function[func(*libc.TLS, uintptr, uintptr, int32) int32](below.FxDelete)(tls, unix, path, names)
	if rc == sqlite3.SQLITE_OK && name != "" {
		disk.note(op{call: Delete, name: name, names: names != 0})
	}
	return rc
}

// bytes are those at an address of C's memory, good until the call is over.
func bytes(p uintptr, n int64) []byte { return unsafe.Slice(at[byte](p), n) }

func read(tls *libc.TLS, id, to uintptr, n int32, from int64) int32 {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	o := disk.files[id]
	if disk.due(Read) {
		return disk.code(Read)
	}
	return function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](o.below.FxRead)(tls, id, to, n, from)
}

func write(tls *libc.TLS, id, from uintptr, n int32, to int64) int32 {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	o := disk.files[id]
	below := function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](o.below.FxWrite)
	fails := disk.due(Write)
	if fails {
		if n /= 2; !disk.fault.Torn || n == 0 {
			return disk.code(Write)
		}
	}
	rc := below(tls, id, from, n, to)
	if rc == sqlite3.SQLITE_OK {
		disk.note(op{call: Write, name: o.name, at: to, data: slices.Clone(bytes(from, int64(n)))})
	}
	if fails {
		return disk.code(Write)
	}
	return rc
}

func truncate(tls *libc.TLS, id uintptr, to int64) int32 {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	o := disk.files[id]
	if disk.due(Truncate) {
		return disk.code(Truncate)
	}
	rc := function[func(*libc.TLS, uintptr, int64) int32](o.below.FxTruncate)(tls, id, to)
	if rc == sqlite3.SQLITE_OK {
		disk.note(op{call: Truncate, name: o.name, at: to})
	}
	return rc
}

// synced does not wait for the disk below: what is safe is reckoned.
func synced(_ *libc.TLS, id uintptr, _ int32) int32 {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	o := disk.files[id]
	if disk.due(Sync) {
		disk.note(op{call: Sync, name: o.name, failed: true})
		return disk.code(Sync)
	}
	disk.note(op{call: Sync, name: o.name, names: o.names})
	o.names = false
	return sqlite3.SQLITE_OK
}

func mapped(tls *libc.TLS, id uintptr, region, size, extend int32, out uintptr) int32 {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	o := disk.files[id]
	if disk.due(Map) {
		*at[uintptr](out) = 0
		return disk.code(Map)
	}
	return function[func(*libc.TLS, uintptr, int32, int32, int32, uintptr) int32](o.below.FxShmMap)(tls, id, region, size, extend, out)
}
