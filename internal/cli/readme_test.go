package cli

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

const (
	readmePath  = "../../README.md"
	readmeStart = "<!-- readme: go run ./cmd/hearsay read examples/port-strike -->\n```\n"
)

// TestReadme runs the README's command. With -update it writes what is printed
// of three slots into the README; without, it says where they differ, which is
// no failure: a better reader may print something else than yesterday's.
func TestReadme(t *testing.T) {
	var out, errs bytes.Buffer
	if code := Run([]string{"read", "../../examples/port-strike", "--width", "80", "--color", "never"}, os.Stdin, &out, &errs); code != 0 || errs.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	b, err := os.ReadFile(readmePath)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(b), readmeStart)
	old, tail, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatalf("README.md has no block after %q", readmeStart)
	}
	now := excerpt(out.String(), "perpetrator", "killed", "injured")
	if now == "" {
		t.Fatalf("no incident in\n%s", out.String())
	}
	switch {
	case now == old:
	case *update:
		if err := os.WriteFile(readmePath, []byte(head+readmeStart+now+"```"+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Log("README.md shows what an older reader printed: go test ./internal/cli -run Readme -update")
	}
}

// excerpt is the head of the first incident of a sheet and the blocks of some
// slots.
func excerpt(sheet string, slots ...string) string {
	var out strings.Builder
	for block := range strings.SplitSeq(sheet, "\n\n") {
		lines := strings.SplitAfter(strings.TrimRight(block, "\n")+"\n", "\n")
		for i, l := range lines {
			if strings.HasPrefix(l, " fact ") && out.Len() == 0 {
				out.WriteString(strings.Join(lines[:i+1], ""))
				lines = lines[i+1:]
				break
			}
		}
		if first := strings.Fields(lines[0]); out.Len() > 0 && len(first) > 0 {
			if slices.Contains(slots, first[0]) {
				out.WriteString(strings.Join(lines, "") + "\n")
			} else if first[0] == "Counted" || first[0] == "How" {
				break
			}
		}
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}
