package web

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// lead is an article of two paragraphs; texts are invented.
const lead = `<h1>Two Dead in Dock Blast</h1><p>Two people died when a blast tore through a dock on Monday, officials said on Tuesday after a night of rain.</p><p>“We heard it,” said Inés Vidal, a cook who has lived on the hill above the harbour all her life and has seen three blasts there.</p>`

// TestBad reads pages that are broken, hostile or huge: each gives its article
// or a clear error, in time that grows with its size.
func TestBad(t *testing.T) {
	const million = 1_000_000
	for _, c := range []struct{ name, page string }{
		{"a million nested elements", "<html><body>" + strings.Repeat("<div>", million) + lead + strings.Repeat("</div>", million)},
		{"a million nested elements after the article", "<html><body>" + lead + strings.Repeat("<b><i>", million/2)},
		{"elements that are never closed", "<html><body>" + lead + strings.Repeat("<p><a href=x>", million/32)},
		{"formatting that is reopened", "<html><body>" + lead + strings.Repeat("<p><b><font><i>x", 5_000)},
		{"a line of a megabyte", "<html><body>" + lead + "<p>" + strings.Repeat("The dock was hit again at dawn. ", million/32) + "</p>"},
		{"a word of a megabyte", "<html><body>" + lead + "<p>" + strings.Repeat("a", million) + "</p>"},
		{"a script of a megabyte", "<html><body>" + lead + "<script>" + strings.Repeat("var a={b:1};", million/12)},
		{"an attribute of a megabyte", "<html><body>" + lead + "<div class=\"" + strings.Repeat("related ", million/8) + "\">x</div>"},
		{"a million attributes", "<html><body>" + lead + "<div" + strings.Repeat(" a=b", million/4) + ">x</div>"},
		{"a million entities", "<html><body>" + lead + "<p>" + strings.Repeat("&amp;&zwj;&#0;", million/16)},
		{"NUL bytes", "<html>\x00<body>\x00\x00" + strings.ReplaceAll(lead, "dock", "do\x00ck")},
		{"bytes of no encoding", "<meta charset=utf-8><body>\xC0\xC1\xFF" + lead},
		{"comments", "<html><body>" + strings.Repeat("<!-- a", 100_000) + "-->" + lead},
		{"broken JSON-LD", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x</script><body>` + lead},
		{"JSON-LD nested deeply", `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 5000) + `</script><body>` + lead},
		{"state nested deeply", `<body><p>Short text of a page.</p><script>window.a=` + strings.Repeat(`[`, 100_000) + `</script>`},
		{"scripts with many braces", `<body><p>Short text of a page.</p><script>` + strings.Repeat(`a={b:`, 100_000) + `</script>`},
		{"table in table", "<body>" + strings.Repeat("<table><tr><td>", 150) + lead},
		{"select and svg", "<body>" + lead + strings.Repeat("<select><svg><math>", 50)},
		{"frameset", "<frameset><frame src=a></frameset><noframes>" + lead},
		{"no end of a tag", "<body>" + lead + "<div class='"},
		{"many line breaks", "<body>" + lead + strings.Repeat("<br>", million/4)},
		{"the same paragraph ten thousand times", "<body>" + strings.Repeat(lead, 10_000)},
	} {
		start := time.Now()
		d, err := Open([]byte(c.page), "")
		took := time.Since(start)
		if took > 20*time.Second {
			t.Errorf("%s: %v for %d bytes", c.name, took, len(c.page))
		}
		if err != nil && err.Error() == "" {
			t.Errorf("%s: an error without words", c.name)
		}
		if !utf8.ValidString(d.Text) || strings.ContainsRune(d.Text, 0) {
			t.Errorf("%s: text is not clean", c.name)
		}
		if strings.Contains(c.page, lead) && !strings.Contains(d.Text, "Two people died when a blast tore through a dock") && c.name != "frameset" {
			t.Errorf("%s: the article is lost: %.80q, %v", c.name, d.Text, err)
		}
		if testing.Verbose() {
			fmt.Printf("%-48s %8.0f kB %8v %v\n", c.name, float64(len(c.page))/1000, took.Round(time.Millisecond), err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("<table><p>a<b>b<table>c"))
	f.Add([]byte("\xFF\xFE<\x00p\x00>\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Open(b, "")
		if err != nil {
			return
		}
		if !utf8.ValidString(d.Text) {
			t.Fatal("text is not valid UTF-8")
		}
		end, last := 0, 0
		for _, r := range d.Map {
			if r.Text < end || r.Len <= 0 || r.Source < 0 {
				t.Fatalf("run %v after %d", r, end)
			}
			end = r.Text + r.Len
		}
		if end > utf8.RuneCountInString(d.Text) {
			t.Fatalf("runs end at %d", end)
		}
		for i, bl := range d.Blocks {
			if bl.From < last || bl.To <= bl.From || bl.To > len(d.Text) || bl.Repeats >= i {
				t.Fatalf("block %v after %d", bl, last)
			}
			last = bl.To
		}
	})
}
