// Package ner examines the names that the syntax room finds, behind `hearsay
// exam ner DIR`: on the silver layer of PolNeAR dev (an older machine's work,
// so agreement rather than truth), on the same sentences in capitals, and on
// Universal NER's EWT dev, marked by people.
//
// A name is right where its code points and its kind are. The silver layer
// has four kinds: nationalities count as its MISC; a facility as either place
// or organisation, which also holds on EWT; a vehicle as anything but a
// person. EWT marks persons, organisations and places alone: other names are
// not counted there. Silver names are runs of tokens of one kind.
package ner

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
	"hearsay/internal/treebank"
)

// Run examines what marked texts dir holds, itself or in its folders polnear
// and ner.
func Run(dir string, w, progress io.Writer) error {
	r, err := syntax.Load()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%-34s %8s %6s %6s %6s\n", "", "names", "P", "R", "F1")
	found := false
	if stem := place(dir, "polnear", "dev", ".conll.gz"); stem != "" {
		found = true
		arts, err := treebank.ReadSilver(stem)
		if err != nil {
			return err
		}
		plain, loud := tally{}, tally{}
		for i := range arts {
			if a := &arts[i]; len(a.Sentences) > 0 {
				plain.add(read(r, a.Text), silver(a))
				loud.add(read(r, shout(a.Text)), silver(a))
			}
		}
		plain.print(w, "PolNeAR dev, silver")
		loud.print(w, "PolNeAR dev, silver, in capitals")
		fmt.Fprintln(progress, "PolNeAR dev done")
	}
	if stem := place(dir, "ner", "en_ewt-uner-dev", ".iob2.gz"); stem != "" {
		found = true
		t, err := universal(r, stem+".iob2.gz")
		if err != nil {
			return err
		}
		t.print(w, "EWT dev, Universal NER")
		fmt.Fprintln(progress, "EWT dev done")
	}
	if !found {
		return fmt.Errorf("%s holds no text with names marked", dir)
	}
	return nil
}

// place is the path of a file without its ending, "" where neither dir nor its
// folder holds it.
func place(dir, folder, stem, ending string) string {
	for _, p := range []string{filepath.Join(dir, stem), filepath.Join(dir, folder, stem)} {
		if _, err := os.Stat(p + ending); err == nil {
			return p
		}
	}
	return ""
}

// marked is a name of a text.
type marked struct {
	span.Span
	kind string
}

// kinds are the kinds counted, in the order printed.
var kinds = []string{"person", "organisation", "place", "other"}

// suits reports whether a name that the reader calls so is one of a kind.
func suits(k syntax.NameKind, kind string) bool {
	switch k {
	case syntax.Person:
		return kind == "person"
	case syntax.Organisation:
		return kind == "organisation"
	case syntax.Place:
		return kind == "place"
	case syntax.Facility:
		return kind == "place" || kind == "organisation"
	case syntax.Vehicle:
		return kind != "person"
	}
	return kind == "other"
}

// counted is the kind that a name of the reader's is counted under where no
// marked one stands there.
func counted(k syntax.NameKind) string {
	for _, kind := range kinds {
		if suits(k, kind) {
			return kind
		}
	}
	return "other"
}

type match struct{ right, given, there int }

type tally map[string]*match

func (t tally) of(kind string) *match {
	if t[kind] == nil {
		t[kind] = &match{}
	}
	return t[kind]
}

func (t tally) add(got []syntax.Name, gold []marked) {
	there := map[span.Span]string{}
	for _, m := range gold {
		there[m.Span] = m.kind
		t.of(m.kind).there++
	}
	for _, n := range got {
		if kind, ok := there[n.Span]; ok && suits(n.Kind, kind) {
			t.of(kind).right++
			t.of(kind).given++
			continue
		}
		t.of(counted(n.Kind)).given++
	}
}

func (t tally) print(w io.Writer, title string) {
	var all match
	line := func(name string, m match) {
		fmt.Fprintf(w, "%-34s %8d %6.2f %6.2f %6.2f\n", name, m.there, percent(m.right, m.given), percent(m.right, m.there), percent(2*m.right, m.given+m.there))
	}
	for _, k := range kinds {
		if m := t[k]; m != nil {
			all.right, all.given, all.there = all.right+m.right, all.given+m.given, all.there+m.there
		}
	}
	line(title, all)
	for _, k := range kinds {
		if m := t[k]; m != nil {
			line("  "+k, *m)
		}
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }

// read finds the names of a text, each line a paragraph.
func read(r *syntax.Reader, text string) []syntax.Name {
	doc := &document.Document{Text: span.NewText(text)}
	at := 0
	for line := range strings.Lines(text) {
		n := len([]rune(line))
		if strings.TrimSpace(line) != "" {
			doc.Paragraphs = append(doc.Paragraphs, document.Paragraph{Span: span.Of(at, at+len([]rune(strings.TrimRight(line, "\n"))))})
		}
		at += n
	}
	return r.Parse(doc).Names
}

// shout puts a text in capitals without moving any character.
func shout(text string) string {
	rs := []rune(text)
	for i, r := range rs {
		if up := []rune(strings.ToUpper(string(r))); len(up) == 1 {
			rs[i] = up[0]
		}
	}
	return string(rs)
}

// silver is the names of an article by PolNeAR's machine.
func silver(a *treebank.Article) []marked {
	var out []marked
	for _, s := range a.Sentences {
		for i := 0; i < len(s); {
			j := i + 1
			for j < len(s) && s[j].Name == s[i].Name {
				j++
			}
			if k := map[string]string{"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "MISC": "other"}[s[i].Name]; k != "" {
				out = append(out, marked{span.Of(s[i].Start, s[j-1].End), k})
			}
			i = j
		}
	}
	return out
}
