package feed

import (
	"encoding/xml"
	"fmt"
	"io"
)

// outline is an outline of OPML 2.0 (opml.org/spec2.opml).
type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	URL      string    `xml:"xmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

type opmlFile struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

// maxNested is how deep the folders of an OPML file may lie.
const maxNested = 50

// opml reads a list of feeds; folders are opened, a feed listed twice is one.
func opml(b []byte) (*Feed, error) {
	var in opmlFile
	if err := decoder(b).Decode(&in); err != nil {
		return nil, fmt.Errorf("the list of feeds cannot be read: %w", err)
	}
	f := &Feed{Kind: "opml", Title: words(in.Title)}
	seen := map[string]bool{}
	var walk func(list []outline, depth int)
	walk = func(list []outline, depth int) {
		for _, o := range list {
			if at := absolute(o.URL, nil); at != "" && !seen[at] {
				seen[at] = true
				title := o.Title
				if title == "" {
					title = o.Text
				}
				f.Feeds = append(f.Feeds, Outline{Title: words(title), URL: at})
			}
			if depth < maxNested {
				walk(o.Outlines, depth+1)
			}
		}
	}
	walk(in.Outlines, 0)
	return f, nil
}

// WriteOPML writes a list of feeds that other feed readers take.
func WriteOPML(w io.Writer, title string, feeds []Outline) error {
	out := opmlFile{Version: "2.0", Title: title}
	for _, f := range feeds {
		text := f.Title
		if text == "" {
			text = f.URL
		}
		out.Outlines = append(out.Outlines, outline{Text: text, Type: "rss", URL: f.URL})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
