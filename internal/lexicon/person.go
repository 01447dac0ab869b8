package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

// Role is what a noun for a person says of its relation to the news.
type Role uint8

// The roles.
const (
	NoRole Role = iota
	Spokesperson
	Official
	Military
	Police
	Armed
	Witness
	Victim
	Rescue // medical or rescue
	Scholar
	Media
	Lawyer
	Religious
	Business
	SourceNoun // "source", "informant", "people"
	Elder
	Follower
)

var roleNames = [...]string{"", "spokesperson", "official", "military", "police", "armed", "witness", "victim",
	"medical_or_rescue", "expert", "media", "lawyer", "religious", "business", "source", "elder", "unionist"}

func roleOf(name string) Role {
	for i, n := range roleNames {
		if n == name {
			return Role(i)
		}
	}
	return NoRole
}

var (
	//go:embed data/role.tsv
	roleData string
	//go:embed data/title.tsv
	titleData string
	//go:embed data/given.tsv
	givenData string
	//go:embed data/variant.tsv
	variantData string
)

var roles = sync.OnceValue(func() map[string]Noun[Role] { return nouns(roleData, roleOf) })

// RoleNoun says what a lower-case noun says of the person or people it stands
// for: "spokeswoman", "residents", "aid worker".
func RoleNoun(noun string) (Noun[Role], bool) {
	n, ok := roles()[noun]
	return n, ok
}

// TitleKind is the walk of life a title belongs to.
type TitleKind uint8

// The kinds of title.
const (
	NoTitle TitleKind = iota
	Honorific
	MilitaryTitle
	PoliceTitle
	StateTitle
	PersonTitle
)

var titleKinds = map[string]TitleKind{
	"honorific": Honorific, "military": MilitaryTitle, "police": PoliceTitle, "state": StateTitle, "person": PersonTitle,
}

var titles = sync.OnceValue(func() map[string]TitleKind {
	m := map[string]TitleKind{}
	rows(titleData, func(col []string) {
		for t := range strings.SplitSeq(column(col, 1), "|") {
			if _, there := m[t]; !there {
				m[t] = titleKinds[col[0]]
			}
		}
	})
	return m
})

// Title says what kind of title the words are, as they stand before a name:
// "Lt. Gen.", "Prime Minister". Case counts.
func Title(words string) (TitleKind, bool) {
	k, ok := titles()[words]
	return k, ok
}

var variants = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	rows(variantData, func(col []string) {
		spellings := strings.Split(col[0], "|")
		for _, s := range spellings {
			if _, there := m[s]; !there {
				m[s] = spellings[0]
			}
		}
	})
	return m
})

// Spelling is the one spelling that stands for all of a lower-case part of a
// name; a part that is not in the table stands for itself.
func Spelling(part string) string {
	if s, ok := variants()[part]; ok {
		return s
	}
	return part
}

var given = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	rows(givenData, func(col []string) {
		for n := range strings.FieldsSeq(column(col, 1)) {
			m[n] = col[0] == "female"
		}
	})
	return m
})

// GivenName says whether a lower-case given name is a woman's; ok is false for
// one that the table does not hold.
func GivenName(name string) (female, ok bool) {
	female, ok = given()[name]
	return female, ok
}
