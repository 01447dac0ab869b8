package warc

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
)

// TestCut: a member that is cut, damaged or followed by noise costs its own record
// and no other. The pages are invented.
func TestCut(t *testing.T) {
	made := func() (parts [][]byte) {
		for i := range 4 {
			block := fmt.Sprintf("HTTP/1.1 200 OK\r\n\r\n<p>Report %d</p>", i)
			for j := range 300 {
				block += fmt.Sprintf(" word%d", (i*7919+j*104729)%9973)
			}
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %d\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, len(block), block)
			_ = z.Close()
			parts = append(parts, b.Bytes())
		}
		return parts
	}
	for name, c := range map[string]struct {
		harm func(p [][]byte)
		want string
	}{
		"sound":                   {func([][]byte) {}, "0 1 2 3"},
		"cut in the middle":       {func(p [][]byte) { p[1] = p[1][:len(p[1])/2] }, "0 ! 2 3"},
		"cut in the header":       {func(p [][]byte) { p[1] = p[1][:12] }, "0 ! 2 3"},
		"cut before the checksum": {func(p [][]byte) { p[1] = p[1][:len(p[1])-6] }, "0 1 ! 2 3"},
		"cut at the end":          {func(p [][]byte) { p[3] = p[3][:len(p[3])/2] }, "0 1 2 !"},
		"damaged":                 {func(p [][]byte) { p[1][len(p[1])/2] ^= 0x55; p[1][len(p[1])/2+1] ^= 0x55 }, "0 ? 2 3"},
		"noise":                   {func(p [][]byte) { p[1] = append(p[1], "noise\x1F\x8B\x08\xFFnoise"...) }, "0 1 ! 2 3"},
	} {
		p := made()
		c.harm(p)
		var got []string
		for rec, err := range Read(iotest.HalfReader(bytes.NewReader(bytes.Join(p, nil))), Limits{}) {
			var d *Damage
			switch {
			case errors.As(err, &d):
				got = append(got, "!")
			case err != nil:
				got = append(got, err.Error())
			default:
				got = append(got, rec.URI)
			}
		}
		line := strings.Join(got, " ")
		seen := c.want == "0 ? 2 3" && line == "0 1 ! 2 3" // its checksum alone tells
		if line != strings.Replace(c.want, "?", "!", 1) && !seen {
			t.Errorf("%s: %q, want %q", name, line, c.want)
		}
	}
}
