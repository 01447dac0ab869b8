package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"hearsay/internal/desk/bulk"
)

// TestNulls: what is empty is null in Parquet, however values and empty ones follow
// each other.
func TestNulls(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, marks string) {
		items := make([]bulk.Statement, len(marks))
		for i, m := range marks {
			items[i].ID, items[i].Report = "st", "r"
			if m == 'v' {
				items[i].Outlet, items[i].Corrected = "Lantern", "act=deny"
			}
		}
		var out bytes.Buffer
		f := statementParquet(&out)
		write, _, err := f.render(items)
		if err == nil {
			err = write()
		}
		if err == nil {
			err = f.end()
		}
		if err != nil {
			t.Fatalf("%v", err)
		}
		file, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatalf("%v", err)
		}
		for _, name := range []string{"outlet", "corrected"} {
			col, _ := file.Schema().Lookup(name)
			i := 0
			for _, g := range file.RowGroups() {
				pages := g.ColumnChunks()[col.ColumnIndex].Pages()
				for {
					p, err := pages.ReadPage()
					if err != nil {
						break
					}
					values := make([]parquet.Value, p.NumValues())
					_, _ = p.Values().ReadValues(values)
					for _, v := range values {
						if v.IsNull() != (marks[i] == '.') {
							t.Fatalf("%s: %s of row %d of %s is null: %v", name, v, i, marks, v.IsNull())
						}
						i++
					}
				}
				_ = pages.Close()
			}
			if i != len(marks) {
				t.Fatalf("%d rows of %d", i, len(marks))
			}
		}
	}
	for _, marks := range []string{".v..........", "..vv........", strings.Repeat(".", 28) + strings.Repeat("v", 28) + "........", "v", ".", "vvv...vvv"} {
		check(t, marks)
	}
	rapid.Check(t, func(rt *rapid.T) {
		check(rt, rapid.StringOfN(rapid.RuneFrom([]rune(".v")), 1, 200, -1).Draw(rt, "marks"))
	})
}
