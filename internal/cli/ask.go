package cli

import (
	"context"
	"errors"
	"fmt"
	goio "io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/export"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/page"
	"hearsay/internal/reading"
	"hearsay/internal/sheet"
)

// filterFlags choose incidents.
type filterFlags struct {
	From       day    `placeholder:"DAY" help:"Incidents that may have been on this day or later."`
	To         day    `placeholder:"DAY" help:"Incidents that may have been on this day or earlier."`
	Country    string `placeholder:"NAME|ISO" help:"In this country."`
	Adm1       string `placeholder:"NAME" help:"In this first-order division."`
	Box        string `placeholder:"S,W,N,E" help:"Within these degrees."`
	Type       string `placeholder:"TYPE" help:"Of this event type or sub event type of ACLED."`
	Actor      string `placeholder:"NAME" help:"Said to have been done by this party."`
	Standing   string `placeholder:"WORD" help:"With a fact of this standing, as contested or corroborated."`
	Origins    int    `placeholder:"N" help:"With a fact that at least so many independent informants stand behind."`
	Contested  bool   `help:"With a contested fact."`
	Duplicates bool   `help:"That may be the same as another."`
	Assigned   string `placeholder:"NAME" help:"Assigned to this coder."`
	Text       string `placeholder:"WORDS" help:"With these words in place, parties, targets or headlines; as in search."`
	Sort       string `enum:"newest,oldest,changed,largest,widest,doubt" default:"newest" help:"newest, oldest: by day. changed: by the last row. largest: by most killed. widest: by reports. doubt: what most asks for a person."`
	asOf
}

func (f *filterFlags) filter() (desk.IncidentFilter, error) {
	out := desk.IncidentFilter{
		When: f.when(), Country: f.Country, Adm1: f.Adm1, Type: f.Type, Actor: f.Actor, Standing: f.Standing, OriginsMin: f.Origins,
		Duplicates: f.Duplicates, Assigned: f.Assigned, Text: f.Text, Sort: desk.Sort(f.Sort),
	}
	if !f.From.IsZero() {
		out.From = f.From.Format(time.DateOnly)
	}
	if !f.To.IsZero() {
		out.To = f.To.Format(time.DateOnly)
	}
	if f.Contested {
		yes := true
		out.Contested = &yes
	}
	if f.Box != "" {
		b := &desk.Box{}
		if n, err := fmt.Sscanf(f.Box, "%f,%f,%f,%f", &b.South, &b.West, &b.North, &b.East); err != nil || n != 4 {
			return out, fmt.Errorf("--box %s: write it as south,west,north,east in degrees, as 12,42,19,54", f.Box)
		}
		out.Box = b
	}
	return out, nil
}

type incidentsCmd struct {
	ledgerFlag
	filterFlags
	paged
}

// Run lists incidents.
func (c *incidentsCmd) Run(io *streams) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	f.Page = c.page()
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Incidents(ctx, f)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.json(list)
		}
		w := tabwriter.NewWriter(io.out, 0, 4, 2, ' ', 0)
		for i := range list.Items {
			l := &list.Items[i]
			what := l.SubType
			if what == "" {
				what = l.Type
			}
			mark := ""
			if l.Contested {
				mark = "contested"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d reports\torigins %s\t%s\n", l.ID, span(l.DateStart, l.DateEnd), line(what, 34), line(place(l), 30), killed(l), l.Reports, bounds(l.OriginsMin, l.OriginsMax), mark)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if len(list.Items) == 0 {
			io.say("no incident fits")
		}
		io.more(list.Next, len(list.Items), list.Total)
		return nil
	})
}

// line is words of a report as one line of at most n code points.
func line(s string, n int) string { return caption.Shorten(caption.Tame(s), n) }

func span(from, to string) string {
	if to == "" || from == to {
		return from
	}
	return from + "–" + to
}

func place(l *desk.IncidentLine) string {
	if l.Place != "" && l.Country != "" && l.Place != l.Country {
		return l.Place + ", " + l.Country
	}
	if l.Country != "" {
		return l.Country
	}
	return l.Where
}

func killed(l *desk.IncidentLine) string {
	switch {
	case l.KilledMin == nil:
		return ""
	case l.KilledMax != nil && *l.KilledMax != *l.KilledMin:
		return fmt.Sprintf("%d–%d killed", *l.KilledMin, *l.KilledMax)
	}
	return fmt.Sprintf("%d killed", *l.KilledMin)
}

func bounds(least, most int) string {
	if least == most {
		return fmt.Sprint(least)
	}
	return fmt.Sprintf("%d–%d", least, most)
}

type showCmd struct {
	ID string `arg:"" help:"An incident (inc-…), a report (the first digits of its sha256), or a source's key."`
	ledgerFlag
	asOf
	History bool   `help:"Of an incident: how it came to be, step by step."`
	Members bool   `help:"Of an incident: the ids by which decide split and move name its parts."`
	Format  string `enum:"text,json,html" default:"text" help:"text: for people. json: all that is known. html: one page."`
	Out     string `placeholder:"FILE" help:"Write to this file, not to standard output."`
	Color   string `enum:"auto,always,never" default:"auto" help:"Colour the sheet: auto colours a terminal, unless NO_COLOR is set."`
	Width   int    `placeholder:"N" help:"Columns of the sheet, 50 or more."`
}

// Run shows one thing.
func (c *showCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, store ledger.Store) error {
		switch {
		case strings.HasPrefix(c.ID, "inc-"):
			return c.incident(ctx, d, io)
		case len(c.ID) >= 6 && strings.Trim(c.ID, "0123456789abcdef") == "":
			return c.report(ctx, d, io)
		}
		return c.source(ctx, d, io)
	})
}

func (c *showCmd) incident(ctx context.Context, d *desk.Desk, io *streams) error {
	id, _, _ := strings.Cut(c.ID, ".")
	if c.Members {
		m, err := d.Members(ctx, id)
		if err != nil {
			return err
		}
		return io.json(m)
	}
	if c.History {
		return c.history(ctx, d, io)
	}
	p, err := d.Incident(ctx, id, c.when())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.write(io, func(w writer) error { enc := encoder(w); enc.SetIndent("", "  "); return enc.Encode(p) })
	}
	if p.Asked != p.Incident.ID {
		io.say("%s is now part of %s", p.Asked, p.Incident.ID)
	}
	doc, err := d.Document(ctx, p)
	if err != nil {
		return err
	}
	if err := c.set(doc, io); err != nil {
		return err
	}
	for _, n := range p.Near {
		io.say("%s may be the same: %s", n.Incident, n.Reason)
	}
	for _, x := range p.Decisions {
		io.say("row %d, %s: %s", x.Row, x.Time.Format("2006-01-02 15:04"), verdict(&x))
	}
	return nil
}

// writer is what a face is written to.
type writer = goio.Writer

// write writes to --out or standard output.
func (c *showCmd) write(io *streams, f func(w writer) error) error {
	out, err := openOutput(c.Out, io.out)
	if err != nil {
		return err
	}
	defer out.close()
	if err := f(out); err != nil {
		return err
	}
	return out.commit()
}

// set sets a document as text or as a page.
func (c *showCmd) set(doc *reading.Document, io *streams) error {
	return c.write(io, func(w writer) error {
		if c.Format == "html" {
			return page.Write(w, doc)
		}
		t := terminalOf(io.out)
		if c.Out != "" {
			t = terminal{}
		}
		return sheet.Write(w, doc, sheet.Options{Width: t.columns(c.Width), Color: t.colors(c.Color)})
	})
}

func verdict(x *projection.Decided) string {
	s := x.Who + " " + string(x.What)
	for _, v := range []string{x.Subject, x.Field, x.Value, x.Into, x.Reason} {
		if v != "" {
			s += " · " + line(v, 120)
		}
	}
	if x.Withdrawn > 0 {
		s += fmt.Sprintf(" (withdrawn with row %d)", x.Withdrawn)
	}
	if x.Orphaned {
		s += " (what it was about is gone)"
	}
	return s
}

func (c *showCmd) history(ctx context.Context, d *desk.Desk, io *streams) error {
	steps, err := d.History(ctx, c.ID)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return io.json(steps)
	}
	facts := map[string]string{}
	for i := range steps {
		s := &steps[i]
		fmt.Fprintf(io.out, "row %d, %s: %d reports, origins %s\n", s.Row, s.Time.Format("2006-01-02 15:04:05"), s.Line.Reports, bounds(s.Line.OriginsMin, s.Line.OriginsMax))
		for _, g := range s.Gone {
			fmt.Fprintf(io.out, "  - %s\n", named(g, facts[g]))
		}
		for _, t := range s.Turned {
			fmt.Fprintf(io.out, "  ~ %s, was %s\n", named(t, s.Facts[t]), line(facts[t], 60))
		}
		for _, t := range s.Added {
			fmt.Fprintf(io.out, "  + %s\n", named(t, s.Facts[t]))
		}
		for id, v := range s.Facts {
			facts[id] = v
		}
	}
	return nil
}

// named is a fact by its slot and value.
func named(id, value string) string {
	slot := "fact"
	if parts := strings.Split(id, "."); len(parts) > 1 {
		slot = parts[1]
	}
	return slot + ": " + line(value, 100)
}

func (c *showCmd) report(ctx context.Context, d *desk.Desk, io *streams) error {
	p, err := d.Report(ctx, c.ID, c.when())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.write(io, func(w writer) error { enc := encoder(w); enc.SetIndent("", "  "); return enc.Encode(p) })
	}
	for _, s := range p.Captures {
		io.say("row %d, %s: captured from %s", s.Row, s.Time.Format("2006-01-02 15:04"), shown(s.URI))
	}
	for _, v := range p.Versions {
		notes := ""
		if len(v.Notes) > 0 {
			notes = ": " + line(v.Notes[0], 120)
		}
		io.say("row %d: version %.12s%s", v.Row, v.Report, notes)
	}
	for _, in := range p.Incidents {
		io.say("tells of %s", in)
	}
	for _, x := range p.Decisions {
		io.say("row %d: %s", x.Row, verdict(&x))
	}
	if p.Reading == nil {
		if p.Failure != nil {
			return fmt.Errorf("it could not be read: %s; %s", p.Failure.Reason, p.Failure.Advice)
		}
		return errors.New("it waits to be read: `hearsay work --drain` reads it")
	}
	return c.set(&reading.Document{Format: reading.Format, Reader: p.Reading.Reader, Readings: []*reading.Reading{p.Reading}, Incidents: p.Reading.Incidents, Facts: p.Reading.Facts, Failures: []reading.Failure{}}, io)
}

func (c *showCmd) source(ctx context.Context, d *desk.Desk, io *streams) error {
	p, err := d.Source(ctx, c.ID, c.when(), desk.Page{Limit: 200})
	if errors.Is(err, ledger.ErrNone) {
		return fmt.Errorf("%q is no incident, report or source of this ledger; `hearsay sources` lists the keys", c.ID)
	}
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.write(io, func(w writer) error { enc := encoder(w); enc.SetIndent("", "  "); return enc.Encode(p) })
	}
	fmt.Fprintf(io.out, "%s · %s · %d statements\n", line(p.Name, 80), strings.ReplaceAll(p.Identification, "_", " "), p.Statements.Total)
	for i := range p.Changes {
		ch := &p.Changes[i]
		fmt.Fprintf(io.out, "  changed: %s of %s, from %s (%s) to %s (%s)\n", ch.Slot, ch.Incident, line(ch.Before.Value, 40), ch.Before.Date, line(ch.After.Value, 40), ch.After.Date)
	}
	for i := range p.Statements.Items {
		printHit(io.out, &p.Statements.Items[i], false)
	}
	return nil
}

type sourcesCmd struct {
	Words string `arg:"" optional:"" help:"How the name begins."`
	ledgerFlag
	paged
}

// Run lists sources.
func (c *sourcesCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Sources(ctx, c.Words, c.page())
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.json(list)
		}
		w := tabwriter.NewWriter(io.out, 0, 4, 2, ' ', 0)
		for _, s := range list.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", line(s.Name, 50), s.Kind, strings.ReplaceAll(s.Identification, "_", " "), shown(s.Key))
		}
		if err := w.Flush(); err != nil {
			return err
		}
		io.more(list.Next, len(list.Items), list.Total)
		return nil
	})
}

type searchCmd struct {
	Query []string `arg:"" help:"Words, \"phrases\", prefix*, AND, OR, NOT, brackets, a NEAR/5 b; fields source: act: ident: kind: outlet: report: from: to:"`
	ledgerFlag
	asOf
	paged
}

// Run finds statements.
func (c *searchCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Search(ctx, desk.SearchFilter{When: c.when(), Query: strings.Join(c.Query, " "), Page: c.page()})
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.json(list)
		}
		color := terminalOf(io.out).colors("auto")
		for i := range list.Items {
			printHit(io.out, &list.Items[i], color)
		}
		if len(list.Items) == 0 {
			io.say("no statement fits")
		}
		io.more(list.Next, len(list.Items), list.Total)
		return nil
	})
}

// printHit prints a statement that was found: who, where, and the words.
func printHit(w goio.Writer, h *desk.Hit, color bool) {
	name := h.Name
	if name == "" {
		name = "no source given"
	}
	fmt.Fprintf(w, "%s  %s · %s", h.Date, line(name, 60), strings.ReplaceAll(h.Act, "_", " "))
	if h.Outlet != "" {
		fmt.Fprintf(w, " · %s", line(h.Outlet, 40))
	}
	fmt.Fprintf(w, " · %s\n    %s\n", h.Statement, marked(h, color))
}

// marked is the passage of a hit with what was searched for in bold, or between
// brackets.
func marked(h *desk.Hit, color bool) string {
	on, off := "[", "]"
	if color {
		on, off = "\x1b[1m", "\x1b[0m"
	}
	r := []rune(h.Passage)
	var b strings.Builder
	at := 0
	for _, m := range h.Marked {
		if m[0] < at {
			continue
		}
		b.WriteString(caption.Tame(string(r[at:m[0]])) + on + caption.Tame(string(r[m[0]:m[1]])) + off)
		at = m[1]
	}
	b.WriteString(caption.Tame(string(r[at:])))
	return b.String()
}

type logCmd struct {
	ledgerFlag
	Since  int64  `placeholder:"ROW" help:"Begin after this row."`
	Limit  int    `default:"100" placeholder:"N" help:"How many rows at most."`
	Format string `enum:"text,jsonl" default:"text" help:"text: for people. jsonl: one row a line."`
}

// Run shows what was appended.
func (c *logCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		items, upto, err := d.Since(ctx, c.Since, c.Limit)
		if err != nil {
			return err
		}
		for i := range items {
			it := &items[i]
			if c.Format == "jsonl" {
				if err := encoder(io.out).Encode(it); err != nil {
					return err
				}
				continue
			}
			fmt.Fprintf(io.out, "%8d  %s  %-8s %s\n", it.Row, it.Time.Format("2006-01-02 15:04:05"), it.Kind, line(it.Words, 140))
		}
		if len(items) == c.Limit {
			io.say("--since %d shows what follows", upto)
		}
		return nil
	})
}

type changesCmd struct {
	Incident string `arg:"" optional:"" help:"Of this incident; of all where none is named."`
	ledgerFlag
	Since  int64  `placeholder:"ROW" help:"Changed after this row."`
	Format string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Run shows which figures were changed by whom.
func (c *changesCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Changes(ctx, c.Incident, c.Since)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.json(list)
		}
		for i := range list {
			f := &list[i]
			fmt.Fprintf(io.out, "%s  %s: %s, %s (%s) → %s (%s)\n", f.Incident, line(f.Name, 40), f.Slot, line(f.Before.Value, 40), f.Before.Date, line(f.After.Value, 40), f.After.Date)
		}
		if len(list) == 0 {
			io.say("nobody changed a figure")
		}
		return nil
	})
}

type queueCmd struct {
	ledgerFlag
	Kind     string `enum:",duplicate,contested,statement,failure" default:"" help:"One kind only: duplicate, contested, statement or failure."`
	Assigned string `placeholder:"NAME" help:"Assigned to this coder."`
	Limit    int    `default:"50" placeholder:"N" help:"How many at most."`
	Format   string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Run lists what a person should look at.
func (c *queueCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Queue(ctx, desk.QueueFilter{Kind: c.Kind, Assigned: c.Assigned, Page: desk.Page{Limit: c.Limit}})
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.json(list)
		}
		for _, t := range list.Items {
			fmt.Fprintf(io.out, "%.2f  %-9s  %s  %s\n", t.Doubt, t.Kind, t.Subject, line(t.Reason, 100))
		}
		if len(list.Items) == 0 {
			io.say("nothing asks for a person")
		}
		return nil
	})
}

type decideCmd struct {
	What    string `arg:"" enum:"accept,correct,reject,merge,split,move,stand,assign,note,dismiss,withdraw" help:"accept, correct, reject: a machine's value. merge, split, move: incidents. stand: set a fact's standing. assign, note. dismiss: two incidents offered as one are two. withdraw: undo a decision."`
	Subject string `arg:"" optional:"" help:"A statement, fact, incident or report by its id; of dismiss the two incidents with a blank between, in quotes."`
	ledgerFlag
	Who      string   `env:"HEARSAY_WHO" placeholder:"NAME" help:"Who decides. Default: the user of this machine."`
	Value    string   `placeholder:"VALUE" help:"The corrected value, the standing (confirmed, discounted), or the coder."`
	Field    string   `placeholder:"NAME" help:"Which field is corrected."`
	Into     string   `placeholder:"ID" help:"Of merge, split and move: the incident they go to. Default of split: a new one."`
	Member   []string `placeholder:"ID" help:"Of split and move: the parts that go; show --members lists them."`
	Decision int64    `placeholder:"ROW" help:"Of withdraw: the decision's row."`
	Reason   string   `placeholder:"WORDS" help:"Why."`
	Seen     int64    `placeholder:"ROW" help:"The last row you had seen: a later decision of another is a clash."`
}

// Run keeps a decision.
func (c *decideCmd) Run(io *streams) error {
	who := c.Who
	if who == "" {
		who = os.Getenv("USER")
	}
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		out, err := d.Decide(ctx, entry.Decided{
			Who: who, What: entry.Verdict(c.What), Subject: c.Subject, Value: c.Value, Field: c.Field, Into: c.Into, Members: c.Member,
			Decision: c.Decision, Reason: c.Reason, Seen: c.Seen,
		})
		if err != nil {
			return err
		}
		io.say("kept as row %d: %s", out.Row, out.Subject)
		return nil
	})
}

type exportCmd struct {
	As string `arg:"" enum:"ucdp,acled,airwars,claims,parquet,jsonl,annotation" help:"ucdp, acled, airwars: CSV in their columns, one incident a line. claims, parquet: who took which stand on which fact. jsonl: incidents with everything. annotation: W3C Web Annotations."`
	ledgerFlag
	filterFlags
	Out   string `placeholder:"FILE" help:"Write to this file, not to standard output."`
	Notes bool   `help:"Print why each column can be empty, and nothing else."`
}

// Run writes incidents in a format.
func (c *exportCmd) Run(io *streams) error {
	if c.Notes {
		for _, n := range export.Notes(export.Format(c.As)) {
			fmt.Fprintf(io.out, "%s: %s\n", n.Column, n.Why)
		}
		return nil
	}
	f, err := c.filter()
	if err != nil {
		return err
	}
	if c.As == "parquet" && c.Out == "" && terminalOf(io.out).is {
		return errors.New("a Parquet file is no text: name a file with --out")
	}
	out, err := openOutput(c.Out, io.out)
	if err != nil {
		return err
	}
	defer out.close()
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		n := int64(0)
		if err := export.Write(ctx, out, d, export.Format(c.As), f, func(done, _ int64) { n = done }); err != nil {
			return err
		}
		if err := out.commit(); err != nil {
			return err
		}
		io.say("%d incidents written", n)
		if len(export.Notes(export.Format(c.As))) > 0 {
			io.say("empty columns have a reason: hearsay export %s --notes", c.As)
		}
		return nil
	})
}

type verifyCmd struct {
	Incident string `arg:"" optional:"" help:"Prove this incident's page from the captured bytes as well."`
	ledgerFlag
}

// Help is shown below the summary of verify.
func (*verifyCmd) Help() string {
	return `Walks all rows: numbers without gaps, times that never run backwards, hashes that fit, captures whose bytes have the hash that names them. ` +
		`It prints the last hash: noted down elsewhere, it shows later that nothing before it was changed. Nothing is changed.`
}

// Run walks the ledger.
func (c *verifyCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, store ledger.Store) error {
		v, err := ledger.Verify(ctx, store, nil)
		if err != nil {
			return err
		}
		fmt.Fprintf(io.out, "%s: %d rows are sound, %d captures with %d bytes\nlast row %d, %s, %s\n", store.Name(), v.Rows, v.Captures, v.Bytes, v.Head.Seq, v.Head.Time.Format(time.RFC3339), v.Head.Hash)
		if c.Incident == "" {
			return nil
		}
		p, err := d.Verify(ctx, c.Incident)
		if err != nil {
			return err
		}
		for _, r := range p.Reports {
			state := "reads the same again"
			if !r.Same {
				state = r.Reason
			}
			fmt.Fprintf(io.out, "report %.12s: bytes sound, %s\n", r.Report, state)
		}
		for _, x := range p.Differences {
			fmt.Fprintf(io.out, "difference: %s\n", x)
		}
		if !p.Holds {
			return fmt.Errorf("the page of %s is not what its bytes give", p.Incident)
		}
		fmt.Fprintf(io.out, "the page of %s is what the captured bytes give\n", p.Incident)
		return nil
	})
}

type backupCmd struct {
	File string `arg:"" help:"A new file."`
	ledgerFlag
}

// Run copies the ledger while others write.
func (c *backupCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, _ *desk.Desk, store ledger.Store) error {
		if err := store.Backup(ctx, c.File); err != nil {
			return err
		}
		io.say("%s is a ledger of its own; hearsay verify --db %s checks it", c.File, shown(c.File))
		return nil
	})
}

type rebuildCmd struct{ ledgerFlag }

// Run makes all records again from the rows.
func (c *rebuildCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		if err := d.Rebuild(ctx, nil); err != nil {
			return err
		}
		f, err := d.Fresh(ctx)
		if err != nil {
			return err
		}
		io.say("made again from %d rows", f.Row)
		return nil
	})
}
