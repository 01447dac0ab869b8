package caption

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/statement"
)

// Table is one incident as people read it.
type Table struct {
	ID          string
	Title       string // "Air/drone strike"
	Kind        string // ACLED's event type; "" where none fits
	Stage       string // "" where accomplished
	Main        bool
	When, Where Line
	Reports     int      // that speak of it
	Disputed    []string // slots with a contested value
	Slots       []Slot
	Rules       []Rule   // of the standings that occur
	Near        []string // why a like incident was left apart
}

// Line is a value of the head: what is known, how precisely, in which words.
// Each may be "". Relative marks a date that no day of publication resolves.
type Line struct {
	Value, Precision, Words string
	Relative                bool
}

// Slot is one question with its competing answers.
type Slot struct {
	Name string
	Rows []Row
}

// Row is one value of one slot with every position on it.
type Row struct {
	Fact                 *incident.Fact
	Value                string // normalised where it could be
	Words                string // the text's own, where they differ
	Standing             string
	Origins              string // "1", "1–2", "–"
	Said, Denied, Silent []Party
}

// Party is a speaker with its positions on a value. A report's own voice has
// none: it stands in no statement.
type Party struct {
	Name   string
	Stands []Stand
}

// Stand is the statements in which a party takes one position.
type Stand struct {
	Note string   // "in part", "probable", "was asked"; "" where it is plain
	Refs []string // numbers of the statements
	IDs  []string // ids of the statements
}

// Rule is a standing that occurs, and what it means.
type Rule struct{ Name, Rule string }

// Tables captions every incident of the document: main ones first, then those
// that more reports tell of.
func (x *Index) Tables() []Table {
	var out []Table
	for i := range x.Doc.Incidents {
		out = append(out, x.table(&x.Doc.Incidents[i]))
	}
	slices.SortStableFunc(out, func(a, b Table) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Reports, a.Reports)) })
	return out
}

func rank(t Table) int {
	if t.Main {
		return 0
	}
	return 1
}

func (x *Index) table(inc *incident.Incident) Table {
	t := Table{ID: inc.ID, Kind: inc.EventType, Main: inc.Main, When: x.when(inc), Where: x.where(inc)}
	t.Title = cmp.Or(inc.SubEventType, inc.EventType, "Incident of a kind not stated")
	if t.Title == "Other" {
		t.Title = t.Kind
	}
	if inc.Stage != fact.Accomplished {
		t.Stage = string(inc.Stage)
	}
	reports := map[string]bool{}
	for _, m := range inc.Mentions {
		reports[m.Report] = true
	}
	t.Reports = len(reports)
	for _, id := range inc.Facts {
		if f := x.facts[id]; f != nil {
			x.add(&t, f)
		}
	}
	for _, n := range inc.PossibleDuplicates {
		t.Near = append(t.Near, n.Reason)
	}
	slices.SortFunc(t.Rules, func(a, b Rule) int { return strings.Compare(a.Name, b.Name) })
	return t
}

// add puts a fact into its slot of t.
func (x *Index) add(t *Table, f *incident.Fact) {
	name := string(f.Slot)
	i := slices.IndexFunc(t.Slots, func(s Slot) bool { return s.Name == name })
	if i < 0 {
		i = len(t.Slots)
		t.Slots = append(t.Slots, Slot{Name: name})
	}
	standing, rule := Standing(f.Standing)
	if r := (Rule{standing, rule}); rule != "" && !slices.Contains(t.Rules, r) {
		t.Rules = append(t.Rules, r)
	}
	if f.Standing == incident.Contested && !slices.Contains(t.Disputed, name) {
		t.Disputed = append(t.Disputed, name)
	}
	value, own := Value(f)
	t.Slots[i].Rows = append(t.Slots[i].Rows, Row{
		Fact: f, Value: value, Words: own, Standing: standing, Origins: originRange(f.OriginsMin, f.OriginsMax),
		Said: append(x.parties(f.AssertedBy), x.voices(f)...), Denied: x.parties(f.DeniedBy), Silent: x.parties(f.Uncommitted),
	})
}

// originRange is a range of counts in words.
func originRange(least, most int) string {
	switch {
	case most == 0:
		return "–"
	case least == most:
		return strconv.Itoa(least)
	}
	return strconv.Itoa(least) + "–" + strconv.Itoa(most)
}

// parties gathers positions by speaker, in the order in which they speak: report
// by report, as they are listed.
func (x *Index) parties(ps []incident.Position) []Party {
	var out []Party
	at := map[string]int{} // by name
	ps = slices.Clone(ps)
	slices.SortStableFunc(ps, func(a, b incident.Position) int { return cmp.Compare(x.order[a.Statement], x.order[b.Statement]) })
	for _, p := range ps {
		st := x.statements[p.Statement]
		if st == nil {
			continue
		}
		name, note := x.Speaker(st), note(p, st)
		i, known := at[name]
		if !known {
			i = len(out)
			at[name], out = i, append(out, Party{Name: name})
		}
		out[i].stand(note, x.refs[p.Statement], p.Statement)
	}
	return out
}

func (p *Party) stand(note, ref, id string) {
	i := slices.IndexFunc(p.Stands, func(s Stand) bool { return s.Note == note })
	if i < 0 {
		i = len(p.Stands)
		p.Stands = append(p.Stands, Stand{Note: note})
	}
	p.Stands[i].Refs, p.Stands[i].IDs = append(p.Stands[i].Refs, ref), append(p.Stands[i].IDs, id)
}

func note(p incident.Position, st *statement.Statement) string {
	var notes []string
	if p.InPart {
		notes = append(notes, "in part")
	}
	if Silent(st.Act) {
		notes = append(notes, Act(st))
	} else if d := Doubt(p.Certainty); d != "" {
		notes = append(notes, d)
	}
	return strings.Join(notes, ", ")
}

// voices are the reports that say a value themselves; where nobody else does
// either, the headline it stands in.
func (x *Index) voices(f *incident.Fact) []Party {
	if len(f.OwnVoice)+len(f.AssertedBy)+len(f.DeniedBy)+len(f.Uncommitted) > 0 {
		return x.voice(f.OwnVoice, "the report itself", "own voice of ")
	}
	var headlines []incident.Mention
	for _, m := range f.Spans {
		if x.inHeadline(m) {
			headlines = append(headlines, m)
		}
	}
	return x.voice(headlines, "the headline alone", "headline alone of ")
}

// voice is one party for all reports that ms stand in: one, or many and their
// outlets.
func (x *Index) voice(ms []incident.Mention, one, many string) []Party {
	if len(ms) == 0 {
		return nil
	}
	if len(x.Doc.Readings) == 1 {
		return []Party{{Name: one}}
	}
	var outlets []string
	known := map[string]bool{}
	for _, m := range ms {
		if name := x.Outlet(m.Report); !known[name] {
			known[name] = true
			outlets = append(outlets, name)
		}
	}
	return []Party{{Name: many + strings.Join(outlets, ", ")}}
}

func (x *Index) inHeadline(m incident.Mention) bool {
	i, ok := x.home[m.Report]
	if !ok {
		return false
	}
	for _, b := range x.Doc.Readings[i].Report.Basis {
		if b.Field == "source_headline" && b.Span != nil && b.Span.Contains(m.Span) {
			return true
		}
	}
	return false
}

// Merges are why positions on the facts of an incident share an origin, once for each
// group of statements.
func (x *Index) Merges(incidentID string) []string {
	var out []string
	at := map[string]int{} // where a group is
	i := slices.IndexFunc(x.Doc.Incidents, func(inc incident.Incident) bool { return inc.ID == incidentID })
	if i < 0 {
		return nil
	}
	for _, id := range x.Doc.Incidents[i].Facts {
		f := x.facts[id]
		if f == nil {
			continue
		}
		for _, g := range f.OriginGroups {
			refs, why := x.merge(g)
			if why == "" {
				continue
			}
			k, known := at[refs]
			if !known {
				k = len(out)
				at[refs], out = k, append(out, "")
			}
			out[k] = refs + why // what is said of a pair is closer than of its group
		}
	}
	return out
}

// merge is which statements of a group share an origin, and why; both "" where
// one stands alone.
func (x *Index) merge(g incident.OriginGroup) (refs, why string) {
	if len(g.Statements) < 2 || g.Reason == "" {
		return "", ""
	}
	var all []string
	for _, id := range g.Statements {
		all = append(all, cmp.Or(x.refs[id], "own voice"))
	}
	return "[" + strings.Join(all, ", ") + "] ", words(g.Reason)
}
