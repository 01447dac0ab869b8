package made

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
)

// skeletons set an article in a page.
var skeletons = []struct {
	name string
	set  func(Article, *dice) string
}{
	{"newspaper", newspaper}, {"wire", wire}, {"wordpress", wordpress}, {"amp", amp}, {"live", live}, {"state", state},
	{"breaks", breaks}, {"table", table}, {"soup", soup}, {"linked-only", linkedOnly}, {"comments", comments}, {"magazine", magazine},
	{"hashed", hashed}, {"consent-over", consentOver}, {"old", old}, {"custom", custom}, {"endless", endless},
	{"boxed", boxed}, {"topical", topical}, {"forum", forum}, {"pleas", pleas},
}

func esc(s string) string { return html.EscapeString(s) }

// linked is the article as JSON-LD, with its text where body is set.
func linked(a Article, body bool) string {
	m := map[string]any{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": a.Headline, "datePublished": a.Day + "T08:15:00+00:00",
		"author": []any{map[string]any{"@type": "Person", "name": a.Author}}, "publisher": map[string]any{"@type": "Organization", "name": a.Outlet},
	}
	if body {
		m["articleBody"] = strings.ReplaceAll(a.text(), "\n", "\n\n")
	}
	b, _ := json.Marshal(m)
	return `<script type="application/ld+json">` + string(b) + `</script>`
}

// top is a head with the scripts and styles that pages carry.
func top(a Article, d *dice, extra string) string {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>` + esc(a.Headline) + ` | ` + esc(a.Outlet) + `</title>
<meta name="viewport" content="width=device-width"><meta property="og:title" content="` + esc(a.Headline) + `"><meta property="og:site_name" content="` + esc(a.Outlet) + `">
<meta property="article:published_time" content="` + a.Day + `T08:15:00Z">` + extra + script(d, 40+d.n(40)) + style(d, 25) + `</head>`
}

// script is n kilobytes of what looks like code.
func script(d *dice, n int) string {
	var b strings.Builder
	b.WriteString("<script>(function(w){var q=w.q||[];")
	for b.Len() < n<<10 {
		fmt.Fprintf(&b, `q.push({id:"u%d",slot:"/%d/%s",sizes:[[%d,%d]],on:function(e){if(e&&e.t<%d){w.log("<div class='x'>"+e.n+"</div>")}}});`, d.n(1e6), d.n(1e4), d.of(towns), d.n(970), d.n(600), d.n(99))
	}
	return b.String() + "})(window);</script>"
}

func style(d *dice, n int) string {
	var b strings.Builder
	b.WriteString("<style>")
	for b.Len() < n<<10 {
		fmt.Fprintf(&b, ".c%d-%x>a:hover{margin:%dpx;color:#%06x}", d.n(1000), d.n(65536), d.n(40), d.n(1<<24))
	}
	return b.String() + "</style>"
}

func nav(d *dice, n int) string {
	var b strings.Builder
	b.WriteString(`<header class="site-header"><nav class="main-nav"><ul>`)
	for i := range n {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/s/%d">%s</a></li>`, i, d.of([]string{"World", "Politics", "Ports and Trade", "Sport", "Opinion", "Weather on the coast", "Markets", "Culture"}))
	}
	return b.String() + `</ul></nav></header>`
}

// related are cards of other stories, with summaries that read as paragraphs.
func related(d *dice, class string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<section class="%s"><h2>%s</h2>`, class, d.of([]string{"More on this story", "Recommended", "Most read", "Latest"}))
	for range n {
		fmt.Fprintf(&b, `<div class="%s__item"><a href="/x/%d"><img src="i.jpg" alt=""><h3>%s asks %s for answers</h3></a><p>%s</p><span>%d hours ago</span></div>`, class, d.n(9999), d.of(towns), d.of(bodies), summary(d), 1+d.n(20))
	}
	return b.String() + `</section>`
}

// summary is what stands under the headline of another story.
func summary(d *dice) string {
	return strings.NewReplacer("%s", d.of(bodies), "#", "several").Replace(d.of(facts))
}

func newsletter() string {
	return `<div class="newsletter-signup"><h4>The morning tide</h4><p>Sign up for our newsletter and get the best of our reporting from the coast in your inbox every day.</p><form><input type="email"><button>Sign up</button></form><p>By signing up you agree to our terms of use and our privacy policy.</p></div>`
}

func ad(d *dice) string {
	return fmt.Sprintf(`<div class="ad-slot" id="ad-%d"><span>Advertisement</span><div data-slot="mpu"></div></div>`, d.n(99))
}

func talk(d *dice, n int) string {
	var b strings.Builder
	b.WriteString(`<section id="comments" class="comments-area"><h2>` + fmt.Sprint(n) + ` comments</h2><ol class="comment-list">`)
	for range n {
		fmt.Fprintf(&b, `<li class="comment"><div class="comment-author">%s</div><div class="comment-content"><p>I have said for years that this would happen, and %s would do nothing. My cousin works there and tells the same story every week.</p></div><a href="#">Reply</a></li>`, d.of(people), d.of(bodies))
	}
	return b.String() + `</ol><form id="respond"><p>Your email address will not be published. Required fields are marked.</p></form></section>`
}

func foot(d *dice) string {
	var b strings.Builder
	b.WriteString(`<footer class="site-footer"><ul>`)
	for i := range 30 {
		fmt.Fprintf(&b, `<li><a href="/f/%d">%s</a></li>`, i, d.of([]string{"About us", "Contact", "Privacy policy", "Terms of use", "Careers", "Advertise with us"}))
	}
	return b.String() + `</ul><p>Copyright 2025. All rights reserved. No part of this site may be reproduced without the permission of its publisher.</p></footer>` + script(d, 40) + `</body></html>`
}

// body sets the paragraphs, each in wrap, with a pull quote, a caption, an ad
// and a newsletter box between them.
func body(a Article, d *dice, wrap func(p Paragraph) string, between bool) string {
	var b strings.Builder
	inList := false
	for i, p := range a.Paragraphs {
		if (p.Kind == "li") != inList {
			if inList = !inList; inList {
				b.WriteString("<ul>")
			} else {
				b.WriteString("</ul>")
			}
		}
		b.WriteString(wrap(p) + "\n")
		if !between || inList {
			continue
		}
		switch i {
		case 1:
			fmt.Fprintf(&b, `<figure class="media"><img src="a.jpg"><figcaption>%s <span class="photo-credit">Photo: %s</span></figcaption></figure>`, esc(a.Caption), a.Author)
		case 3:
			b.WriteString(ad(d))
		case 4:
			if a.Pull != "" {
				b.WriteString(`<aside class="pull-quote"><p>` + esc(a.Pull) + `</p></aside>`)
			}
		case 5:
			b.WriteString(newsletter())
		case 6:
			b.WriteString(`<p class="read-more"><strong>Read more: <a href="/z">What is known of the ships that left the harbour that night</a></strong></p>`)
		}
	}
	return b.String()
}

func plainTag(p Paragraph) string {
	switch p.Kind {
	case "h2":
		return "<h2>" + esc(p.Text) + "</h2>"
	case "li":
		return "<li>" + esc(p.Text) + "</li>"
	}
	return "<p>" + esc(p.Text) + "</p>"
}

func newspaper(a Article, d *dice) string {
	return top(a, d, linked(a, d.n(2) == 0)) + `<body class="article-page has-comments">` + nav(d, 40) + `<main><div class="breadcrumb"><a href="/">Home</a> / <a href="/w">World</a></div><article class="story"><h1 class="headline">` + esc(a.Headline) + `</h1>
<div class="byline">By <a rel="author" href="/a">` + a.Author + `</a></div><time datetime="` + a.Day + `T08:15:00Z">` + a.Day + `</time><div class="social-share"><a href="#">Facebook</a><a href="#">Email</a></div>
<div class="article-body">` + body(a, d, plainTag, true) + `</div><div class="article-tags"><a href="/t">Ports</a> <a href="/t">Blasts</a></div></article>` + related(d, "related-stories", 8) + `</main>` + related(d, "most-read", 12) + foot(d)
}

func wire(a Article, d *dice) string {
	return top(a, d, "") + `<body>` + nav(d, 25) + `<div class="Page-content"><div class="Page-main"><h1>` + esc(a.Headline) + `</h1><div class="Page-byline">By ` + a.Author + `, ` + a.Outlet + `</div>
<div class="RichTextStoryBody RichTextBody">` + body(a, d, plainTag, true) + `</div></div><div class="PageList">` + related(d, "PageList-items", 10) + `</div></div>` + foot(d)
}

func wordpress(a Article, d *dice) string {
	return top(a, d, "") + `<body class="single single-post">` + nav(d, 15) + `<div id="primary"><main id="main"><article id="post-77" class="post-77 post type-post hentry category-news"><header class="entry-header"><h1 class="entry-title">` + esc(a.Headline) + `</h1>
<div class="entry-meta">Posted on <time class="entry-date published" datetime="` + a.Day + `T08:15:00+00:00">` + a.Day + `</time> by <span class="author vcard"><a href="/a">` + a.Author + `</a></span></div></header><div class="entry-content">` + body(a, d, plainTag, true) + `<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a>Twitter</a></li></ul></div><div class="jp-relatedposts"><h3>Related</h3><p>Another story of the port that you may want to read, with a summary of it.</p></div></div>
<footer class="entry-footer">Filed under: <a href="/c">News</a></footer></article>` + talk(d, 6) + `</main></div><aside id="secondary" class="widget-area sidebar">` + related(d, "widget_recent_entries", 6) + `</aside>` + foot(d)
}

func amp(a Article, d *dice) string {
	return strings.Replace(top(a, d, linked(a, false)), "<html", "<html amp", 1) + `<body><amp-sidebar id="s"><ul><li><a href="/">Home</a></li></ul></amp-sidebar><article><h1>` + esc(a.Headline) + `</h1><p class="byline">By ` + a.Author + `</p><amp-img src="a.jpg" width="9" height="6"></amp-img>
<section class="amp-article-content">` + body(a, d, plainTag, false) + `<amp-ad width="300" height="250"></amp-ad></section></article>` + related(d, "amp-related", 4) + foot(d)
}

// live is a live blog: entries with a time and a headline each.
func live(a Article, d *dice) string {
	var b strings.Builder
	ld := strings.Replace(linked(a, false), "NewsArticle", "LiveBlogPosting", 1)
	b.WriteString(top(a, d, ld) + `<body>` + nav(d, 20) + `<main><h1>` + esc(a.Headline) + ` – live updates</h1><div class="live-blog">`)
	for i := 0; i < len(a.Paragraphs); i += 3 {
		fmt.Fprintf(&b, `<article class="live-blog__post" id="p%d"><time datetime="%sT%02d:05:00Z">%02d:05</time><div class="live-blog__body">`, i, a.Day, 20-i/3, 20-i/3)
		for _, p := range a.Paragraphs[i:min(i+3, len(a.Paragraphs))] {
			b.WriteString(plainTag(p))
		}
		b.WriteString(`</div><div class="share"><button>Share</button></div></article>`)
	}
	return b.String() + `</div></main>` + related(d, "related", 5) + foot(d)
}

// state is a page that its scripts fill: the text is in their data alone.
func state(a Article, d *dice) string {
	var blocks []any
	for _, p := range a.Paragraphs {
		blocks = append(blocks, map[string]any{"type": p.Kind, "data": map[string]any{"text": "<span>" + esc(p.Text) + "</span>"}})
	}
	var others []any
	for range 5 {
		others = append(others, map[string]any{"title": d.of(towns), "summary": summary(d)})
	}
	s, _ := json.Marshal(map[string]any{"props": map[string]any{"pageProps": map[string]any{"article": map[string]any{"title": a.Headline, "content": blocks}, "more": others}}})
	return top(a, d, "") + `<body><div id="__next"><div class="spinner">Loading</div></div><script id="__NEXT_DATA__" type="application/json">` + string(s) + `</script></body></html>`
}

func breaks(a Article, d *dice) string {
	var b strings.Builder
	for _, p := range a.Paragraphs {
		if p.Kind == "h2" {
			b.WriteString("<b>" + esc(p.Text) + "</b><br><br>\n")
			continue
		}
		b.WriteString(esc(p.Text) + "<br />\n<br />\n")
	}
	return top(a, d, "") + `<body>` + nav(d, 20) + `<div id="wrap"><h1>` + esc(a.Headline) + `</h1><span class="date">` + a.Day + `</span><div id="story">` + b.String() + `</div><div id="right">` + related(d, "box", 8) + `</div></div>` + foot(d)
}

func table(a Article, d *dice) string {
	return top(a, d, "") + `<body bgcolor="#ffffff"><table width="100%"><tr><td colspan="3"><font size="5">` + a.Outlet + `</font></td></tr><tr><td width="150" valign="top"><a href="/">Home</a><br><a href="/n">News</a><br><a href="/s">Sport</a></td><td valign="top"><h1>` + esc(a.Headline) + `</h1><font face="Arial">` + body(a, d, plainTag, false) + `</font></td><td width="200" valign="top">` + related(d, "r", 6) + `</td></tr></table>` + foot(d)
}

func soup(a Article, d *dice) string {
	return top(a, d, "") + `<body><div class="a1">` + nav(d, 30) + `</div><div class="a2"><div class="b1"><div class="t1">` + esc(a.Headline) + `</div><div class="b3">` + body(a, d, func(p Paragraph) string {
		return `<div class="x"><div>` + esc(p.Text) + `</div></div>`
	}, false) + `</div></div><div class="b2">` + related(d, "c9", 7) + `</div></div>` + foot(d)
}

func linkedOnly(a Article, d *dice) string {
	return top(a, d, linked(a, true)) + `<body>` + nav(d, 12) + `<main><h1>` + esc(a.Headline) + `</h1><div id="root" class="article-root"></div></main>` + foot(d)
}

func comments(a Article, d *dice) string {
	return top(a, d, "") + `<body>` + nav(d, 10) + `<div class="content"><div class="post"><h1>` + esc(a.Headline) + `</h1><div class="post-body">` + body(a, d, plainTag, false) + `</div></div>` + talk(d, 40) + `</div>` + foot(d)
}

func magazine(a Article, d *dice) string {
	first := true
	return top(a, d, "") + `<body>` + nav(d, 20) + `<article itemscope itemtype="https://schema.org/Article"><h1 itemprop="headline">` + esc(a.Headline) + `</h1><p class="dek">Families have waited for a week. Nobody has called them.</p><p>By <span itemprop="author">` + a.Author + `</span></p><div itemprop="articleBody">` + body(a, d, func(p Paragraph) string {
		if first && p.Kind == "p" {
			first = false
			r := []rune(p.Text)
			return `<p class="drop"><span class="dropcap">` + string(r[0]) + `</span>` + esc(string(r[1:])) + `</p>`
		}
		return plainTag(p)
	}, true) + `</div><div class="author-bio"><p>` + a.Author + ` writes on ports and has covered the coast since 2009. Follow her for more.</p></div></article>` + related(d, "recirc", 9) + foot(d)
}

// hashed has class names that say nothing, as build tools write them.
func hashed(a Article, d *dice) string {
	c := func() string { return fmt.Sprintf("css-%x", d.n(1<<24)) }
	return top(a, d, linked(a, false)) + `<body><div class="` + c() + `">` + nav(d, 30) + `<main id="site-content"><article class="` + c() + `"><h1 class="` + c() + `">` + esc(a.Headline) + `</h1><section name="x" class="` + c() + `">` + body(a, d, func(p Paragraph) string {
		if p.Kind == "h2" {
			return `<div class="` + c() + `"><h2 class="` + c() + `">` + esc(p.Text) + `</h2></div>`
		}
		if p.Kind == "li" {
			return plainTag(p)
		}
		return `<div class="` + c() + `"><div class="` + c() + `"><p class="` + c() + `">` + esc(p.Text) + `</p></div></div>`
	}, false) + `</section></article><section class="` + c() + `">` + related(d, c(), 12) + `</section></main></div>` + foot(d)
}

// consentOver has a consent dialog over an article that is there.
func consentOver(a Article, d *dice) string {
	return top(a, d, "") + `<body><div id="onetrust-banner-sdk" role="dialog"><h2>We value your privacy</h2><p>We and our partners store and access information on a device, such as cookies, and process personal data for advertising and measurement.</p><p>You may click to consent to our and our partners’ processing as described above, or click to refuse to consent.</p><button>Accept all</button></div>` + nav(d, 25) + `<div class="page"><h1>` + esc(a.Headline) + `</h1><div class="story-content">` + body(a, d, plainTag, true) + `</div></div>` + related(d, "trending", 8) + foot(d)
}

// old has paragraphs that are opened and never closed, and capital tags.
func old(a Article, d *dice) string {
	var b strings.Builder
	for _, p := range a.Paragraphs {
		if p.Kind == "h2" {
			b.WriteString("<H3>" + esc(p.Text) + "</H3>\n")
			continue
		}
		b.WriteString("<P>" + esc(p.Text) + "\n")
	}
	return `<HTML><HEAD><TITLE>` + esc(a.Headline) + `</TITLE><META NAME="date" CONTENT="` + a.Day + `"></HEAD><BODY><CENTER><A HREF="/">Home</A> | <A HREF="/a">Archive</A></CENTER><H1>` + esc(a.Headline) + `</H1><B>By ` + a.Author + `</B>` + b.String() + `<HR><A HREF="/">Back to the front page</A></BODY></HTML>`
}

// custom has elements of its own, and its text in them.
func custom(a Article, d *dice) string {
	return top(a, d, "") + `<body><app-shell>` + nav(d, 20) + `<story-page><h1 slot="title">` + esc(a.Headline) + `</h1><story-text>` + body(a, d, func(p Paragraph) string {
		if p.Kind == "p" {
			return `<text-block><p>` + esc(p.Text) + `</p></text-block>`
		}
		return plainTag(p)
	}, true) + `</story-text></story-page>` + related(d, "more-stories", 9) + `</app-shell>` + foot(d)
}

// endless has the next story behind the one that was asked for.
func endless(a Article, d *dice) string {
	next := article(uint64(d.n(1 << 30)))
	one := func(a Article) string {
		return `<article class="story"><h1>` + esc(a.Headline) + `</h1><p class="author">By ` + a.Author + `</p><div class="story__text">` + body(a, d, plainTag, false) + `</div></article>`
	}
	return top(a, d, linked(a, false)) + `<body>` + nav(d, 20) + `<main class="stream">` + one(a) + `<hr>` + one(next) + `</main>` + foot(d)
}
