package feeds

import (
	"encoding/xml"
	"io"
	"time"

	"hearsay/internal/desk/news"
)

// atom is a feed by RFC 4287.
type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []link   `xml:"link"`
	Entries []entry  `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type entry struct {
	ID       string `xml:"id"`
	Title    string `xml:"title"`
	Updated  string `xml:"updated"`
	Link     link   `xml:"link"`
	Category struct {
		Term string `xml:"term,attr"`
	} `xml:"category"`
	Summary string `xml:"summary"`
}

// writeAtom writes entries, the newest first. base is the desk's address.
func writeAtom(w io.Writer, base string, list []news.Entry) error {
	f := atom{
		ID: "urn:hearsay:changes", Title: "What changed", Author: "hearsay", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []link{{"self", "application/atom+xml", base + "/feeds/changes.xml"}, {"alternate", "text/html", base + "/log"}},
	}
	for i := len(list) - 1; i >= 0; i-- {
		e := &list[i]
		out := entry{ID: "urn:hearsay:" + e.ID, Title: e.Title, Updated: e.At.UTC().Format(time.RFC3339), Link: link{"alternate", "text/html", base + e.Path()}, Summary: e.Words}
		out.Category.Term = string(e.Kind)
		f.Entries = append(f.Entries, out)
		if out.Updated > f.Updated {
			f.Updated = out.Updated
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(f)
}
