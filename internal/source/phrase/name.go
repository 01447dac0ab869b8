package phrase

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/source/wording"
	"hearsay/internal/syntax"
)

// Run is the end of the run of name words that begins at token i; i where
// there is none.
func (d *Page) Run(i int, sent *syntax.Sentence) int {
	if !d.Name(i, sent.First) {
		return i
	}
	end := i + 1
	if IsWord(&d.Tok[i], "al", "el", "ash", "an", "as", "ad", "abu", "bin") && end < sent.Last && d.Tok[end].Form == "-" {
		end++
	}
	for end < sent.Last {
		t := &d.Tok[end]
		switch {
		case d.Name(end, sent.First), IsWord(t, "ii", "iii", "iv", "jr.", "jr", "sr."):
			end++
			continue
		case t.Form == "-" && end+1 < sent.Last && d.Tok[end].Start == d.Tok[end-1].End && d.Tok[end+1].Start == t.End:
			end += 2
			continue
		}
		if end+1 < sent.Last && d.Possessive(end) && Capital(&d.Tok[end+1]) && d.office(end-1, end+1) {
			end += 2 // "Public Prosecutor's Office"
			continue
		}
		if n := d.joint(i, end, sent.Last); n > end {
			end = n
			continue
		}
		break
	}
	return min(end, sent.Last)
}

// office reports whether a noun with a capital for people, at token i, and one
// for a body, at token j, make one name with the possessive between them.
func (d *Page) office(i, j int) bool {
	n, ok := lexicon.BodyNoun(d.Tok[j].Lower)
	if !ok || n.Kind == lexicon.DocumentBody || n.Kind == lexicon.Government {
		return false
	}
	_, role := lexicon.RoleNoun(d.Tok[i].Lower)
	return role || IsWord(&d.Tok[i], "people", "peoples", "workers", "women", "children", "writers", "lawyers", "nations")
}

// joint is where a run goes on after a small word: "Lionel Bethune de Moro",
// "Ministry of the Interior", "Ministry of Health and Population"; end where
// it does not.
func (d *Page) joint(first, end, limit int) int {
	if end+1 >= limit {
		return end
	}
	next := end + 1
	if d.Is(end, "and") && Capital(&d.Tok[next]) && next+1 < limit && d.Is(next+1, "of", "for") {
		return end // "Ministry of Trade and Ministry of Labour" are two
	}
	if d.Is(end, "de", "del", "la", "da", "dos", "di", "du", "van", "von", "der", "den", "bin", "bint", "ibn", "al", "el", "ter", "abu", "y", "e") {
		if d.Is(next, "la", "los", "der", "den", "las") {
			next++
		}
	} else if d.Is(end, "of", "for", "and", "&") {
		if d.Is(end, "and") && !d.holds(first, end, "of", "for") || !d.bodyWord(first, end) {
			return end
		}
		if d.Is(next, "the") {
			next++
		}
	} else {
		return end
	}
	if next < limit && d.Name(next, first) {
		return next + 1
	}
	return end
}

func (d *Page) holds(first, end int, words ...string) bool {
	for i := first; i < end; i++ {
		if d.Is(i, words...) {
			return true
		}
	}
	return false
}

// bodyWord reports whether a capitalised noun for a body stands in the run.
func (d *Page) bodyWord(first, end int) bool {
	for i := first; i < end; i++ {
		if n, ok := lexicon.BodyNoun(d.Tok[i].Lower); ok && Capital(&d.Tok[i]) && n.Kind != lexicon.DocumentBody {
			return true
		}
		if d.Is(i, "bank", "house", "institute", "centre", "center", "federation", "society", "union", "chamber", "board", "organization", "chief", "times", "voice", "light", "herald", "doctors", "reporters", "sons") {
			return true
		}
	}
	return false
}

// Core is where the name proper begins, after nations, titles and what stands
// before a title: "U.S. Homeland Security Secretary | Kristi Noem".
func (d *Page) Core(first, end int) (core int, titled bool) {
	core = first
	if n, ok := lexicon.BodyNoun(d.Tok[first].Lower); ok && n.Kind != lexicon.DocumentBody && end > first+2 && d.Is(first+1, "of", "for") {
		return first, false // "Association of Chief Pilots"
	}
	if d.Possessive(end-2) && end-2 > first {
		return first, false // "Public Prosecutor's Office" is no prosecutor
	}
	for n := first + 1; n < min(first+4, end) && d.Is(first-1, "of") && first > 1; n++ { // "Secretary of [State Lia Fonte]"
		if _, ok := lexicon.Title(d.Words(first-2, n)); ok {
			core, titled = n, true
		}
	}
	if n, ok := lexicon.RoleNoun(d.Tok[first].Lower); ok && !n.Plural && core == first && end-first >= 3 && !d.BodyTail(first, end) && !wording.LikeName(d.Tok[first].Form) && d.title(first, end) == first {
		core, titled = first+1, true // "Moderator Ama Sow"
	}
	for i := core; i < end; {
		if n := d.title(i, end); n > i && (i == core || !d.honorific(i, n)) && !(titled && i > core && n == end) {
			i = n
			core, titled = n, true
			continue
		}
		if i == core {
			if _, ok := lexicon.CountryOf(d.Tok[i].Form); ok && end-i > 1 && !d.BodyTail(i, end) {
				core++
			} else if creed(d.Tok[i].Lower) && i+1 < end && d.title(i+1, end) > i+1 {
				core++
			}
		}
		i++
	}
	return core, titled
}

// creed reports whether a word is of a faith or people, as it stands before a
// title: "Sunni Mufti".
func creed(word string) bool {
	switch word {
	case "sunni", "shiite", "shi'ite", "shia", "coptic", "maronite", "druze", "orthodox", "catholic", "anglican", "muslim", "christian", "jewish", "hindu", "buddhist", "kurdish", "tamil", "chechen":
		return true
	}
	return false
}

// BodyTail reports whether a run ends in a noun for a body, so that its first
// word belongs to the name: "Somali Military Command".
func (d *Page) BodyTail(first, end int) bool {
	n, ok := lexicon.BodyNoun(d.Tok[end-1].Lower)
	return ok && n.Kind != lexicon.DocumentBody && n.Kind != lexicon.DatasetBody || wording.BodyEnding(d.Tok[end-1].Form) || d.holds(first, end, "of", "for")
}

// title is the end of the title that begins at token i; i where there is none.
func (d *Page) title(i, end int) int {
	for n := min(i+5, end); n > i; n-- {
		words := d.Words(i, n)
		k, ok := lexicon.Title(words)
		if !ok {
			continue
		}
		if k == lexicon.Honorific || n-i > 1 || !wording.LikeName(words) || i == 0 || d.Tok[i-1].UPOS != syntax.PROPN {
			return n
		}
	}
	return i
}

// Name reports whether token i can be part of a name; first is where its
// sentence begins, whose first word has a capital in any case.
func (d *Page) Name(i, first int) bool {
	t := &d.Tok[i]
	if t.Form == "TV" && i > 0 && !Capital(&d.Tok[i-1]) && (i+1 >= len(d.Tok) || !Capital(&d.Tok[i+1])) {
		return false // "state TV" is called by both words
	}
	if day(t.Lower) || leadIn(t.Lower) {
		return false
	}
	if Capital(t) && (given(t) && i+1 < len(d.Tok) && d.Tok[i+1].UPOS == syntax.PROPN && Capital(&d.Tok[i+1]) || i > first && i > 0 && Capital(&d.Tok[i-1]) && given(&d.Tok[i-1]) && t.UPOS != syntax.AUX && t.UPOS != syntax.ADP) {
		return true // "Bruno Yapande", whatever the tagger says
	}
	if i == first && i+2 < len(d.Tok) && Capital(t) && d.Tok[i+1].UPOS == syntax.PROPN && Capital(&d.Tok[i+1]) && d.Is(i+2, ",") && d.plainName(t) {
		return true // a sentence that sets out with "Bruno Yapande, …"
	}
	if t.UPOS == syntax.PROPN || t.XPOS == syntax.TagNNP || t.XPOS == syntax.TagNNPS {
		return Capital(t) || t.UPOS == syntax.PROPN && t.Lower != "the"
	}
	if t.UPOS == syntax.VERB && i > max(first, 0) && i+1 < len(d.Tok) && d.Tok[i-1].UPOS == syntax.PROPN && d.Tok[i+1].UPOS == syntax.PROPN {
		return Capital(t) && Capital(&d.Tok[i-1]) && Capital(&d.Tok[i+1]) // "Ocean Watch President"
	}
	if i <= first && (t.UPOS != syntax.NOUN && t.UPOS != syntax.ADJ || !d.Joined[i]) {
		return false // but "Bruno Yapande", whoever never saw a Bruno
	}
	return Capital(t) && (t.UPOS == syntax.NOUN || t.UPOS == syntax.ADJ || t.UPOS == syntax.X || t.UPOS == syntax.ADV)
}

// honorific reports whether the title of the tokens [first,end) is a form of
// address, which may also stand inside a name.
func (d *Page) honorific(first, end int) bool {
	words := d.Words(first, end)
	switch words {
	case "Professor", "Prof.", "Dr.", "Dr", "Mr.", "Mr", "Mrs.", "Ms.", "Ms", "Sir":
		return false // these never stand inside a name
	}
	k, _ := lexicon.Title(words)
	return k == lexicon.Honorific
}

// TitleCase reports whether a sentence is written like a headline, in which
// capitals tell no names.
func (d *Page) TitleCase(sent *syntax.Sentence) bool {
	long, high := 0, 0
	for i := sent.First; i < sent.Last; i++ {
		if t := &d.Tok[i]; len(t.Form) > 3 && t.UPOS != syntax.PUNCT && t.UPOS != syntax.NUM {
			if long++; Capital(t) {
				high++
			}
		}
	}
	return long > 3 && high*10 >= long*9
}

// day reports whether a word is that of a month or weekday.
func day(word string) bool {
	switch word {
	case "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}

// Longer reports whether the name of a known office is but the beginning of
// another body's: "Supreme Court Bar Association".
func (d *Page) Longer(kind lexicon.BodyKind, first, end int) bool {
	if kind != lexicon.AgencyBody && kind != lexicon.Office && kind != lexicon.Ministry || end >= len(d.Tok) || !Capital(&d.Tok[end]) {
		return false
	}
	last := d.Run(end, &d.Sentences[d.Sentence(end)])
	if last <= end+1 {
		return false
	}
	n, ok := lexicon.BodyNoun(d.Tok[last-1].Lower)
	return ok && n.Kind != lexicon.DocumentBody
}

// party is where the name begins that ends in a noun for a party or movement at
// token last.
func (d *Page) party(last int) (first int, ok bool) {
	if !IsWord(&d.Tok[last], "party", "front", "movement", "union", "congress", "alliance", "league", "federation", "association", "organization", "organisation") || !Capital(&d.Tok[last]) {
		return 0, false
	}
	first = last
	for first > 0 && (Capital(&d.Tok[first-1]) || d.Possessive(first-1) && first > 1 && Capital(&d.Tok[first-2])) && d.Tok[first-1].UPOS != syntax.DET && !d.nation(first-1) {
		first--
	}
	return first, first < last
}

// SpelledOut is where the name begins whose initials the acronym in brackets at
// token i is: "Harbour People's Party (HPP)".
func (d *Page) SpelledOut(i int) (first int, ok bool) {
	if i < 3 || !d.Is(i-1, "(") || !d.Is(i+1, ")") {
		return 0, false
	}
	acronym := d.Tok[i].Form
	if len(acronym) < 3 || len(acronym) > 8 || !wording.AllCapitals(acronym) {
		return 0, false
	}
	if first, ok = d.party(i - 2); ok {
		return first, true // "United Harbour Party (PPH)": by its own language
	}
	n := len(acronym) - 1
	for k := i - 2; k >= 0 && i-k < 16; k-- {
		t := &d.Tok[k]
		switch {
		case Capital(t) && t.Form[0] == acronym[n]:
			if n == 0 {
				return k, true
			}
			n--
		case d.Possessive(k) || t.Form == "-" || IsWord(t, "of", "the", "and", "for", "in", "on", "to"):
		default:
			return 0, false
		}
	}
	return 0, false
}

// given reports whether a token is a given name.
func given(t *syntax.Token) bool {
	if len(t.Form) < 3 {
		return false
	}
	_, ok := lexicon.GivenName(wording.FoldPart(t.Form))
	return ok
}

// plainName reports whether a word that begins a sentence can be a given name: it
// is no title, role, body, land or small word.
func (d *Page) plainName(t *syntax.Token) bool {
	switch t.UPOS {
	case syntax.NOUN, syntax.ADJ, syntax.X, syntax.VERB:
	default:
		return false
	}
	_, title := lexicon.Title(t.Form)
	_, role := lexicon.RoleNoun(t.Lower)
	_, body := lexicon.BodyNoun(t.Lower)
	_, nation := lexicon.CountryOf(t.Form)
	return !title && !role && !body && !nation && t.Lower != "former" && t.Lower != "late" && t.XPOS != syntax.TagVBG && t.XPOS != syntax.TagVBN && t.XPOS != syntax.TagNNS
}
