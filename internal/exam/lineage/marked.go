package lineage

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/internal/attribution"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/origin"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// said is a passage of said.tsv: who gives a fact, in the words of a report.
type said struct {
	folder, slot, value, report string
	att                         attribution.Attribution
}

// marked reads said.tsv of a set and lets room origin weigh the facts of the
// key on those statements alone, so that what the rooms before it miss does
// not show. Its facts are in the order of the key.
func (s *set) marked(dir string) ([]incident.Fact, error) {
	all, err := s.readSaid(filepath.Join(dir, "said.tsv"))
	if err != nil {
		return nil, err
	}
	reports := slices.Clone(s.reports)
	ids := map[*said]string{}
	s.all = map[string][]source.Source{}
	for r := range reports {
		s.all[s.names[r]] = reports[r].Sources
	}
	for r := range reports {
		s.hear(&reports[r], s.names[r], all, ids)
	}
	facts := make([]incident.Fact, len(s.key.facts))
	for k, t := range s.key.facts {
		facts[k] = incident.Fact{Incident: t.folder, Slot: fact.Slot(t.slot), Value: t.value, Norm: fact.Norm{Name: t.value}}
		for i := range all {
			a := &all[i]
			if a.folder == t.folder && a.slot == t.slot && a.value == t.value && ids[a] != "" &&
				!slices.ContainsFunc(facts[k].AssertedBy, func(p incident.Position) bool { return p.Statement == ids[a] }) {
				facts[k].AssertedBy = append(facts[k].AssertedBy, incident.Position{Statement: ids[a], Certainty: statement.Certain})
			}
		}
	}
	origin.Weigh(reports, facts)
	return facts, nil
}

// hear runs rooms 5 and 6 on the marked passages of one report.
func (s *set) hear(rep *incident.Report, name string, all []said, ids map[*said]string) {
	var atts []attribution.Attribution
	var of []*said
	for i := range all {
		a := &all[i]
		if a.folder+"/"+a.report != name {
			continue
		}
		atts = append(atts, a.att)
		of = append(of, a)
	}
	order := make([]int, len(atts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return span.Compare(atts[a].Cue, atts[b].Cue) })
	sorted := make([]attribution.Attribution, len(atts))
	for i, k := range order {
		sorted[i] = atts[k]
	}
	var voices []source.Voice
	rep.Sources, voices = source.Resolve(rep.Document, rep.Syntax, sorted)
	rep.Statements = statement.Judge(rep.Document, rep.Syntax, sorted, rep.Sources, voices)
	for _, src := range s.all[name] {
		src.ID += ".read" // who else speaks in the report bears on whom it was made from
		src.Members = nil
		rep.Sources = append(rep.Sources, src)
	}
	for i := range rep.Statements {
		ids[of[order[rep.Statements[i].Attribution]]] = rep.Statements[i].ID
	}
}

// readSaid reads the passages and finds them in their reports.
func (s *set) readSaid(path string) ([]said, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []said
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		if sc.Text() == "" || strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		col := strings.Split(sc.Text(), "\t")
		if len(col) != 5 {
			return nil, fmt.Errorf("%s:%d: %d columns, not 5", path, n, len(col))
		}
		r := slices.Index(s.names, col[0]+"/"+col[3])
		if r < 0 {
			continue // of a folder that is not there
		}
		a := said{folder: col[0], slot: col[1], value: col[2], report: col[3]}
		if a.att, err = passage(s.reports[r].Document.Text, col[4]); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		all = append(all, a)
	}
	return all, sc.Err()
}

// passage reads the marks of a passage, [source] <cue> {content}, and finds it
// in a text, where it must stand once.
func passage(text *span.Text, marked string) (attribution.Attribution, error) {
	att := attribution.Attribution{Within: -1, Confidence: 1}
	plain := strings.NewReplacer("[", "", "]", "", "<", "", ">", "", "{", "", "}", "").Replace(marked)
	if strings.Count(text.String(), plain) != 1 {
		return att, fmt.Errorf("the passage does not stand once in its report: %s", plain)
	}
	at := text.CodePoint(strings.Index(text.String(), plain))
	open := 0
	for _, r := range marked {
		switch r {
		case '[', '<', '{':
			open = at
		case ']':
			att.Source = append(att.Source, span.Of(open, at))
		case '>':
			att.Cue = span.Of(open, at)
		case '}':
			att.Content = append(att.Content, span.Of(open, at))
		default:
			at++
		}
	}
	if att.Cue.Empty() || utf8.RuneCountInString(plain) == 0 {
		return att, fmt.Errorf("a passage without a cue: %s", marked)
	}
	return att, nil
}
