package bundle

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"hearsay/internal/capture"
	"hearsay/internal/capture/feed"
	"hearsay/internal/capture/table"
)

// Item is one report, or the address of one.
type Item struct {
	capture.Capture
	// Link is where the report is to be had, where only that is known; the
	// capture is then empty but for its URI and what is stated of it.
	Link string
}

// Options of Open and Read.
type Options struct {
	// MaxBytes bounds one report; capture.DefaultMaxBytes where 0.
	MaxBytes int64
	// Stated goes before what an item says of itself.
	Stated capture.Stated
	// Columns are those of table.Options.
	Columns map[string]string
	// Skipped, where not nil, is told of each part that holds no report: a picture,
	// a script, a redirect.
	Skipped func(uri, why string)
}

func (o *Options) limits() capture.Limits { return capture.Limits{MaxBytes: o.MaxBytes} }

func (o *Options) most() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return capture.DefaultMaxBytes
}

func (o *Options) skip(uri, why string) {
	if o.Skipped != nil {
		o.Skipped(uri, why)
	}
}

// maxDepth is how many bundles may lie in each other: a table in a gzip file in
// a zip file.
const maxDepth = 3

// Is reports whether a file holds, or may hold, several reports. A file that
// cannot be read, or is none, does not.
func Is(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, headBytes)
	n, _ := io.ReadFull(f, head)
	switch formOf(head[:n]) {
	case single:
		return false
	case zipped:
		return !isDocx(f, info.Size())
	}
	return true
}

// Open brings out the reports of one file.
func Open(path string, opt Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || !Is(path) {
			c, err := capture.File(path, opt.Stated, opt.limits())
			yield(Item{Capture: c}, err)
			return
		}
		f, err := os.Open(path)
		if err != nil {
			_, err = capture.File(path, opt.Stated, opt.limits())
			yield(Item{}, err)
			return
		}
		defer f.Close()
		b := &opening{opt: &opt, yield: yield}
		head := make([]byte, 4)
		if n, _ := f.ReadAt(head, 0); formOf(head[:n]) == zipped {
			b.zip(f, info.Size(), path, 0)
			return
		}
		b.stream(f, path, 0)
	}
}

// Read brings out the reports of a stream that is named uri. A zip file is held
// whole, and so bounded as a report is: give it as a file.
func Read(r io.Reader, uri string, opt Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		b := &opening{opt: &opt, yield: yield}
		b.stream(r, uri, 0)
	}
}

// opening is one call of Open or Read.
type opening struct {
	opt   *Options
	yield func(Item, error) bool
	ended bool
}

func (b *opening) give(it Item, err error) bool {
	if !b.ended && !b.yield(it, err) {
		b.ended = true
	}
	return !b.ended
}

func (b *opening) bad(uri, reason, advice string) bool {
	return b.give(Item{}, &capture.Error{URI: uri, Reason: reason, Advice: advice})
}

const adviceWhole = "get it again from where it came, or give what can be saved of it"

// stream opens what a stream holds.
func (b *opening) stream(r io.Reader, uri string, depth int) {
	br := bufio.NewReaderSize(r, headBytes)
	head, err := br.Peek(headBytes)
	if err != nil && err != io.EOF && len(head) == 0 {
		b.give(Item{}, readError(uri, err))
		return
	}
	f := formOf(head)
	if depth >= maxDepth && (f == packedGzip || f == packedZstd || f == zipped) {
		b.bad(uri, "is packed too often", "unpack it and give what is in it")
		return
	}
	switch f {
	case archive:
		b.archive(br, uri)
	case packedGzip:
		if formOf(inflated(head)) == archive {
			b.archive(br, uri)
			return
		}
		z, err := gzip.NewReader(br)
		if err != nil {
			b.bad(uri, "is a damaged gzip file", adviceWhole)
			return
		}
		b.stream(&packed{z}, uri, depth+1)
	case packedZstd:
		b.packedZstd(br, head, uri, depth)
	case zipped:
		whole, err := io.ReadAll(io.LimitReader(br, b.opt.most()+1))
		switch {
		case err != nil:
			b.give(Item{}, readError(uri, err))
		case int64(len(whole)) > b.opt.most():
			b.bad(uri, fmt.Sprintf("is a zip file of more than %d bytes in a stream", b.opt.most()), "give it as a file, or raise --max-size")
		case isDocx(bytes.NewReader(whole), int64(len(whole))):
			b.give(Item{Capture: capture.Of(whole, uri, b.opt.Stated)}, nil)
		default:
			b.zip(bytes.NewReader(whole), int64(len(whole)), uri, depth)
		}
	case listing:
		b.feed(br, uri)
	case items:
		b.items(br, uri)
	case cells:
		first, _, _ := bytes.Cut(head, []byte("\n"))
		b.table(uri, table.CSV(br, table.Separator(string(first)), b.tableOptions()))
	case objects:
		b.table(uri, table.Lines(br, b.tableOptions()))
	case list:
		b.table(uri, table.List(br, lists, b.tableOptions()))
	default:
		c, err := capture.Stream(br, uri, b.opt.Stated, b.opt.limits())
		b.give(Item{Capture: c}, err)
	}
}

func (b *opening) packedZstd(br *bufio.Reader, head []byte, uri string, depth int) {
	if head[0]&0xF0 == 0x50 { // a frame that holds no data: the dictionary of an archive
		b.archive(br, uri)
		return
	}
	z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
	if err != nil {
		b.bad(uri, "is a damaged zstd file", adviceWhole)
		return
	}
	defer z.Close()
	inner := bufio.NewReaderSize(z, headBytes)
	if h, _ := inner.Peek(8); formOf(h) == archive {
		b.archive(inner, uri)
		return
	}
	b.stream(&packed{inner}, uri, depth+1)
}

// readError is an error of the stream below.
func readError(uri string, err error) error {
	reason := "cannot be read (" + err.Error() + ")"
	if errors.Is(err, io.ErrUnexpectedEOF) {
		reason = "is cut off"
	}
	return &capture.Error{URI: uri, Reason: reason, Advice: adviceWhole, Err: err}
}

// packed says of a packed stream that breaks what is wrong with it.
type packed struct{ r io.Reader }

func (s *packed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("packed, and damaged: %w", err)
	}
	return n, err
}

func (b *opening) tableOptions() table.Options {
	return table.Options{Columns: b.opt.Columns, MaxBytes: b.opt.most()}
}

// table brings out rows.
func (b *opening) table(uri string, rows iter.Seq2[table.Row, error]) {
	for row, err := range rows {
		var d *table.Damage
		switch {
		case errors.As(err, &d):
			if !b.bad(fmt.Sprintf("%s#row=%d", uri, d.Number), d.Reason, "mend the row, or leave it out") {
				return
			}
			continue
		case err != nil:
			b.give(Item{}, readError(uri, err))
			return
		}
		at := fmt.Sprintf("%s#row=%d", uri, row.Number)
		it := Item{Capture: capture.Of(row.JSON, at, b.opt.Stated)}
		if row.Link != "" {
			st := b.opt.Stated
			if st.Outlet == "" {
				st.Outlet = row.Outlet
			}
			it = Item{Capture: capture.Capture{URI: at, Stated: st}, Link: row.Link}
		}
		if !b.give(it, nil) {
			return
		}
	}
}

// feed brings out the items of a feed: those with their whole text as reports,
// the others as links.
func (b *opening) feed(r io.Reader, uri string) {
	c, err := capture.Stream(r, uri, b.opt.Stated, b.opt.limits())
	if err != nil {
		b.give(Item{}, err)
		return
	}
	f, err := feed.Parse(c.Bytes)
	if err != nil {
		b.bad(uri, err.Error(), "check that it is a feed")
		return
	}
	for _, o := range f.Feeds {
		if !b.give(Item{Capture: capture.Capture{URI: uri + "#" + o.URL}, Link: o.URL}, nil) {
			return
		}
	}
	for i := range f.Items {
		it := &f.Items[i]
		name := uri + "#" + it.ID
		out := Item{Capture: capture.Capture{URI: name, Stated: b.opt.Stated}, Link: it.URL}
		if out.Credit == "" {
			out.Credit = it.Credit
		}
		if b := ItemJSON(it); b != nil {
			out = Item{Capture: capture.Of(b, name, out.Stated)}
		} else if it.URL == "" {
			out.Link = ""
		}
		switch {
		case out.Link == "" && out.Bytes == nil:
			b.opt.skip(name, "an item with neither text nor address")
		case !b.give(out, nil):
			return
		}
	}
	if len(f.Items)+len(f.Feeds) == 0 {
		b.bad(uri, "is a feed without items", "give another")
	}
}
