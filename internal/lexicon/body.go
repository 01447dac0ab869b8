package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

// Body is an organisation, office, force or group that is known by name.
type Body struct {
	Name    string // as the tables spell it
	Kind    BodyKind
	Country string // ISO 3166-1 alpha-2; "" for none
}

// BodyKind is what a body is.
type BodyKind uint8

// The kinds of body.
const (
	NoBody     BodyKind = iota
	Outlet              // newspaper, broadcaster, site
	Agency              // news agency
	Office              // a place that stands for its office: the Kremlin
	Government          // a government or what stands for one
	Ministry
	AgencyBody // agency, commission, court, parliament
	Force      // military, police
	Group      // armed group, gang, movement
	Monitor    // rights group, observatory
	Medical    // aid, hospital, rescue
	Expert     // think tank, pollster
	IGO        // international organisation
	IGOForce   // its troops
	Party
	Company
	DocumentBody // a noun for a document: "report"
	DatasetBody  // a noun for data: "figures"
)

var bodyKinds = [...]string{"", "outlet", "agency", "office", "government", "ministry", "agencybody", "force", "group",
	"monitor", "medical", "expert", "igo", "igoforce", "party", "company", "document", "dataset"}

func (k BodyKind) String() string { return bodyKinds[k] }

func bodyKindOf(name string) BodyKind {
	for i, n := range bodyKinds {
		if n == name {
			return BodyKind(i)
		}
	}
	return NoBody
}

// Media reports whether bodies of the kind carry the words of others.
func (k BodyKind) Media() bool { return k == Outlet || k == Agency }

var (
	//go:embed data/body.tsv
	bodyData string
	//go:embed data/bodynoun.tsv
	bodyNounData string
)

var bodies = sync.OnceValue(func() book[Body] {
	b := newBook[Body]()
	rows(bodyData, func(col []string) {
		body := Body{Name: column(col, 2), Kind: bodyKindOf(col[0])}
		if c := column(col, 1); c != "-" {
			body.Country = c
		}
		b.add(body.Name, body)
		for n := range strings.SplitSeq(column(col, 3), "|") {
			if n != "" {
				b.add(n, body)
			}
		}
	})
	return b
})

// BodyNamed finds a body by any of its spellings, with or without an article,
// full stops or a possessive.
func BodyNamed(name string) (Body, bool) { return bodies().named(name) }

var bodyNouns = sync.OnceValue(func() map[string]Noun[BodyKind] { return nouns(bodyNounData, bodyKindOf) })

// BodyNoun says what a lower-case common noun says of the body it stands for:
// "ministry", "rebels", "report".
func BodyNoun(noun string) (Noun[BodyKind], bool) {
	n, ok := bodyNouns()[noun]
	return n, ok
}
