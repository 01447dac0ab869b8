package sqlite_test

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/sqlite"
)

// TestFullDisk fills a small file system of its own: the Write that finds no
// room fails as a whole and says what to do; with room again the next goes on.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("a file system of its own cannot be mounted here (%v): run as root to fill a real one", err)
	}
	defer func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }()
	path := filepath.Join(dir, "hearsay.db")
	s := open(t, path, sqlite.Options{})
	l := ledgertest.NewLoad(7)
	acked := int64(0)
	var full error
	for range 2000 {
		if full = ledgertest.Put(ctx, s, []ledgertest.Ready{l.Next()}); full != nil {
			break
		}
		acked += 2
	}
	if !errors.Is(full, ledger.ErrFull) {
		t.Fatalf("after %d rows: %v", acked, full)
	}
	t.Logf("%d rows, then: %v", acked, full)
	v, err := ledger.Verify(ctx, s, nil)
	if err != nil || v.Rows != acked {
		t.Errorf("%d rows of %d, %v", v.Rows, acked, err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=12m"); err != nil {
		t.Fatal(err)
	}
	if err := ledgertest.Put(ctx, s, []ledgertest.Ready{l.Next()}); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	s = open(t, path, sqlite.Options{})
	defer s.Close()
	if v, err := ledger.Verify(ctx, s, nil); err != nil || v.Rows != acked+2 {
		t.Errorf("%d rows of %d, %v", v.Rows, acked+2, err)
	}
}
