package reading

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/span"
)

// examples are the project's own invented reports.
func examples(t testing.TB) []capture.Capture {
	t.Helper()
	paths, err := filepath.Glob("../../examples/port-strike/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var out []capture.Capture
	for _, p := range paths {
		c, err := capture.File(p, capture.Stated{}, capture.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		c.URI = filepath.Base(p)
		out = append(out, c)
	}
	return out
}

func load(t testing.TB) *Reader {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOrder reads the examples in other orders and side by side: the document
// stays the same, byte for byte.
func TestOrder(t *testing.T) {
	r, caps := load(t), examples(t)
	var first []byte
	rng := rand.New(rand.NewPCG(1, 2))
	for range 4 {
		readings := make([]*Reading, len(caps))
		var wg sync.WaitGroup
		for i, c := range caps {
			wg.Go(func() {
				rd, err := r.Read(c)
				if err != nil {
					t.Error(err)
					return
				}
				readings[i] = rd
			})
		}
		wg.Wait()
		b, err := json.Marshal(r.Join(append(readings, readings[0]), nil))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if string(b) != string(first) {
			t.Fatal("another order gives another document")
		}
		rng.Shuffle(len(caps), func(i, j int) { caps[i], caps[j] = caps[j], caps[i] })
	}
	for _, gap := range []string{`:null,"members"`, `"content":null`, `"chain":null`, `"facts":null`, `"spans":null`, `"mentions":null`} {
		if strings.Contains(string(first), gap) {
			t.Errorf("a list is null: %s", gap)
		}
	}
}

// TestSpans holds that the text of every span is the slice of its report, and
// that ids are unique in a document.
func TestSpans(t *testing.T) {
	r := load(t)
	var readings []*Reading
	for _, c := range examples(t) {
		rd, err := r.Read(c)
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, rd)
		readings = append(readings, rd)
	}
	ids := map[string]bool{}
	doc := r.Join(readings, nil)
	for _, rd := range doc.Readings {
		for _, s := range rd.Sources {
			claim(t, ids, s.ID)
		}
		for _, s := range rd.Statements {
			claim(t, ids, s.ID)
		}
		for _, f := range rd.Facts {
			claim(t, ids, f.ID)
		}
		for _, inc := range rd.Incidents {
			claim(t, ids, inc.ID)
		}
	}
}

func claim(t *testing.T, ids map[string]bool, id string) {
	if id == "" || ids[id] {
		t.Errorf("id %q stands twice, or is empty", id)
	}
	ids[id] = true
}

func checkSpans(t *testing.T, rd *Reading) {
	t.Helper()
	text := span.NewText(rd.Report.Text)
	quotes(reflect.ValueOf(rd).Elem(), func(q span.Quote) {
		if q.Start < 0 || q.End > text.Len() || q.End < q.Start {
			t.Errorf("%s: span %v lies outside", rd.Report.URI, q.Span)
		} else if text.Slice(q.Span) != q.Text {
			t.Errorf("%s: span %v is %q, not %q", rd.Report.URI, q.Span, text.Slice(q.Span), q.Text)
		}
	})
}

// quotes visits every span.Quote of a value, unexported fields left out.
func quotes(v reflect.Value, visit func(span.Quote)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			quotes(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			quotes(v.Index(i), visit)
		}
	case reflect.Struct:
		if q, ok := v.Interface().(span.Quote); ok {
			visit(q)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				quotes(v.Field(i), visit)
			}
		}
	}
}

// TestFailures holds that what cannot be read says why and what to do.
func TestFailures(t *testing.T) {
	r := load(t)
	for text, want := range map[string]string{
		"":                 "no words",
		"\x00\x01\x02\x03": "not plain text",
		"Der Minister sagte am Montag, die Angriffe auf den Hafen seien beendet worden, und die Regierung habe nichts davon gewusst.": "German",
	} {
		_, err := r.Read(capture.Of([]byte(text), "x.txt", capture.Stated{}))
		f := Fail("x.txt", err)
		if err == nil || f.Stage != "document" || f.Advice == "" || !strings.Contains(f.Reason+f.Advice, want) && want != "no words" {
			t.Errorf("%q: %+v", text, f)
		}
	}
	_, err := capture.File("no such file", capture.Stated{}, capture.Limits{})
	if f := Fail("no such file", err); f.Stage != "capture" || f.Reason == "" {
		t.Errorf("%+v", f)
	}
}

// TestMute reads invented texts in which nobody says anything.
func TestMute(t *testing.T) {
	r := load(t)
	for _, text := range []string{
		"Ana Kirova appeared on Lanby Television on Monday. The bridge is closed.",
		"Foreign Minister Ana Kirova spoke to reporters in Lanby.",
		"Speaking in Lanby Mr Kirov left the hall.",
		"The bridge is closed.",
		"Lanby",
	} {
		rd, err := r.Read(capture.Of([]byte(text), "x.txt", capture.Stated{}))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if len(rd.Statements) > 0 {
			t.Errorf("%q: %d statements", text, len(rd.Statements))
		}
	}
}

func BenchmarkRead(b *testing.B) {
	r, caps := load(b), examples(b)
	bytes := 0
	for _, c := range caps {
		bytes += len(c.Bytes)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range caps {
			if _, err := r.Read(c); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkReadLong reads marked news where it is at hand; tokens a second are
// what docs/benchmarks.md quotes.
func BenchmarkReadLong(b *testing.B) {
	text, err := os.ReadFile("../../../shared/examples/seed/port-strike.txt")
	if err != nil {
		b.Skip("../shared/examples is absent")
	}
	r := load(b)
	long := capture.Of([]byte(strings.Repeat(strings.TrimSpace(string(text))+"\n\n", 20)), "long", capture.Stated{})
	b.SetBytes(int64(len(long.Bytes)))
	for b.Loop() {
		if _, err := r.Read(long); err != nil {
			b.Fatal(err)
		}
	}
}
