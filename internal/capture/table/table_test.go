package table

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lines are the rows and errors of a table, one after the other.
func lines(seq iter.Seq2[Row, error]) []string {
	var out []string
	for row, err := range seq {
		switch {
		case err != nil:
			out = append(out, "! "+err.Error())
		case row.Link != "":
			out = append(out, row.Outlet+" -> "+row.Link)
		default:
			out = append(out, string(row.JSON))
		}
	}
	return out
}

// The rows are invented.
func TestCSV(t *testing.T) {
	for _, c := range []struct {
		name, in string
		columns  map[string]string
		want     []string
	}{
		{"commas", "\uFEFFtitle,source,text\nDock hit,Courier,\"The dock, hit.\nTwo died.\"\n\nTwo,Courier,More.\n", nil,
			[]string{`{"title":"Dock hit","source":"Courier","text":"The dock, hit.\nTwo died."}`, `{"title":"Two","source":"Courier","text":"More."}`}},
		{"semicolons in Windows-1252", "title;content\nCaf\xe9;A\x00b\n", nil, []string{`{"title":"Café","content":"A` + "\uFFFD" + `b"}`}},
		{"renamed", "Titel,text,url\nDock hit,The dock.,http://a.example\n", map[string]string{"headline": "titel"}, []string{`{"headline":"Dock hit","text":"The dock.","url":"http://a.example"}`}},
		{"links", "url,title,domain\nhttp://a.example/1,Dock hit,a.example\n", nil, []string{"a.example -> http://a.example/1"}},
		{"bad rows", "title,text\na\nb,c,d\ne,f\n", nil, []string{"! row 1 has 1 cells, and the table 2 columns", "! row 2 has 3 cells, and the table 2 columns", `{"title":"e","text":"f"}`}},
		{"a bad quote", "title,text\na\"b,c\nd,e\n", nil, []string{`! row 1 cannot be read (bare " in non-quoted-field)`, `{"title":"d","text":"e"}`}},
		{"an open quote", "title,text\na,b\nc,\"" + strings.Repeat("The dock. ", 30_000), nil, []string{`{"title":"a","text":"b"}`, "! row 2 is too long, or has a quotation mark that is never closed; what follows it is not read"}},
	} {
		first, _, _ := strings.Cut(c.in, "\n")
		sep := Separator(first)
		if got := lines(CSV(strings.NewReader(c.in), sep, Options{Columns: c.columns, MaxBytes: 100_000})); cmp.Diff(c.want, got) != "" {
			t.Errorf("%s: %s", c.name, cmp.Diff(c.want, got))
		}
	}
}

func TestGDELT(t *testing.T) {
	events := "1234567890\t20250304" + strings.Repeat("\tx", 58) + "\thttp://a.example/1\n"
	gkg := "20250304120000-1\t20250304120000\t1\ta.example\thttp://a.example/2" + strings.Repeat("\t", 22) + "\n"
	for in, want := range map[string]string{events: " -> http://a.example/1", gkg: "a.example -> http://a.example/2"} {
		sep := Separator(in)
		if got := lines(CSV(strings.NewReader(in+in), sep, Options{})); sep != '\t' || len(got) != 2 || got[1] != want {
			t.Errorf("%q", got)
		}
	}
}

func TestSeparator(t *testing.T) {
	for in, want := range map[string]rune{
		"title,text\n": ',', "Title;Date;Content": ';', "url|title": '|', "date\tauthor\turl\r\n": '\t',
		"The dock, hit, they said": 0, "text": 0, "": 0, "In a text, content and title matter": 0, "a,b,c": 0, "\"": 0,
	} {
		if got := Separator(in); got != want {
			t.Errorf("Separator(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	one, two := `{"title":"a","text":"b"}`, `{"title":"c","text":"d"}`
	for _, c := range []struct {
		name string
		seq  iter.Seq2[Row, error]
		want []string
	}{
		{"lines", Lines(strings.NewReader(one+"\n\n"+two), Options{}), []string{one, two}},
		{"a bad line", Lines(strings.NewReader(one+"\n{\"title\":\n"+two), Options{}), []string{one, "! row 2 is no JSON object (unexpected end of JSON input)", two}},
		{"a long line", Lines(strings.NewReader(one+"\n"+strings.Repeat("x", 300_000)+"\n"+two), Options{MaxBytes: 100_000}), []string{one, "! row 2 is longer than 100000 bytes", two}},
		{"links", Lines(strings.NewReader(`{"url":"http://a.example/1","domain":"a.example"}`), Options{}), []string{"a.example -> http://a.example/1"}},
		{"renamed", Lines(strings.NewReader(`{"Inhalt":"b","x":1}`), Options{Columns: map[string]string{"body": "Inhalt"}}), []string{`{"body_text":"b","x":1}`}},
		{"a list", List(strings.NewReader("["+one+","+two+"]"), nil, Options{}), []string{one, two}},
		{"articles", List(strings.NewReader(`{"status":"ok","n":[1],"articles":[`+one+","+two+`]}`), []string{"articles"}, Options{}), []string{one, two}},
		{"a list that is cut", List(strings.NewReader("["+one+`,{"title`), nil, Options{}), []string{one, "! row 2 is cut off; what follows it is not read"}},
		{"no list", List(strings.NewReader(`{"a":1}`), []string{"articles"}, Options{}), []string{"! row 1 is in no list; what follows it is not read"}},
		{"a stream that breaks", Lines(io.MultiReader(strings.NewReader(one+"\n"), broken{}), Options{}), []string{one, "! the line is down"}},
	} {
		if got := lines(c.seq); cmp.Diff(c.want, got) != "" {
			t.Errorf("%s: %s", c.name, cmp.Diff(c.want, got))
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the line is down") }

func BenchmarkCSV(b *testing.B) {
	var in strings.Builder
	in.WriteString("title,source,text\n")
	for i := range 1000 {
		fmt.Fprintf(&in, "Dock %d hit,Courier,\"%s\"\n", i, strings.Repeat("The dock was hit, two officials said. ", 80))
	}
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		for _, err := range CSV(strings.NewReader(in.String()), ',', Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
