package capture

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("The dock was hit."), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := File(path, Stated{Outlet: "Courier"}, Limits{})
	if err != nil || string(c.Bytes) != "The dock was hit." || c.Outlet != "Courier" || len(c.SHA256) != 64 {
		t.Errorf("File = %+v, %v", c, err)
	}
	for name, want := range map[string]string{dir: "directory", filepath.Join(dir, "b.txt"): "no such file"} {
		if _, err := File(name, Stated{}, Limits{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("File(%s) error %v, want one with %q", name, err, want)
		}
	}
	if _, err := File(path, Stated{}, Limits{MaxBytes: 3}); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("over the limit: %v", err)
	}
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a.TXT", "c.pdf", ".hidden.txt", "sub/d.txt", ".git/e.txt"} {
		path := filepath.Join(dir, name)
		_ = os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	found, skipped, failed := Walk(dir)
	got := strings.ReplaceAll(strings.Join(found, " ")+" | "+strings.Join(skipped, " "), dir+"/", "")
	if want := "a.TXT b.txt sub/d.txt | c.pdf"; got != want || failed != nil {
		t.Errorf("Walk = %s, %v; want %s", got, failed, want)
	}
}
