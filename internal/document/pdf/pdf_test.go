package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// set makes a PDF of pages, each the operators of its text; texts are invented.
func set(trailer string, pages ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	obj := func(s string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), s)
	}
	b.WriteString("%PDF-1.4\n")
	obj("<< /Type /Catalog /Pages 2 0 R >>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
	}
	obj(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(pages), kids))
	obj("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	for i, p := range pages {
		obj(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i))
		obj(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(p), p))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, trailer, start)
	return b.Bytes()
}

func text(size, x, y int, s string) string {
	return fmt.Sprintf("BT /F1 %d Tf %d %d Td (%s) Tj ET\n", size, x, y, s)
}

// rows sets lines one below the other.
func rows(x, y int, lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(text(10, x, y-12*i, l))
	}
	return b.String()
}

func TestOpen(t *testing.T) {
	one := text(22, 72, 700, "Two Dead in Dock Blast") +
		rows(72, 660, "Two people died when a blast tore through a dock on Monday in the har-", "bour of Port Sudd, officials said, and it was the third such blast in a year.") +
		rows(72, 620, "The cause was not known. A well-known owner of ships was asked for a well-", "known reason and gave none of the kind that anybody could write down.")
	left := rows(72, 700, "The first column begins here and", "goes on for a few lines of text so", "that a reader can see it is one, and", "it ends with a word that goes on at", "the top of the second column for as", "long as the text has something to")
	right := rows(330, 700, "say about the harbour and its dock.", "Nobody has said who was behind it,", "and nobody here expects to be told", "by anyone who knows. The town has", "had three blasts in a year and none", "of them was explained to anybody.")
	// Rows are set across both columns, as some programs do.
	var across strings.Builder
	l, r := strings.Split(left, "\n"), strings.Split(right, "\n")
	for i := range l {
		across.WriteString(l[i] + "\n" + r[i] + "\n")
	}
	d, err := Open(set("", one, across.String()))
	if err != nil {
		t.Fatal(err)
	}
	want := "Two Dead in Dock Blast\n\nTwo people died when a blast tore through a dock on Monday in the harbour of Port Sudd, officials said, and it was the third such blast in a year.\n\nThe cause was not known. A well-known owner of ships was asked for a well-known reason and gave none of the kind that anybody could write down.\n\nThe first column begins here and goes on for a few lines of text so that a reader can see it is one, and it ends with a word that goes on at the top of the second column for as long as the text has something to say about the harbour and its dock. Nobody has said who was behind it, and nobody here expects to be told by anyone who knows. The town has had three blasts in a year and none of them was explained to anybody."
	if d.Text != want {
		t.Errorf("text:\n%s\nwant:\n%s", d.Text, want)
	}
	if d.Headline.Text != "Two Dead in Dock Blast" {
		t.Errorf("headline %+v", d.Headline)
	}
	end := 0
	for _, m := range d.Map {
		if m.Text < end || m.Len <= 0 {
			t.Errorf("run %+v after %d", m, end)
		}
		end = m.Text + m.Len
	}
}

func TestRefused(t *testing.T) {
	locked := "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + strings.Repeat("o", 32) + ") /U (" + strings.Repeat("u", 32) + ") >> /ID [(a) (a)]"
	for _, c := range []struct {
		name string
		in   []byte
		want error
	}{
		{"no text", set("", "0 0 m 100 100 l S"), ErrNoText},
		{"encrypted", set(locked, text(10, 72, 700, "Two people died.")), ErrEncrypted},
		{"no PDF", []byte("%PDF-1.7 ..."), ErrBroken},
		{"NUL bytes", append([]byte("%PDF-1.7"), make([]byte, 4096)...), ErrBroken},
	} {
		if _, err := Open(c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
