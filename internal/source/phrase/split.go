package phrase

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// Split divides a compound mention: "witnesses and a Somali lawmaker", "ICE
// nor its parent agency". One part is no compound.
func (d *Page) Split(first, last int) [][2]int {
	for j := first + 1; j+1 < last; j++ {
		if !d.Is(j, "and", "or", "nor", "&") || d.Owner[j] != 0 && d.Owner[j] == d.Owner[j-1] {
			continue
		}
		left, right := d.Describe(first, j), d.Describe(j+1, last)
		if !d.stands(&right, false) || !d.stands(&left, true) {
			continue
		}
		if left.Role != lexicon.NoRole && !left.Plural && left.Det == Bare && right.Det == Bare && d.Owner[left.End-1] == 0 && right.End > right.Start && d.Owner[right.End-1] != 0 {
			continue // "President and Chief Adviser Paul Ndiaye"
		}
		fresh := right.Det != Bare || right.Role != lexicon.NoRole
		if !fresh && right.Role == lexicon.NoRole && (d.Tok[j-1].UPOS == syntax.ADJ && d.Owner[j-1] == 0 && !d.Is(j-2, "and", ",") || d.apposedOffice(first, j)) {
			continue // "director of the technical and materials department"
		}
		if left.Tail != 0 && !fresh {
			continue // "coordinator for Syria and Iraq"
		}
		if j == left.Start+1 && d.nation(left.Start) && right.End > right.Start+1 && d.nation(right.Start) && right.Plural && right.Role != lexicon.NoRole {
			continue // "Kenyan and Somali officials" are not known apart
		}
		if right.Body == lexicon.DocumentBody && Capital(&d.Tok[right.End-1]) && Capital(&d.Tok[j-1]) {
			continue // "the Piers and Harbours Bill"
		}
		if d.relativeWithin(first, j) || d.twoOffices(first, j, &right) {
			continue
		}
		var parts [][2]int
		for i, from := first, first; i <= j; i++ {
			if i == j || d.Is(i, ",") {
				if i > from {
					parts = append(parts, [2]int{from, i})
				}
				from = i + 1
			}
		}
		if len(parts) > 1 && !d.list(parts) {
			parts = [][2]int{{first, j}}
		}
		return append(parts, [2]int{j + 1, last})
	}
	return nil
}

// twoOffices reports whether the "and" at token j joins two descriptions of one
// person: "Ama Sow, an ecologist and director of the institute".
func (d *Page) twoOffices(first, j int, right *Phrase) bool {
	if right.Det != Bare || right.Role == lexicon.NoRole || right.Plural || d.Owner[right.End-1] != 0 {
		return false
	}
	for i := j - 1; i > first; i-- {
		if d.Is(i, ",") {
			left := d.Describe(i+1, j)
			return left.Role != lexicon.NoRole && !left.Plural && d.Owner[left.End-1] == 0
		}
	}
	return false
}

// apposedOffice reports whether an office stands open before token j, behind a
// comma: "Ama Sow, secretary of the Ministry of Industry, Trade [and Supplies]".
func (d *Page) apposedOffice(first, j int) bool {
	if d.Tok[j-1].UPOS == syntax.PUNCT {
		return false
	}
	for i := first + 1; i < j; i++ {
		if !d.Is(i, ",") {
			continue
		}
		if d.Tok[i+1].UPOS == syntax.DET && i+2 < j && !Capital(&d.Tok[i+2]) && d.Owner[i-1] != 0 && !d.holds(i+1, j, ",") {
			return true // "Liwa in Mali, a force behind the raids on troops [and the port]"
		}
		p := d.Describe(i+1, j)
		return p.Role != lexicon.NoRole && !p.Plural && p.Tail > 0 && d.Is(p.End, "of", "for", "at")
	}
	return false
}

// list reports whether every part could speak for itself.
func (d *Page) list(parts [][2]int) bool {
	for _, x := range parts {
		p := d.Describe(x[0], x[1])
		if !d.stands(&p, true) || p.Role != lexicon.NoRole && !p.Plural {
			return false
		}
	}
	return true
}

func (d *Page) relativeWithin(first, last int) bool {
	for i := first; i < last; i++ {
		if d.Is(i, "who", "which", "that", "whose") || d.Tok[i].XPOS == syntax.TagVBG || d.Tok[i].XPOS == syntax.TagVBN && i > first && (d.Tok[i-1].Form == "," || d.Is(i+1, "by") || d.Is(i+2, "by")) {
			return true
		}
	}
	return false
}

// stands reports whether a phrase can be a source of its own.
func (d *Page) stands(p *Phrase, left bool) bool {
	if p.Start >= p.End {
		return left && p.Last > p.First
	}
	if p.Role != lexicon.NoRole || p.Body != lexicon.NoBody {
		return left || p.Plural || p.Det != Bare || p.Body != lexicon.NoBody || p.Affil != "" || Capital(&d.Tok[p.End-1]) || d.Owner[p.End-1] != 0
	}
	if d.Owner[p.End-1] != 0 {
		return true
	}
	_, s, nation := d.Nation(p.Start, p.End)
	return nation && s.End == d.Tok[p.End-1].End // not "Lebanese political"
}
