package weights

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the digests of the embedded models into docs/models")

const cards = "../../docs/models"

// tasks is what each model does, for the table of docs/models/README.md.
var tasks = map[string]string{
	"attribution": "sources, cues and contents of statements",
	"syntax":      "tags, dependencies and entity names",
}

var digest = regexp.MustCompile("`([0-9a-f]{64})`")

// TestCards: docs/models lists every model of the binary with its digest, and
// every card names the digest of the model that it describes. After training,
//
//	go test ./internal/weights -update
//
// writes the digests; scores are for the trainer to measure and write.
func TestCards(t *testing.T) {
	path := filepath.Join(cards, "README.md")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	intro, _, found := strings.Cut(string(b), "| --- |")
	rule, _, _ := strings.Cut(string(b)[len(intro):], "\n")
	if !found {
		t.Fatalf("%s has no table", path)
	}
	want := intro + rule + "\n"
	for _, name := range Names() {
		m, err := Digest(name)
		if err != nil {
			t.Fatal(err)
		}
		packed, err := files.ReadFile("files/" + name + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if tasks[name] == "" {
			t.Errorf("say in this test what model %s does", name)
		}
		link := "not written"
		if card(t, m) {
			link = fmt.Sprintf("[card](%s.md)", name)
		}
		want += fmt.Sprintf("| %s | %s | %s | %.1f | `%s` |\n", name, link, tasks[name], float64(len(packed))/1e6, m.SHA256)
	}
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(b) {
		t.Errorf("%s is not of the embedded models: run go test ./internal/weights -update and look at the change", path)
	}
}

// card checks one card and reports whether it is written.
func card(t *testing.T, m Model) bool {
	path := filepath.Join(cards, m.Name+".md")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Logf("%s is not written", path)
		return false
	}
	named := digest.FindAllStringSubmatch(string(b), -1)
	right := slices.ContainsFunc(named, func(d []string) bool { return d[1] == m.SHA256 })
	switch {
	case right:
	case len(named) == 1 && *update:
		text := strings.Replace(string(b), named[0][1], m.SHA256, 1)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	case len(named) == 0:
		t.Errorf("%s does not name the digest of its model: `%s`", path, m.SHA256)
	default:
		t.Errorf("%s is of other weights than the embedded ones, whose digest is `%s`: measure, write the scores, then run go test ./internal/weights -update", path, m.SHA256)
	}
	return true
}
