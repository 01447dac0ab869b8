package web

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"hearsay/internal/document/draft"
)

// head and story are invented, as is every page of these tests.
const head = `<!DOCTYPE html><html lang="en-GB"><head><title>Two Dead in Dock Blast | Harbour Courier</title>
<meta property="og:site_name" content="Harbour Courier"><link rel="canonical" href="https://courier.example/2025/03/04/dock">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Two Dead in Dock Blast",
"datePublished":"2025-03-04T14:05:00+01:00","dateModified":"2025-03-04T18:00:00+01:00","author":[{"@type":"Person","name":"Ana Ruiz"},{"@type":"Person","name":"Tom Hale"}]}</script></head>`

const story = `<p>PORT SUDD (AP) &mdash; Two people died when a blast tore   through a <b>dock</b> on Monday,
officials said.</p><p>&ldquo;We heard it from the hill above the harbour at dawn,&rdquo; said In&eacute;s Vidal, a cook.</p>
<aside class="pullquote">&ldquo;We heard it from the hill above the harbour at dawn&rdquo;</aside>
<p>The cause was not&nbsp;known. Three ships left the har&shy;bour the same night, two dockers said, and one has not been seen since.</p>
<div class="related-stories"><h3>More on this</h3><p><a href="/a">The port in pictures, and what we know of its owners</a></p></div>
<p>The harbour master, who was asked for comment on Tuesday, has not replied. A spokesman for the ministry of ports said it had no comment.</p>
<p>Reporting by Ana Ruiz; Editing by Tom Hale</p><p>This story was corrected on Tuesday to give the number of ships.</p>`

const whole = head + `<body class="single has-sidebar"><nav><a href="/">Home</a> <a href="/w">World</a></nav><main><article><h1>Two Dead in Dock Blast</h1>
<div class="byline">By <a href="x">Ana Ruiz</a> and Tom Hale</div><time datetime="2025-03-04T14:05:00+01:00">4 March 2025</time><div class="share">Share this on all your networks today</div>
<figure><img src="x"><figcaption>Smoke above the harbour on Monday. Photo: Ana Ruiz</figcaption></figure>` + story + `</article></main>
<section class="comments"><p>I have been saying for years that this dock would go up one day, and nobody listened.</p></section>
<footer>Copyright 2025 Harbour Courier</footer></body></html>`

func TestOpen(t *testing.T) {
	d, err := Open([]byte(whole), "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range d.Blocks {
		got = append(got, string(rune('0'+b.Role))+" "+d.Text[b.From:b.To])
	}
	want := []string{
		"1 Two Dead in Dock Blast",
		"6 By Ana Ruiz and Tom Hale",
		"6 4 March 2025",
		"0 PORT SUDD (AP) — Two people died when a blast tore through a dock on Monday, officials said.",
		"0 “We heard it from the hill above the harbour at dawn,” said Inés Vidal, a cook.",
		"0 The cause was not known. Three ships left the harbour the same night, two dockers said, and one has not been seen since.",
		"0 The harbour master, who was asked for comment on Tuesday, has not replied. A spokesman for the ministry of ports said it had no comment.",
		"9 Reporting by Ana Ruiz; Editing by Tom Hale",
		"8 This story was corrected on Tuesday to give the number of ships.",
		"5 Smoke above the harbour on Monday. Photo: Ana Ruiz",
		"4 “We heard it from the hill above the harbour at dawn”",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("blocks:\n%s\nwant:\n%s", g, w)
	}
	if d.Blocks[10].Repeats != 4 {
		t.Errorf("the pull quote repeats block %d, want 4", d.Blocks[10].Repeats)
	}
	if d.Headline.Text != "Two Dead in Dock Blast" || d.Outlet.Text != "Harbour Courier" || len(d.By) != 2 || d.By[1].Text != "Tom Hale" || d.By[1].Span.Empty() ||
		d.Published.Time.Format("2006-01-02T15:04Z07:00") != "2025-03-04T14:05+01:00" || d.Updated.Time.Hour() != 18 || d.URL.Text != "https://courier.example/2025/03/04/dock" || d.Language != "en" {
		t.Errorf("fields: %+v %+v %+v %+v %+v %+v", d.Headline, d.Outlet, d.By, d.Published, d.Updated, d.URL)
	}
	mapped(t, whole, d)
}

// mapped checks that each run of the map has the same characters on both
// sides, but for the kind of blank, and that all of the text is mapped.
func mapped(t *testing.T, page string, d draft.Draft) {
	t.Helper()
	source := []rune(textContent(t, page))
	text := []rune(d.Text)
	at := 0
	for _, r := range d.Map {
		if gap := strings.TrimSpace(string(text[at:r.Text])); gap != "" {
			t.Errorf("%q is not mapped", gap)
		}
		for k := range r.Len {
			a, b := text[r.Text+k], source[r.Source+k]
			if a != b && !(unicode.IsSpace(a) && unicode.IsSpace(b)) {
				t.Fatalf("text %q at %d stands on %q of the page", a, r.Text+k, b)
			}
		}
		at = r.Text + r.Len
	}
	if gap := strings.TrimSpace(string(text[at:])); gap != "" {
		t.Errorf("%q is not mapped", gap)
	}
}

// textContent is what a browser has as document.body.textContent.
func textContent(t *testing.T, page string) string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		if n.Type == html.TextNode && in {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in || n.Data == "body")
		}
	}
	walk(root, false)
	return b.String()
}

func TestWalls(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"consent", `<html><body><div><h1>We value your privacy</h1><p>We and our 842 partners store and access data on your device.</p><button>Accept all</button></div></body></html>`, "consent wall"},
		{"robot", `<html><body><p>Checking your browser before accessing the site. Enable JavaScript and cookies to continue.</p></body></html>`, "check for robots"},
		{"gone", `<html><body><h1>404</h1><p>The page you are looking for could not be found.</p></body></html>`, "message that the page is not there"},
		{"paid", `<html><body><h1>Two Dead in Dock Blast</h1><div class="paywall"><p>Subscribe to continue reading.</p></div></body></html>`, "paywall"},
		{"empty", `<html><body><nav><a href="a">Home</a></nav></body></html>`, "holds no article"},
	} {
		_, err := Open([]byte(c.page), "")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	var w *Wall
	if _, err := Open([]byte(`<html><body><p>We value your privacy. Accept all cookies</p></body></html>`), ""); !errors.As(err, &w) {
		t.Errorf("error %v, want a *Wall", err)
	}
	stub := head + `<body><article><h1>Two Dead in Dock Blast</h1><p>Two people died when a blast tore through a dock on Monday, officials said on Tuesday after a night of rain.</p>
<p>“We heard it,” said Inés Vidal, a cook who has lived on the hill above the harbour all her life and has seen three blasts there.</p><div class="wall-prompt">Already a subscriber? Log in</div></article></body></html>`
	d, err := Open([]byte(stub), "")
	if err != nil || len(d.Notes) != 1 || d.Notes[0].Kind != "paywall" || strings.Contains(d.Text, "subscriber") {
		t.Errorf("stub: %q, notes %v, %v", d.Text, d.Notes, err)
	}
}

// TestEnds: what an article may end with, and what not. The page is invented.
func TestEnds(t *testing.T) {
	for _, c := range []struct{ name, last, want string }{
		{"list", `<p>The ships that left that night:</p><ul><li>the Marta</li><li>the Lanby Star</li></ul>`, "the Lanby Star"},
		{"list of links", `<ul><li><a href="/a">Dock blast kills two more</a></li><li><a href="/b">Harbour is shut for a week</a></li></ul>`, "for what they had been told."},
		{"standing correction notice", `<p>Corrections: If you are aware of an error in this report, please write to the desk.</p>`, "for what they had been told."},
		{"correction", `<p>Correction: An earlier version of this report gave a wrong number of ships.</p>`, "wrong number of ships."},
		{"plea", `<p>Sign up to our newsletter for more from the harbour, every morning at seven.</p>`, "for what they had been told."},
	} {
		page := head + `<body><article><h1>Two Dead in Dock Blast</h1><div class="story-body"><p>Two people died when a blast tore through a dock on Monday, officials said on Tuesday after a night of rain, and the harbour was shut.</p><p>Families waited at the gate until morning, and nobody came out to speak to them for hours, or to ask for what they had been told.</p>` + c.last + `</div></article></body></html>`
		d, err := Open([]byte(page), "")
		if err != nil || !strings.HasSuffix(d.Text, c.want) {
			t.Errorf("%s: ends with %q, %v", c.name, d.Text[max(0, len(d.Text)-60):], err)
		}
	}
}

// TestTemplate: a post that stands in a template alone is found, and noted. The
// page is invented.
func TestTemplate(t *testing.T) {
	post := strings.Repeat("Two people died when a blast tore through a dock on Monday, officials said after a night of rain. ", 8)
	page := head + `<body><div class="post"><h1>Two Dead in Dock Blast</h1><div class="post-content"><script type="text/template"><p>` + post + `</p><p>Families waited.</p></script></div></div></body></html>`
	d, err := Open([]byte(page), "")
	if err != nil || !strings.HasSuffix(d.Text, "\n\nFamilies waited.") || len(d.Notes) != 1 || d.Notes[0].Kind != "not_shown" {
		t.Errorf("%q, %v, %v", d.Text, d.Notes, err)
	}
	menu := head + `<body><p>Short.</p><script type="text/template"><li>{{name}}</li>` + post + `</script></body></html>`
	if d, err := Open([]byte(menu), ""); err == nil && strings.Contains(d.Text, "blast tore") {
		t.Errorf("a template with holes is read: %q", d.Text)
	}
}
