package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"hearsay/internal/capture/encoded"
)

// Limits bound what a record may take.
type Limits struct {
	MaxBytes int64 // of a record's block and of its decoded body; 16 MB where 0
}

// Record is one answer of a server, or one resource.
type Record struct {
	URI    string
	Date   time.Time // WARC-Date; zero where the archive does not say
	Type   string    // response, resource, conversion
	Status int       // of the HTTP answer, 0 for a resource
	Header http.Header
	// Body is the answer's content without transfer and content encodings.
	Body []byte
	// Offset is where the record begins, in decompressed bytes.
	Offset int64
}

// Damage is a record that could not be read. Others are.
type Damage struct {
	URI    string // "" where the record does not come so far
	Offset int64  // decompressed bytes
	Reason string
}

// Error says where and what.
func (d *Damage) Error() string {
	if d.URI == "" {
		return fmt.Sprintf("record at byte %d: %s", d.Offset, d.Reason)
	}
	return fmt.Sprintf("record of %s at byte %d: %s", d.URI, d.Offset, d.Reason)
}

// Read yields the records of an archive. Errors that are a *Damage cost one
// record; any other is the last that is yielded.
func Read(r io.Reader, lim Limits) iter.Seq2[*Record, error] {
	if lim.MaxBytes == 0 {
		lim.MaxBytes = 16_000_000
	}
	return func(yield func(*Record, error) bool) {
		t := &tape{r: r}
		in := bufio.NewReaderSize(t, 1<<18)
		magic, _ := in.Peek(4)
		switch {
		case len(magic) == 0:
			yield(nil, errors.New("the archive is empty"))
		case bytes.HasPrefix(magic, []byte{0x1F, 0x8B}):
			members(t, in, lim, yield)
		case bytes.HasPrefix(magic, []byte{0x28, 0xB5, 0x2F, 0xFD}), len(magic) == 4 && magic[0]&0xF0 == 0x50 && bytes.Equal(magic[1:], []byte{0x2A, 0x4D, 0x18}):
			opt := []zstd.DOption{zstd.WithDecoderMaxMemory(256 << 20), zstd.WithDecoderConcurrency(1)}
			dict, err := dictionary(in)
			if err == nil && dict != nil {
				opt = append(opt, dict)
			}
			var z *zstd.Decoder
			if err == nil {
				z, err = zstd.NewReader(in, opt...)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			defer z.Close()
			s := &scanner{in: bufio.NewReaderSize(z, 1<<18), lim: lim}
			s.all(yield)
		default:
			s := &scanner{in: in, lim: lim}
			s.all(yield)
		}
	}
}

// members reads a gzip archive member by member. After a damaged one, it looks
// for where the next begins from the damaged one's own beginning on: one that is
// cut has swallowed what follows it.
func members(t *tape, in *bufio.Reader, lim Limits, yield func(*Record, error) bool) {
	t.kept = keptBytes
	var z *gzip.Reader
	base := int64(0)
	damaged := false
	for {
		if !nextMember(in, damaged) {
			return
		}
		start := t.off + int64(t.pos) - int64(in.Buffered())
		t.mark(start)
		again := func() {
			t.rewind(start + 1)
			in.Reset(t)
			damaged = true
		}
		damaged = false
		var err error
		if z == nil {
			z, err = gzip.NewReader(in)
		} else {
			err = z.Reset(in)
		}
		if err == nil {
			z.Multistream(false)
			s := &scanner{in: bufio.NewReaderSize(z, 1<<16), lim: lim, at: base}
			if !s.all(yield) {
				return
			}
			base = s.at
			if s.broken == nil {
				_, err = io.Copy(io.Discard, z) // a trailer that does not fit is told here
			}
			if s.broken == nil && err != nil && !yield(nil, &Damage{Offset: base, Reason: "its checksum does not fit: " + err.Error()}) {
				return
			}
			if s.broken != nil || err != nil {
				again()
			}
			continue
		}
		if errors.Is(err, io.EOF) {
			return
		}
		if !yield(nil, &Damage{Offset: base, Reason: "no gzip member: " + err.Error()}) {
			return
		}
		again()
	}
}

// nextMember moves to the next gzip member; false at the end. Behind a damaged
// one it is only believed where a record begins in it.
func nextMember(in *bufio.Reader, damaged bool) bool {
	for {
		b, _ := in.Peek(3)
		if len(b) < 3 {
			return false
		}
		if b[0] == 0x1F && b[1] == 0x8B && b[2] == 8 && (!damaged || begins(in)) {
			return true
		}
		n := 1
		if ahead, _ := in.Peek(min(in.Buffered(), 1<<16)); len(ahead) > 1 {
			if n = bytes.IndexByte(ahead[1:], 0x1F) + 1; n == 0 {
				n = len(ahead)
			}
		}
		_, _ = in.Discard(n)
	}
}

// begins reports whether a record begins in the gzip member that comes next.
func begins(in *bufio.Reader) bool {
	ahead, _ := in.Peek(4096)
	z, err := gzip.NewReader(bytes.NewReader(ahead))
	if err != nil {
		return false
	}
	b := make([]byte, 5)
	_, err = io.ReadFull(z, b)
	return err == nil && string(b) == "WARC/"
}

// scanner reads records from one stream of bytes.
type scanner struct {
	in     *bufio.Reader
	lim    Limits
	at     int64 // bytes read
	broken error // what ended the stream early
}

// all yields the records of the stream; false where the caller has enough.
func (s *scanner) all(yield func(*Record, error) bool) bool {
	for {
		rec, err := s.next()
		switch {
		case err == nil && rec == nil:
			continue // a kind of record that holds no answer
		case errors.Is(err, io.EOF):
			return true
		}
		var d *Damage
		if err != nil && !errors.As(err, &d) {
			s.broken = err
			return yield(nil, &Damage{Offset: s.at, Reason: "the archive ends in the middle of it: " + err.Error()})
		}
		if !yield(rec, err) {
			return false
		}
		if d != nil && !s.resync() {
			return true
		}
	}
}

func (s *scanner) line() (string, error) {
	b, err := s.in.ReadSlice('\n')
	s.at += int64(len(b))
	if errors.Is(err, bufio.ErrBufferFull) {
		return "", &Damage{Offset: s.at, Reason: "a line of its header is too long"}
	}
	if err != nil && (len(b) == 0 || !errors.Is(err, io.EOF)) {
		return "", err
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

// resync looks for the next record in a stream; false at the end.
func (s *scanner) resync() bool {
	for {
		b, err := s.in.Peek(5)
		if len(b) < 5 {
			s.broken = err
			return false
		}
		if string(b) == "WARC/" {
			return true
		}
		skipped, err := s.in.ReadSlice('\n')
		s.at += int64(len(skipped))
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			s.broken = err
			return false
		}
	}
}

// next is the next record; nil where it holds no answer.
func (s *scanner) next() (*Record, error) {
	line := ""
	for line == "" { // records end with two empty lines
		var err error
		if line, err = s.line(); err != nil {
			return nil, err
		}
	}
	start := s.at - int64(len(line)) - 2
	if !strings.HasPrefix(line, "WARC/1.") && !strings.HasPrefix(line, "WARC/0.") {
		return nil, &Damage{Offset: start, Reason: fmt.Sprintf("%.20q is no record of a web archive", line)}
	}
	h, err := s.header()
	if err != nil {
		return nil, unexpected(err)
	}
	rec := &Record{URI: strings.Trim(h.Get("WARC-Target-URI"), "<>"), Type: h.Get("WARC-Type"), Offset: start}
	rec.Date, _ = time.Parse(time.RFC3339Nano, h.Get("WARC-Date"))
	size, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return nil, &Damage{URI: rec.URI, Offset: start, Reason: "it does not say how long it is"}
	}
	skip := rec.Type != "response" && rec.Type != "resource" && rec.Type != "conversion"
	kind := h.Get("Content-Type")
	if rec.Type == "response" && !strings.Contains(kind, "http") {
		skip = true // dns:
	}
	if skip || size > s.lim.MaxBytes+64<<10 {
		n, err := io.CopyN(io.Discard, s.in, size)
		s.at += n
		if err != nil {
			return nil, unexpected(err)
		}
		if !skip {
			return nil, &Damage{URI: rec.URI, Offset: start, Reason: fmt.Sprintf("it is larger than %d bytes", s.lim.MaxBytes)}
		}
		return nil, nil
	}
	block := make([]byte, size)
	n, err := io.ReadFull(s.in, block)
	s.at += int64(n)
	if err != nil {
		return nil, unexpected(err)
	}
	if said := h.Get("WARC-Block-Digest"); !fits(said, block) {
		return nil, &Damage{URI: rec.URI, Offset: start, Reason: "its bytes are not those of its digest (" + said + ")"}
	}
	if rec.Type != "response" {
		rec.Header, rec.Body = http.Header{"Content-Type": {kind}}, block
		return rec, nil
	}
	if err := rec.answer(block, s.lim.MaxBytes); err != nil {
		return nil, &Damage{URI: rec.URI, Offset: start, Reason: err.Error()}
	}
	return rec, nil
}

// answer takes an HTTP answer apart.
func (rec *Record) answer(block []byte, most int64) error {
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return fmt.Errorf("its HTTP answer cannot be read: %w", err)
	}
	defer resp.Body.Close()
	rec.Status, rec.Header = resp.StatusCode, resp.Header
	// Archives often keep a length or a chunking that is no longer true.
	raw, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	if err != nil {
		if i := bytes.Index(block, []byte("\r\n\r\n")); i >= 0 && len(raw) == 0 {
			raw = block[i+4:]
		}
	}
	rec.Body, err = encoded.Decode(raw, resp.Header.Get("Content-Encoding"), most)
	return err
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// header reads the named fields of a record.
func (s *scanner) header() (http.Header, error) {
	h := http.Header{}
	last := ""
	for n := 0; ; n++ {
		line, err := s.line()
		if err != nil {
			return nil, err
		}
		switch {
		case line == "":
			return h, nil
		case n > 200:
			return nil, &Damage{Offset: s.at, Reason: "its header has no end"}
		case (line[0] == ' ' || line[0] == '\t') && last != "":
			h.Set(last, h.Get(last)+" "+strings.TrimSpace(line))
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, &Damage{Offset: s.at, Reason: fmt.Sprintf("%.40q is no field of a header", line)}
		}
		last = strings.TrimSpace(name)
		h.Add(last, strings.TrimSpace(value))
	}
}
