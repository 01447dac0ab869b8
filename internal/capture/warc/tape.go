package warc

import "io"

// tape reads a stream and keeps what was read since a mark, so that a damaged
// record can be gone back into.
type tape struct {
	r    io.Reader
	buf  []byte // from the mark on
	pos  int    // of buf, read so far
	off  int64  // of buf[0] in the stream
	err  error
	kept int // how much is kept at most; 0 for nothing
}

// keptBytes is how far back a damaged record is searched for the next one. Few
// records are longer; of one that is, its end is searched.
const keptBytes = 32 << 20

// chunk is how much is read at a time.
const chunk = 256 << 10

func (t *tape) Read(p []byte) (int, error) {
	if t.pos == len(t.buf) {
		if t.err != nil {
			return 0, t.err
		}
		t.more()
		if t.pos == len(t.buf) && t.err != nil {
			return 0, t.err
		}
	}
	n := copy(p, t.buf[t.pos:])
	t.pos += n
	return n, nil
}

func (t *tape) more() {
	if len(t.buf) > t.kept {
		t.mark(t.off + int64(t.pos))
	}
	n := len(t.buf)
	if cap(t.buf)-n < chunk {
		b := make([]byte, n, 2*cap(t.buf)+chunk)
		copy(b, t.buf)
		t.buf = b
	}
	m, err := t.r.Read(t.buf[n : n+chunk])
	t.buf = t.buf[:n+m]
	t.err = err
}

// mark forgets what is before an offset of the stream.
func (t *tape) mark(off int64) {
	n := int(off - t.off)
	if n <= 0 {
		return
	}
	t.buf = t.buf[:copy(t.buf, t.buf[n:])]
	t.pos -= n
	t.off = off
}

// rewind goes back to an offset after the mark, or to the mark.
func (t *tape) rewind(off int64) { t.pos = min(len(t.buf), max(0, int(off-t.off))) }
