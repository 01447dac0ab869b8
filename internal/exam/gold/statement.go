package gold

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// tally counts what is right of what was found.
type tally struct {
	gold, read, found                           int
	ident, name, near, kind, act, chain, relate int
	quote, certain                              int
	repeats, repeatsGold                        int
}

// match pairs marked statements with read ones, each at most once: those
// whose contents overlap most first.
func match(r *reading) (of []int) {
	gs := r.story.Gold.Statements
	of = make([]int, len(gs))
	for i := range of {
		of[i] = -1
	}
	if r.goldOf != nil {
		for k, g := range r.goldOf {
			of[g] = k
		}
		return of
	}
	type pair struct{ g, s, common int }
	var pairs []pair
	for g := range gs {
		for s := range r.sts {
			if c := common(&gs[g], &r.sts[s]); c > 0 && r.sts[s].Within == nil && sourceRight(r, &gs[g], &r.sts[s]) {
				pairs = append(pairs, pair{g, s, c})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return b.common - a.common })
	taken := make([]bool, len(r.sts))
	for _, p := range pairs {
		if of[p.g] < 0 && !taken[p.s] {
			of[p.g], taken[p.s] = p.s, true
		}
	}
	return of
}

// common is how many code points of content two statements share; of cue,
// where one has no content.
func common(g *Statement, s *statement.Statement) int {
	n := 0
	for _, a := range g.Content {
		for _, b := range s.Content {
			n += a.Intersect(b.Span).Len()
		}
	}
	if n == 0 && (len(g.Content) == 0 || len(s.Content) == 0) && g.CueSpan != nil {
		n = g.CueSpan.Intersect(s.Cue.Span).Len()
	}
	return n
}

func sourceRight(r *reading, g *Statement, s *statement.Statement) bool {
	if g.SourceSpan == nil || s.SourceSpan == nil {
		if g.SourceSpan == nil && s.SourceSpan == nil {
			return true
		}
	} else if g.SourceSpan.Overlaps(s.SourceSpan.Span) {
		return true
	}
	if g.SourceName == nil || s.Speaker < 0 {
		return false
	}
	return bag(*g.SourceName) == bag(r.sources[s.Speaker].Name)
}

// bag is a name's words in order of the alphabet, without small ones and
// marks; known bodies and countries under their one name.
func bag(name string) string {
	if b, ok := lexicon.BodyNamed(name); ok {
		name = b.Name
	}
	name = strings.ToLower(strings.NewReplacer(".", "", ",", "", "’", "'", "'s", "").Replace(name))
	var words []string
	for w := range strings.FieldsSeq(name) {
		switch w {
		case "the", "a", "an", "of", "for", "in":
			continue
		case "us":
			w = "united states"
		}
		words = append(words, w)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// nearly reports whether all words of one name stand in the other.
func nearly(a, b string) bool {
	x, y := strings.Fields(bag(a)), strings.Fields(bag(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if !slices.Contains(y, w) {
			return false
		}
	}
	return len(x) > 0
}

// score compares a reading with its story's marks and lists what is wrong.
func (t *tally) score(r *reading, mistakes io.Writer) {
	of := match(r)
	t.gold += len(of)
	for s := range r.sts {
		if r.sts[s].Within == nil { // the marks are of outermost ones
			t.read++
		}
	}
	for g := range of {
		gs := &r.story.Gold.Statements[g]
		if gs.Repeats != nil {
			t.repeatsGold++
		}
		if of[g] < 0 {
			fmt.Fprintf(mistakes, "%s %s missed: [%s] %s: %s\n", r.story.ID, gs.ID, text(gs.SourceText), gs.CueText, contents(gs.Content))
			continue
		}
		t.found++
		for _, m := range t.values(r, gs, &r.sts[of[g]]) {
			fmt.Fprintf(mistakes, "%s %s [%s] %s: %s\n", r.story.ID, gs.ID, text(gs.SourceText), gs.CueText, m)
		}
	}
	for s := range r.sts {
		if r.sts[s].Within == nil && !slices.Contains(of, s) {
			st := &r.sts[s]
			src := ""
			if st.SourceSpan != nil {
				src = st.SourceSpan.Text
			}
			fmt.Fprintf(mistakes, "%s extra: [%s] %s: %s (%s %.2f)\n", r.story.ID, src, st.Cue.Text, contents(st.Content), st.Act, st.Confidence)
		}
	}
}

// values scores what is said of one found statement and returns what differs.
func (t *tally) values(r *reading, g *Statement, s *statement.Statement) (wrong []string) {
	none := source.Source{Kind: source.Unspecified, Identification: source.Unattributed, Relation: source.Unknown}
	src := &none
	if s.Speaker >= 0 {
		src = &r.sources[s.Speaker]
	}
	check := func(n *int, field, want, got string, right bool) {
		if right {
			*n++
		} else {
			wrong = append(wrong, fmt.Sprintf("%s %q, not %q", field, got, want))
		}
	}
	check(&t.ident, "identification", g.Identification, string(src.Identification), g.Identification == string(src.Identification))
	check(&t.kind, "kind", g.Kind, string(src.Kind), g.Kind == string(src.Kind))
	check(&t.relate, "relation", g.Relation, string(src.Relation), g.Relation == string(src.Relation))
	want := ""
	if g.SourceName != nil {
		want = *g.SourceName
	}
	if nearly(want, src.Name) || want == src.Name {
		t.near++
	}
	check(&t.name, "name", want, src.Name, bag(want) == bag(src.Name))
	check(&t.act, "act", g.Act, string(s.Act), g.Act == string(s.Act))
	var chain []string
	for _, c := range s.Via {
		chain = append(chain, bag(r.sources[c].Name))
	}
	var wantChain []string
	for _, c := range g.Chain {
		wantChain = append(wantChain, bag(c))
	}
	check(&t.chain, "chain", strings.Join(wantChain, "; "), strings.Join(chain, "; "), slices.Equal(chain, wantChain))
	check(&t.quote, "quotation", g.Quotation, string(s.Quotation), g.Quotation == string(s.Quotation))
	check(&t.certain, "certainty", g.Certainty, string(s.Certainty), g.Certainty == string(s.Certainty))
	if (g.Repeats != nil) == (s.Repeats != nil) {
		t.repeats++
	}
	return wrong
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func contents(qs []span.Quote) string {
	var out []string
	for _, q := range qs {
		out = append(out, q.Text)
	}
	return strings.Join(out, " … ")
}

// print writes the table of one way of reading.
func (t *tally) print(w io.Writer, title string) {
	p, r := ratio(t.found, t.read), ratio(t.found, t.gold)
	f := 0.0
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	fmt.Fprintf(w, "%s\n", title)
	fmt.Fprintf(w, "  statements      P %5.1f  R %5.1f  F1 %5.1f   (%d marked, %d read, %d found)\n", p, r, f, t.gold, t.read, t.found)
	for _, row := range []struct {
		name string
		n    int
	}{
		{"identification", t.ident}, {"name", t.name}, {"name, nearly", t.near}, {"kind", t.kind}, {"act", t.act},
		{"certainty", t.certain}, {"quotation", t.quote}, {"chain", t.chain}, {"relation", t.relate}, {"repeats", t.repeats},
	} {
		fmt.Fprintf(w, "  %-15s %5.1f %%\n", row.name, ratio(row.n, t.found))
	}
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}
