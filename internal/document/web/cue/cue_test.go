package cue

import "testing"

func TestOf(t *testing.T) {
	for _, c := range []struct {
		names string
		want  Cue
	}{
		{"", 0},
		{"css-1x2y3z", 0},
		{"css-ad484fb1 sc-7ad", 0},
		{"ad-300x250", Ad},
		{"c-article__pull-quote", Article | Pull},
		{"pullQuote--left", Pull},
		{"has-sidebar no-comments", 0},
		{"story-body__inner", Body | Article},
		{"ArticleBody", Body | Article},
		{"relatedStories RELATED", Related},
		{"read-more read more", Related},
		{"about-the-author", Bio | Meta},
		{"loading header shadow", 0},
	} {
		if got := Of(c.names); got != c.want {
			t.Errorf("Of(%q) = %b, want %b", c.names, got, c.want)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Of("c-article__body c-article__body--wide js-related-hover has-sidebar l-grid__item")
	}
}
