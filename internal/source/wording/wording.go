// Package wording compares names and the nouns that people are known by. A
// step of room source.
//
//	SameName([mohamed ali], [muhammad ali]) = 4   // one spelling stands for all
//	Synonym("spokesman", "spokesperson") = true
//
// It knows words only, and holds no text.
package wording

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/lexicon"
)

// FoldPart is one part of a name as it is compared: lower case, one spelling,
// without marks or an article joined to it.
func FoldPart(s string) string {
	s = strings.ToLower(strings.Trim(s, ".,'’"))
	for _, p := range []string{"al-", "el-", "ul-", "ad-", "as-", "ash-", "an-"} {
		if rest := strings.TrimPrefix(s, p); len(rest) > 2 && rest != s {
			s = rest
			break
		}
	}
	return lexicon.Spelling(s)
}

// SameName grades how well two names agree: 0 not, 1 given name alone, 2
// family name alone, 3 both.
func SameName(p, q []string) int {
	if len(p) > len(q) {
		p, q = q, p
	}
	switch {
	case slices.Equal(p, q):
		return 4
	case len(p) == 1 && p[0] == q[len(q)-1]:
		return 2
	case len(p) == 1 && len(p[0]) > 1 && p[0] == q[0]:
		return 1
	case len(p) >= 2 && p[len(p)-1] == q[len(q)-1] && (p[0] == q[0] || len(p[0]) == 1 && strings.HasPrefix(q[0], p[0])):
		return 3
	case len(p) >= 2 && slices.Equal(p, q[:len(p)]):
		return 3
	case len(p) >= 2 && slices.Equal(p, q[len(q)-len(p):]):
		return 3
	}
	return 0
}

// FoldName is a name without full stops and a possessive ending.
func FoldName(s string) string {
	s = strings.ReplaceAll(s, ".", "")
	return strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
}

// LikeName reports whether a title is also a family name.
func LikeName(title string) bool {
	switch title {
	case "King", "Prince", "Judge", "Marshal", "Major", "Pope", "Chair", "Speaker", "Queen", "Private", "Justice", "Bishop", "Dean", "Lord", "Chancellor":
		return true
	}
	return false
}

// AllCapitals reports whether no letter of s is a small one.
func AllCapitals(s string) bool { return strings.ToUpper(s) == s }

// LowerFirst is s with its first letter a small one.
func LowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// OfficeAlone reports whether a noun alone names the one who holds an office.
func OfficeAlone(head string) bool {
	return head == "president" || head == "minister" || head == "premier" || head == "king" || head == "pope"
}

// Vague reports whether words before an office do not tell its holders apart.
func Vague(mods string) bool {
	switch mods {
	case "former", "senior", "top", "local", "then", "ex", "new", "same":
		return true
	}
	return false
}

// Generic reports whether a noun may take up any person of its walk of life.
func Generic(head string) bool {
	switch head {
	case "official", "spokesman", "spokeswoman", "spokesperson", "representative", "lawmaker", "reporter", "journalist", "lawyer", "attorney",
		"doctor", "officer", "analyst", "expert", "researcher", "resident", "witness", "eyewitness", "diplomat", "politician", "militant", "activist", "commander", "leader", "soldier":
		return true
	}
	return false
}

// Synonym reports whether two nouns name the same office.
func Synonym(a, b string) bool {
	for _, set := range [...]string{
		" leader chief head ", " chief commander ", " officer superintendent inspector commissioner captain sergeant colonel ", " spokesman spokeswoman spokesperson representative spox ", " lawmaker senator congressman congresswoman representative legislator parliamentarian mp ",
		" premier prime-minister ", " lawyer attorney solicitor barrister ", " reporter journalist correspondent ", " witness eyewitness ", " military army ", " doctor physician surgeon ",
		" secretary minister ", " president pres pres. ", " ambassador envoy diplomat ", " officer policeman detective sheriff ",
	} {
		if a != "" && b != "" && strings.Contains(set, " "+a+" ") && strings.Contains(set, " "+b+" ") {
			return true
		}
	}
	return false
}

// ShareWord reports whether two texts have a word in common, but for small
// ones.
func ShareWord(a, b string) bool {
	b = " " + strings.ToLower(b) + " "
	for w := range strings.FieldsSeq(strings.ToLower(a)) {
		if w = strings.Trim(w, ".,'’"); len(w) > 2 && w != "the" && w != "and" && w != "for" && (strings.Contains(b, " "+w+" ") || strings.Contains(b, " "+w+"’") || strings.Contains(b, " "+w+"'")) {
			return true
		}
	}
	return false
}

// SameOutlet reports whether two names are one outlet's, b in any spelling that
// lexicon knows.
func SameOutlet(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if x, ok := lexicon.BodyNamed(b); ok {
		b = x.Name
	}
	return strings.EqualFold(a, b)
}

// letters are a name's letters run together, and its initials.
func letters(name string) (flat, initials string) {
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		flat += w
		initials += w[:1]
	}
	return flat, initials
}

// Honorific reports whether a title says nothing but respect: "Mr.", "Sayyid".
func Honorific(title string) bool {
	k, ok := lexicon.Title(title)
	return ok && k == lexicon.Honorific
}

// RoleOfTitle is what a title before a name says: "Gen.", "Sheriff".
func RoleOfTitle(words string) lexicon.Role {
	for rest := words; rest != ""; {
		if k, ok := lexicon.Title(rest); ok {
			switch k {
			case lexicon.MilitaryTitle:
				return lexicon.Military
			case lexicon.PoliceTitle:
				return lexicon.Police
			case lexicon.StateTitle:
				return lexicon.Official
			}
			return lexicon.NoRole
		}
		_, after, ok := strings.Cut(rest, " ")
		if !ok {
			break
		}
		rest = after
	}
	return lexicon.NoRole
}

// SexOf is what a title or noun says of a person's sex.
func SexOf(word string) Sex {
	switch strings.TrimSuffix(word, ".") {
	case "Mr", "Sir", "Lord", "King", "Prince", "man", "boy", "father", "brother", "son", "husband", "uncle", "spokesman", "businessman", "congressman", "policeman", "fisherman", "widower", "grandfather", "nephew", "boyfriend", "imam", "priest", "king", "actor":
		return Male
	case "Mrs", "Ms", "Miss", "Dame", "Lady", "Queen", "Princess", "Madame", "woman", "girl", "mother", "sister", "daughter", "wife", "aunt", "spokeswoman", "businesswoman", "congresswoman", "chairwoman", "policewoman", "widow", "grandmother", "niece", "girlfriend", "nun", "queen", "actress":
		return Female
	}
	return UnknownSex
}

// Sex is what a word says of a person's sex.
type Sex uint8

// The sexes that words tell.
const (
	UnknownSex Sex = iota
	Male
	Female
)

// AtHome reports whether an address is of that outlet: its host begins with
// the outlet's name or initials.
func AtHome(outlet, url string) bool {
	if _, after, ok := strings.Cut(url, "://"); ok {
		url = after
	}
	host, _, _ := strings.Cut(url, "/")
	label, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(host), "www."), ".")
	flat, initials := letters(outlet)
	return len(flat) > 2 && strings.HasPrefix(label, flat) || len(initials) > 2 && strings.HasPrefix(label, initials)
}

// Platform reports whether an outlet is where anyone posts, not one that
// relays.
func Platform(name string) bool {
	switch name {
	case "social media", "Twitter", "Facebook", "Telegram", "Instagram", "YouTube", "WhatsApp", "TikTok", "Truth Social":
		return true
	}
	return false
}

// OutletEnding reports whether a word at the end of a name makes it that of an
// outlet: "Kivu Post".
func OutletEnding(word string) bool {
	switch word {
	case "Post", "Times", "Herald", "Journal", "Tribune", "Gazette", "Chronicle", "Telegraph", "News", "Observer", "Examiner", "Globe", "Magazine", "Star", "Courier":
		return true
	}
	return false
}

// BodyEnding reports whether a word with a capital at the end of a name makes
// it that of a body: "Roper Center", "Kivu Post".
func BodyEnding(word string) bool {
	switch word {
	case "Post", "Times", "Herald", "Journal", "Tribune", "Gazette", "Chronicle", "Telegraph", "News", "Observer", "Examiner", "Globe", "Magazine", "Review",
		"Inc", "Inc.", "Corp", "Corp.", "Ltd", "Ltd.", "LLC", "PLC", "Co.", "Studies", "Research", "Affairs", "Rights", "Watch", "Project", "Initiative", "Partners",
		"Airlines", "Airways", "Industries", "Holdings", "Systems", "Technologies", "Motors", "Energy", "Pharmaceuticals", "Coal", "Oil", "Gas", "Forum", "Congress", "Action", "Services", "Solutions", "Associates", "Capital", "Securities", "Trust", "Enterprises", "Labs", "Pictures", "Records", "Entertainment", "Airport", "Hotel", "Stadium":
		return true
	}
	return false
}

// Wide reports whether a noun may take up any body of its kind: "the agency"
// may be a commission, but "the prosecution" is no congress.
func Wide(kind lexicon.BodyKind, head string) bool {
	switch kind {
	case lexicon.AgencyBody:
		return head == "agency" || head == "service" || head == "office" || head == "institute"
	case lexicon.Ministry:
		return head == "ministry" || head == "department"
	}
	return true
}

// Alike reports whether a noun of one kind can take up a body of another.
func Alike(noun, body lexicon.BodyKind) bool {
	if noun == body && noun != lexicon.Government && noun != lexicon.Force {
		return true
	}
	switch noun {
	case lexicon.AgencyBody:
		return body == lexicon.Agency || body == lexicon.IGO || body == lexicon.Ministry
	case lexicon.Group:
		return body == lexicon.Monitor || body == lexicon.Medical || body == lexicon.IGO || body == lexicon.Party
	case lexicon.Outlet:
		return body == lexicon.Agency
	case lexicon.Monitor:
		return body == lexicon.Medical
	}
	return false
}

// Informant reports whether a noun says that someone is known for what it tells.
func Informant(head string) bool {
	switch head {
	case "source", "informant", "insider", "person", "people":
		return true
	}
	return false
}
