package lineage

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// key is what is known of a folder of invented reports.
type key struct {
	edges []edge
	facts []truth
}

// edge says that report to was made from report from; both are
// "folder/name" without ".txt".
type edge struct{ to, from, kind string }

// truth is a fact and the informants who stand behind it.
type truth struct {
	folder, slot, value string
	informants          []string
}

// readKey reads key.tsv of dir, and of its rows those whose folder is there.
func readKey(dir string) (*key, error) {
	path := filepath.Join(dir, "key.tsv")
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	k := &key{}
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		if sc.Text() == "" || strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		col := strings.Split(sc.Text(), "\t")
		if len(col) != 5 {
			return nil, fmt.Errorf("%s:%d: %d columns, not 5", path, n, len(col))
		}
		if _, err := os.Stat(filepath.Join(dir, col[1])); err != nil {
			continue
		}
		switch col[0] {
		case "edge":
			k.edges = append(k.edges, edge{col[1] + "/" + col[2], col[1] + "/" + col[3], col[4]})
		case "fact":
			k.facts = append(k.facts, truth{col[1], col[2], col[3], strings.Split(col[4], " | ")})
		default:
			return nil, fmt.Errorf("%s:%d: %q is neither edge nor fact", path, n, col[0])
		}
	}
	return k, sc.Err()
}

// leads reports whether to was made from from, through others too.
func (k *key) leads(from, to string) bool {
	seen := map[string]bool{to: true}
	open := []string{to}
	for len(open) > 0 {
		at := open[0]
		open = open[1:]
		for _, e := range k.edges {
			if e.to != at || seen[e.from] {
				continue
			}
			if e.from == from {
				return true
			}
			seen[e.from] = true
			open = append(open, e.from)
		}
	}
	return false
}
