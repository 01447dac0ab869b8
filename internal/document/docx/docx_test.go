package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

// pack makes a document of a text part; the texts are invented.
func pack(t *testing.T, part string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = w.Write([]byte(part))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const part = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x"><w:body>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Two Dead in </w:t></w:r><w:r><w:t>Dock Blast</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Two people </w:t></w:r><w:del><w:r><w:delText>were</w:delText><w:t>hurt</w:t></w:r></w:del><w:ins><w:r><w:t>died</w:t></w:r></w:ins><w:r><w:t>, officials said.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>“No,” said Vidal.</w:t><w:br/><w:t>She left.</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`

func TestOpen(t *testing.T) {
	d, err := Open(pack(t, part))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Two Dead in Dock Blast\n\nTwo people died, officials said.\n\n“No,” said Vidal.\nShe left."; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if len(d.Blocks) != 3 || d.Blocks[0].Role != 1 {
		t.Errorf("blocks %v", d.Blocks)
	}
}

func TestRefused(t *testing.T) {
	bomb := pack(t, "<w:document><w:body><w:p><w:r><w:t>"+strings.Repeat("a", 20<<20)+"</w:t></w:r></w:p></w:body></w:document>")
	for _, c := range []struct {
		name string
		in   []byte
		want error
	}{
		{"no zip", []byte("PK\x03\x04word/document.xml"), ErrBroken},
		{"cut", pack(t, part)[:200], ErrBroken},
		{"cut XML", pack(t, part[:300]), ErrBroken},
		{"bomb", bomb, ErrBomb},
		{"nested", pack(t, strings.Repeat("<a>", 100_000)), ErrBroken},
		{"entities", pack(t, `<!DOCTYPE a [<!ENTITY b "c">]><w:document><w:p><w:t>&b;</w:t></w:p>`), ErrBroken},
	} {
		if _, err := Open(c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
