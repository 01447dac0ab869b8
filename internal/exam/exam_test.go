package exam

import (
	"io"
	"testing"
)

// TestAll: every examination has its own name and a line of help, and says what
// is wrong with a folder that holds nothing.
func TestAll(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range All() {
		if seen[e.Name] || e.Name == "" || e.Help == "" {
			t.Errorf("examination %q: %q", e.Name, e.Help)
		}
		seen[e.Name] = true
		if err := e.Run(t.TempDir(), io.Discard, io.Discard); err == nil {
			t.Errorf("%s: an empty folder has no error", e.Name)
		}
	}
}
