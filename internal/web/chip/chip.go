// Package chip is who takes a stand on a value, as the page of an incident shows
// them: a few of each kind, and how many more there are. Part of room 14.
//
//	chip.Show(chip.Of(x, row.Denied, nil, passages, chip.RoomOf(500, path)))
//	the navy 1.4 2.7 · unnamed × 12 · and 40 more
//
// Always true: nobody is left out without being counted, and the page where all stand
// is one link away; unnamed accounts are folded into one from three on; each number
// leads to the words it stands for.
package chip

import (
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/web/picture"
	"hearsay/internal/web/wording"
)

// List is those who take one stand on a value.
type List struct {
	Shown   []Chip
	Unnamed []Chip // three accounts of unnamed people or more, folded into one
	More    []Chip // the named beyond the first
	// Unlisted and Untold are how many of the unnamed and of the named are not among
	// these; Path is where all are.
	Unlisted, Untold int
	Path             string
}

// Chip is one who takes a stand on a value.
type Chip struct {
	Name, Shape, How string
	Leads            []Lead
	Rest             []Lead // that unfold
	Further          int    // that are neither; Path of the List leads to all
}

// Lead is a link to words of a report.
type Lead struct{ Path, Number, Words, Note string }

// Room is how much of a value's parties is shown.
type Room struct {
	open, fold  int    // parties that stand open, and that unfold of each kind
	leads, rest int    // statements of each that stand open, and that unfold
	Reasons     int    // why origins are as they are
	path        string // of the page that shows all
}

// RoomOf is what the page of a whole incident shows of each value, by how many
// reports tell of it: one that hundreds tell of stays a page that a browser opens at
// once. path is the page that shows all.
func RoomOf(reports int, path string) Room {
	switch {
	case reports <= 12:
		return Room{open: 5, fold: 1 << 20, leads: 8, rest: 60, Reasons: 1 << 20, path: path}
	case reports <= Wide:
		return Room{open: 5, fold: 6, leads: 6, rest: 8, Reasons: 6, path: path}
	}
	return Room{open: 3, leads: 3, Reasons: 3, path: path}
}

// Wide is from how many reports on a page shows the least of each value, and asks
// for decisions on facts on pages of their own.
const Wide = 50

// words is how much of a statement's words shows where one points at its number.
func (r Room) words() int {
	if r.fold == 0 {
		return 70
	}
	return 240
}

// Whole is what the page of a value shows.
func Whole() Room { return Room{open: 5, fold: 1 << 20, leads: 8, rest: 1 << 20, Reasons: 1 << 20} }

// Of are the parties that take one stand on a value; those that have no
// statement lead to the reports that state f in their own voice.
func Of(x *caption.Index, ps []caption.Party, f *incident.Fact, passages map[string]*projection.Passage, r Room) List {
	var out []Chip
	for _, p := range ps {
		c := Chip{Name: caption.Tame(p.Name), Shape: "own"}
		n := 0
		for _, st := range p.Stands {
			for k, id := range st.IDs {
				if n++; n == 1 {
					if src := x.By(x.Statement(id)); src != nil {
						c.Shape, c.How = picture.Shape(src), caption.Identified(src)
					}
				}
				if n > r.leads+r.rest {
					continue
				}
				l := Lead{Path: wording.Passage(id), Number: st.Refs[k]}
				if k == 0 {
					l.Note = st.Note
				}
				if w := passages[id]; w != nil && n <= r.leads {
					l.Words = wording.One(w.Words.Text, r.words())
				}
				c.Leads = append(c.Leads, l)
			}
		}
		if low := strings.ToLower(c.Name); strings.Contains(low, c.How) || strings.Contains(low, "unnamed") && c.Shape == "unnamed" {
			c.How = ""
		}
		if len(p.Stands) == 0 && f != nil {
			n = c.own(x, f, r)
		}
		c.Further = n - len(c.Leads)
		if len(c.Leads) > r.leads {
			c.Leads, c.Rest = c.Leads[:r.leads], c.Leads[r.leads:]
		}
		out = append(out, c)
	}
	return grouped(out, r)
}

// own adds the reports that state f in their own voice, and returns how many they
// are. Many are counted, not named one by one.
func (c *Chip) own(x *caption.Index, f *incident.Fact, r Room) int {
	own := f.OwnVoice
	if len(own) == 0 {
		own = f.Spans
	}
	seen := map[string]bool{}
	for _, m := range own {
		if seen[m.Report] {
			continue
		}
		if seen[m.Report] = true; len(seen) <= r.leads+r.rest {
			c.Leads = append(c.Leads, Lead{Path: wording.Report(m.Report), Number: wording.One(x.Outlet(m.Report), 24), Words: wording.One(m.Text, 240)})
		}
	}
	if len(seen) > r.leads {
		c.Name = "own voice of " + wording.Plural(len(seen), "report")
	}
	return len(seen)
}

// grouped folds the unnamed into one, and what is more than a line or two.
func grouped(list []Chip, r Room) List {
	out := List{Path: r.path}
	var unnamed []Chip
	for _, c := range list {
		switch {
		case c.Shape == "unnamed":
			unnamed = append(unnamed, c)
		case len(out.Shown) < r.open:
			out.Shown = append(out.Shown, c)
		default:
			out.More = append(out.More, c)
		}
	}
	if len(unnamed) < 3 {
		out.Shown = append(unnamed, out.Shown...)
	} else {
		out.Unnamed = unnamed
	}
	out.Unlisted, out.Untold = max(0, len(out.Unnamed)-r.fold), max(0, len(out.More)-r.fold)
	out.Unnamed, out.More = out.Unnamed[:len(out.Unnamed)-out.Unlisted], out.More[:len(out.More)-out.Untold]
	return out
}

// Empty reports whether nobody takes the stand.
func (c *List) Empty() bool { return len(c.Shown)+len(c.Unnamed)+c.Unlisted == 0 }
