package gazetteer

import (
	"sort"

	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Role is how a report uses a place's name.
type Role uint8

// The roles of a mention.
const (
	Plain     Role = iota // the place itself: "in Aleppo"
	Modifier              // before a noun or in a body's name: "Aleppo residents", "Aleppo University"
	Adjective             // of the place: "Syrian"
)

// Mention is a place's name in a report.
type Mention struct {
	span.Span       // code points
	First, Last int // tokens, half open
	Role        Role
	// Place is the likeliest of the places that bear the name. Certainty, in
	// [0, 1], is its share of all that the name and the report allow: a low one
	// says that nothing tells them apart. It is 0, and Place the zero Place, for
	// a given span that is no place's name.
	Place     Place
	Certainty float64
}

// Hint is what a report says of itself that helps to tell like-named places
// apart. Both fields may be empty.
type Hint struct {
	Located string // the place of the dateline
	Domain  string // the host name of the outlet
}

// Find finds the places that a report names, in text order and without
// overlap. What may be a person's or a body's name as well is left out.
func Find(syn *syntax.Analysis, hint Hint) ([]Mention, error) {
	p, err := newPage(syn, hint)
	if err != nil {
		return nil, err
	}
	p.recognise()
	return p.settle(), nil
}

// Resolve says which places the given spans of a report name; they stand in
// text order. A span whose words are no
// place's name has no Place.
func Resolve(syn *syntax.Analysis, hint Hint, spans []span.Span) ([]Mention, error) {
	p, err := newPage(syn, hint)
	if err != nil {
		return nil, err
	}
	for _, s := range spans {
		first := sort.Search(len(p.tok), func(i int) bool { return p.tok[i].End > s.Start })
		last := sort.Search(len(p.tok), func(i int) bool { return p.tok[i].Start >= s.End })
		p.take(s, first, max(first, last))
	}
	return p.settle(), nil
}

// page is one report as this room works on it.
type page struct {
	*atlas
	syn   *syntax.Analysis
	tok   []syntax.Token
	hint  Hint
	kind  []syntax.NameKind // of the name that holds each token
	word  []class           // of each token
	hits  []hit
	name  []name           // the names, each once
	of    map[string]int32 // folded name to index into name
	scale [featureCount]float32
	home  float32 // what the country spoken of most adds to a place that lies there
	buf   [keySize]byte
}

// hit is one mention while it is weighed.
type hit struct {
	span        span.Span
	first, last int // tokens
	name        int32
	role        Role
	want        class  // divisionWord or districtWord: what the word beside it says it is
	within      int32  // hit that this one is said to lie in, -1 for none
	id          uint32 // place it is settled on
	share       float32
}

// name is one spelling and the places it can be of.
type name struct {
	candidates []candidate
	ids        []uint32 // all of them, for what a qualifier asks for
	hits       int
	words      int
}

type candidate struct {
	id    uint32
	prior float32
	score float32
	share float32 // how likely, of all candidates
}

func newPage(syn *syntax.Analysis, hint Hint) (*page, error) {
	a, err := open()
	if err != nil {
		return nil, err
	}
	p := &page{atlas: a, syn: syn, tok: syn.Tokens, hint: hint, of: map[string]int32{}, scale: weights()}
	p.kind = make([]syntax.NameKind, len(p.tok))
	for _, n := range syn.Names {
		for k := n.First; k < n.Last; k++ {
			p.kind[k] = n.Kind
		}
	}
	p.word = make([]class, len(p.tok))
	w := words()
	for k := range p.tok {
		p.word[k] = w[p.tok[k].Lower]
	}
	return p, nil
}
