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
	check("roles", roles, "1223000465")
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
