package source

import (
	"sort"

	"hearsay/internal/attribution"
	"hearsay/internal/document"
	"hearsay/internal/lexicon"
	"hearsay/internal/source/phrase"
	"hearsay/internal/source/wording"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Resolve says who speaks in each attribution of a report. There is one voice
// for each attribution; sources come in the order in which they first speak,
// those that only relay or belong to a compound after them.
func Resolve(doc *document.Document, syn *syntax.Analysis, atts []attribution.Attribution) ([]Source, []Voice) {
	d := &desk{doc: doc, syn: syn, atts: atts, alias: map[string]int{}, heard: map[span.Span]int{}}
	d.Page = phrase.New(doc.Text, syn, d.bodyOf)
	d.inner = d.Quoted()
	d.name()
	d.home = d.MostNamed()
	d.voice = make([]int, len(atts))
	d.chain = make([][]int, len(atts))
	d.lent = make([][]span.Span, len(atts))
	for _, i := range d.order() {
		d.voice[i] = d.hear(i)
	}
	d.lend()
	d.reveal()
	d.relay()
	d.bargain()
	d.relate()
	return d.record()
}

// desk holds one report while its sources are worked out.
type desk struct {
	phrase.Page
	doc  *document.Document
	syn  *syntax.Analysis
	atts []attribution.Attribution

	fig   []figure
	home  string         // country the report speaks of most
	alias map[string]int // acronyms the text introduces, folded: figure
	bare  []person       // persons still to be dressed
	inner []bool         // tokens between quotation marks

	heard map[span.Span]int // sources as written that were resolved before

	voice []int         // figure of each attribution, -1 for none
	chain [][]int       // figures each attribution came through
	lent  [][]span.Span // sources that attributions share with others
}

// figure is someone who may speak: a person, a body, or people described.
type figure struct {
	kind   Kind
	ident  Identification
	name   string
	parts  []string // folded parts of a person's name
	body   lexicon.BodyKind
	iso    string       // country it belongs to
	head   string       // noun that describes it, lower case
	mods   string       // words before that noun, lower case, without countries
	role   span.Span    // empty for none
	roles  lexicon.Role // what the role says
	affil  string
	affilS span.Span
	count  *Count
	many   bool
	sex    wording.Sex
	guess  bool      // the sex is only that of the given name
	words  span.Span // how an unnamed one is described
	terms  Terms
	tie    Tie
	at     []int // tokens where it is mentioned, in the order found
	first  int   // token of the first mention
	spoke  []int // attributions
	member []int
	asked  []span.Span // mentions as a source
	via    []int       // chain its first words came through
}

// order lists the attributions by where their source stands, so that a
// pronoun is resolved after the name before it.
func (d *desk) order() []int {
	idx := make([]int, len(d.atts))
	for i := range idx {
		idx[i] = i
	}
	at := func(i int) int {
		if a := &d.atts[i]; len(a.Source) > 0 {
			return a.Source[0].Start
		}
		return d.atts[i].Cue.Start
	}
	sort.SliceStable(idx, func(a, b int) bool { return at(idx[a]) < at(idx[b]) })
	return idx
}

// bodyOf is the name and country of a figure that is no person.
func (d *desk) bodyOf(f int) (name, iso string, ok bool) {
	if f < 0 || d.fig[f].parts != nil {
		return "", "", false
	}
	return d.fig[f].name, d.fig[f].iso, true
}
