package lineage

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/lineage"
	"hearsay/internal/origin"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// set is the reports of a folder as rooms 2 to 9 read them together.
type set struct {
	key     *key
	names   []string // "folder/name" of each report
	reports []incident.Report
	edges   []lineage.Edge
	facts   []incident.Fact
	all     map[string][]source.Source // of each report, end to end
}

// Run scores lineage and origins on the invented reports of dir. What is wrong
// is listed on progress, one line each.
func Run(dir string, w, progress io.Writer) error {
	s, err := readSet(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d reports\n", len(s.reports))
	s.scoreEdges(w, progress)
	marked, err := s.marked(dir)
	if err != nil {
		return err
	}
	s.scoreFacts("marked statements", func(i int) *incident.Fact { return &marked[i] }, w, progress)
	s.scoreFacts("end to end", func(i int) *incident.Fact { return s.find(s.key.facts[i]) }, w, progress)
	return nil
}

func readSet(dir string) (*set, error) {
	k, err := readKey(dir)
	if err != nil {
		return nil, err
	}
	syn, err := syntax.Load()
	if err != nil {
		return nil, err
	}
	att, err := attribution.Load()
	if err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*.txt"))
	if err != nil {
		return nil, err
	}
	s := &set{key: k}
	var bare []lineage.Report
	for _, p := range paths {
		c, err := capture.File(p, capture.Stated{}, capture.Limits{})
		if err != nil {
			return nil, err
		}
		doc, err := document.New(c)
		if err != nil {
			return nil, err
		}
		r := incident.Report{Document: doc, Syntax: syn.Parse(doc)}
		atts := attribution.Sure(doc, r.Syntax, att.Find(doc, r.Syntax))
		var voices []source.Voice
		r.Sources, voices = source.Resolve(doc, r.Syntax, atts)
		r.Statements = statement.Judge(doc, r.Syntax, atts, r.Sources, voices)
		r.Events, r.Claims = fact.Draw(doc, r.Syntax, r.Sources, r.Statements)
		r.Incidents, r.Facts = incident.Group(r)
		s.names = append(s.names, filepath.Base(filepath.Dir(p))+"/"+strings.TrimSuffix(filepath.Base(p), ".txt"))
		s.reports = append(s.reports, r)
		bare = append(bare, origin.Bare(&r))
	}
	s.edges = lineage.Trace(bare)
	_, s.facts = union.Join(s.reports)
	origin.Weigh(s.reports, s.facts)
	return s, nil
}

// scoreEdges compares the edges found with the key's.
func (s *set) scoreEdges(w, progress io.Writer) {
	right, fair, kinds := map[string]int{}, map[string]int{}, map[string]int{}
	read, want, found := map[string]int{}, map[string]int{}, map[edge]bool{}
	maybe, maybeRight := 0, 0
	for _, e := range s.edges {
		to, from := s.names[e.To], s.names[e.From]
		folder, _, _ := strings.Cut(to, "/")
		if e.Kind == lineage.Alike {
			maybe++
			if slices.ContainsFunc(s.key.edges, func(k edge) bool { return k.to == to && k.from == from }) {
				maybeRight++
			} else {
				fmt.Fprintf(progress, "possible: %s from %s (%.2f)\n", to, from, e.Score)
			}
			continue
		}
		read[folder]++
		i := slices.IndexFunc(s.key.edges, func(k edge) bool { return k.to == to && k.from == from })
		switch {
		case i >= 0:
			found[s.key.edges[i]] = true
			right[folder]++
			fair[folder]++
			if s.key.edges[i].kind == string(e.Kind) {
				kinds[folder]++
			} else {
				fmt.Fprintf(progress, "kind: %s from %s is %s, not %s (%.2f)\n", to, from, e.Kind, s.key.edges[i].kind, e.Score)
			}
		case s.key.leads(from, to):
			fair[folder]++
		default:
			fmt.Fprintf(progress, "extra: %s from %s, %s (%.2f %s)\n", to, from, e.Kind, e.Score, e.Reason)
		}
	}
	var folders []string
	for _, e := range s.key.edges {
		folder, _, _ := strings.Cut(e.to, "/")
		if want[folder] == 0 {
			folders = append(folders, folder)
		}
		want[folder]++
		if !found[e] {
			fmt.Fprintf(progress, "missed: %s from %s, %s\n", e.to, e.from, e.kind)
		}
	}
	fmt.Fprintf(w, "\nwho was made from whom\n  %-14s %6s %6s %6s %7s %7s %7s\n", "incident", "known", "found", "right", "P", "R", "kind")
	var sum [5]int
	for _, f := range append(folders, "all") {
		row := [5]int{want[f], read[f], fair[f], right[f], kinds[f]}
		if f == "all" {
			row = sum
		}
		for i := range sum {
			sum[i] += row[i]
		}
		fmt.Fprintf(w, "  %-14s %6d %6d %6d %7.1f %7.1f %7.1f\n", f, row[0], row[1], row[3], ratio(row[2], row[1]), ratio(row[3], row[0]), ratio(row[4], row[3]))
	}
	fmt.Fprintf(w, "  possible rewrites that name no model: %d, of them right %d\n", maybe, maybeRight)
}

// scoreFacts compares the bounds of the facts with the true numbers; read gives
// the fact that was read for each of the key, nil for none.
func (s *set) scoreFacts(title string, read func(int) *incident.Fact, w, progress io.Writer) {
	fmt.Fprintf(progress, "== %s\n", title)
	folders := map[string][4]int{}
	var order []string
	width, exact := 0, 0
	var sum [4]int
	for i, k := range s.key.facts {
		row, seen := folders[k.folder]
		if !seen {
			order = append(order, k.folder)
		}
		row[0]++
		f := read(i)
		if f == nil {
			fmt.Fprintf(progress, "no fact: %s %s %s\n", k.folder, k.slot, k.value)
		} else {
			row[1]++
			n := len(k.informants)
			if f.OriginsMin <= n && n <= f.OriginsMax {
				row[2]++
			} else {
				fmt.Fprintf(progress, "outside: %s %s %s: %d..%d, truly %d\n", k.folder, k.slot, k.value, f.OriginsMin, f.OriginsMax, n)
			}
			if f.OriginsMin == n && f.OriginsMax == n {
				exact++
			}
			if f.OriginsMin > n {
				row[3]++
			}
			width += f.OriginsMax - f.OriginsMin
		}
		folders[k.folder] = row
	}
	fmt.Fprintf(w, "\ntrue number of informants, %s\n  %-14s %6s %6s %8s %9s\n", title, "incident", "facts", "found", "inside", "too high")
	for _, f := range order {
		row := folders[f]
		for i := range sum {
			sum[i] += row[i]
		}
		fmt.Fprintf(w, "  %-14s %6d %6d %8d %9d\n", f, row[0], row[1], row[2], row[3])
	}
	fmt.Fprintf(w, "  %-14s %6d %6d %8d %9d\n", "all", sum[0], sum[1], sum[2], sum[3])
	fmt.Fprintf(w, "  inside the bounds %.1f %%, exact %.1f %%, mean width %.2f; lower bound above the truth in %.1f %%\n",
		ratio(sum[2], sum[1]), ratio(exact, sum[1]), float64(width)/float64(max(1, sum[1])), ratio(sum[3], sum[1]))
}

// find is the fact of a folder that gives a slot a value: of several, the one
// that most statements assert.
func (s *set) find(k truth) *incident.Fact {
	var best *incident.Fact
	for i := range s.facts {
		f := &s.facts[i]
		if !s.in(f, k.folder) || !gives(f, k) || len(f.AssertedBy) == 0 && len(f.OwnVoice) == 0 {
			continue
		}
		if best == nil || len(f.AssertedBy) > len(best.AssertedBy) {
			best = f
		}
	}
	return best
}

// in reports whether a fact stands in reports of a folder.
func (s *set) in(f *incident.Fact, folder string) bool {
	for _, m := range f.Spans {
		for r := range s.reports {
			if s.reports[r].Document.ID == m.Report {
				return strings.HasPrefix(s.names[r], folder+"/")
			}
		}
	}
	return false
}

// gives reports whether a fact is the one a key's row is about. Who did it may
// stand as perpetrator or as responsible.
func gives(f *incident.Fact, k truth) bool {
	if n, err := strconv.Atoi(k.value); err == nil {
		m := f.Norm.Number
		return string(f.Slot) == k.slot && m != nil && m.Min != nil && *m.Min == n && (m.Max == nil || *m.Max == n)
	}
	if f.Slot != fact.Perpetrator && f.Slot != fact.Responsibility {
		return false
	}
	return strings.Contains(f.Value+" "+f.Norm.Name, k.value)
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}
