// Package disktest is a disk that fails: it stands between SQLite and the
// operating system, notes what is written and synced, and lets calls fail.
//
//	d := disktest.Mount(dir)           from now on, for files of dir
//	d.Fail(disktest.Fault{Nth: 7, …})  the seventh write, sync, … fails
//	tr := d.Record()                   every write and sync, in order
//	…
//	r := tr.Replay()
//	for r.Next() { r.Cut(seed, into) } what a power cut there leaves behind
//
// What a power cut leaves: what was synced is there. Of what was not, each
// write is there, is not, or is there in part, by sectors of 512 bytes, and in
// any order; a seed decides. Names follow in the order in which they were made
// and removed; a file's own name is safe when the file is synced, all names of a
// directory when SQLite syncs it. A sync that fails leaves it open, for good,
// what of the writes before it reaches the disk.
//
// For tests alone: the disk is there once in a process, for all connections.
package disktest
