package bundle

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"hearsay/internal/capture"
)

// items brings out the items of a NewsML message, each as XML of its own; a
// message of one item, or one that cannot be taken apart, stays whole.
func (b *opening) items(r io.Reader, uri string) {
	c, err := capture.Stream(r, uri, b.opt.Stated, b.opt.limits())
	if err != nil {
		b.give(Item{}, err)
		return
	}
	parts, ids := newsItems(c.Bytes)
	if len(parts) < 2 {
		b.give(Item{Capture: c}, nil)
		return
	}
	seen := map[string]bool{}
	for i, part := range parts {
		name := ids[i]
		if name == "" || seen[name] {
			name = fmt.Sprintf("item=%d", i+1)
		}
		seen[name] = true
		if !b.give(Item{Capture: capture.Of(part, uri+"#"+name, b.opt.Stated)}, nil) {
			return
		}
	}
}

// newsItems are the elements newsItem (NewsItem in NewsML 1) of a message, in
// UTF-8, with their guid; fewer than there are where the XML breaks off.
func newsItems(s []byte) (parts [][]byte, ids []string) {
	s = utf8Of(s)
	d := xml.NewDecoder(bytes.NewReader(s))
	d.Strict = false
	// What it says of its encoding is no longer true.
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	depth := 0
	from, id := int64(0), ""
	for {
		before := d.InputOffset()
		t, err := d.RawToken()
		if err != nil {
			return parts, ids
		}
		switch t := t.(type) {
		case xml.StartElement:
			if !strings.EqualFold(t.Name.Local, "newsItem") {
				continue
			}
			if depth++; depth == 1 {
				from, id = before, ""
				for _, a := range t.Attr {
					if a.Name.Local == "guid" {
						id = a.Value
					}
				}
			}
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "newsItem") && depth > 0 {
				if depth--; depth == 0 {
					parts, ids = append(parts, append([]byte(xml.Header), s[from:d.InputOffset()]...)), append(ids, id)
				}
			}
		}
	}
}

// utf8Of is XML in UTF-8, decoded from what it says it is in.
func utf8Of(s []byte) []byte {
	label := ""
	switch {
	case bytes.HasPrefix(s, []byte("\xFF\xFE")):
		label = "utf-16le"
	case bytes.HasPrefix(s, []byte("\xFE\xFF")):
		label = "utf-16be"
	default:
		if m := declared.FindSubmatch(s[:min(len(s), 200)]); m != nil {
			label = string(m[1])
		}
	}
	if label == "" || strings.EqualFold(label, "utf-8") {
		return s
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return s
	}
	if out, err := e.NewDecoder().Bytes(s); err == nil {
		return out
	}
	return s
}
