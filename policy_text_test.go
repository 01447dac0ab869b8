package hearsay

import (
	"bytes"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPolicyComments: every package says what it makes, every exported name
// what it is. A comment on a group of constants, variables or types stands for
// each name of the group.
func TestPolicyComments(t *testing.T) {
	for _, p := range packages(t) {
		if !slices.ContainsFunc(p.files, func(f sourceFile) bool { return f.tree.Doc != nil }) {
			t.Errorf("%s: the package has no comment", p.dir)
		}
		for _, f := range p.files {
			for _, d := range f.tree.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if name := d.Name.Name; ast.IsExported(name) && d.Doc == nil && !wellKnown[name] && receiverExported(d) {
						t.Errorf("%s: %s has no comment", f.at(d), name)
					}
				case *ast.GenDecl:
					uncommented(t, f, d)
				}
			}
		}
	}
}

// wellKnown methods are what their interfaces say.
var wellKnown = map[string]bool{
	"String": true, "Error": true, "Len": true, "Less": true, "Swap": true, "Read": true, "Write": true, "Close": true,
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}

func uncommented(t *testing.T, f sourceFile, d *ast.GenDecl) {
	if d.Doc != nil || d.Tok == token.IMPORT {
		return
	}
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && s.Doc == nil && s.Comment == nil {
				t.Errorf("%s: %s has no comment", f.at(s), s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, name := range s.Names {
				if name.IsExported() && s.Doc == nil && s.Comment == nil {
					t.Errorf("%s: %s has no comment", f.at(s), name.Name)
				}
			}
		}
	}
}

// TestPolicyText: what the project says holds everywhere. No text of it names
// a folder of one machine; tests may, where a path is what they test.
func TestPolicyText(t *testing.T) {
	machine := regexp.MustCompile(`(?:^|[^\w.~/-])/(?:root|work|tmp|home|Users|mnt|opt)/`)
	eachText(t, func(path string, text []byte) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		for i, line := range bytes.Split(text, []byte("\n")) {
			if m := machine.Find(line); m != nil {
				t.Errorf("%s:%d: names a folder of one machine: %q", path, i+1, m)
			}
		}
	})
}

var link = regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)\s]*)?\)`)

// TestPolicyLinks: a link of a document to a file of the project leads to it.
func TestPolicyLinks(t *testing.T) {
	eachText(t, func(path string, text []byte) {
		if filepath.Ext(path) != ".md" {
			return
		}
		for _, m := range link.FindAllSubmatch(text, -1) {
			to := string(m[1])
			if strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), to)); err != nil {
				t.Errorf("%s: link to %s, which is not there", path, to)
			}
		}
	})
}

// TestPolicyArchitecture: docs/architecture.md has every room, and no room that
// is not there.
func TestPolicyArchitecture(t *testing.T) {
	b, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		if cells := strings.Split(line, "|"); len(cells) > 3 {
			// The name stands in the first cell, or in the second after a number.
			for _, m := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(cells[1]+cells[2], -1) {
				told[m[1]] = true
			}
		}
	}
	dirs, err := os.ReadDir("internal")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if d.IsDir() && !told[d.Name()] && !slices.Contains(workshops, d.Name()) {
			t.Errorf("docs/architecture.md has no line for room %s", d.Name())
		}
		delete(told, d.Name())
	}
	for name := range told {
		if mayImport(name) == nil {
			t.Errorf("docs/architecture.md tells of %s, which is no room", name)
		}
	}
}

// eachText visits every text file of the project.
func eachText(t *testing.T, visit func(path string, text []byte)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || path == "out") {
			return fs.SkipDir
		}
		if !d.Type().IsRegular() || d.Name() == ".git" {
			return nil
		}
		b, err := os.ReadFile(path)
		if err == nil && !bytes.Contains(b[:min(len(b), 8000)], []byte{0}) {
			visit(path, b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// within is the line of docs/architecture.md on the rooms that a room has.
var within = regexp.MustCompile("(?m)^- `([a-z]+)`(.*)$")

// TestPolicyWithin: the rooms that docs/architecture.md tells of within others are
// there.
func TestPolicyWithin(t *testing.T) {
	b, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := within.FindAllStringSubmatch(string(b), -1)
	if len(lines) == 0 {
		t.Fatal("docs/architecture.md tells of none")
	}
	for _, line := range lines {
		for _, m := range regexp.MustCompile("`([a-z0-9]+)`").FindAllStringSubmatch(line[2], -1) {
			direct, _ := filepath.Glob(filepath.Join("internal", line[1], m[1]))
			below, _ := filepath.Glob(filepath.Join("internal", line[1], "*", m[1]))
			if len(direct)+len(below) == 0 {
				t.Errorf("docs/architecture.md tells of %s within %s, where it is not", m[1], line[1])
			}
		}
	}
}
