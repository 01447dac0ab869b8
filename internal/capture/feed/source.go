package feed

import (
	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// sourceKey is where the translators keep the name of the feed or outlet that
// an item is from, which gofeed's common form of a feed has no place for.
const sourceKey = "hearsay:source"

// rssSources keeps the <source> of RSS items.
type rssSources struct{ gofeed.DefaultRSSTranslator }

// Translate implements gofeed.Translator.
func (t rssSources) Translate(in any) (*gofeed.Feed, error) {
	out, err := t.DefaultRSSTranslator.Translate(in)
	if f, ok := in.(*rss.Feed); ok && err == nil {
		for i, it := range f.Items {
			if it.Source != nil && i < len(out.Items) {
				keepSource(out.Items[i], it.Source.Title)
			}
		}
	}
	return out, err
}

// atomSources keeps the <source> of Atom entries, a feed that they were copied
// from (RFC 4287, 4.2.11).
type atomSources struct{ gofeed.DefaultAtomTranslator }

// Translate implements gofeed.Translator.
func (t atomSources) Translate(in any) (*gofeed.Feed, error) {
	out, err := t.DefaultAtomTranslator.Translate(in)
	if f, ok := in.(*atom.Feed); ok && err == nil {
		for i, it := range f.Entries {
			if it.Source != nil && i < len(out.Items) {
				keepSource(out.Items[i], it.Source.Title)
			}
		}
	}
	return out, err
}

func keepSource(it *gofeed.Item, name string) {
	if it.Custom == nil {
		it.Custom = map[string]string{}
	}
	it.Custom[sourceKey] = name
}
