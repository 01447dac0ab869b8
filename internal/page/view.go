package page

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/incident"
	"hearsay/internal/reading"
	"hearsay/internal/statement"
)

// view is all that the page shows.
type view struct {
	Title     string
	Policy    string
	Style     template.CSS
	Script    template.JS
	Many      bool // several reports
	Incidents []table
	Rules     []caption.Rule
	Reports   []report
	Sources   []speaker
	Failures  []reading.Failure
	Version   string
	Models    string

	index *caption.Index
	who   map[string]string // source id -> key
	key   map[string]string // statement id -> key
	bears map[string][]bearing
}

// table is an incident.
type table struct {
	caption.Table
	Key   string
	Short string // for the list of what is on the page
	Slots []slot
	// Merges are why positions share an origin.
	Merges []string
}

type slot struct {
	Name string
	Rows []row
}

type row struct {
	caption.Row
	Key                  string
	Shade                string
	Said, Denied, Silent []party
}

type party struct {
	Name   string
	Stands []stand
}

type stand struct {
	Note string
	Refs []ref
}

// report is one report with its marked text.
type report struct {
	Number                          int
	Key                             string
	Title, Outlet, Day, File, Where string
	By                              string
	Encoding                        string
	Headed                          bool // the headline stands in the text
	Blocks                          []block
	Damage                          []reading.Damage
	Statements                      int
}

// note is what stands in the margin on a statement.
type note struct {
	Key, Number, Who, Name string
	Act, Class             string
	How                    []string
	More                   []string
	Bears                  []bearing
	Beside                 []string // what people decided on it
	at                     int      // place among the report's statements
}

// bearing is a fact that a statement bears on.
type bearing struct{ Key, Slot string }

// speaker is one who speaks, over all reports that name it alike.
type speaker struct {
	Name, Identified string
	How, In          []string
	Statements       []ref
}

func statementKey(i, k int) string { return fmt.Sprintf("%d-%d", i+1, k+1) }
func sourceKey(i, k int) string    { return fmt.Sprintf("w%d-%d", i+1, k+1) }

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func newView(doc *reading.Document) *view {
	v := &view{
		Many: len(doc.Readings) > 1, Failures: doc.Failures, Version: doc.Reader.Version,
		index: caption.NewIndex(doc), who: map[string]string{}, key: map[string]string{}, bears: map[string][]bearing{},
	}
	for _, m := range doc.Reader.Models {
		v.Models += " · " + m.Name + " " + m.SHA256[:min(12, len(m.SHA256))]
	}
	for i, rd := range doc.Readings {
		for k := range rd.Sources {
			v.who[rd.Sources[k].ID] = sourceKey(i, k)
		}
		for k := range rd.Statements {
			v.key[rd.Statements[k].ID] = statementKey(i, k)
		}
	}
	for i, t := range v.index.Tables() {
		v.Incidents = append(v.Incidents, v.table(i, t))
		for _, r := range t.Rules {
			if !slices.Contains(v.Rules, r) {
				v.Rules = append(v.Rules, r)
			}
		}
	}
	slices.SortFunc(v.Rules, func(a, b caption.Rule) int { return strings.Compare(a.Name, b.Name) })
	for i, rd := range doc.Readings {
		v.Reports = append(v.Reports, v.report(i, rd))
	}
	v.speakers()
	v.Title = v.title()
	return v
}

// title says what the page is about.
func (v *view) title() string {
	for _, t := range v.Incidents {
		if t.Main {
			return strings.Join(slices.DeleteFunc([]string{t.Title, t.Where.Value, t.When.Value}, func(s string) bool { return s == "" }), ", ")
		}
	}
	if len(v.Reports) > 0 {
		return v.Reports[0].Title
	}
	return "No report was read"
}

func (v *view) table(i int, t caption.Table) table {
	place, _, _ := strings.Cut(t.Where.Value, ",")
	out := table{Table: t, Merges: v.index.Merges(t.ID), Key: fmt.Sprintf("i%d", i+1), Short: caption.Tame(strings.TrimSuffix(t.Title+", "+place, ", "))}
	n := 0
	for _, s := range t.Slots {
		sl := slot{Name: s.Name}
		for _, r := range s.Rows {
			n++
			w := row{Row: r, Key: fmt.Sprintf("%s-%d", out.Key, n), Shade: shade(r.Fact.Standing)}
			w.Said, w.Denied, w.Silent = v.parties(r.Said), v.parties(r.Denied), v.parties(r.Silent)
			for _, ps := range [][]caption.Party{r.Said, r.Denied, r.Silent} {
				for _, p := range ps {
					for _, st := range p.Stands {
						for _, id := range st.IDs {
							v.bears[id] = append(v.bears[id], bearing{w.Key, s.Name})
						}
					}
				}
			}
			sl.Rows = append(sl.Rows, w)
		}
		out.Slots = append(out.Slots, sl)
	}
	return out
}

func (v *view) parties(ps []caption.Party) []party {
	var out []party
	for _, p := range ps {
		q := party{Name: caption.Tame(p.Name)}
		for _, s := range p.Stands {
			w := stand{Note: s.Note}
			for _, id := range s.IDs {
				w.Refs = append(w.Refs, v.lead(id))
			}
			q.Stands = append(q.Stands, w)
		}
		out = append(out, q)
	}
	return out
}

// lead is a link to a statement by its number.
func (v *view) lead(id string) ref {
	st := v.index.Statement(id)
	return ref{Key: v.key[id], Number: v.index.Ref(id), Label: v.label(st)}
}

func (v *view) label(st *statement.Statement) string {
	return fmt.Sprintf("statement %s: %s %s", v.index.Ref(st.ID), caption.Tame(v.index.Speaker(st)), caption.Act(st))
}

func (v *view) ref(i, k int, st *statement.Statement) ref {
	return ref{Key: statementKey(i, k), Number: strconv.Itoa(k + 1), Label: v.label(st)}
}

func shade(s incident.Standing) string {
	switch s {
	case incident.Contested, incident.Discounted:
		return "bad"
	case incident.Corroborated, incident.Declared, incident.Confirmed:
		return "good"
	case incident.PossiblyCorroborated, incident.DeclaredInPart, incident.SingleSource:
		return "thin"
	}
	return "none"
}

func (v *view) report(i int, rd *reading.Reading) report {
	r := rd.Report
	out := report{
		Number: i + 1, Key: fmt.Sprintf("r%d", i+1), Title: caption.Tame(caption.Title(r)), Outlet: caption.Tame(r.SourceOffice), File: caption.Tame(caption.File(r)),
		Where: caption.Tame(r.Located), By: caption.Tame(strings.Join(r.By, ", ")), Damage: r.Damage, Statements: len(rd.Statements),
	}
	if r.SourceDate != "" {
		out.Day = caption.Day(r.SourceDate)
	}
	if r.Encoding != "utf-8" {
		out.Encoding = r.Encoding
	}
	out.Blocks = v.blocks(i, rd)
	out.Headed = slices.ContainsFunc(out.Blocks, func(b block) bool { return b.Class == "headline" })
	return out
}

func (v *view) note(i, k int, st *statement.Statement) note {
	n := note{at: k, Key: statementKey(i, k), Number: strconv.Itoa(k + 1), Name: "no source given", Act: caption.Act(st), Bears: v.bears[st.ID]}
	switch {
	case st.Act == statement.Deny && !st.Negated:
		n.Class = "no"
	case caption.Silent(st.Act):
		n.Class = "mute"
	}
	if src := v.index.By(st); src != nil {
		n.Name, n.Who = caption.Tame(v.index.Name(src)), v.who[src.ID]
		n.How = append([]string{caption.Identified(src)}, caption.Standpoint(src)...)
	}
	for _, name := range v.index.Chain(st) {
		n.How = append(n.How, "via "+caption.Tame(name))
	}
	if !caption.Silent(st.Act) {
		n.More = append(n.More, string(st.Quotation))
	}
	if d := caption.Doubt(st.Certainty); d != "" {
		n.Act += ", " + d
	} else if st.Certainty == statement.Certain {
		n.More = append(n.More, "certain")
	}
	if st.Repeats != nil {
		n.More = append(n.More, "the same words as in "+v.index.Ref(*st.Repeats))
	}
	if st.Within != nil {
		n.More = append(n.More, "within "+v.index.Ref(*st.Within))
	}
	n.More = append(n.More, fmt.Sprintf("confidence %.2f", st.Confidence))
	return n
}

func (v *view) speakers() {
	for _, m := range v.index.Cast() {
		s := speaker{Name: caption.Tame(m.Name), Identified: caption.Identified(m.Source), How: caption.Standpoint(m.Source)}
		for _, o := range m.Outlets {
			s.In = append(s.In, caption.Tame(o))
		}
		for _, id := range m.Statements {
			s.Statements = append(s.Statements, v.lead(id))
		}
		v.Sources = append(v.Sources, s)
	}
}
