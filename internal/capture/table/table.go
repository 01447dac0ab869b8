// Package table reads tables of reports, a row at a time: CSV with any of the
// usual separators, tab-separated lines as GDELT publishes them, JSON Lines, and
// JSON with a list of objects. Part of room 1.
//
//	headline,source,date,text
//	Dock hit,Harbour Courier,2025-03-04,"The dock was hit …"
//	row.JSON // {"headline":"Dock hit","source":"Harbour Courier",…}
//
// Always true: a row leaves as a JSON object with every cell under its column's
// name, in the order of the columns; a row that was JSON already leaves as it
// was, byte for byte, unless columns are renamed; memory is that of the longest
// row allowed, whatever the length of the table.
//
// A row that cannot be read is an error of the sequence, a *Damage; the others
// are read. A quotation mark that is never closed ends the table, as nobody can
// tell where the next row begins.
//
// What the columns mean is document's work (its package wire), but for the
// address of a row without a text, which somebody may want to fetch.
package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Row is one row of a table.
type Row struct {
	Number int // of the row among those that hold data, from 1
	JSON   []byte
	// Link is the address in a row that has no text; "" else.
	Link string
	// Outlet is the name in the row of such a link.
	Outlet string
}

// Damage is a row that could not be read.
type Damage struct {
	Number int
	Reason string
}

func (d *Damage) Error() string { return fmt.Sprintf("row %d %s", d.Number, d.Reason) }

// Options of the readers.
type Options struct {
	// Columns names the column that holds a thing: "body" -> "Inhalt". The things
	// are headline, body, url, outlet, by, date, updated, located and credit.
	Columns map[string]string
	// MaxBytes bounds a row; 16 MB where 0.
	MaxBytes int64
}

// Things are what Options.Columns may name, with the field by which the item of
// a row says it.
var things = map[string]string{
	"headline": "headline", "body": "body_text", "url": "url", "outlet": "provider", "by": "byline",
	"date": "firstpublished", "updated": "versioncreated", "located": "located", "credit": "creditline",
}

// Check says which name of columns is none.
func (o *Options) Check() error {
	for k := range o.Columns {
		if things[k] == "" {
			return fmt.Errorf("%q is nothing a column may hold; that is one of body, by, credit, date, headline, located, outlet, updated, url", k)
		}
	}
	return nil
}

// texts and links are the names of columns that hold a report's words and its
// address, in lower case.
var (
	texts = strings.Fields("body_text bodytext body_xhtml body_html bodyxhtml bodyhtml articlebody maintext full_text fulltext story_text cleaned_text text content body article bodies summary")
	links = strings.Fields("url link canonicalurl documentidentifier sourceurl mentionidentifier permalink story_url")
	other = strings.Fields("headline title date published_date publish_date published publishedat seendate author byline source outlet media_name domain language id stories_id")
)

// Separator is how the cells of a table are parted whose first line is given; 0
// for a text that is no table.
func Separator(line string) rune {
	line = strings.TrimPrefix(strings.TrimRight(line, "\r\n"), "\uFEFF")
	if gdelt(strings.Split(line, "\t")) != nil {
		return '\t'
	}
	for _, sep := range ",\t;|" {
		r := csv.NewReader(strings.NewReader(line))
		r.Comma = sep
		cells, err := r.Read()
		if err != nil || len(cells) < 2 {
			continue
		}
		told, main := 0, false
		for _, c := range cells {
			c = strings.ToLower(strings.TrimSpace(c))
			isMain := slices.Contains(texts, c) || slices.Contains(links, c)
			if main = main || isMain; isMain || slices.Contains(other, c) {
				told++
			}
		}
		if main && told >= 2 {
			return sep
		}
	}
	return 0
}

// gdelt are the names of a line's columns as the GDELT project publishes its
// tables, without a first line of names; nil for another line.
func gdelt(cells []string) []string {
	named := func(n int, names map[int]string) []string {
		out := make([]string, n)
		for i := range out {
			if out[i] = names[i]; out[i] == "" {
				out[i] = fmt.Sprintf("column_%d", i+1)
			}
		}
		return out
	}
	digits := func(s string, n int) bool { return len(s) >= n && strings.Trim(s, "0123456789") == "" }
	switch {
	case (len(cells) == 58 || len(cells) == 61) && digits(cells[0], 5) && digits(cells[1], 8):
		return named(len(cells), map[int]string{0: "globaleventid", 1: "sqldate", len(cells) - 1: "sourceurl"})
	case len(cells) == 27 && strings.Contains(cells[0], "-") && digits(cells[1], 14):
		return named(27, map[int]string{0: "gkgrecordid", 1: "date", 3: "domain", 4: "documentidentifier"})
	case len(cells) == 16 && digits(cells[0], 5) && digits(cells[1], 14):
		return named(16, map[int]string{0: "globaleventid", 2: "date", 4: "domain", 5: "mentionidentifier"})
	}
	return nil
}

// budget bounds what is read for one row.
type budget struct {
	r         io.Reader
	left, max int64
}

var errLong = errors.New("is too long, or has a quotation mark that is never closed")

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLong
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

func (o *Options) budget(r io.Reader) *budget {
	most := o.MaxBytes
	if most <= 0 {
		most = 16_000_000
	}
	return &budget{r, most, most}
}

// CSV reads cells parted by sep; the first line names the columns, unless the
// table is one of GDELT's.
func CSV(r io.Reader, sep rune, opt Options) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		in := opt.budget(r)
		c := csv.NewReader(in)
		c.Comma, c.FieldsPerRecord, c.ReuseRecord = sep, -1, true
		c.LazyQuotes = sep == '\t'
		var names []string
		for n := 0; ; {
			in.left = in.max
			cells, err := c.Read()
			if err == io.EOF {
				return
			}
			if names == nil && err == nil {
				if names = gdelt(cells); names == nil {
					names = slices.Clone(cells)
					for i := range names {
						names[i] = decoded(strings.TrimSpace(strings.TrimPrefix(names[i], "\uFEFF")))
					}
					continue
				}
			}
			n++
			var bad *csv.ParseError
			switch {
			case errors.As(err, &bad) && !errors.Is(err, errLong):
				err = &Damage{n, "cannot be read (" + bad.Err.Error() + ")"}
			case errors.Is(err, errLong):
				yield(Row{}, &Damage{n, errLong.Error() + "; what follows it is not read"})
				return
			case err != nil:
				yield(Row{}, err)
				return
			case len(cells) != len(names):
				err = &Damage{n, fmt.Sprintf("has %d cells, and the table %d columns", len(cells), len(names))}
			}
			var row Row
			if err == nil {
				row, err = opt.row(n, names, cells)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// row writes cells as a JSON object.
func (o *Options) row(n int, names, cells []string) (Row, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	put := func(name, value string) {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		k, _ := json.Marshal(name)
		v, _ := json.Marshal(value)
		b.Write(k)
		b.WriteByte(':')
		b.Write(v)
	}
	row := Row{Number: n}
	hasText := false
	for i, name := range names {
		value := decoded(cells[i])
		if name == "" || value == "" {
			continue
		}
		for what, column := range o.Columns {
			if strings.EqualFold(column, name) {
				name = things[what]
			}
		}
		put(name, value)
		low := strings.ToLower(name)
		switch {
		case slices.Contains(texts, low):
			hasText = true
		case slices.Contains(links, low) && strings.HasPrefix(value, "http"):
			row.Link = value
		case low == "domain" || low == "source" || low == "outlet" || low == "media_name":
			row.Outlet = value
		}
	}
	b.WriteByte('}')
	row.JSON = b.Bytes()
	if hasText {
		row.Link, row.Outlet = "", ""
	}
	return row, nil
}

// decoded is a cell as UTF-8, without NUL bytes; one that is not UTF-8 is in
// Windows-1252, as old exports are.
func decoded(s string) string {
	if !utf8.ValidString(s) {
		if d, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
			s = d
		}
	}
	return strings.ReplaceAll(s, "\x00", "\uFFFD")
}

// Lines reads JSON Lines. Empty lines are passed over.
func Lines(r io.Reader, opt Options) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		in := opt.budget(r)
		br := bufio.NewReaderSize(in, 64<<10)
		for n := 0; ; {
			in.left = in.max
			line, err := br.ReadBytes('\n')
			line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\uFEFF")))
			if len(line) > 0 && !errors.Is(err, errLong) {
				n++
				row, e := opt.object(n, line)
				if !yield(row, e) {
					return
				}
			}
			switch {
			case err == io.EOF:
				return
			case errors.Is(err, errLong):
				n++
				skip := true
				for skip { // to the end of the line
					in.left = in.max
					_, e := br.ReadSlice('\n')
					skip = errors.Is(e, bufio.ErrBufferFull) || errors.Is(e, errLong)
				}
				if !yield(Row{}, &Damage{n, fmt.Sprintf("is longer than %d bytes", in.max)}) {
					return
				}
			case err != nil:
				yield(Row{}, err)
				return
			}
		}
	}
}

// object is one JSON object as a row.
func (o *Options) object(n int, b []byte) (Row, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return Row{}, &Damage{n, "is no JSON object (" + err.Error() + ")"}
	}
	row := Row{Number: n, JSON: bytes.Clone(b)}
	hasText := false
	for name, raw := range fields {
		var s string
		if json.Unmarshal(raw, &s) != nil {
			hasText = hasText || strings.EqualFold(name, "bodies")
			continue
		}
		low := strings.ToLower(name)
		switch {
		case slices.Contains(texts, low) && s != "":
			hasText = true
		case slices.Contains(links, low) && strings.HasPrefix(s, "http"):
			row.Link = s
		case low == "domain" || low == "media_name":
			row.Outlet = s
		}
	}
	if column := o.Columns["body"]; column != "" && len(fields[column]) > 2 {
		hasText = true
	}
	if hasText {
		row.Link, row.Outlet = "", ""
	}
	if len(o.Columns) > 0 {
		var err error
		if row.JSON, err = o.renamed(fields); err != nil {
			return Row{}, &Damage{n, err.Error()}
		}
	}
	return row, nil
}

// renamed is an object whose fields have the names that mean what they hold.
func (o *Options) renamed(fields map[string]json.RawMessage) ([]byte, error) {
	for what, column := range o.Columns {
		if v, ok := fields[column]; ok && things[what] != column {
			delete(fields, column)
			fields[things[what]] = v
		}
	}
	return json.Marshal(fields) // sorted by name
}

// List reads the objects of a JSON array, or of the array that stands under one
// of the names in an object.
func List(r io.Reader, under []string, opt Options) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		in := opt.budget(r)
		d := json.NewDecoder(in)
		fail := func(n int, err error) {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				err = errors.New("is cut off")
			}
			yield(Row{}, &Damage{n, err.Error() + "; what follows it is not read"})
		}
		if err := enter(d, in, under); err != nil {
			fail(1, err)
			return
		}
		n := 0
		for d.More() {
			in.left = in.max
			n++
			var raw json.RawMessage
			if err := d.Decode(&raw); err != nil {
				fail(n, err)
				return
			}
			row, err := opt.object(n, raw)
			if !yield(row, err) {
				return
			}
		}
		if _, err := d.Token(); err != nil {
			fail(n+1, err)
		}
	}
}

// enter goes to the first element of the list.
func enter(d *json.Decoder, in *budget, under []string) error {
	t, err := d.Token()
	if err != nil || t == json.Delim('[') {
		return err
	}
	for d.More() {
		in.left = in.max
		k, err := d.Token()
		if err != nil {
			return err
		}
		if name, ok := k.(string); ok && slices.Contains(under, strings.ToLower(name)) {
			if t, err := d.Token(); err != nil || t == json.Delim('[') {
				return err
			}
			continue
		}
		var skip json.RawMessage
		if err := d.Decode(&skip); err != nil {
			return err
		}
	}
	return errors.New("is in no list")
}
