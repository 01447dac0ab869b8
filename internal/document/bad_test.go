package document

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hearsay/internal/capture"
	"hearsay/internal/document/glyph"
	"hearsay/internal/span"
)

// plain is invented, as is every text of these tests.
const plain = "Two Dead in Dock Blast\n\n“We heard it,” said Inés Vidal — a cook who lives on the hill above the harbour.\n"

// in16 encodes s in UTF-16 without a mark.
func in16(s string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func read(b []byte) (*Document, error) { return New(capture.Of(b, "x", capture.Stated{})) }

// TestRefused holds every refusal to one line that says what is wrong and what
// to do.
func TestRefused(t *testing.T) {
	russian := "Двое людей погибли, когда дрон ударил по причалу, сообщили власти порта. Это был второй удар; выжили трое.\n"
	cp1251 := make([]byte, 0, len(russian))
	for _, r := range russian {
		if r >= 'А' && r <= 'я' {
			r = r - 'А' + 0xC0
		}
		cp1251 = append(cp1251, byte(r))
	}
	for _, c := range []struct {
		name, in string
		kind     ErrorKind
		want     string
	}{
		{"empty", "", Empty, "the report is empty; give a file with text"},
		{"blank", " \n\t\r\n\u00a0\u2003", Empty, "the report is empty"},
		{"a mark alone", "\xEF\xBB\xBF", Empty, "no words"},
		{"a UTF-16 mark alone", "\xFF\xFE", Empty, "no words"},
		{"no letters", "-- 12 -- 14 --", Empty, "no words; give a file with text"},
		{"PDF", "%PDF-1.7 ...", Binary, "this PDF is damaged; open it where it was made"},
		{"HTML", "<!DOCTYPE html><html>", Empty, "this page holds no article; give the page of one report"},
		{"feed", "\n<?xml version=\"1.0\"?><rss><channel/></rss>", Binary, "neither NITF nor NewsML-G2"},
		{"broken XML", "<?xml version=\"1.0\"?><nitf>", Binary, "XML cannot be read"},
		{"JSON without a text", "{\"title\": \"Two people died.\"}", Empty, "has no text"},
		{"broken JSON", "{\"text\": ", Binary, "no JSON object"},
		{"zip", "PK\x03\x04word", Binary, "a zip archive"},
		{"binary", "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x00\x00\x01", Binary, "binary data, not plain text"},
		{"NUL bytes alone", strings.Repeat("\x00", 4096), Binary, "binary data"},
		{"UTF-32", "\xFF\xFE\x00\x00T\x00\x00\x00w\x00\x00\x00o\x00\x00\x00", Encoding, "this is UTF-32 text, which is not read; save it as UTF-8"},
		{"Cyrillic in windows-1251", string(cp1251), Encoding, "neither UTF-8 nor windows-1252"},
		{"Japanese in ISO-2022", "\x1B$B%I%m!<%s\x1B(B", Encoding, "ISO-2022"},
		{"Russian", russian, Language, "this is written in Russian (ru), and only English is read; give an English text or a translation"},
		{"Russian in UTF-16", string(in16("\uFEFF"+russian, binary.BigEndian)), Language, "Russian (ru)"},
		{"Spanish", "Dos personas murieron cuando un dron alcanzó el muelle, dijeron el lunes las autoridades del puerto.", Language, "Spanish (es)"},
		{"Spanish in windows-1252", "Dos personas murieron cuando un dron alcanz\xF3 el muelle, dijeron el lunes las autoridades del puerto.", Language, "Spanish (es)"},
		{"Chinese", "港口当局周一表示，一架无人机击中码头，造成两人死亡。", Language, "Chinese (zh)"},
	} {
		_, err := read([]byte(c.in))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: error %v, want an *Error", c.name, err)
			continue
		}
		line := e.Error()
		if e.Kind != c.kind || !strings.Contains(line, c.want) || strings.Contains(line, "\n") || e.Advice == "" {
			t.Errorf("%s: kind %d, %q, want kind %d with %q", c.name, e.Kind, line, c.kind, c.want)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, in, text, encoding string }{
		{"UTF-8 mark", "\xEF\xBB\xBFHé", "Hé", "utf-8"},
		{"UTF-16LE mark", "\xFF\xFEH\x00\xE9\x00", "Hé", "utf-16le"},
		{"UTF-16BE mark", "\xFE\xFF\x00H\x00\xE9", "Hé", "utf-16be"},
		{"UTF-16LE bare", string(in16(plain, binary.LittleEndian)), plain, "utf-16le"},
		{"UTF-16BE bare", string(in16(plain, binary.BigEndian)), plain, "utf-16be"},
		{"UTF-16 with half a character", "\xFF\xFEH\x00i\x00!", "Hi\uFFFD", "utf-16le"},
		{"UTF-16 with half a pair", "\xFF\xFEH\x00\x3D\xD8i\x00", "H\uFFFDi", "utf-16le"},
		{"windows-1252", "He said \x93no\x94, it\x92s caf\xE9", "He said “no”, it’s café", "windows-1252"},
		{"windows-1252 with a byte that stands for nothing", "He said \x93no\x94 to\x81 it", "He said “no” to\uFFFD it", "windows-1252"},
		{"windows-1252 taken for Latin-1", "He said \u0093no\u0094 \u0096 and left\u0085", "He said “no” – and left…", "utf-8"},
		{"UTF-8 with a broken character", "“" + strings.Repeat("He said no. ", 200) + "\xE2\x80 It” ended.", "“" + strings.Repeat("He said no. ", 200) + "\uFFFD It” ended.", "utf-8"},
		{"line ends", "a\r\nb\rc\u2028d\u2029e\u0085f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh", "utf-8"},
		{"NUL bytes in a text", strings.Repeat("He said no. ", 20) + "offi\x00cials", strings.Repeat("He said no. ", 20) + "offi\uFFFDcials", "utf-8"},
		{"padding", "He said no.\n\x00\x00\x00", "He said no.\n", "utf-8"},
		{"DOS's end of a file", "He said no.\r\n\x1A", "He said no.\n", "utf-8"},
		{"colours of a terminal", "He said \x1B[1mno\x1B[0m.", "He said \uFFFD[1mno\uFFFD[0m.", "utf-8"},
		{"soft hyphens and marks inside", "har\u00ADbour\uFEFF zero\u200Bwidth\u2060", "harbour zerowidth", "utf-8"},
		{"direction marks", "\u200E\u202AHe said\u202C no\u2069", "He said no", "utf-8"},
		{"direction overrides", "He said \u202Eon\u202C.", "He said \uFFFDon.", "utf-8"},
		{"hidden letters", "He\U000E0041\U000E0042 said", "He said", "utf-8"},
		{"joiners", "می\u200Cخواهم and a\u200Cb", "می\u200Cخواهم and ab", "utf-8"},
	} {
		text, encoding, err := decode([]byte(c.in))
		if err != nil || text != c.text || encoding != c.encoding {
			t.Errorf("%s: decode = %q, %s, %v; want %q, %s", c.name, text, encoding, err, c.text, c.encoding)
		}
	}
}

// TestSameText: the same text is read the same, whatever its encoding and its
// line ends.
func TestSameText(t *testing.T) {
	want, err := read([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	cp1252 := strings.NewReplacer("“", "\x93", "”", "\x94", "—", "\x97", "é", "\xE9").Replace(plain)
	for name, b := range map[string][]byte{
		"UTF-8 mark":   []byte("\uFEFF" + plain),
		"UTF-16LE":     in16("\uFEFF"+plain, binary.LittleEndian),
		"UTF-16BE":     in16(plain, binary.BigEndian),
		"windows-1252": []byte(cp1252),
		"CRLF":         []byte(strings.ReplaceAll(plain, "\n", "\r\n")),
		"CR":           []byte(strings.ReplaceAll(plain, "\n", "\r")),
	} {
		got, err := read(b)
		if err != nil || got.Text.String() != want.Text.String() || outline(got) != outline(want) || got.ID == want.ID {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// TestLost: what could not be decoded is damage, and is pointed at.
func TestLost(t *testing.T) {
	doc, err := read([]byte("He said no to the offer that was made in the harbour on Monday by three men of the town. The offi\x00cials left."))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Damage) != 1 || doc.Damage[0].Kind != Garbled || doc.Text.Slice(doc.Damage[0].Span) != "\uFFFD" {
		t.Errorf("damage %v, want one garbled character", doc.Damage)
	}
}

// TestLarge reads texts that hold many reports' worth, as one line, as many and
// as nothing but heads, in time that grows with their length.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("large texts are read without -short")
	}
	const size = 1_000_000
	for name, unit := range map[string]string{
		"one line":        "The dock was hit at dawn, a cook said. ",
		"one word":        "aA1-",
		"quotation marks": "“' \"a",
		"lines":           "The dock was hit at dawn.\n",
		"blank lines":     "a\n\n",
		"by":              "By Ana Ruiz, and Tom Hale, and ",
		"dates":           "March 3, 2025 - ",
	} {
		start := time.Now()
		_, err := read([]byte(strings.Repeat(unit, size/len(unit))))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v for %d bytes", name, took, size)
		}
	}
}

// check holds what is always true of a document.
func check(t interface{ Fatalf(string, ...any) }, doc *Document) {
	s := doc.Text.String()
	if !utf8.ValidString(s) {
		t.Fatalf("text is not valid UTF-8")
	}
	for _, r := range s {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || glyph.Unclean(r) && r != '\u200C' && r != '\u200D' {
			t.Fatalf("text holds %U", r)
		}
	}
	end := 0
	for _, p := range doc.Paragraphs {
		if p.Start < end || p.End <= p.Start || p.End > doc.Text.Len() {
			t.Fatalf("paragraph %v after %d of %d", p.Span, end, doc.Text.Len())
		}
		if q := doc.Text.Slice(p.Span); strings.TrimSpace(q) != q {
			t.Fatalf("paragraph %q holds white space at an end", q)
		}
		if gap := doc.Text.Slice(span.Of(end, p.Start)); strings.TrimSpace(gap) != "" {
			t.Fatalf("%q is in no paragraph", gap)
		}
		end = p.End
	}
	if gap := doc.Text.Slice(span.Of(end, doc.Text.Len())); strings.TrimSpace(gap) != "" {
		t.Fatalf("%q is in no paragraph", gap)
	}
	last := 0
	for _, d := range doc.Damage {
		if d.Span.Empty() || d.Span.Start < last || d.Span.End > doc.Text.Len() {
			t.Fatalf("damage %v after %d of %d", d, last, doc.Text.Len())
		}
		last = d.Span.Start
	}
	fields := append([]Field{doc.URL, doc.Headline, doc.Outlet, doc.Located}, doc.By...)
	for _, f := range append(fields, doc.Credits...) {
		if f.From != "" && f.Span.Empty() && f.Value != "" {
			continue // the format states it
		}
		if (f.Value == "") != f.Span.Empty() || f.Span.End > doc.Text.Len() {
			t.Fatalf("field %+v", f)
		}
		if q := doc.Text.Slice(f.Span); f.Value != q {
			if name, ok := outletOf(q); !ok || name != f.Value {
				t.Fatalf("field %q rests on %q", f.Value, q)
			}
		}
	}
	if doc.Date.From == "" && doc.Date.Day.IsZero() != doc.Date.Span.Empty() {
		t.Fatalf("date %+v", doc.Date)
	}
}

// TestProperties reads texts put together from the pieces that reports begin
// and end with.
func TestProperties(t *testing.T) {
	piece := rapid.SampledFrom([]string{"By Ana Ruiz", "By ", "Published ", "March 3, 2025", "3 Mar 2025", "2025-03-04", "BOGOTA, Colombia", " (AP) — ", "(Reuters) - ", "Meridian Press", " | ", "\n", "\n\n", " ", "\r\n", "\x00", "\u202E", "\u200D", "“", "”", "…", "[+1200 chars]", "Read more: ", "Correction: ", "The port of Lati was hit on Monday, officials said. ", "Reporting by Ana Ruiz; Editing by Tom Hale", "©", "\uFFFD", "&amp;", "â€™", "Ç", "\u00a0", "by", "and", ",", "Staff Writer", "AP writer Tom Hale contributed to this report."})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 24).Draw(t, "pieces"), "")
		doc, err := read([]byte(s))
		if err == nil {
			check(t, doc)
		}
	})
}

// TestPageProperties reads pages put together from the pieces that pages are
// made of.
func TestPageProperties(t *testing.T) {
	piece := rapid.SampledFrom([]string{"<p>", "</p>", "<div class=\"article-body\">", "</div>", "<h1>Two Dead in Dock Blast</h1>", "<div class=byline>By Ana Ruiz</div>", "<time datetime=\"2025-03-04\">4 March 2025</time>", "PORT SUDD (AP) — ", "The port of Lati was hit on Monday, officials said. ", "“Nobody here has told us who was behind it,” she said. ", "<aside class=pullquote>“Nobody here has told us who was behind it”</aside>", "<figcaption>Smoke at the\u00ADport</figcaption>", "<br>", "<br><br>", "\u202E", "\u0093", "&nbsp;", "&#x80;", "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"author\":\"Reuters\",\"headline\":\"Dock hit\",\"datePublished\":\"2025-03-04\"}</script>", "<table><tr><td>", "<li>", "Correction: ", "Reporting by Ana Ruiz", "<meta property=og:site_name content=Courier>", "<b>", "</b>", "<a href=x>more</a>", "\x00", "\n", "é"})
	rapid.Check(t, func(t *rapid.T) {
		s := "<html><body>" + strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "pieces"), "")
		doc, err := read([]byte(s))
		if err == nil {
			check(t, doc)
		}
	})
}

func FuzzNew(f *testing.F) {
	f.Add([]byte("<html><body><h1>Two Dead</h1><p>By Ana Ruiz<p>Two people died on Monday, officials said.<br><br>“No,” she said."))
	f.Add([]byte("From: a <b@c.example>\nMIME-Version: 1.0\nSubject: Dock\n\nTwo people died."))
	f.Add([]byte("# Dock\n\nTwo **people** [died](https://x.example/).\n"))
	f.Add([]byte(invented))
	f.Add([]byte(plain))
	f.Add([]byte("\xFF\xFEH\x00"))
	f.Add(in16(plain, binary.LittleEndian))
	f.Add(in16(plain, binary.BigEndian))
	f.Add([]byte("He said \x93no\x94, it\x92s caf\xE9 \x81"))
	f.Add([]byte("BOGOTA, Colombia, 3 Mar 89 (AP) — Two\u202E died\u200D \u0093no\u0094 [+12 chars]"))
	f.Add([]byte("\x1B$B%I\x1B(B<p></p>{\"a\":1}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := read(b)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Reason == "" || e.Advice == "" {
				t.Fatalf("error %v", err)
			}
			return
		}
		check(t, doc)
	})
}
