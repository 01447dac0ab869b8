package web

import (
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/web/picture"
)

// chips are those who take one stand on a value.
type chips struct {
	Shown   []chip
	Unnamed []chip // three accounts of unnamed people or more, folded into one
	More    []chip // the named beyond the first
}

// chip is one who takes a stand on a value.
type chip struct {
	Name, Shape, How string
	Leads            []lead
}

// lead is a link to words of a report.
type lead struct{ Path, Number, Words, Note string }

// chipsOf are the parties that take one stand on a value; those that have no
// statement lead to the reports that state f in their own voice.
func chipsOf(x *caption.Index, ps []caption.Party, f *incident.Fact, passages map[string]*projection.Passage) chips {
	var out []chip
	for _, p := range ps {
		c := chip{Name: caption.Tame(p.Name), Shape: "own"}
		for _, st := range p.Stands {
			for k, id := range st.IDs {
				l := lead{Path: passagePath(id), Number: st.Refs[k]}
				if k == 0 {
					l.Note = st.Note
				}
				if w := passages[id]; w != nil {
					l.Words = one(w.Words.Text, 240)
				}
				c.Leads = append(c.Leads, l)
				if src := x.By(x.Statement(id)); src != nil {
					c.Shape, c.How = picture.Shape(src), caption.Identified(src)
				}
			}
		}
		if low := strings.ToLower(c.Name); strings.Contains(low, c.How) || strings.Contains(low, "unnamed") && c.Shape == "unnamed" {
			c.How = ""
		}
		if len(p.Stands) == 0 && f != nil {
			own := f.OwnVoice
			if len(own) == 0 {
				own = f.Spans
			}
			seen := map[string]bool{}
			for _, m := range own {
				if !seen[m.Report] {
					seen[m.Report] = true
					c.Leads = append(c.Leads, lead{Path: reportPath(m.Report), Number: one(x.Outlet(m.Report), 24), Words: one(m.Text, 240)})
				}
			}
		}
		out = append(out, c)
	}
	return grouped(out)
}

// mostShown is how many named parties stand on a value before the rest folds.
const mostShown = 5

// mostLeads is how many statements of a chip stand open, and mostRest how many more
// unfold.
const mostLeads, mostRest = 8, 60

// grouped folds the unnamed into one, and what is more than a line or two.
func grouped(list []chip) chips {
	var out chips
	var unnamed []chip
	for _, c := range list {
		if c.Shape == "unnamed" {
			unnamed = append(unnamed, c)
			continue
		}
		if len(out.Shown) < mostShown {
			out.Shown = append(out.Shown, c)
		} else {
			out.More = append(out.More, c)
		}
	}
	if len(unnamed) < 3 {
		out.Shown = append(unnamed, out.Shown...)
	} else {
		out.Unnamed = unnamed
	}
	return out
}

// Empty reports whether nobody takes the stand.
func (c *chips) Empty() bool { return len(c.Shown)+len(c.Unnamed) == 0 }
