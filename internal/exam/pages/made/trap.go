package made

import (
	"fmt"
	"strings"
)

// The pages here were each made for a way in which articles of real pages were
// lost, or had something added.

// boxed has a body under names of what is none: a box over the page, a sidebar,
// topics.
func boxed(a Article, d *dice) string {
	return top(a, d, "") + `<body>` + nav(d, 20) + `<main><article class="entry post-container post-container--sidebar"><h1>` + esc(a.Headline) + `</h1><div class="entry__content"><div class="lightbox-content">` + body(a, d, plainTag, false) + `</div></div></article></main><div class="legal-box"><p>` + strings.Repeat("We endeavour to ensure that our reports are fair and keep to the code of our press council, which hears complaints. ", 8) + `</p></div>` + foot(d)
}

// topical has the classes that a blog's program gives a post: its topics.
func topical(a Article, d *dice) string {
	return top(a, d, "") + `<body>` + nav(d, 20) + `<article class="post-7 post type-post status-publish category-news tag-related tag-popular tag-comments"><h1>` + esc(a.Headline) + `</h1><div class="entry-content">` + body(a, d, plainTag, true) + `</div></article>` + related(d, "side-ultimas", 12) + foot(d)
}

// forum has more words of readers below the article than of the article, under
// names that do not say so.
func forum(a Article, d *dice) string {
	var b strings.Builder
	b.WriteString(`<div class="sect"><h2>Your say</h2><ul class="directory">`)
	for i := range 40 {
		fmt.Fprintf(&b, `<li class="member" id="bb_%d"><h4>%s</h4><div class="objlink"><p class="first">I have said for years that this would happen, and %s would do nothing. My cousin works there and tells the same story every week.</p><p class="last">Whoever believes them should go and see the place, as we did last summer, when nobody wanted to hear of it.</p></div></li>`, i, d.of(people), d.of(bodies))
	}
	b.WriteString(`</ul></div>`)
	return top(a, d, "") + `<body>` + nav(d, 20) + `<div id="pages"><div class="first_page"><h1>` + esc(a.Headline) + `</h1><div class="article-text">` + body(a, d, plainTag, false) + `</div></div>` + b.String() + `</div>` + foot(d)
}

// pleas has bylines, times and requests to the reader between the paragraphs.
func pleas(a Article, d *dice) string {
	lines := []string{
		`<div class="author-name">` + a.Author + `</div><span class="timestamp">` + a.Day + ` 08:15</span>`,
		`<p>Never miss the latest from the coast by signing up to our daily newsletter today!</p>`,
		`<p>You can also follow us on Twitter and Facebook for more from the harbour.</p>`,
		`<p>Sorry, but your browser needs Javascript to use this site.</p>`,
	}
	k := 0
	return top(a, d, "") + `<body>` + nav(d, 20) + `<article><h1>` + esc(a.Headline) + `</h1><div class="story-body">` + body(a, d, func(p Paragraph) string {
		out := plainTag(p)
		if p.Kind == "p" && k < len(lines) {
			out = lines[k] + out
			k++
		}
		return out
	}, false) + `</div></article>` + related(d, "more-stories", 6) + foot(d)
}
