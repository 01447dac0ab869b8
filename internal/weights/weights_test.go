package weights

import (
	"bytes"
	"slices"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// TestFiles opens every model of the binary.
func TestFiles(t *testing.T) {
	names := Names()
	if len(names) == 0 || !slices.IsSorted(names) {
		t.Fatalf("Names = %v", names)
	}
	for _, name := range names {
		raw, err := Open(name)
		if err != nil || len(raw) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(raw), err)
		}
		again, _ := Open(name)
		if !bytes.Equal(raw, again) {
			t.Errorf("%s: opened twice, it differs", name)
		}
		raw[0]++ // the caller owns them
		if third, _ := Open(name); bytes.Equal(raw, third) {
			t.Errorf("%s: a caller changed what the next one gets", name)
		}
		if m, err := Digest(name); err != nil || m.Name != name || len(m.SHA256) != 64 {
			t.Errorf("%s: Digest = %v, %v", name, m, err)
		}
	}
}

func TestAbsent(t *testing.T) {
	if _, err := Open("none"); err == nil || !bytes.Contains([]byte(err.Error()), []byte("model none is not in this binary")) {
		t.Errorf("Open = %v", err)
	}
	if _, err := Digest("none"); err == nil {
		t.Error("Digest of no model has no error")
	}
}

func TestPack(t *testing.T) {
	raw := bytes.Repeat([]byte("weights "), 1000)
	var a, b bytes.Buffer
	if err := Pack(&a, raw); err != nil {
		t.Fatal(err)
	}
	if err := Pack(&b, raw); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("packed twice, it differs (%v)", err)
	}
	dec, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer dec.Close()
	if got, err := dec.DecodeAll(a.Bytes(), nil); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("unpacked %d bytes, %v", len(got), err)
	}
	if a.Len() >= len(raw)/10 {
		t.Errorf("%d bytes packed to %d", len(raw), a.Len())
	}
}
