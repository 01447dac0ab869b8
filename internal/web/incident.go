package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/source"
)

// incidentView is what the page of an incident shows.
type incidentView struct {
	Page    *desk.IncidentPage
	Table   caption.Table
	Killed  string
	Injured string
	Rows    []factRow
	Reports []telling
	Lineage []made
	Steps   []step
	AsOf    bool // the page is not the present one
	Title   string
	deciding
}

// factRow is one value of one slot.
type factRow struct {
	caption.Row
	Slot     string
	First    bool // of its slot
	Shade    string
	Machine  string // the computed standing where a person set another
	Was      string // the machine's value where a person corrected it
	Rule     string
	Marks    []string // what people decided
	Rejected bool
	Said     []chip
	Denied   []chip
	Silent   []chip
	Origin   []reason
}

// chip is one who takes a stand on a value.
type chip struct {
	Name, Shape, How string
	Leads            []lead
}

// lead is a link to words of a report.
type lead struct{ Path, Number, Words, Note string }

// reason says why positions share an origin.
type reason struct{ Words, Path string }

// telling is a report with what is said in it.
type telling struct {
	projection.Head
	Said []said
}

type said struct {
	Name, Act, Words, Path, Shade, SourcePath string
}

// made says from what a report was made.
type made struct{ From, FromPath, To, ToPath, Kind, Reason string }

// step is a state of the page with what made it so.
type step struct {
	Row                int64
	Time               time.Time
	Now                bool // it is the one that is shown
	Reports            int
	Added, Gone, Turns []string
}

func (s *Server) incident(w http.ResponseWriter, r *http.Request) error {
	id, _, _ := strings.Cut(r.PathValue("id"), ".")
	at, err := when(r)
	if err != nil {
		return err
	}
	p, err := s.opt.Desk.Incident(r.Context(), id, at)
	if err != nil {
		return err
	}
	v, err := s.incidentView(r.Context(), p)
	if err != nil {
		return err
	}
	v.AsOf = at != (desk.When{}) && len(v.Steps) > 0 && v.Steps[len(v.Steps)-1].Row > p.Row
	if v.deciding, err = s.mayDecide(r); err != nil {
		return err
	}
	v.May = v.May && !v.AsOf
	s.show(w, r, http.StatusOK, v.Title, "incidents", incidentPage(v))
	return nil
}

func (s *Server) incidentView(ctx context.Context, p *desk.IncidentPage) (*incidentView, error) {
	doc, err := s.opt.Desk.Document(ctx, p)
	if err != nil {
		return nil, err
	}
	x := caption.NewIndex(doc)
	v := &incidentView{Page: p, Table: x.Tables()[0]}
	v.Killed, v.Injured = toll(p)
	v.Title = caption.Tame(strings.Trim(v.Table.Title+", "+place(&v.Table), ", "))
	facts := map[string]*projection.Fact{}
	for i := range p.Facts {
		facts[p.Facts[i].ID] = &p.Facts[i]
	}
	passages := map[string]*projection.Passage{}
	for i := range p.Passages {
		passages[p.Passages[i].ID] = &p.Passages[i]
	}
	for _, slot := range v.Table.Slots {
		for i, row := range slot.Rows {
			f := factRow{Row: row, Slot: words(slot.Name), First: i == 0, Shade: shade(row.Fact.Standing), Origin: reasons(x, row.Fact)}
			f.judge(facts[row.Fact.ID])
			f.Said, f.Denied, f.Silent = chips(x, row.Said, row.Fact, passages), chips(x, row.Denied, nil, passages), chips(x, row.Silent, nil, passages)
			v.Rows = append(v.Rows, f)
		}
	}
	v.tellings(x)
	v.lineage()
	return v, v.history(ctx, s.opt.Desk)
}

// toll is the range over all figures of the killed and of the injured: one
// incident's figures may exclude each other.
func toll(p *desk.IncidentPage) (killed, injured string) {
	widen := func(least, most **int, a, b *int) {
		for _, n := range []*int{a, b} {
			if n == nil {
				continue
			}
			if *least == nil || *n < **least {
				*least = n
			}
			if *most == nil || *n > **most {
				*most = n
			}
		}
	}
	var a, b, c, d *int
	for i := range p.Incident.Casualties {
		k := &p.Incident.Casualties[i]
		widen(&a, &b, k.KilledMin, k.KilledMax)
		widen(&c, &d, k.InjuredMin, k.InjuredMax)
	}
	return figure(a, b), figure(c, d)
}

// judge adds what people decided on a fact.
func (f *factRow) judge(known *projection.Fact) {
	_, f.Rule = caption.Standing(f.Fact.Standing)
	if known == nil {
		return
	}
	if known.Decided != "" && known.Decided != known.Standing {
		f.Machine = words(string(known.Standing))
	}
	if known.Corrected != "" {
		f.Was = one(known.Value, 90)
	}
	if f.Rejected = known.Rejected; f.Rejected {
		f.Marks = append(f.Marks, "rejected")
	}
	if known.Accepted {
		f.Marks = append(f.Marks, "accepted")
	}
}

// chips are the parties that take one stand on a value; those that have no
// statement lead to the reports that state f in their own voice.
func chips(x *caption.Index, ps []caption.Party, f *incident.Fact, passages map[string]*projection.Passage) []chip {
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
					c.Shape, c.How = shape(src), caption.Identified(src)
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
	return out
}

// shape is how the chip of a source is drawn: by how the text identifies it.
func shape(src *source.Source) string {
	switch src.Identification {
	case source.Named, source.Institution:
		return "named"
	case source.NamedOffice:
		return "office"
	case source.OwnObservation:
		return "own"
	}
	return "unnamed"
}

func reasons(x *caption.Index, f *incident.Fact) []reason {
	var out []reason
	for _, g := range f.OriginGroups {
		if g.Reason == "" {
			continue
		}
		var refs []string
		for _, id := range g.Statements {
			if n := x.Ref(id); n != "" {
				refs = append(refs, n)
			}
		}
		r := reason{Words: caption.Tame(g.Reason)}
		if len(refs) > 0 {
			r.Words = strings.Join(refs, ", ") + ": " + r.Words
		}
		if g.Span != nil {
			r.Path = reportPath(g.Span.Report)
		}
		out = append(out, r)
	}
	return out
}

// tellings are the reports with what is said in them, by day.
func (v *incidentView) tellings(x *caption.Index) {
	for _, h := range v.Page.Reports {
		t := telling{Head: h}
		for i := range v.Page.Passages {
			p := &v.Page.Passages[i]
			if p.Report != h.ID {
				continue
			}
			a := said{Name: "no source given", Act: caption.Act(&p.Statement), Words: one(p.Words.Text, 260), Path: passagePath(p.ID)}
			if st := x.Statement(p.ID); st != nil {
				a.Name = caption.Tame(x.Speaker(st))
			} else if p.Speaker != nil {
				a.Name = caption.Tame(p.Speaker.Name)
			}
			switch {
			case p.Act == "deny" && !p.Negated:
				a.Shade = "no"
			case caption.Silent(p.Act):
				a.Shade = "mute"
			}
			if p.SourceKey != "" {
				a.SourcePath = sourcePath(p.SourceKey)
			}
			t.Said = append(t.Said, a)
		}
		v.Reports = append(v.Reports, t)
	}
	slices.SortStableFunc(v.Reports, func(a, b telling) int { return strings.Compare(a.Date, b.Date) })
}

// kinds says how a report was made from another.
var kinds = map[string]string{
	"copy": "is a copy of", "rewrite": "rewrites", "credit": "credits", "cite": "cites", "alike": "has much in common with",
}

func (v *incidentView) lineage() {
	named := func(id string) string {
		for i := range v.Page.Reports {
			if h := &v.Page.Reports[i]; h.ID == id {
				return reportName(h)
			}
		}
		return "report " + id[:min(12, len(id))]
	}
	for _, m := range v.Page.Lineage {
		kind := kinds[m.Kind]
		if kind == "" {
			kind = words(m.Kind) + " of"
		}
		v.Lineage = append(v.Lineage, made{From: named(m.From), FromPath: reportPath(m.From), To: named(m.To), ToPath: reportPath(m.To), Kind: kind, Reason: caption.Tame(m.Reason)})
	}
}

// reportName is a short name of a report: outlet and day.
func reportName(h *projection.Head) string {
	name := h.Outlet
	if name == "" {
		name = h.Headline
	}
	if name == "" {
		name = h.URI
	}
	if h.Date != "" {
		name += ", " + caption.Day(h.Date)
	}
	return one(name, 80)
}

// history adds how the page came to be.
func (v *incidentView) history(ctx context.Context, d *desk.Desk) error {
	steps, err := d.History(ctx, v.Page.Incident.ID)
	if err != nil {
		return err
	}
	before := map[string]string{}
	for i := range steps {
		t := &steps[i]
		out := step{Row: t.Row, Time: t.Time, Reports: t.Line.Reports}
		for _, id := range t.Added {
			out.Added = append(out.Added, factName(id, t.Facts[id]))
		}
		for _, id := range t.Gone {
			out.Gone = append(out.Gone, factName(id, before[id]))
		}
		for _, id := range t.Turned {
			out.Turns = append(out.Turns, fmt.Sprintf("%s, was %s", factName(id, t.Facts[id]), words(one(before[id], 80))))
		}
		before = t.Facts
		v.Steps = append(v.Steps, out)
	}
	for i := len(v.Steps) - 1; i >= 0; i-- {
		if v.Steps[i].Row <= v.Page.Row {
			v.Steps[i].Now = true
			break
		}
	}
	return nil
}

// factName is a fact by its slot, value and standing.
func factName(id, value string) string {
	slot := "fact"
	if parts := strings.Split(id, "."); len(parts) > 1 {
		slot = parts[1]
	}
	return words(slot) + ": " + words(one(value, 100))
}

// asOfPath is the page as it stood with a row.
func asOfPath(id string, row int64) string {
	return incidentPath(id) + "?" + url.Values{"row": {strconv.FormatInt(row, 10)}}.Encode()
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

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// headline is what a report is called.
func headline(t *telling) string {
	if t.Headline != "" {
		return t.Headline
	}
	return reportName(&t.Head)
}

// pair is the subject of a decision on two incidents: the lesser id first.
func pair(a, b string) string { return min(a, b) + " " + max(a, b) }
