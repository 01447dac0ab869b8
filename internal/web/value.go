package web

import (
	"net/url"
	"strconv"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/web/chip"
)

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

// ofWhat says what the page of a slot or fact shows.
func ofWhat(v *incidentView) string {
	if strings.Contains(v.Of, ".") {
		return "everyone who takes a stand on it"
	}
	return "all of its values"
}
