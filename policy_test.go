package hearsay

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms is the house in the order an article walks through it. A room imports
// rooms that stand before it, and side rooms. A failing build is fixed by
// moving code, not this table; a new room gets a line here and one in
// docs/architecture.md.
var rooms = []room{
	{name: "span", pure: true},
	{name: "capture"},
	{name: "document", pure: true},
	{name: "syntax", pure: true},
	{name: "attribution", pure: true},
	{name: "source", pure: true},
	{name: "statement", pure: true},
	{name: "fact", pure: true},
	{name: "incident", pure: true},
	{name: "origin", pure: true},
	{name: "reading", pure: true},
	{name: "caption", pure: true},
	{name: "ledger"},
	{name: "account"},
	{name: "desk"},
	{name: "export"},
	{name: "worker"},
	{name: "hook"},
	{name: "sheet", pure: true},
	{name: "page", pure: true},
	{name: "gate"},
	{name: "api"},
	{name: "mcp"},
	{name: "web"},
	{name: "cli"},
}

// sideRooms serve the rooms above. Each imports only what it names; being
// used never lets it look back at its user.
var sideRooms = []room{
	{name: "weights", pure: true},
	{name: "neural", pure: true},
	{name: "aside"},
	{name: "treebank", imports: "span"},
	{name: "marked", imports: "span capture document attribution"},
	{name: "lexicon", pure: true, imports: "span"},
	{name: "language", pure: true, imports: "span weights"},
	{name: "gazetteer", pure: true, imports: "span syntax lexicon"},
	{name: "calendar", pure: true, imports: "span syntax lexicon"},
	{name: "quantity", pure: true, imports: "span syntax lexicon"},
	{name: "outline", pure: true},
	{name: "lineage", pure: true, imports: "span syntax document lexicon"},
}

// workshops are where the reader is measured and made. They may import every
// room up to reading; only cli imports them.
var workshops = []string{"exam", "train"}

type room struct {
	name    string
	pure    bool   // no clock, randomness, environment, network, log, changing globals
	imports string // side rooms only: the rooms it may import
}

// foreign says which module of others is used where; "*" is anywhere but the
// pure rooms' readers of it are still held to the clock-and-network rule.
var foreign = map[string]string{
	"github.com/alecthomas/kong":             "cli",
	"github.com/vbauerster/mpb":              "cli",
	"github.com/klauspost/compress":          "weights train gazetteer ledger capture",
	"code.dny.dev/ssrf":                      "capture hook",
	"github.com/temoto/robotstxt":            "capture",
	"github.com/PuerkitoBio/purell":          "capture",
	"github.com/mmcdole/gofeed":              "capture",
	"github.com/andybalholm/brotli":          "capture",
	"github.com/clipperhouse":                "document syntax sheet",
	"modernc.org/sqlite":                     "ledger aside test",
	"modernc.org/libc":                       "test",
	"github.com/jackc/pgx":                   "ledger aside",
	"github.com/pressly/goose":               "ledger",
	"github.com/riverqueue":                  "ledger worker",
	"github.com/parquet-go":                  "export",
	"github.com/a-h/templ":                   "web",
	"github.com/danielgtaylor/huma":          "api",
	"github.com/modelcontextprotocol/go-sdk": "mcp",
	"golang.org/x/crypto/argon2":             "account",
	"github.com/prometheus/client_golang":    "gate",
	"go.opentelemetry.io/otel":               "gate",
	"golang.org/x/term":                      "cli",
	"golang.org/x/text":                      "*",
	"github.com/go-shiori/go-readability":    "document",
	"golang.org/x/net/html":                  "document",
	"github.com/klippa-app/go-pdfium":        "document",
	"github.com/tetratelabs/wazero":          "document",
	"golang.org/x/sys":                       "*",
	"github.com/google/go-cmp":               "test",
	"pgregory.net/rapid":                     "test",
	"github.com/rogpeppe/go-internal":        "test",
	"github.com/chromedp":                    "test",
	"github.com/markusmobius/go-dateparser":  "calendar",
	"github.com/markusmobius/go-htmldate":    "document",
}

// unclean are the packages that a pure room never imports.
var unclean = []string{
	"os", "net", "log", "syscall", "database", "math/rand", "crypto/rand", "plugin", "testing", "expvar",
}

// clock are the functions of package time that look at the clock.
var clock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}

// vague names say nothing of what is made in a package.
var vague = []string{"util", "utils", "common", "helper", "helpers", "types", "model", "models", "shared", "base", "core", "misc", "lib"}

// Sizes at which a thing stops (docs/decisions/0003-sizes.md).
const (
	maxFile     = 800
	maxFunc     = 120
	maxPackage  = 2500
	maxExported = 30
)

func TestPolicyImports(t *testing.T) {
	for _, p := range packages(t) {
		name, _, _ := strings.Cut(strings.TrimPrefix(p.dir, "internal/"), "/")
		if !strings.HasPrefix(p.dir, "internal/") {
			continue // the public face and cmd may import what they like
		}
		allowed := mayImport(name)
		if allowed == nil {
			t.Errorf("%s: package is not in the table of rooms in policy_test.go", p.dir)
			continue
		}
		for _, f := range p.files {
			for _, path := range imports(f) {
				other, ok := strings.CutPrefix(path, "hearsay/internal/")
				if !ok {
					continue
				}
				other, _, _ = strings.Cut(other, "/")
				if other != name && !slices.Contains(allowed, other) {
					t.Errorf("%s: %s may not import %s", f.name, name, other)
				}
			}
		}
	}
}

// mayImport lists the rooms that room name may import; nil for no room.
func mayImport(name string) []string {
	var before, sides []string
	for _, s := range sideRooms {
		sides = append(sides, s.name)
		if s.name == name {
			return append(strings.Fields(s.imports), "")
		}
	}
	for _, r := range rooms {
		if r.name == name {
			if name == "cli" {
				before = append(before, workshops...)
			}
			return append(before, sides...)
		}
		before = append(before, r.name)
		if r.name == "reading" && slices.Contains(workshops, name) {
			return append(before, sides...)
		}
	}
	return nil
}

func TestPolicyForeign(t *testing.T) {
	for _, p := range packages(t) {
		name, _, _ := strings.Cut(strings.TrimPrefix(p.dir, "internal/"), "/")
		if strings.HasSuffix(p.dir, "test") {
			name = "test" // a suite that the tests of other packages run
		}
		for _, f := range p.files {
			for _, path := range imports(f) {
				host, _, _ := strings.Cut(path, "/")
				if !strings.Contains(host, ".") {
					continue
				}
				users, ok := foreignUsers(path)
				if !ok {
					t.Errorf("%s: imports %s, which is not in the table of foreign modules", f.name, path)
				} else if users != "*" && !slices.Contains(strings.Fields(users), name) {
					t.Errorf("%s: imports %s, which only %q may", f.name, path, users)
				}
			}
		}
	}
}

func foreignUsers(path string) (string, bool) {
	for module, users := range foreign {
		if path == module || strings.HasPrefix(path, module+"/") {
			return users, true
		}
	}
	return "", false
}

func TestPolicyPure(t *testing.T) {
	pure := map[string]bool{}
	for _, r := range append(slices.Clone(rooms), sideRooms...) {
		pure[r.name] = r.pure
	}
	for _, p := range packages(t) {
		name, ok := strings.CutPrefix(p.dir, "internal/")
		name, _, _ = strings.Cut(name, "/")
		if !ok || !pure[name] {
			continue
		}
		globals := p.globals()
		for _, f := range p.files {
			for _, path := range imports(f) {
				for _, u := range unclean {
					if path == u || strings.HasPrefix(path, u+"/") {
						t.Errorf("%s: a pure room imports %s", f.name, path)
					}
				}
			}
			ast.Inspect(f.tree, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clock, n.Sel.Name) {
						t.Errorf("%s: a pure room looks at the clock: time.%s", f.at(n), n.Sel.Name)
					}
				case *ast.AssignStmt:
					for _, lhs := range n.Lhs {
						if id := root(lhs); n.Tok != token.DEFINE && f.isGlobal(id, globals) {
							t.Errorf("%s: a pure room changes its package variable %s", f.at(n), id.Name)
						}
					}
				case *ast.IncDecStmt:
					if id := root(n.X); f.isGlobal(id, globals) {
						t.Errorf("%s: a pure room changes its package variable %s", f.at(n), id.Name)
					}
				}
				return true
			})
		}
	}
}

func TestPolicyNames(t *testing.T) {
	for _, p := range packages(t) {
		base := filepath.Base(p.dir)
		if slices.Contains(vague, base) {
			t.Errorf("%s: the name says nothing of what is made there", p.dir)
		}
		for _, f := range p.files {
			if n := f.tree.Name.Name; n != base && n != "main" && p.dir != "." {
				t.Errorf("%s: package %s stands in folder %s", f.name, n, base)
			}
		}
	}
}

func TestPolicySize(t *testing.T) {
	for _, p := range packages(t) {
		lines, exported := 0, 0
		for _, f := range p.files {
			lines += f.lines
			exported += f.exported()
			if f.lines > maxFile {
				t.Errorf("%s: %d lines, stops at %d", f.name, f.lines, maxFile)
			}
			for _, d := range f.tree.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if n := f.set.Position(fn.End()).Line - f.set.Position(fn.Pos()).Line + 1; n > maxFunc {
					t.Errorf("%s: %s has %d lines, stops at %d", f.at(fn), fn.Name.Name, n, maxFunc)
				}
			}
		}
		if lines > maxPackage {
			t.Errorf("%s: %d lines, a package stops at %d", p.dir, lines, maxPackage)
		}
		if exported > maxExported {
			t.Errorf("%s: %d exported names, a package stops at %d", p.dir, exported, maxExported)
		}
	}
}

// parsed is one package's source, without tests and generated files.
type parsed struct {
	dir   string
	files []sourceFile
}

type sourceFile struct {
	name  string
	set   *token.FileSet
	tree  *ast.File
	lines int
}

// packages parses every package of the module; it looks at import lines and
// syntax only, so that it needs nothing but the source.
func packages(t *testing.T) []parsed {
	t.Helper()
	byDir := map[string][]sourceFile{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "out") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, path, src, parser.ParseComments)
		if err != nil {
			return err
		}
		if ast.IsGenerated(tree) {
			return nil
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		byDir[dir] = append(byDir[dir], sourceFile{path, set, tree, strings.Count(string(src), "\n")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []parsed
	for dir, files := range byDir {
		out = append(out, parsed{dir, files})
	}
	slices.SortFunc(out, func(a, b parsed) int { return strings.Compare(a.dir, b.dir) })
	return out
}

func imports(f sourceFile) []string {
	var out []string
	for _, i := range f.tree.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		out = append(out, path)
	}
	return out
}

func (f sourceFile) at(n ast.Node) string {
	pos := f.set.Position(n.Pos())
	return fmt.Sprintf("%s:%d", f.name, pos.Line)
}

// exported counts functions, types and variables that other packages see.
// Methods belong to their type, constants of a declared type to its
// vocabulary: neither counts.
func (f sourceFile) exported() int {
	n := 0
	for _, d := range f.tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.IsExported() {
				n++
			}
		case *ast.GenDecl:
			n += exportedSpecs(d)
		}
	}
	return n
}

func exportedSpecs(d *ast.GenDecl) int {
	n := 0
	typed := false // of the constant above, which iota goes on from
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() {
				n++
			}
		case *ast.ValueSpec:
			if s.Type != nil || len(s.Values) > 0 {
				typed = s.Type != nil
			}
			for _, name := range s.Names {
				if name.IsExported() && !(d.Tok == token.CONST && typed) {
					n++
				}
			}
		}
	}
	return n
}

// globals are the package's variables.
func (p parsed) globals() map[string]bool {
	out := map[string]bool{}
	for _, f := range p.files {
		for _, d := range f.tree.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				for _, name := range s.(*ast.ValueSpec).Names {
					out[name.Name] = true
				}
			}
		}
	}
	return out
}

// isGlobal reports whether id names a package variable: the parser resolves
// names of the file, so that a local variable of the same name is told apart.
func (f sourceFile) isGlobal(id *ast.Ident, globals map[string]bool) bool {
	if id == nil || !globals[id.Name] {
		return false
	}
	return id.Obj == nil || f.tree.Scope.Lookup(id.Name) == id.Obj
}

// root is the variable that an assignment to e changes: x of x.f[i].
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}
