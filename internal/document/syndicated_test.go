package document

import (
	"strings"
	"testing"

	"hearsay/internal/capture"
)

// marks is a report's credits and the notes of where else it belongs.
func marks(t *testing.T, in string, st capture.Stated) string {
	t.Helper()
	doc, err := New(capture.Of([]byte(in), "x", st))
	if err != nil {
		t.Fatalf("%v: %.80s", err, in)
	}
	var out []string
	for _, c := range doc.Credits {
		if !c.Span.Empty() && !strings.Contains(doc.Text.Slice(c.Span), c.Value) {
			if a, ok := outletOf(doc.Text.Slice(c.Span)); !ok || a != c.Value {
				t.Errorf("credit %q rests on %q", c.Value, doc.Text.Slice(c.Span))
			}
		}
		out = append(out, c.Value)
	}
	for _, n := range doc.Notes {
		if n.Kind == Canonical || n.Kind == Syndicate {
			out = append(out, n.Kind+"="+n.Reason)
		}
	}
	return strings.Join(out, ", ")
}

// TestSyndicated: the lines that say whose text a report is. All invented.
func TestSyndicated(t *testing.T) {
	for _, c := range []struct{ name, last, want string }{
		{"published first elsewhere", "This story was originally published by The Harbour Lantern and is printed here with its leave.", "The Harbour Lantern"},
		{"appeared first elsewhere", "This article first appeared in the Lanby Courier on Monday.", "the Lanby Courier"},
		{"republished", "This article is republished from The Harbour Lantern under a free licence. Read the first version.", "The Harbour Lantern"},
		{"reprinted with leave", "Reprinted with permission from Meridian Press.", "Meridian Press"},
		{"distributed", "(c)2025 Harbour Courier. Visit courier.example. Distributed by Coast Content Agency.", "Coast Content Agency"},
		{"an agency's copyright", "Copyright 2025 The Associated Press. All rights reserved.", "Associated Press"},
		{"an agency's copyright with a sign", "© 2025 Agence France-Presse", "Agence France-Presse"},
		{"an outlet's own copyright", "© 2025 Harbour Courier. All rights reserved.", ""},
		{"a day is no outlet", "This story was first published on Monday.", ""},
		{"a month is no outlet", "This story was originally published in March 2025.", ""},
		{"a letter is no report", "The letter was first published by The Harbour Lantern, the mayor said.", ""},
	} {
		if got := marks(t, "Two Dead in Dock Blast\n\n"+body+"\n\n"+c.last, capture.Stated{}); got != c.want {
			t.Errorf("%s: credits %q, want %q", c.name, got, c.want)
		}
	}
}

// TestMarksOfPages: what a page and what brought it say of whose text it is.
func TestMarksOfPages(t *testing.T) {
	paras := "<p>" + strings.ReplaceAll(body, "\n\n", "</p><p>") + "</p>"
	long := strings.Repeat(paras, 3)
	page := func(head, byline string) string {
		return `<html><head><meta property="og:site_name" content="Harbour Courier">` + head + `</head><body><article><h1>Two Dead in Dock Blast</h1>` + byline + long + `</article></body></html>`
	}
	here := capture.Stated{URL: "https://news.courier.example/dock"}
	for _, c := range []struct {
		name, page string
		st         capture.Stated
		want       string
	}{
		{"canonical of another outlet", page(`<link rel="canonical" href="https://www.lantern.example/dock">`, ""), here, "canonical_elsewhere=lantern.example"},
		{"canonical of its own site", page(`<link rel="canonical" href="https://www.courier.example/dock">`, ""), here, ""},
		{"canonical of a mirror", page(`<link rel="canonical" href="https://www.courier.example/dock">`, ""), capture.Stated{URL: "https://web.archive.org/web/2025/https://courier.example/dock"}, ""},
		{"syndication-source", page(`<meta name="syndication-source" content="https://lantern.example/dock">`, ""), here, "syndication_source=lantern.example (meta syndication-source)"},
		{"isBasedOn", page(`<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":{"@id":"https://lantern.example/dock"},"provider":{"name":"Meridian Press"},"publisher":{"name":"Harbour Courier"}}</script>`, ""), here, "Meridian Press, syndication_source=lantern.example (json-ld isBasedOn)"},
		{"holder that is an agency", page(`<script type="application/ld+json">{"@type":"NewsArticle","copyrightHolder":{"name":"AFP"},"publisher":{"name":"Harbour Courier"}}</script>`, ""), here, "Agence France-Presse"},
		{"holder that is a company", page(`<script type="application/ld+json">{"@type":"NewsArticle","copyrightHolder":{"name":"Coast Media Holdings"},"publisher":{"name":"Harbour Courier"}}</script>`, ""), here, ""},
		{"agency in the byline", page(`<meta name="author" content="Ana Ruiz, Associated Press">`, `<p class="byline">By Ana Ruiz, Associated Press</p>`), here, "Associated Press"},
		{"agency behind a name", page(`<meta name="author" content="ANA RUIZ Associated Press">`, ""), here, "Associated Press"},
		{"agency's staff", page(`<meta name="author" content="Reuters Staff">`, ""), here, "Reuters"},
		{"a name that ends as an outlet's", page(`<meta name="author" content="Michael Fox">`, ""), here, ""},
		{"feed's source", page("", ""), capture.Stated{URL: here.URL, Credit: "AFP"}, "Agence France-Presse"},
		{"agency's copyright at the end", strings.Replace(page("", ""), "</article>", "<p>Copyright 2025 Reuters</p></article>", 1), here, "Reuters"},
		{"ninjs", `{"uri":"u","headline":"Two Dead in Dock Blast","provider":{"name":"Harbour Courier"},"infosources":[{"name":"Reuters"}],"copyrightnotice":"Copyright 2025 AFP","body_text":"` + strings.ReplaceAll(body, "\n", `\n`) + `"}`, capture.Stated{}, "Reuters, Agence France-Presse"},
		{"NITF", `<nitf><head><docdata><doc.copyright holder="AFP"/></docdata><pubdata name="Harbour Courier"/></head><body><body.head><hedline><hl1>Two Dead</hl1></hedline><byline>By <person>Ana Ruiz</person><byttl>Associated Press Writer</byttl></byline><distributor>Meridian Press</distributor></body.head><body.content>` + paras + `</body.content></body></nitf>`, capture.Stated{}, "Meridian Press, Associated Press, Agence France-Presse"},
		{"NewsML-G2", `<newsItem><itemMeta><provider><name>Harbour Courier</name></provider></itemMeta><contentMeta><creditline>AP/Reuters</creditline><infoSource literal="Meridian Press"/><headline>Two Dead</headline></contentMeta><contentSet><inlineXML><html><body>` + paras + `</body></html></inlineXML></contentSet></newsItem>`, capture.Stated{}, "Associated Press, Reuters, Meridian Press"},
	} {
		if got := marks(t, c.page, c.st); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
