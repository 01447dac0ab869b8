package markdown

import "testing"

// Texts are invented.
func TestOpen(t *testing.T) {
	const file = "---\ntitle: \"Two Dead in Dock Blast\"\ndate: 2025-03-04\nauthor: Ana Ruiz and Tom Hale\n---\n# Two Dead\n\nTwo people **died**, [officials](https://x.example/a_b) _said_.\nIt burnt.\n\n> “We heard it,” said\n> Vidal.\n\n- 2 * 3 docks\n- snake_case\n\n![smoke](a.jpg)\n\nWhat is known\n-------------\n\nNothing\\*.\n"
	d := Open(file)
	want := "Two Dead\n\nTwo people died, officials said. It burnt.\n\n“We heard it,” said Vidal.\n\n2 * 3 docks\n\nsnake_case\n\nWhat is known\n\nNothing*."
	if d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	roles := ""
	for _, b := range d.Blocks {
		roles += string(rune('0' + b.Role))
	}
	if roles != "103::20" && roles != "103;;20" {
		t.Errorf("roles %s", roles)
	}
	if d.Headline.Text != "Two Dead in Dock Blast" || len(d.By) != 2 || d.By[1].Text != "Tom Hale" || !d.Published.Day {
		t.Errorf("stated %+v %+v %+v", d.Headline, d.By, d.Published)
	}
	source, text := []rune(file), []rune(d.Text)
	for _, r := range d.Map {
		for k := range r.Len {
			if a, b := text[r.Text+k], source[r.Source+k]; a != b && a != ' ' {
				t.Fatalf("text %q stands on %q", a, b)
			}
		}
	}
}
