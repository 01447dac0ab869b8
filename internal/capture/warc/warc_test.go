package warc

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

var when = time.Date(2025, 3, 10, 12, 0, 0, 0, time.UTC)

// made is an archive of n invented pages.
func made(t testing.TB, n int, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, "hearsay test", when)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		page := fmt.Sprintf("<html><body><p>Page %d. %s</p></body></html>", i, strings.Repeat("The dock was hit. ", size/18))
		if err := w.Response(fmt.Sprintf("https://courier.example/%d", i), when.Add(time.Duration(i)*time.Second), "200 OK", http.Header{"Content-Type": {"text/html"}}, []byte(page)); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func read(b []byte, lim Limits) (recs []*Record, damaged []error, last error) {
	for rec, err := range Read(bytes.NewReader(b), lim) {
		var d *Damage
		switch {
		case errors.As(err, &d):
			damaged = append(damaged, err)
		case err != nil:
			last = err
		default:
			recs = append(recs, rec)
		}
	}
	return recs, damaged, last
}

func plain(t testing.TB, b []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := out.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRead(t *testing.T) {
	gz := made(t, 5, 200)
	raw := plain(t, gz)
	enc, _ := zstd.NewWriter(nil)
	var one bytes.Buffer
	z := gzip.NewWriter(&one)
	_, _ = z.Write(raw)
	_ = z.Close()
	for name, b := range map[string][]byte{"a member a record": gz, "one member": one.Bytes(), "plain": raw, "zstd": enc.EncodeAll(raw, nil), "line feeds": bytes.ReplaceAll(raw, []byte("\r\n\r\nWARC"), []byte("\n\nWARC"))} {
		recs, damaged, err := read(b, Limits{})
		if err != nil || len(damaged) > 0 || len(recs) != 5 {
			t.Errorf("%s: %d records, %v, %v", name, len(recs), damaged, err)
			continue
		}
		r := recs[3]
		if r.URI != "https://courier.example/3" || !r.Date.Equal(when.Add(3*time.Second)) || r.Status != 200 || !bytes.HasPrefix(r.Body, []byte("<html><body><p>Page 3.")) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// TestDamage: what is damaged costs its own record and no other.
func TestDamage(t *testing.T) {
	gz := made(t, 20, 400)
	raw := plain(t, gz)
	starts := func(b []byte, magic string) (out []int) {
		for i := 0; ; {
			k := bytes.Index(b[i:], []byte(magic))
			if k < 0 {
				return out
			}
			out = append(out, i+k)
			i += k + len(magic)
		}
	}
	at := starts(gz, "\x1F\x8B\x08")
	spoilt := bytes.Clone(gz)
	for i := at[5] + 30; i < at[5]+60; i++ {
		spoilt[i] ^= 0x5A
	}
	lines := starts(raw, "WARC/1.1")
	badLength := bytes.Replace(raw[:], []byte("Content-Length: "), []byte("Content-Lenght: "), 4)
	for _, c := range []struct {
		name    string
		b       []byte
		records int
		damaged int
	}{
		{"a spoilt member", spoilt, 19, 1},
		{"cut in a member", gz[:at[18]+40], 17, 1},
		{"cut in a record", raw[:lines[18]+300], 17, 1},
		{"no length", badLength, 17, 0},
		{"noise between members", bytes.Join([][]byte{gz[:at[7]], []byte(strings.Repeat("noise \x1f", 50)), gz[at[7]:]}, nil), 20, 0},
		{"noise between records", bytes.Join([][]byte{raw[:lines[7]], []byte("noise\nmore\n"), raw[lines[7]:]}, nil), 20, 1},
	} {
		recs, damaged, err := read(c.b, Limits{})
		if err != nil || len(recs) < c.records || c.damaged > 0 && len(damaged) == 0 {
			t.Errorf("%s: %d records, %v, %v", c.name, len(recs), damaged, err)
		}
	}
	if _, _, err := read(nil, Limits{}); err == nil {
		t.Error("an empty archive is read")
	}
}

func TestLimits(t *testing.T) {
	b := made(t, 3, 400_000)
	recs, damaged, _ := read(b, Limits{MaxBytes: 100_000})
	if len(recs) != 0 || len(damaged) != 3 || !strings.Contains(damaged[0].Error(), "larger than") {
		t.Errorf("%d records, %v", len(recs), damaged)
	}
	// A bomb: a small record that unpacks to a gigabyte.
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	zeros := make([]byte, 1<<20)
	for range 200 {
		_, _ = z.Write(zeros)
	}
	_ = z.Close()
	var out bytes.Buffer
	w, _ := NewWriter(&out, "test", when)
	_ = w.Response("https://courier.example/bomb", when, "200 OK", http.Header{"Content-Encoding": {"gzip"}}, bomb.Bytes())
	_ = w.Response("https://courier.example/dock", when, "200 OK", http.Header{}, []byte("The dock was hit."))
	recs, damaged, _ = read(out.Bytes(), Limits{})
	if len(recs) != 1 || len(damaged) != 1 || !strings.Contains(damaged[0].Error(), "unpacks to more") {
		t.Errorf("%d records, %v", len(recs), damaged)
	}
}

func FuzzRead(f *testing.F) {
	b := made(f, 2, 60)
	f.Add(b)
	f.Add(plain(f, b))
	f.Fuzz(func(_ *testing.T, b []byte) {
		n := 0
		for range Read(bytes.NewReader(b), Limits{MaxBytes: 1 << 16}) {
			if n++; n > 1000 {
				break
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	gz := made(b, 200, 100_000)
	raw := plain(b, gz)
	for name, in := range map[string][]byte{"gzip": gz, "plain": raw} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				for _, err := range Read(bytes.NewReader(in), Limits{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
