package projection

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/incident/value"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/match"
	"hearsay/internal/lineage"
	"hearsay/internal/origin"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
)

// page makes the page of an incident, as it stands with row at, with its line
// and claims.
func (p *Projector) page(tx ledger.Tx, id string, at int64) error {
	page, err := p.Build(tx, id, at)
	if err != nil {
		return err
	}
	if page == nil { // it has no members any more: it was merged, or taken apart
		for _, t := range []*ledger.Table{Pages, Incidents} {
			if err := tx.Remove(t, id, at); err != nil {
				return err
			}
		}
		return p.claims(tx, id, nil, at)
	}
	if err := tx.Put(Pages, id, at, nil, encode(page)); err != nil {
		return err
	}
	if err := p.orphans(tx, page, at); err != nil {
		return err
	}
	l := lineOf(page)
	l.Row = at
	for _, d := range page.Decisions {
		if d.What == entry.Assign && d.Withdrawn == 0 && d.Subject == id {
			l.Assigned = d.Value
		}
	}
	if err := tx.Put(Incidents, id, at, columns(page, l), encode(l)); err != nil {
		return err
	}
	return p.claims(tx, id, claimsOf(page), at)
}

// Build is the page of an incident as it stands with row at; nil where it has no
// members.
func (p *Projector) Build(tx ledger.Reader, id string, at int64) (*Page, error) {
	members, err := all(tx.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: id}}, At: at}))
	if err != nil {
		return nil, err
	}
	told := slices.ContainsFunc(members, func(h ledger.Hit) bool { return h.Values[4] == int64(0) })
	if !told {
		return nil, nil
	}
	page := &Page{Row: at, Facts: []Fact{}, Passages: []Passage{}, Reports: []Head{}, Lineage: []entry.Made{}, Decisions: []Decided{}, Near: []Near{}, Redirects: []string{}}
	readings, err := p.readings(tx, page, members, at)
	if err != nil {
		return nil, err
	}
	made, err := page.edges(tx, at)
	if err != nil {
		return nil, err
	}
	known, err := page.known(tx, made, at)
	if err != nil {
		return nil, err
	}
	facts, err := p.join(page, id, members, readings, known)
	if err != nil {
		return nil, err
	}
	page.trace(readings, made)
	page.rename(id, facts)
	page.passages(readings)
	if err := page.around(tx, id, at); err != nil {
		return nil, err
	}
	return page, page.decided(tx, id, at)
}

// readings are the members' readings, by day and report, and the heads of their
// reports. They are live where there are several.
func (p *Projector) readings(tx ledger.Reader, page *Page, members []ledger.Hit, at int64) ([]*reading.Reading, error) {
	var list []Head
	for _, h := range members {
		report, id := h.Values[2].(string), h.Values[3].(string)
		if slices.ContainsFunc(list, func(o Head) bool { return o.ID == report }) {
			continue
		}
		rec, err := tx.Record(Reports, report, at)
		if err != nil {
			return nil, err
		}
		var x Head
		if err := json.Unmarshal(rec.Body, &x); err != nil {
			return nil, err
		}
		x.Reading = id
		list = append(list, x)
	}
	slices.SortFunc(list, func(a, b Head) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
	})
	var out []*reading.Reading
	for i := range list {
		h := &list[i]
		var err error
		if len(members) == 1 {
			p.mu.Lock()
			rd := p.live[h.Reading]
			p.mu.Unlock()
			if rd == nil {
				rd, err = Decoded(tx, h.Reading)
			}
			out = append(out, rd)
		} else {
			var rd *reading.Reading
			rd, err = p.load(tx, h.Reading, h.ID)
			out = append(out, rd)
		}
		if err != nil {
			return nil, err
		}
		page.Reports = append(page.Reports, *h)
	}
	return out, nil
}

// local is the id of a member within its reading.
func local(member string) string {
	report, rest, _ := strings.Cut(member, ".")
	_, own, _ := strings.Cut(rest, ".")
	return report + "." + own
}

// join joins the members' records.
func (p *Projector) join(page *Page, id string, members []ledger.Hit, readings []*reading.Reading, known []lineage.Edge) ([]incident.Fact, error) {
	if len(members) == 1 {
		own := local(members[0].Key)
		rd := readings[0]
		i := slices.IndexFunc(rd.Incidents, func(in incident.Incident) bool { return in.ID == own })
		if i < 0 {
			return nil, fmt.Errorf("reading %s has no incident %s", page.Reports[0].Reading, own)
		}
		page.Incident = rd.Incidents[i]
		page.Incident.Members = []string{own}
		var facts []incident.Fact
		for _, f := range rd.Facts {
			if f.Incident == own {
				facts = append(facts, f)
			}
		}
		return facts, nil
	}
	g := union.Group{ID: id}
	for _, h := range members {
		g.Members = append(g.Members, local(h.Key))
	}
	incs, facts := reading.Unite(readings, []union.Group{g}, known...)
	if len(incs) != 1 {
		return nil, fmt.Errorf("its %d members make %d incidents", len(members), len(incs))
	}
	page.Incident = incs[0]
	return facts, nil
}

// FactID is the permanent id of a fact: its incident, slot, and a number made of
// its value.
func FactID(incident string, f *incident.Fact) string {
	key := value.Key(f.Value, &f.Norm)
	if d := f.Norm.Date; d != nil {
		// Days are no part of a fact's JSON: what is read again must have its name.
		if key = d.Value; key == "" {
			key = value.Plain(f.Value)
		}
	}
	h := fnv.New32a()
	h.Write([]byte(key))
	return fmt.Sprintf("%s.%s.%08x", incident, f.Slot, h.Sum32())
}

// rename gives the incident and its facts their permanent ids.
func (page *Page) rename(id string, facts []incident.Fact) {
	to := map[string]string{}
	taken := map[string]int{}
	for i := range facts {
		f := facts[i]
		name := FactID(id, &f)
		if taken[name]++; taken[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, taken[name])
		}
		to[f.ID] = name
		f.ID, f.Incident = name, id
		page.Facts = append(page.Facts, Fact{Fact: f, Rule: origin.Rule(f.Standing)})
	}
	in := &page.Incident
	in.ID = id
	all := func(ids []string) []string {
		out := []string{}
		for _, f := range ids {
			if n, ok := to[f]; ok {
				out = append(out, n)
			}
		}
		return out
	}
	in.Facts = all(in.Facts)
	in.Belligerents, in.Targets, in.Casualties = slices.Clone(in.Belligerents), slices.Clone(in.Targets), slices.Clone(in.Casualties)
	for i := range in.Belligerents {
		in.Belligerents[i].Facts = all(in.Belligerents[i].Facts)
	}
	for i := range in.Targets {
		in.Targets[i].Facts = all(in.Targets[i].Facts)
	}
	for i := range in.Casualties {
		in.Casualties[i].Facts = all(in.Casualties[i].Facts)
	}
	in.PossibleDuplicates = []incident.NearMatch{}
}

// passages are the statements that take a stand on a fact.
func (page *Page) passages(readings []*reading.Reading) {
	need := map[string]bool{}
	for i := range page.Facts {
		f := &page.Facts[i]
		for _, list := range [][]incident.Position{f.AssertedBy, f.DeniedBy, f.Uncommitted} {
			for _, pos := range list {
				need[pos.Statement] = true
			}
		}
	}
	for _, rd := range readings {
		at := map[string]*source.Source{}
		for i := range rd.Sources {
			at[rd.Sources[i].ID] = &rd.Sources[i]
		}
		var text *span.Text
		for i := range rd.Statements {
			if !need[rd.Statements[i].ID] {
				continue
			}
			if text == nil {
				text = span.NewText(rd.Report.Text)
			}
			page.Passages = append(page.Passages, passage(rd, i, at, text))
		}
	}
}

// decided lays people's decisions beside the machine's values.
func (page *Page) decided(tx ledger.Reader, id string, at int64) error {
	add := func(q ledger.Query) error {
		hits, err := all(tx.Select(q))
		if err != nil {
			return err
		}
		for _, h := range hits {
			var d Decided
			if err := json.Unmarshal(h.Body, &d); err != nil {
				return err
			}
			if !slices.ContainsFunc(page.Decisions, func(o Decided) bool { return o.Row == d.Row }) {
				page.Decisions = append(page.Decisions, d)
			}
		}
		return nil
	}
	order := []ledger.Order{{Column: "row"}}
	for _, in := range append([]string{id}, page.Redirects...) { // also how the others came to be one with it
		if err := add(ledger.Query{Table: Decisions, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: in}}, Order: order, At: at}); err != nil {
			return err
		}
	}
	for i := range page.Reports {
		if err := add(ledger.Query{Table: Decisions, Where: []ledger.Cond{{Column: "report", Op: ledger.Eq, Value: page.Reports[i].ID}}, Order: order, At: at}); err != nil {
			return err
		}
	}
	slices.SortFunc(page.Decisions, func(a, b Decided) int { return int(a.Row - b.Row) })
	for k := range page.Decisions {
		d := &page.Decisions[k]
		i := slices.IndexFunc(page.Facts, func(f Fact) bool { return f.ID == d.Subject })
		if strings.HasPrefix(d.Subject, id+".") {
			d.Orphaned = i < 0 // the fact it was about is gone: it moves to no look-alike
		}
		if i < 0 {
			continue
		}
		if d.Withdrawn > 0 {
			continue
		}
		f := &page.Facts[i]
		switch d.What {
		case entry.Accept:
			f.Accepted, f.Rejected = true, false
		case entry.Reject:
			f.Rejected, f.Accepted = true, false
		case entry.Correct:
			f.Corrected = d.Value
		case entry.Stand:
			f.Decided = incident.Standing(d.Value)
		}
	}
	return nil
}

// around are the incidents that may be the same or were.
func (page *Page) around(tx ledger.Reader, id string, at int64) error {
	for _, col := range []string{"a", "b"} {
		hits, err := all(tx.Select(ledger.Query{Table: link.Nears, Where: []ledger.Cond{{Column: col, Op: ledger.Eq, Value: id}, {Column: "dismissed", Op: ledger.Null}}, At: at}))
		if err != nil {
			return err
		}
		for _, h := range hits {
			other := h.Values[0].(string)
			if other == id {
				other = h.Values[1].(string)
			}
			if other, err = Standing(tx, other, at); err != nil {
				return err
			}
			if other == id || slices.ContainsFunc(page.Near, func(n Near) bool { return n.Incident == other }) {
				continue
			}
			n := Near{Incident: other, Score: h.Values[2].(float64), Row: h.Since}
			for row, err := range tx.About(ledger.Near, h.Key, at) {
				if err != nil {
					return err
				}
				var b entry.Nearly
				if err := json.Unmarshal(row.Body, &b); err != nil {
					return err
				}
				n.Reason = b.Reason
			}
			page.Near = append(page.Near, n)
		}
	}
	led, err := all(tx.Select(ledger.Query{Table: link.Threads, Where: []ledger.Cond{{Column: "into", Op: ledger.Eq, Value: id}}, At: at}))
	for _, h := range led {
		page.Redirects = append(page.Redirects, h.Key)
	}
	slices.Sort(page.Redirects)
	return err
}

// Standing is the incident that an id leads to.
func Standing(tx ledger.Reader, id string, at int64) (string, error) {
	for range 20 {
		rec, err := tx.Record(link.Threads, id, at)
		if errors.Is(err, ledger.ErrNone) {
			return id, nil
		}
		if err != nil {
			return "", err
		}
		into, ok := rec.Values[0].(string)
		if !ok {
			return id, nil
		}
		id = into
	}
	return id, nil
}

// lineOf is a page as a list shows it.
func lineOf(page *Page) *Line {
	in := &page.Incident
	l := &Line{
		ID: in.ID, Type: in.EventType, SubType: in.SubEventType, Stage: string(in.Stage), DateStart: in.DateStart, DateEnd: in.DateEnd, DatePrec: in.DatePrec,
		Where: in.WhereDescription, Place: in.Place, Country: in.Country, ISO: in.ISO, Adm1: in.Adm1, Latitude: in.Latitude, Longitude: in.Longitude, WherePrec: in.WherePrec,
		Actors: []string{}, Targets: []string{}, Standings: []string{}, Reports: len(page.Reports), Duplicates: len(page.Near),
	}
	for _, b := range in.Belligerents {
		if !slices.Contains(l.Actors, b.Name) {
			l.Actors = append(l.Actors, b.Name)
		}
	}
	for _, t := range in.Targets {
		l.Targets = append(l.Targets, t.Name)
	}
	for i := range page.Facts {
		f := &page.Facts[i]
		if f.Rejected {
			continue
		}
		if s := string(f.Stands()); s != "" && !slices.Contains(l.Standings, s) {
			l.Standings = append(l.Standings, s)
		}
		l.Contested = l.Contested || f.Stands() == incident.Contested
		l.OriginsMin, l.OriginsMax = max(l.OriginsMin, f.OriginsMin), max(l.OriginsMax, f.OriginsMax)
		n := f.Norm.Number
		if n == nil || len(f.Spans) == 0 || f.Stands() == incident.Discounted {
			continue
		}
		switch f.Slot {
		case fact.Killed:
			widen(&l.KilledMin, &l.KilledMax, n)
		case fact.Injured:
			widen(&l.InjuredMin, &l.InjuredMax, n)
		}
	}
	slices.Sort(l.Standings)
	if len(page.Reports) > 0 {
		l.Headline = page.Reports[0].Headline
	}
	return l
}

func widen(low, high **int, n *fact.Number) {
	if v := n.Min; v != nil && (*low == nil || *v < **low) {
		*low = v
	}
	v := n.Max
	if v == nil {
		v = n.Min
	}
	if v != nil && (*high == nil || *v > **high) {
		*high = v
	}
}

// columns are those of an incident's record.
func columns(page *Page, l *Line) []any {
	text := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	real := func(v *float64) any {
		if v == nil {
			return nil
		}
		return *v
	}
	contested := int64(0)
	if l.Contested {
		contested = 1
	}
	var killed any
	if l.KilledMax != nil {
		killed = int64(*l.KilledMax)
	}
	end := l.DateEnd
	if end == "" {
		end = l.DateStart
	}
	return []any{
		l.DateStart, end, text(l.Type), text(l.SubType), text(l.Country), text(l.ISO), text(l.Adm1), real(l.Latitude), real(l.Longitude),
		contested, int64(l.OriginsMin), killed, int64(l.Reports), int64(l.Duplicates), text(l.Assigned), doubt(page, l), l.Row, words(page, l),
	}
}

// doubt is how much an incident asks for a person, from 0 to 1: contested facts,
// open duplicates, statements the reader was not sure of.
func doubt(page *Page, l *Line) float64 {
	d := 0.0
	if l.Contested {
		d += 0.4
	}
	if l.Duplicates > 0 {
		d += 0.3
	}
	least := 1.0
	for i := range page.Passages {
		least = min(least, page.Passages[i].Confidence)
	}
	return min(1, d+0.3*(1-least))
}

// Token is how a value that is no word of a report is searched for among the
// words of an incident: a word that no report has.
func Token(field, value string) string {
	return "x" + field + "x" + strings.Join(match.Words(value), "x")
}

// words are what a list of incidents is searched by: places, parties, targets,
// headlines, and tokens of its standings and each word of its actors.
func words(page *Page, l *Line) string {
	out := []string{l.Where, l.Place, l.Country, l.Adm1, l.Type, l.SubType}
	out = append(append(out, l.Actors...), l.Targets...)
	for i := range page.Reports {
		out = append(out, page.Reports[i].Headline)
	}
	for _, s := range l.Standings {
		out = append(out, Token("standing", s))
	}
	for _, a := range l.Actors {
		for _, w := range match.Words(a) {
			out = append(out, Token("actor", w))
		}
	}
	return strings.Join(out, " . ")
}

// claimsOf are the stands on the facts of a page.
func claimsOf(page *Page) map[string]Claim {
	at := map[string]*Passage{}
	for i := range page.Passages {
		at[page.Passages[i].ID] = &page.Passages[i]
	}
	day := map[string]string{}
	for i := range page.Reports {
		day[page.Reports[i].ID] = page.Reports[i].Date
	}
	out := map[string]Claim{}
	for i := range page.Facts {
		f := &page.Facts[i]
		base := Claim{Incident: page.Incident.ID, Fact: f.ID, Slot: string(f.Slot), Value: f.Value}
		if n := f.Norm.Number; n != nil {
			base.Low, base.High = n.Min, n.Max
		}
		for _, m := range f.OwnVoice {
			c := base
			c.Stance, c.Report, c.Date, c.Words = "own_voice", m.Report, day[m.Report], m.Quote
			out[fmt.Sprintf("%s %.12s:%d", f.ID, m.Report, m.Start)] = c
		}
		for _, side := range []struct {
			stance string
			list   []incident.Position
		}{{"asserts", f.AssertedBy}, {"denies", f.DeniedBy}, {"uncommitted", f.Uncommitted}} {
			for _, pos := range side.list {
				c := base
				c.Stance, c.Statement, c.InPart, c.Certainty = side.stance, pos.Statement, pos.InPart, pos.Certainty
				if ps := at[pos.Statement]; ps != nil {
					c.Report, c.Date, c.Words, c.Source = ps.Report, day[ps.Report], ps.Words, ps.SourceKey
					if ps.Speaker != nil {
						c.Name = called(ps.Speaker)
					}
				}
				out[f.ID+" "+side.stance+" "+pos.Statement] = c
			}
		}
	}
	return out
}

// claims puts what is new among an incident's claims and removes what is gone.
func (p *Projector) claims(tx ledger.Tx, id string, now map[string]Claim, at int64) error {
	old, err := all(tx.Select(ledger.Query{Table: Claims, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: id}}}))
	if err != nil {
		return err
	}
	same := map[string]bool{}
	for _, h := range old {
		c, ok := now[h.Key]
		if !ok {
			if err := tx.Remove(Claims, h.Key, at); err != nil {
				return err
			}
			continue
		}
		c.Row = h.Since
		if string(encode(c)) == string(h.Body) {
			same[h.Key] = true
		}
	}
	keys := make([]string, 0, len(now))
	for k := range now {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if same[k] {
			continue
		}
		c := now[k]
		c.Row = at
		var src any
		if c.Source != "" {
			src = c.Source
		}
		if err := tx.Put(Claims, k, at, []any{id, c.Fact, c.Slot, src, c.Report, c.Stance, c.Date}, encode(c)); err != nil {
			return err
		}
	}
	return nil
}
