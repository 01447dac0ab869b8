package gazetteer

import (
	"slices"
	"strings"

	"hearsay/internal/syntax"
)

// arabic are the countries whose names the news writes from Arabic in many
// ways; their places are found by consonants as well.
var arabic = map[string]bool{"AE": true, "BH": true, "DZ": true, "EG": true, "IQ": true, "JO": true, "KW": true, "LB": true, "LY": true,
	"MA": true, "OM": true, "PS": true, "QA": true, "SA": true, "SD": true, "SY": true, "TN": true, "YE": true}

// bare marks a consonant skeleton among the folded names.
const bare = "~"

var (
	articles  = []string{"al", "el", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at", "et", "ath", "az", "ez", "the"}
	sameSound = strings.NewReplacer("kh", "x", "gh", "g", "sh", "s", "ch", "s", "th", "t", "dh", "d", "dj", "j", "q", "k", "c", "k", "w", "", "v", "", "p", "b")
)

// skeleton is the consonants of a folded name without articles, as writers who
// spell Arabic by ear agree on them: Talbiseh, Tallbisah. It is "" where fewer
// than three are left.
func skeleton(folded string) string {
	out := []byte(bare)
	for i, w := range strings.Fields(folded) {
		if slices.Contains(articles, w) && (i > 0 || strings.Contains(folded, " ")) {
			continue
		}
		w = sameSound.Replace(w)
		for j := 0; j < len(w); j++ {
			b := w[j]
			if strings.IndexByte("aeiouy", b) >= 0 || b < 'a' || b > 'z' || b == 'h' && j == len(w)-1 || j > 0 && b == w[j-1] {
				continue
			}
			out = append(out, b)
		}
	}
	if len(out) < len(bare)+3 {
		return ""
	}
	return string(out)
}

// spelt is a name in no table where only a place can stand.
type spelt struct{ first, last int }

// unlistedAt reports a run of names at token k that no table holds, behind a
// preposition or a noun of place: the end of it.
func (p *page) unlistedAt(k int, sent *syntax.Sentence) (spelt, bool) {
	if p.tok[k].UPOS != syntax.PROPN || p.kind[k] == syntax.Person || p.kind[k] == syntax.Organisation {
		return spelt{}, false
	}
	last := k + 1
	for last < sent.Last && last < k+6 && (p.tok[last].UPOS == syntax.PROPN && p.capital(last) || p.tok[last].Form == "-" && last+1 < sent.Last || p.tok[last].Form == "al" || p.tok[last].Form == "el") {
		last++
	}
	before := k - 1
	for before >= sent.First && (p.tok[before].Lower == "the" || p.word[before]&compass != 0) {
		before--
	}
	led := before >= sent.First && (p.word[before]&leads != 0 || p.word[before]&kindWord != 0 || p.tok[before].Lower == "of" && before > sent.First && p.word[before-1]&kindWord != 0)
	return spelt{k, last}, led || last < sent.Last && p.word[last]&kindWord != 0
}

// spell adds the mentions whose consonants are those of a place in an Arab
// country that the report names.
func (p *page) spell(all []spelt) {
	if len(all) == 0 {
		return
	}
	here := map[string]bool{}
	for i := range p.name {
		for _, c := range p.name[i].candidates {
			if iso := p.isoOf(c.id); c.prior > 5 && arabic[iso] {
				here[iso] = true
			}
		}
	}
	if len(here) == 0 {
		return
	}
	for _, s := range all {
		if slices.ContainsFunc(p.hits, func(h hit) bool { return h.first < s.last && s.first < h.last }) {
			continue // part of it is a name that the tables hold
		}
		at := p.tok[s.first].Span.Cover(p.tok[s.last-1].Span)
		k, _ := p.find([]byte(skeleton(string(fold(p.buf[:0], p.syn.Text.Slice(at))))))
		if k < 0 {
			continue
		}
		m := match{first: s.first, last: s.last, key: k, only: none, words: 1}
		if !slices.ContainsFunc(p.idsOf(k), func(id uint32) bool { return here[p.isoOf(id)] }) {
			continue
		}
		p.add(hit{span: at, first: s.first, last: s.last, within: -1}, &m)
	}
	slices.SortStableFunc(p.hits, func(a, b hit) int { return a.first - b.first })
}

// idsOf are the places of a name in the table.
func (p *page) idsOf(k int) []uint32 {
	var out []uint32
	for q := p.postAt[k]; q < p.postAt[k+1]; q++ {
		out = append(out, p.three(postSection, q)&placeMax)
	}
	return out
}
