package export

import (
	"io"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"hearsay/internal/desk/bulk"
)

// Statement is a statement as a line of Parquet: bulk.Statement, in the same
// order, with nulls for what is empty.
type Statement struct {
	ID             string  `parquet:"statement"`
	Report         string  `parquet:"report,dict"`
	Outlet         string  `parquet:"outlet,optional,dict"`
	Published      string  `parquet:"published,optional,dict"` // ISO day
	URL            string  `parquet:"url,optional,dict"`
	Source         string  `parquet:"source,optional,dict"` // key across reports
	Speaker        string  `parquet:"speaker,optional,dict"`
	Kind           string  `parquet:"kind,optional,dict"`
	Identification string  `parquet:"identification,optional,dict"`
	Relation       string  `parquet:"relation,optional,dict"`
	Act            string  `parquet:"act,dict"`
	Quotation      string  `parquet:"quotation,dict"`
	Negated        bool    `parquet:"negated"`
	Certainty      string  `parquet:"certainty,dict"`
	Confidence     float64 `parquet:"confidence"`
	Start          int64   `parquet:"start"` // of Words in the report, in code points
	End            int64   `parquet:"end"`
	Words          string  `parquet:"words"`
	Verdict        string  `parquet:"verdict,optional,dict"`
	Corrected      string  `parquet:"corrected,optional"`
	Reading        string  `parquet:"reading,dict"`
	Reader         string  `parquet:"reader,dict"`
	Row            int64   `parquet:"row"`
	Later          string  `parquet:"later_version,optional,dict"` // of its report, which holds in its place
}

const (
	nameless  = "empty where the text gives no source, or one without a name"
	voiceless = "empty where the text gives no source"
)

// statementColumns are those of the formats of statements.
var statementColumns = []column{
	{name: "statement"}, {name: "report"},
	{name: "outlet", why: "empty where a report does not name its outlet"},
	{name: "published", why: "empty where a report is not dated"},
	{name: "url", why: "empty where a report came without an address"},
	{name: "source", why: nameless},
	{name: "speaker", why: voiceless},
	{name: "kind", why: voiceless}, {name: "identification", why: voiceless}, {name: "relation", why: voiceless},
	{name: "act"}, {name: "quotation"}, {name: "negated"}, {name: "certainty"}, {name: "confidence"}, {name: "start"}, {name: "end"}, {name: "words"},
	{name: "verdict", why: "empty where no person accepted or rejected it"},
	{name: "corrected", why: "empty where no person corrected it; the other columns stay the machine's"},
	{name: "reading"}, {name: "reader"}, {name: "row"},
	{name: "later_version", why: "empty where its report's version is the last at its address"},
}

// statementSheet writes statements as CSV.
func statementSheet(w io.Writer) form[bulk.Statement] {
	return listed(w, statementColumns, func(b []byte, items []bulk.Statement) ([]byte, int, error) {
		l := csvLine{b: b}
		for i := range items {
			l.statement(&items[i])
		}
		return l.b, len(items), nil
	})
}

func (l *csvLine) statement(st *bulk.Statement) {
	for _, v := range [...]string{st.ID, st.Report, st.Outlet, st.Published, st.URL, st.Source, st.Speaker, st.Kind, st.Identification, st.Relation, st.Act, st.Quotation} {
		l.text(v)
	}
	l.yes(st.Negated)
	l.text(st.Certainty)
	l.real(st.Confidence)
	l.int(st.Start)
	l.int(st.End)
	for _, v := range [...]string{st.Words, st.Verdict, st.Corrected, st.Reading, st.Reader} {
		l.text(v)
	}
	l.int(st.Row)
	l.text(st.Later)
	l.end()
}

// statementLines writes statements as JSON, one a line.
func statementLines(w io.Writer) form[bulk.Statement] {
	return listed(w, nil, func(b []byte, items []bulk.Statement) ([]byte, int, error) {
		for i := range items {
			b = statementLine(b, &items[i])
		}
		return b, len(items), nil
	})
}

func statementLine(b []byte, st *bulk.Statement) []byte {
	name := func(n string) {
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), n...), '"', ':')
	}
	text := func(n, v string) {
		if name(n); v == "" {
			b = append(b, "null"...)
		} else {
			b = quote(b, v)
		}
	}
	number := func(n string, v int64) { name(n); b = strconv.AppendInt(b, v, 10) }
	b = append(b, '{')
	text("statement", st.ID)
	text("report", st.Report)
	text("outlet", st.Outlet)
	text("published", st.Published)
	text("url", st.URL)
	text("source", st.Source)
	text("speaker", st.Speaker)
	text("kind", st.Kind)
	text("identification", st.Identification)
	text("relation", st.Relation)
	text("act", st.Act)
	text("quotation", st.Quotation)
	name("negated")
	b = strconv.AppendBool(b, st.Negated)
	text("certainty", st.Certainty)
	name("confidence")
	b = strconv.AppendFloat(b, st.Confidence, 'f', 4, 64)
	number("start", st.Start)
	number("end", st.End)
	text("words", st.Words)
	text("verdict", st.Verdict)
	text("corrected", st.Corrected)
	text("reading", st.Reading)
	text("reader", st.Reader)
	number("row", st.Row)
	text("later_version", st.Later)
	return append(b, '}', '\n')
}

// statementParquet writes statements as Parquet.
func statementParquet(w io.Writer) form[bulk.Statement] {
	return columnar(w, func(items []bulk.Statement) ([]Statement, error) {
		rows := make([]Statement, len(items))
		for i := range items {
			rows[i] = Statement(items[i])
		}
		return rows, nil
	})
}

// group is how many rows a group of a Parquet file has at least.
const group = 50_000

// columnar is a Parquet file of rows of one type. Rows are taken apart one by one:
// writing them as they are, the library takes some empty values of a column for
// "" where the run of values before them is as long as what stands before the run
// (parquet-go 0.32, writeRowsFuncOfOptional; TestNulls).
func columnar[P, R any](w io.Writer, rows func([]P) ([]R, error)) form[P] {
	schema := parquet.SchemaOf(new(R))
	pw := parquet.NewGenericWriter[R](w, schema, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("hearsay", version, ""))
	width, held := len(schema.Columns()), 0
	return form[P]{
		render: func(items []P) (func() error, int, error) {
			list, err := rows(items)
			apart, values := make([]parquet.Row, len(list)), make(parquet.Row, 0, len(list)*width)
			for i := range list {
				from := len(values)
				values = schema.Deconstruct(values, &list[i])
				apart[i] = values[from:len(values):len(values)]
			}
			return func() error {
				if _, err := pw.WriteRows(apart); err != nil {
					return err
				}
				if held += len(apart); held < group {
					return nil
				}
				held = 0
				return pw.Flush()
			}, len(list), err
		},
		end: pw.Close,
	}
}
