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
	"hearsay/internal/web/chip"
	"hearsay/internal/web/picture"
)

// incidentView is what the page of an incident shows.
type incidentView struct {
	Page    *desk.IncidentPage
	Table   caption.Table
	Killed  string
	Injured string
	Origins string // the most that stand behind a fact
	Rows    []factRow
	Map     string // markup, as Days
	Days    string
	Flow    *picture.Lineage
	Lineage []made    // the first
	Made    int       // all of them
	Of      string    // a slot, or the id of a fact: only its values are shown
	Reports []telling // a part of them
	From    int       // how many come before that part
	States  []state
	Earlier int  // states before those
	AsOf    bool // the page is not the present one
	Title   string
	Members []movable // where decisions are taken
	deciding
}

// movable is a report with the parts of it that belong to the incident.
type movable struct{ Name, IDs string }

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
	Said     chip.List
	Denied   chip.List
	Silent   chip.List
	Origin   []reason
	Reasons  int    // that are not among these
	Further  int    // values of the slot that follow and are not shown
	Path     string // where all that is known of it is shown
	Slots    string // where all values of the slot are
}

// reason says why positions share an origin.
type reason struct{ Words, Path string }

// telling is a report with what is said in it.
type telling struct {
	projection.Head
	Said []said
	More int // statements that are not among these
}

type said struct {
	Name, Act, Words, Path, Shade, SourcePath string
}

// made says from what a report was made.
type made struct{ From, FromPath, To, ToPath, Kind, Reason string }

// state is how the page stood, in short.
type state struct {
	Row   int64
	Time  time.Time
	Now   bool // it is the one that is shown
	Words []string
}

// mostTold is how many reports, and statements of each, one page shows.
const mostTold, mostSaid = 12, 6

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
	v := &incidentView{Page: p}
	if n, err := strconv.Atoi(r.FormValue("from")); err == nil && n > 0 && n < len(p.Reports) {
		v.From = n
	}
	v.Of = r.FormValue("of")
	if err := s.fill(r.Context(), v, at); err != nil {
		return err
	}
	if v.Of != "" && len(v.Rows) == 0 {
		return &problem{http.StatusNotFound, fmt.Sprintf("The incident has no value %q.", caption.Tame(v.Of)), "It may have gone with a later report: the page of the incident shows what there is."}
	}
	if v.deciding, err = s.mayDecide(r); err != nil {
		return err
	}
	if v.May = v.May && !v.AsOf; v.May {
		if err := s.members(r.Context(), v); err != nil {
			return err
		}
	}
	s.show(w, r, http.StatusOK, v.Title, "incidents", incidentPage(v))
	return nil
}

// fill makes the view of a page.
func (s *Server) fill(ctx context.Context, v *incidentView, asked desk.When) error {
	p := v.Page
	if err := v.states(ctx, s.opt.Desk); err != nil {
		return err
	}
	v.AsOf = asked != (desk.When{}) && len(v.States) > 0 && v.States[len(v.States)-1].Row > p.Row
	x, err := s.indexed(ctx, p)
	if err != nil {
		return err
	}
	v.Table = x.table
	v.Killed, v.Injured = toll(p)
	v.Title = caption.Tame(strings.Trim(v.Table.Title+", "+place(&v.Table), ", "))
	least, most := 0, 0
	for i := range p.Facts {
		least, most = max(least, p.Facts[i].OriginsMin), max(most, p.Facts[i].OriginsMax)
	}
	if most > 0 {
		v.Origins = bounds(least, most)
	}
	shown := p.Shown()
	v.Map = s.maps.locator(&shown)
	if v.Of != "" {
		v.Rows = v.rows(x)
		return nil
	}
	d := v.drawn(x)
	v.Rows, v.Days, v.Flow, v.Lineage, v.Made = d.rows, d.days, d.flow, d.lineage, len(p.Lineage)
	v.tellings(x)
	return nil
}

// indexed is a page with what finds its parts.
type indexed struct {
	*caption.Index
	table    caption.Table
	facts    map[string]*projection.Fact
	passages map[string]*projection.Passage
}

func (s *Server) indexed(ctx context.Context, p *desk.IncidentPage) (*indexed, error) {
	x, err := p.Once("index", func() (any, error) {
		doc, err := s.opt.Desk.Excerpt(ctx, p)
		if err != nil {
			return nil, err
		}
		x := &indexed{Index: caption.NewIndex(doc), facts: map[string]*projection.Fact{}, passages: map[string]*projection.Passage{}}
		x.table = x.Tables()[0]
		for i := range p.Facts {
			x.facts[p.Facts[i].ID] = &p.Facts[i]
		}
		for i := range p.Passages {
			x.passages[p.Passages[i].ID] = &p.Passages[i]
		}
		return x, nil
	})
	if err != nil {
		return nil, err
	}
	return x.(*indexed), nil
}

// drawing is what the page of a whole incident shows whoever asks for it, but for its
// reports.
type drawing struct {
	rows    []factRow
	days    string // markup
	flow    *picture.Lineage
	lineage []made
}

func (v *incidentView) drawn(x *indexed) *drawing {
	name := "drawing"
	if v.AsOf { // its links lead to other pages as of then
		name += " as of then"
	}
	d, err := v.Page.Once(name, func() (any, error) {
		return &drawing{v.rows(x), picture.Days(x.Index, v.Page), picture.Flow(x.Index, v.Page), v.lineage()}, nil
	})
	if err != nil {
		panic(err) // it returns none
	}
	return d.(*drawing)
}

// mostRows is how many values of a slot the page of a whole incident shows, and
// wideRows how many that of a wide one.
const mostRows, wideRows = 8, 4

// rows are the values of the slots: a few of each, or, where one is asked for, all of
// it.
func (v *incidentView) rows(x *indexed) (rows []factRow) {
	most := mostRows
	if v.Wide() {
		most = wideRows
	}
	for _, slot := range v.Table.Slots {
		for i, row := range slot.Rows {
			f := factRow{Row: row, Slot: words(slot.Name), First: i == 0, Shade: shade(row.Fact.Standing), Path: v.ofPath(row.Fact.ID), Slots: v.ofPath(string(row.Fact.Slot))}
			r := chip.RoomOf(len(v.Page.Reports), f.Path)
			switch v.Of {
			case "":
				if i == most && len(slot.Rows) > most+1 {
					rows[len(rows)-1].Further = len(slot.Rows) - i
				}
				if i >= most && len(slot.Rows) > most+1 {
					continue
				}
			case row.Fact.ID:
				r, f.First = chip.Whole(), true
			case string(row.Fact.Slot):
			default:
				continue
			}
			f.Origin, f.Reasons = reasons(x.Index, row.Fact, r.Reasons)
			f.judge(x.facts[row.Fact.ID])
			f.Said, f.Denied, f.Silent = chip.Of(x.Index, row.Said, row.Fact, x.passages, r), chip.Of(x.Index, row.Denied, nil, x.passages, r), chip.Of(x.Index, row.Silent, nil, x.passages, r)
			rows = append(rows, f)
		}
	}
	return rows
}

// ofPath is the page of a slot or fact of the incident, in the state that is shown.
func (v *incidentView) ofPath(of string) string {
	q := url.Values{"of": {of}}
	if v.AsOf {
		q.Set("row", strconv.FormatInt(v.Page.Row, 10))
	}
	return incidentPath(v.Page.Incident.ID) + "?" + q.Encode()
}

// mostMembers is how many reports can be moved from the page of an incident.
const mostMembers = 40

// members adds what can be moved out of the incident, by report.
func (s *Server) members(ctx context.Context, v *incidentView) error {
	first := v.Page.Reports[:min(len(v.Page.Reports), mostMembers)]
	var ids []string
	for i := range first {
		ids = append(ids, first[i].ID)
	}
	list, err := s.opt.Desk.Members(ctx, v.Page.Incident.ID, desk.When{}, ids...)
	if err != nil {
		return err
	}
	for i := range first {
		h := &first[i]
		if ids := list[h.ID]; len(ids) > 0 {
			name := reportName(h)
			if h.Headline != "" {
				name += ": " + one(h.Headline, 80)
			}
			v.Members = append(v.Members, movable{name, strings.Join(ids, " ")})
		}
	}
	return nil
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

// reasons are why a fact has as many origins as it has, the first ones, and how many
// follow. Of the statements that a reason joins, the first are named.
func reasons(x *caption.Index, f *incident.Fact, most int) (out []reason, further int) {
	for _, g := range f.OriginGroups {
		if g.Reason == "" {
			continue
		}
		if len(out) == most {
			further++
			continue
		}
		var refs []string
		for i, id := range g.Statements {
			if i >= most && len(g.Statements) > most+1 {
				refs = append(refs, strconv.Itoa(len(g.Statements)-i)+" more")
				break
			}
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
	return out, further
}

// tellings are a part of the reports, by day, with what is said in them.
func (v *incidentView) tellings(x *indexed) {
	heads := slices.Clone(v.Page.Reports)
	slices.SortStableFunc(heads, func(a, b projection.Head) int { return strings.Compare(a.Date, b.Date) })
	for _, h := range heads[v.From:min(len(heads), v.From+mostTold)] {
		t := telling{Head: h}
		for i := range v.Page.Passages {
			p := &v.Page.Passages[i]
			if p.Report != h.ID {
				continue
			}
			if len(t.Said) == mostSaid {
				t.More++
				continue
			}
			a := said{Name: "no source given", Act: caption.Act(&p.Statement), Words: one(p.Words.Text, 260), Path: passagePath(p.ID), Shade: picture.Stance(p)}
			if st := x.Statement(p.ID); st != nil {
				a.Name = caption.Tame(x.Speaker(st))
			}
			if p.SourceKey != "" {
				a.SourcePath = sourcePath(p.SourceKey)
			}
			t.Said = append(t.Said, a)
		}
		v.Reports = append(v.Reports, t)
	}
}

// mostMade is how many of the reports that were made from others one page lists.
const mostMade = 12

func (v *incidentView) lineage() (list []made) {
	heads := map[string]*projection.Head{}
	for i := range v.Page.Reports {
		heads[v.Page.Reports[i].ID] = &v.Page.Reports[i]
	}
	named := func(id string) string {
		if h := heads[id]; h != nil {
			return reportName(h)
		}
		return "report " + id[:min(12, len(id))]
	}
	for _, m := range v.Page.Lineage[:min(len(v.Page.Lineage), mostMade)] {
		from, path := m.Name, "" // whose report is not in the ledger
		if m.From != "" {
			from, path = named(m.From), reportPath(m.From)
		}
		list = append(list, made{From: from, FromPath: path, To: named(m.To), ToPath: reportPath(m.To), Kind: madeWord(m.Kind), Reason: caption.Tame(m.Reason)})
	}
	return list
}

// mostStates is how many states the slider reaches back over.
const mostStates = 40

// states adds how the page stood before.
func (v *incidentView) states(ctx context.Context, d *desk.Desk) error {
	list, all, err := d.States(ctx, v.Page.Incident.ID, mostStates)
	if err != nil {
		return err
	}
	v.Earlier = all - len(list)
	now := -1
	for i := range list {
		l := &list[i].Line
		out := state{Row: list[i].Row, Time: list[i].Time, Words: []string{plural(l.Reports, "report")}}
		if k := figure(l.KilledMin, l.KilledMax); k != "" {
			out.Words = append(out.Words, k+" killed")
		}
		if l.OriginsMax > 0 {
			out.Words = append(out.Words, "origins "+bounds(l.OriginsMin, l.OriginsMax))
		}
		if l.Contested {
			out.Words = append(out.Words, "contested")
		}
		if out.Row <= v.Page.Row {
			now = i
		}
		v.States = append(v.States, out)
	}
	if now >= 0 {
		v.States[now].Now = true
	}
	return nil
}

// Shown is the state that is shown: its place among the states.
func (v *incidentView) Shown() int {
	for i := range v.States {
		if v.States[i].Now {
			return i
		}
	}
	return 0
}

// fromPath is the page with another part of its reports.
func (v *incidentView) fromPath(n int) string {
	q := url.Values{}
	if v.AsOf {
		q.Set("row", strconv.FormatInt(v.Page.Row, 10))
	}
	if n > 0 {
		q.Set("from", strconv.Itoa(n))
	}
	return strings.TrimSuffix(incidentPath(v.Page.Incident.ID)+"?"+q.Encode(), "?") + "#reports"
}

// factName is a fact by its slot, value and standing.
func factName(id, value string) string {
	slot := "fact"
	if parts := strings.Split(id, "."); len(parts) > 1 {
		slot = parts[1]
	}
	return words(slot) + ": " + words(one(value, 100))
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

// headline is what a report is called.
func headline(t *telling) string {
	if t.Headline != "" {
		return t.Headline
	}
	return reportName(&t.Head)
}

// pair is the subject of a decision on two incidents: the lesser id first.
func pair(a, b string) string { return min(a, b) + " " + max(a, b) }

// ofWhat says what the page of a slot or fact shows.
func ofWhat(v *incidentView) string {
	if strings.Contains(v.Of, ".") {
		return "everyone who takes a stand on it"
	}
	return "all of its values"
}

// Wide reports whether so many reports tell of the incident that its page shows
// little of each value.
func (v *incidentView) Wide() bool { return v.Of == "" && len(v.Page.Reports) > chip.Wide }
