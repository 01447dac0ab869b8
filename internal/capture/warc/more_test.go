package warc

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// TestDigest: bytes that are not those of their digest are told, and cost their
// record alone; digests in every notation are checked.
func TestDigest(t *testing.T) {
	raw := plain(t, made(t, 3, 60))
	spoilt := bytes.Replace(raw, []byte("Page 1."), []byte("Page 7."), 1)
	recs, damaged, err := read(spoilt, Limits{})
	if err != nil || len(recs) != 2 || len(damaged) != 1 || !strings.Contains(damaged[0].Error(), "/1 ") || !strings.Contains(damaged[0].Error(), "digest") {
		t.Errorf("%d records, %v, %v", len(recs), damaged, err)
	}
	b := []byte("The dock was hit.")
	for digest, want := range map[string]bool{
		"":                                     true,
		digest(b):                              true,
		strings.ToLower(digest(b)):             true,
		digest([]byte("x")):                    false,
		"sha256:c0ffee":                        true, // no digest of that length
		"blake3:abc":                           true,
		"md5:00000000000000000000000000000000": false,
		"SHA-1:" + strings.Repeat("0", 40):     false,
		"sha256:" + strings.Repeat("0", 64):    false,
		"sha512:" + strings.Repeat("AAAA", 21) + "AA": false,
	} {
		if got := fits(digest, b); got != want {
			t.Errorf("%s: %v", digest, got)
		}
	}
}

// TestRequest: requests are written beside their answers, and are no reports.
func TestRequest(t *testing.T) {
	var b bytes.Buffer
	w, err := NewWriter(&b, "test", when)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Response("https://courier.example/dock?a=1", when, "200 OK", http.Header{}, []byte("The dock was hit.")); err != nil {
		t.Fatal(err)
	}
	if err := w.Request("https://courier.example/dock?a=1", "GET", when, http.Header{"User-Agent": {"hearsay"}}); err != nil {
		t.Fatal(err)
	}
	raw := string(plain(t, b.Bytes()))
	_, request, ok := strings.Cut(raw, "WARC-Type: request")
	if !ok || !strings.Contains(request, "GET /dock?a=1 HTTP/1.1\r\nHost: courier.example\r\nUser-Agent: hearsay\r\n") || !strings.Contains(request, "WARC-Concurrent-To: <urn:uuid:") {
		t.Errorf("request: %s", request)
	}
	if recs, damaged, err := read(b.Bytes(), Limits{}); len(recs) != 1 || len(damaged) != 0 || err != nil {
		t.Errorf("%d records, %v, %v", len(recs), damaged, err)
	}
}

// TestDictionary: archives of frames that share a dictionary, by the convention
// for .warc.zst.
func TestDictionary(t *testing.T) {
	raw := plain(t, made(t, 40, 300))
	var samples [][]byte
	for part := range bytes.SplitSeq(raw, []byte("WARC/1.1")) {
		if len(part) > 0 {
			samples = append(samples, append([]byte("WARC/1.1"), part...))
		}
	}
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: bytes.Join(samples[:8], nil), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	enc, _ := zstd.NewWriter(nil, zstd.WithEncoderDict(dict))
	plainEnc, _ := zstd.NewWriter(nil)
	frames := func(payload []byte) []byte {
		out := append(bytes.Clone(dictionaryFrame), binary.LittleEndian.AppendUint32(nil, uint32(len(payload)))...)
		out = append(out, payload...)
		for _, s := range samples {
			out = enc.EncodeAll(s, out)
		}
		return out
	}
	for name, b := range map[string][]byte{"plain dictionary": frames(dict), "packed dictionary": frames(plainEnc.EncodeAll(dict, nil))} {
		recs, damaged, err := read(b, Limits{})
		if err != nil || len(damaged) > 0 || len(recs) != 40 || !strings.HasPrefix(string(recs[7].Body), "<html><body><p>Page 7.") {
			t.Errorf("%s: %d records, %v, %v", name, len(recs), damaged, err)
		}
	}
	for name, b := range map[string][]byte{
		"cut dictionary":  frames(dict)[:50],
		"huge dictionary": append(bytes.Clone(dictionaryFrame), 0xFF, 0xFF, 0xFF, 0x7F, 1),
		"no dictionary":   frames(nil),
	} {
		recs, damaged, err := read(b, Limits{})
		if err == nil && len(damaged) == 0 || len(recs) > 0 {
			t.Errorf("%s: %d records, %v, %v", name, len(recs), damaged, err)
		}
	}
}
