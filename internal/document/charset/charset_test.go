package charset

import "testing"

func TestDecode(t *testing.T) {
	for _, c := range []struct{ in, text, name string }{
		{"<p>caf\xC3\xA9", "<p>café", "utf-8"},
		{"\xEF\xBB\xBF<p>caf\xC3\xA9", "<p>café", "utf-8"},
		{"<meta charset=utf-8><p>\x93No,\x94 she said. caf\xE9 \x96", "<meta charset=utf-8><p>“No,” she said. café –", "windows-1252"},
		{"<meta charset='iso-8859-1'><p>\x93caf\xE9\x94", "<meta charset='iso-8859-1'><p>“café”", "windows-1252"},
		{"<meta http-equiv=Content-Type content=\"text/html; charset=Windows-1251\"><p>\xC4\xE0", "<meta http-equiv=Content-Type content=\"text/html; charset=Windows-1251\"><p>Да", "windows-1251"},
		{"<meta charset=iso-8859-1><p>caf\xC3\xA9", "<meta charset=iso-8859-1><p>café", "utf-8"},
		{"<?xml version='1.0' encoding='Shift_JIS'?><html>\x93\xFA", "<?xml version='1.0' encoding='Shift_JIS'?><html>日", "shift_jis"},
		{"<\x00p\x00>\x00\xE9\x00", "<p>é", "utf-16le"},
		{"\x00<\x00p\x00>\x00\xE9", "<p>é", "utf-16be"},
		{"<meta charset=nonsense>plain", "<meta charset=nonsense>plain", "utf-8"},
	} {
		text, name := Decode([]byte(c.in), Declared([]byte(c.in)))
		if text != c.text || name != c.name {
			t.Errorf("Decode(%q) = %q, %s; want %q, %s", c.in, text, name, c.text, c.name)
		}
	}
}
