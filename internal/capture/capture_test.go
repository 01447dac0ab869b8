package capture

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// write makes a file of text below a new directory and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFile(t *testing.T) {
	path := write(t, "a.txt", "The dock was hit.")
	c, err := File(path, Stated{Outlet: "Courier"}, Limits{})
	if err != nil || string(c.Bytes) != "The dock was hit." || c.Outlet != "Courier" || c.URI != path {
		t.Errorf("File = %+v, %v", c, err)
	}
	if c.SHA256 != Of(c.Bytes, "b", Stated{}).SHA256 {
		t.Errorf("SHA256 = %s depends on more than the bytes", c.SHA256)
	}
	if got := Of(nil, "x", Stated{}).SHA256; got != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Errorf("SHA256 of nothing = %s", got)
	}
}

// TestErrors holds every error to one line that says what is wrong and what to
// do.
func TestErrors(t *testing.T) {
	dir := t.TempDir()
	path := write(t, "a.txt", "The dock was hit.")
	large := write(t, "large.txt", "")
	if err := os.Truncate(large, 100_000_000); err != nil {
		t.Fatal(err)
	}
	ring := filepath.Join(dir, "ring.txt")
	if err := os.Symlink(ring, ring); err != nil {
		t.Fatal(err)
	}
	file := func(path string, lim Limits) error { _, err := File(path, Stated{}, lim); return err }
	stream := func(r io.Reader, lim Limits) error { _, err := Stream(r, "-", Stated{}, lim); return err }
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"a directory", file(dir, Limits{}), dir + ": is a directory; name the files in it"},
		{"no such file", file(filepath.Join(dir, "b.txt"), Limits{}), "b.txt: there is no such file; check the path"},
		{"a file as a folder", file(filepath.Join(path, "b.txt"), Limits{}), "there is no such file; check the path"},
		{"a name with a line feed", file(filepath.Join(dir, "b\nc.txt"), Limits{}), `b\nc.txt": there is no such file`},
		{"a ring of links", file(ring, Limits{}), "ring.txt: cannot be read ("},
		{"100 MB", file(large, Limits{}), "large.txt: is larger than 16000000 bytes; split it into its reports"},
		{"over a limit", file(path, Limits{MaxBytes: 3}), "is larger than 3 bytes"},
		{"a stream without end", stream(endless{}, Limits{}), "-: is larger than 16000000 bytes"},
		{"a stream that breaks", stream(iotest.ErrReader(errors.New("the line is down")), Limits{}), "-: cannot be read (the line is down); check"},
		{"no permission", systemError("a.txt", &fs.PathError{Op: "open", Path: "a.txt", Err: fs.ErrPermission}), "a.txt: no permission to read it; change its mode"},
	} {
		var e *Error
		if !errors.As(c.err, &e) {
			t.Errorf("%s: error %v, want an *Error", c.name, c.err)
			continue
		}
		if line := e.Error(); !strings.Contains(line, c.want) || strings.Contains(line, "\n") {
			t.Errorf("%s: %q, want one line with %q", c.name, line, c.want)
		}
	}
	if err := stream(strings.NewReader("abc"), Limits{MaxBytes: 3}); err != nil {
		t.Errorf("at the limit: %v", err)
	}
}

// endless is a stream that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may read every file")
	}
	path := write(t, "a.txt", "The dock was hit.")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := File(path, Stated{}, Limits{}); err == nil || !strings.Contains(err.Error(), "no permission") {
		t.Errorf("File = %v", err)
	}
	if err := os.Chmod(filepath.Dir(path), 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Dir(path), 0o700)
	found, _, failed := Walk(filepath.Dir(path))
	if len(found) != 0 || len(failed) != 1 || !strings.Contains(failed[0].Error(), "no permission") {
		t.Errorf("Walk = %v, %v", found, failed)
	}
}

func TestWalk(t *testing.T) {
	for _, c := range []struct{ name, files, found, skipped, failed string }{
		{"reports", "b.txt a.TXT c.xls .hidden.txt sub/d.html sub/e.text .git/e.txt", "a.TXT b.txt sub/d.html sub/e.text", "c.xls", ""},
		{"nothing", "", "", "", "holds no reports; put files in it that end in .txt, .html"},
		{"one other file", "a.xls", "", "a.xls", "holds no reports; its one file does not end as a report does"},
		{"other files", "a.xls b.doc", "", "a.xls b.doc", "none of its 2 files ends as a report does"},
		{"hidden files", ".a.txt", "", "", "holds no reports"},
	} {
		dir := t.TempDir()
		for name := range strings.FieldsSeq(c.files) {
			path := filepath.Join(dir, name)
			_ = os.MkdirAll(filepath.Dir(path), 0o700)
			if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		found, skipped, failed := Walk(dir)
		got := strings.ReplaceAll(fmt.Sprint(strings.Join(found, " "), "|", strings.Join(skipped, " ")), dir+"/", "")
		if got != c.found+"|"+c.skipped {
			t.Errorf("%s: Walk = %s, want %s|%s", c.name, got, c.found, c.skipped)
		}
		if len(failed) > 1 || (len(failed) == 1) != (c.failed != "") || len(failed) == 1 && !strings.Contains(failed[0].Error(), c.failed) {
			t.Errorf("%s: failed %v, want %q", c.name, failed, c.failed)
		}
	}
}

// TestWalkLinks: a linked report is a report, a linked folder is not entered.
func TestWalkLinks(t *testing.T) {
	dir := t.TempDir()
	path := write(t, "a.txt", "x")
	for name, to := range map[string]string{"b.txt": path, "c.txt": filepath.Dir(path), "d.txt": filepath.Join(dir, "none"), "e": dir} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	found, _, failed := Walk(dir)
	if len(found) != 1 || filepath.Base(found[0]) != "b.txt" || failed != nil {
		t.Errorf("Walk = %v, %v", found, failed)
	}
	if _, _, failed := Walk(filepath.Join(dir, "none")); len(failed) != 1 {
		t.Errorf("Walk of no folder: %v", failed)
	}
}
