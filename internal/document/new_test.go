package document

import (
	"strings"
	"testing"

	"hearsay/internal/capture"
)

const invented = `Two Dead in Dock Blast
By Ana Ruiz and Tom Hale, Meridian Press
Published December 29, 2025

BOGOTA, Colombia (AP) — Two people died when a blast tore through a dock on Monday, officials said.

The cause was not known. “We heard it from the hill above the harbour at dawn,” said Ines Vidal, a cook.

“We heard it from the hill above the harbour at dawn,” said Ines Vidal.

Correction: An earlier version gave a wrong street.

Read more: The port in pictures

The Associated Press contributed to this report.
`

func TestNew(t *testing.T) {
	doc, err := New(capture.Of([]byte(invented), "x", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s = %q, want %q", what, got, want)
		}
	}
	check("headline", doc.Headline.Value, "Two Dead in Dock Blast")
	check("by", doc.By[0].Value+"/"+doc.By[1].Value, "Ana Ruiz/Tom Hale")
	check("outlet", doc.Outlet.Value, "Meridian Press")
	check("date", doc.Date.Day.Format("2006-01-02"), "2025-12-29")
	check("located", doc.Located.Value, "BOGOTA, Colombia")
	check("credit", doc.Credits[0].Value, "Associated Press")
	check("located span", doc.Text.Slice(doc.Located.Span), "BOGOTA, Colombia")
	var kinds []string
	for _, d := range doc.Damage {
		kinds = append(kinds, string(d.Kind)+": "+doc.Text.Slice(d.Span))
	}
	check("damage", strings.Join(kinds, " | "), "repeated_passage: We heard it from the hill above the harbour at dawn,” said Ines Vidal | boilerplate_suspected: Read more: The port in pictures")
	roles := ""
	for _, p := range doc.Paragraphs {
		roles += string(rune('0' + p.Role))
	}
	check("roles", roles, "122000465")
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
	}{
		{"empty", "", "empty"},
		{"blank", " \n\t\n", "empty"},
		{"pdf", "%PDF-1.7 ...", "PDF"},
		{"html", "<!DOCTYPE html><html>", "HTML"},
		{"binary", "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x00\x00\x01", "binary"},
		{"Spanish", "Dos personas murieron cuando un dron alcanzó el muelle, dijeron el lunes las autoridades del puerto.", "Spanish"},
	} {
		_, err := New(capture.Of([]byte(c.in), "x", capture.Stated{}))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, in, text, encoding string }{
		{"utf-8 mark", "\xEF\xBB\xBFHé", "Hé", "utf-8"},
		{"utf-16le mark", "\xFF\xFEH\x00\xE9\x00", "Hé", "utf-16le"},
		{"utf-16be mark", "\xFE\xFF\x00H\x00\xE9", "Hé", "utf-16be"},
		{"utf-16le bare", "H\x00i\x00 \x00a\x00l\x00l\x00", "Hi all", "utf-16le"},
		{"windows-1252", "He said \x93no\x94, it\x92s", "He said “no”, it’s", "windows-1252"},
		{"line ends", "a\r\nb\rc", "a\nb\nc", "utf-8"},
	} {
		text, encoding, err := decode([]byte(c.in))
		if err != nil || text != c.text || encoding != c.encoding {
			t.Errorf("%s: decode = %q, %s, %v; want %q, %s", c.name, text, encoding, err, c.text, c.encoding)
		}
	}
}

func TestWrapped(t *testing.T) {
	doc, err := New(capture.Of([]byte("THE MAYOR SAID ON TUESDAY THAT THE ATTACK ON THE\nBRIDGE HAD BEEN CARRIED OUT BY FOUR MEN IN A GREY\nCAR WHO FLED TOWARD THE RIVER.\n\nNO ONE WAS HURT.\n"), "x", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Paragraphs) != 2 {
		t.Errorf("paragraphs: %v, want 2", doc.Paragraphs)
	}
}

func FuzzNew(f *testing.F) {
	f.Add([]byte(invented))
	f.Add([]byte("\xFF\xFEH\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := New(capture.Of(b, "x", capture.Stated{}))
		if err != nil {
			return
		}
		end := 0
		for _, p := range doc.Paragraphs {
			if p.Start < end || p.End <= p.Start || p.End > doc.Text.Len() {
				t.Fatalf("paragraph %v after %d of %d", p.Span, end, doc.Text.Len())
			}
			if strings.TrimSpace(doc.Text.Slice(p.Span)) != doc.Text.Slice(p.Span) {
				t.Fatalf("paragraph %q holds white space at an end", doc.Text.Slice(p.Span))
			}
			end = p.End
		}
		for _, d := range doc.Damage {
			if d.Span.Empty() || d.Span.End > doc.Text.Len() {
				t.Fatalf("damage %v", d)
			}
		}
	})
}

func BenchmarkNew(b *testing.B) {
	c := capture.Of([]byte(strings.Repeat(strings.ReplaceAll(invented, "“", "\""), 20)), "x", capture.Stated{})
	b.SetBytes(int64(len(c.Bytes)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(c); err != nil {
			b.Fatal(err)
		}
	}
}
