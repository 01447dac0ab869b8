package sheet

import (
	"io"

	"github.com/clipperhouse/displaywidth"
)

// Section is a part of a sheet that is no part of a reading: what a ledger says
// beside it.
type Section struct {
	Title string
	Items []Item
}

// Item is one thing of a section: a head, and below it words, each wrapped by
// itself. Without a head the words stand alone.
type Item struct {
	Head  string
	Words []string
}

// Sections prints sections alone. Its errors are w's.
func Sections(w io.Writer, opt Options, list ...Section) error {
	if opt.Width == 0 {
		opt.Width = 80
	}
	p := &printer{w: w, width: max(opt.Width, MinWidth) - 1, color: opt.Color}
	p.sections(list)
	p.flush()
	return p.err
}

// sections prints those that hold something.
func (p *printer) sections(list []Section) {
	for _, s := range list {
		if len(s.Items) == 0 {
			continue
		}
		p.heading(s.Title)
		for i, it := range s.Items {
			if p.more(i, len(s.Items), "", 2) {
				break
			}
			in := ""
			if it.Head != "" {
				p.put(run{it.Head, bold})
				in = "  "
			}
			for _, words := range it.Words {
				if words != "" {
					p.hang(line{{in, noInk}}, run{words, noInk})
				}
			}
		}
	}
}

// Width is how many columns of a terminal a text takes.
func Width(s string) int { return displaywidth.String(s) }
