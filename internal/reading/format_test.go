package reading

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/origin"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
	"hearsay/internal/weights"
)

// objects are the Go types of the JSON, by their headings in docs/format.md.
var objects = map[string]any{
	"document": Document{}, "reader": Identity{}, "model": weights.Model{}, "failure": Failure{}, "reading": Reading{},
	"report": Report{}, "basis": Basis{}, "run": Run{}, "note": Note{}, "damage": Damage{}, "span": span.Quote{}, "mention": incident.Mention{},
	"source": source.Source{}, "affiliation": source.Affiliation{}, "terms": source.Terms{}, "statement": statement.Statement{},
	"fact": incident.Fact{}, "norm": fact.Norm{}, "number range": fact.Number{}, "date": fact.Date{}, "place": fact.Place{},
	"position": incident.Position{}, "origin group": incident.OriginGroup{}, "incident": incident.Incident{},
	"belligerent": incident.Belligerent{}, "target": incident.Target{}, "casualty": incident.Casualty{}, "near match": incident.NearMatch{},
}

// words are the Go types of the vocabularies, by their headings.
var words = map[string]any{
	"source.kind": source.Kind(""), "source.identification": source.Identification(""), "source.relation": source.Relation(""),
	"terms.kind": source.TermsKind(""), "statement.quotation": statement.Quotation(""), "statement.act": statement.Act(""),
	"statement.certainty": statement.Certainty(""), "fact.slot": fact.Slot(""), "fact.standing": incident.Standing(""),
	"norm.category": fact.Category(""), "incident.stage_of_execution": fact.Stage(""), "damage.kind": document.DamageKind(""),
}

// section is the part of docs/format.md below one heading.
type section struct {
	rows    [][2]string // field and type, or word and meaning
	example string
}

var rowForm = regexp.MustCompile("^\\| `([^`]+)` \\| ([^|]*?) ?\\|")

func sections(t *testing.T) map[string]*section {
	t.Helper()
	b, err := os.ReadFile("../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	all, code := map[string]*section{}, false
	var now *section
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			code = !code
		case code && now != nil:
			now.example += line + "\n"
		case strings.HasPrefix(line, "#"):
			now = &section{}
			all[strings.TrimLeft(line, "# ")] = now
		default:
			if m := rowForm.FindStringSubmatch(line); m != nil && now != nil {
				now.rows = append(now.rows, [2]string{m[1], m[2]})
			}
		}
	}
	return all
}

// TestFormatFields: docs/format.md has every field of the JSON, and none that
// is not there, each with its type.
func TestFormatFields(t *testing.T) {
	docs := sections(t)
	used := map[string]bool{"document": true}
	for _, name := range sortedKeys(objects) {
		doc := docs[name]
		if doc == nil {
			t.Errorf("docs/format.md has no section %q", name)
			continue
		}
		var want [][2]string
		for _, f := range fields(reflect.TypeOf(objects[name])) {
			want = append(want, [2]string{f.name, typeWords(t, f.typ, used) + f.optional()})
		}
		if diff := cmp.Diff(want, doc.rows); diff != "" {
			t.Errorf("docs/format.md, section %q, against the Go type %T (-code +docs):\n%s", name, objects[name], diff)
		}
	}
	for name := range objects {
		if !used[name] && name != "reading" {
			t.Errorf("object %q is in no field of the JSON", name)
		}
	}
}

// TestFormatExamples: each example decodes into its type and has all fields.
func TestFormatExamples(t *testing.T) {
	docs := sections(t)
	for _, name := range sortedKeys(objects) {
		if docs[name] == nil {
			continue
		}
		text := docs[name].example
		v := reflect.New(reflect.TypeOf(objects[name]))
		dec := json.NewDecoder(strings.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(v.Interface()); err != nil {
			t.Errorf("%s: example: %v", name, err)
			continue
		}
		again, err := json.Marshal(v.Interface())
		if err != nil {
			t.Fatal(err)
		}
		var a, b any
		if json.Unmarshal([]byte(text), &a) != nil || json.Unmarshal(again, &b) != nil {
			t.Fatalf("%s: %s", name, again)
		}
		if diff := cmp.Diff(b, a); diff != "" {
			t.Errorf("%s: example lacks fields or has too many (-code +docs):\n%s", name, diff)
		}
	}
}

// TestFormatWords: docs/format.md has every word of every vocabulary, in the
// order of the constants; the standings with the rules that origin prints.
func TestFormatWords(t *testing.T) {
	docs := sections(t)
	for _, name := range sortedKeys(words) {
		doc := docs[name]
		if doc == nil {
			t.Errorf("docs/format.md has no vocabulary %q", name)
			continue
		}
		typ := reflect.TypeOf(words[name])
		want := constants(t, typ)
		var got []string
		for _, row := range doc.rows {
			got = append(got, row[0])
			if name == "fact.standing" && row[1] != origin.Rule(incident.Standing(row[0])) {
				t.Errorf("%s: rule %q, the code says %q", row[0], row[1], origin.Rule(incident.Standing(row[0])))
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("docs/format.md, vocabulary %q, against %v (-code +docs):\n%s", name, typ, diff)
		}
	}
}

// field is a member of a JSON object.
type field struct {
	name  string
	typ   reflect.Type
	empty bool // left out where empty
}

func (f field) optional() string {
	if f.empty {
		return ", optional"
	}
	return ""
}

// fields are the members that encoding/json prints, embedded ones included.
func fields(t reflect.Type) (out []field) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, rest, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-" || !f.IsExported():
		case f.Anonymous && tag == "":
			out = append(out, fields(f.Type)...)
		default:
			out = append(out, field{name, f.Type, rest == "omitempty"})
		}
	}
	return out
}

// typeWords is a Go type in the words of docs/format.md.
func typeWords(t *testing.T, typ reflect.Type, used map[string]bool) string {
	for name, o := range objects {
		if reflect.TypeOf(o) == typ {
			used[name] = true
			return name
		}
	}
	for _, w := range words {
		if reflect.TypeOf(w) == typ {
			return "word"
		}
	}
	switch typ {
	case reflect.TypeFor[source.Count]():
		return `integer or "several"`
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return typeWords(t, typ.Elem(), used) + " or null"
	case reflect.Slice:
		elem := typ.Elem()
		if elem.Kind() == reflect.Pointer {
			elem = elem.Elem()
		}
		return "list of " + typeWords(t, elem, used)
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int:
		return "integer"
	case reflect.Float64:
		return "number"
	}
	t.Errorf("%v has no section in docs/format.md: name it in the tables of this test", typ)
	return typ.String()
}

// constants are the values of the constants of a type, read in its package.
func constants(t *testing.T, typ reflect.Type) (out []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", strings.TrimPrefix(typ.PkgPath(), "hearsay/internal/"), "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%v: no source (%v)", typ, err)
	}
	for _, path := range paths {
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if id, ok := spec.Type.(*ast.Ident); ok && id.Name == typ.Name() {
				for _, v := range spec.Values {
					if lit, ok := v.(*ast.BasicLit); ok {
						s, err := strconv.Unquote(lit.Value)
						if err != nil {
							t.Fatal(err)
						}
						out = append(out, s)
					}
				}
			}
			return true
		})
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// TestFormatNulls: in a real reading no list is null.
func TestFormatNulls(t *testing.T) {
	r := load(t)
	var readings []*Reading
	for _, c := range examples(t) {
		rd, err := r.Read(c)
		if err != nil {
			t.Fatal(err)
		}
		readings = append(readings, rd)
	}
	doc := r.Join(readings, nil)
	lists(t, reflect.ValueOf(doc), "document")
	b, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	var again Document
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&again); err != nil {
		t.Fatal(err)
	}
	if c, err := json.Marshal(again); err != nil || !bytes.Equal(b, c) {
		t.Errorf("decoded and encoded again, the document differs (%v)", err)
	}
}

// lists reports every nil slice of a value at its place in the JSON.
func lists(t *testing.T, v reflect.Value, at string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			lists(t, v.Elem(), at)
		}
	case reflect.Slice:
		if v.IsNil() {
			t.Errorf("%s is null", at)
		}
		for i := range v.Len() {
			lists(t, v.Index(i), at+"[]")
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				lists(t, v.Field(i), at+"."+f.Name)
			}
		}
	}
}
