package report

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun counts what is found in four invented texts of two sets.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "a.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	_, _ = z.Write([]byte(`{"id": "1", "set": "x", "text": "Two Dead in Dock Blast\n\nBEIRUT (Reuters) - Two people died when a blast tore through a dock in the harbour, a cook said on Monday."}
{"id": "2", "set": "x", "text": "Two people died when a blast tore through a dock in the harbour, and a cook who lives there said that she had been asked not to"}
{"id": "3", "source": "y", "text": "Двое людей погибли, когда дрон ударил по причалу. Это был второй удар; выжили трое."}
{"id": "4", "source": "y"}
`))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	var out, progress strings.Builder
	if err := Run(dir, &out, &progress); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"x: 2 texts\n", "  headline                    1   50.0 %\n      1 Two Dead in Dock Blast\n",
		"  located                     1   50.0 %\n      1 BEIRUT\n", "  truncated                   1   50.0 %\n      2 to\n",
		"y: 1 texts\n  refused                     1  100.0 %\n      3 this is written in Russian",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("report lacks %q:\n%s", line, out.String())
		}
	}
	if err := Run(t.TempDir(), &out, &progress); err == nil || !strings.Contains(err.Error(), "holds no *.jsonl.gz") {
		t.Errorf("an empty folder: %v", err)
	}
}
