package web

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"hearsay/internal/document/draft"
	"hearsay/internal/document/glyph"
	"hearsay/internal/document/notice"
	"hearsay/internal/document/web/article"
	"hearsay/internal/document/web/cue"
)

func sortKeys(keys []string) { slices.Sort(keys) }

// piece is a block with what it is to the report.
type piece struct {
	block   int
	role    draft.Role
	repeats int // index of another piece, -1 none
}

// assemble writes the draft's text: headline, lines about the report, body,
// then what stands apart from it.
func (p *page) assemble() {
	var pieces []piece
	head := p.headline()
	first := len(p.blocks.Blocks)
	if len(p.found.Blocks) > 0 {
		first = p.found.Blocks[0]
	}
	if head >= 0 {
		pieces = append(pieces, piece{head, draft.Headline, -1})
	}
	lines := p.lines(head, first)
	pieces = append(pieces, lines...)
	taken := map[int]bool{head: true}
	for _, l := range lines {
		taken[l.block] = true
	}
	var body, apart []piece
	entries := p.times(taken)
	for _, i := range p.found.Blocks {
		if taken[i] {
			continue
		}
		for len(entries) > 0 && entries[0] <= i {
			body, entries = append(body, piece{entries[0], draft.Entry, -1}), entries[1:]
		}
		if len(body) > 0 && body[len(body)-1].block == i {
			continue
		}
		pc := piece{i, p.role(i), -1}
		if pc.role == draft.Caption {
			apart = append(apart, pc)
		} else {
			body = append(body, pc)
		}
	}
	body, pulled := p.pulled(body)
	pieces = append(append(append(pieces, body...), apart...), pulled...)
	for _, pc := range pieces {
		repeats := -1
		if pc.repeats >= 0 {
			repeats = p.at[pc.repeats] // what is repeated stands before
		}
		p.write(pc.block, pc.role, repeats)
	}
}

var clock = regexp.MustCompile(`(?i)(?:^|\s)\d{1,2}[:.h]\d\d(?:\s|$|[ap]m|z)|\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b`)

// times are the lines with the times of a live blog's entries, which stand
// before them; nil on other pages.
func (p *page) times(taken map[int]bool) (out []int) {
	live := slices.Contains(p.witness.Kinds, "LiveBlogPosting")
	n := 0
	for _, i := range p.found.Blocks {
		if p.found.Cues[i]&cue.Live != 0 {
			n++
		}
	}
	if !live && 2*n <= len(p.found.Blocks) || len(p.found.Blocks) == 0 {
		return nil
	}
	for i := max(0, p.found.Blocks[0]-3); i < p.found.Blocks[len(p.found.Blocks)-1]; i++ {
		b := &p.blocks.Blocks[i]
		if !taken[i] && b.Words <= 8 && clock.Match(b.Bytes(p.blocks)) {
			out = append(out, i)
		}
	}
	if len(out) > 1 {
		p.note("live_blog", fmt.Sprintf("the page is a live blog of %d timed entries, as it orders them", len(out)))
	}
	return out
}

// write adds a block of the page to the text.
func (p *page) write(i int, role draft.Role, repeats int) {
	b := &p.blocks.Blocks[i]
	cp := p.add(b.Text(p.blocks), role, repeats)
	for _, r := range b.Runs(p.blocks) {
		p.out.Map = append(p.out.Map, draft.Run{Text: cp + r.Text, Source: r.Source, Len: r.Len})
	}
	p.at[i] = len(p.out.Blocks) - 1
}

// add writes a paragraph and returns the code point that it begins at.
func (p *page) add(s string, role draft.Role, repeats int) int {
	if p.text.Len() > 0 {
		p.text.WriteString("\n\n")
		p.cp += 2
	}
	cp, from := p.cp, p.text.Len()
	p.text.WriteString(s)
	p.cp += utf8.RuneCountInString(s)
	p.out.Blocks = append(p.out.Blocks, draft.Block{From: from, To: from + len(s), Role: role, Repeats: repeats})
	return cp
}

// fromText writes a text that stands in no block of the page.
func (p *page) fromText(s string) {
	if h := p.headline(); h >= 0 {
		p.write(h, draft.Headline, -1)
	}
	for para := range strings.SplitSeq(s, "\n\n") {
		if para = strings.TrimSpace(glyph.Clean(para)); para != "" {
			p.add(para, draft.Body, -1)
		}
	}
}

// headline is the block that is the article's headline, or -1: the heading
// whose words are those that the page states, else the last h1 before the body.
func (p *page) headline() int {
	first := len(p.blocks.Blocks)
	if len(p.found.Blocks) > 0 {
		first = p.found.Blocks[0] + 3
	}
	best, bestScore := -1, 0.0
	for i := range p.blocks.Blocks[:min(first, len(p.blocks.Blocks))] {
		b := &p.blocks.Blocks[i]
		if b.Words < 2 || b.Words > 40 || p.found.Cues[i]&(cue.Related|cue.Comment|cue.Consent|cue.Menu) != 0 && b.Tag != atom.H1 {
			continue
		}
		if len(p.witness.Outlet) > 0 && strings.EqualFold(b.Text(p.blocks), p.witness.Outlet[0].Text) {
			continue
		}
		score := 0.0
		switch b.Tag {
		case atom.H1:
			score = 1
		case atom.H2:
			score = 0.3
		case atom.H3:
			score = 0.1
		}
		if score > 0 || b.Words > 3 {
			score += 2 * p.likeStated(b.Text(p.blocks))
		}
		if score > bestScore+0.01 || score == bestScore && b.Tag == atom.H1 && score > 0 && bestScore <= 1 {
			best, bestScore = i, score
		}
	}
	if bestScore < 1 {
		return -1
	}
	return best
}

// likeStated is how well s agrees with the headlines that the page states: the
// share of words that the two have in common.
func (p *page) likeStated(s string) float64 {
	best := 0.0
	for _, h := range p.witness.Headline[:min(4, len(p.witness.Headline))] {
		a, b := bag(s), bag(h.Text)
		common := 0
		for w := range a {
			if b[w] {
				common++
			}
		}
		if n := max(len(a), 1); len(a) > 0 && len(b) > 0 {
			share := float64(common) / float64(n)
			// A title has the outlet's name after the headline.
			best = max(best, share*float64(min(len(b), n+4))/float64(len(b)))
		}
	}
	return best
}

func bag(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !isWord(r) }) {
		m[w] = true
	}
	return m
}

func isWord(r rune) bool {
	return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r >= 0x80 && r != '’' && r != '‘' && r != '“' && r != '”' && r != '–' && r != '—' && r != '\u00A0'
}

var (
	byLine   = regexp.MustCompile(`^(?:(?i:by|written by|reported by|story by|from our|author:)\s+\p{Lu}|(?:Reuters|Associated Press|AFP|AP)$)`)
	timeLine = regexp.MustCompile(`(?i)\b(?:\d{4}-\d\d-\d\d|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: \d{1,2}(?:st|nd|rd|th)?)?,? \d{4})\b`)
)

// mostLines is how many lines about the report are taken.
const mostLines = 3

// lines are the byline and the line with the day, as the page shows them
// between its headline and its body.
func (p *page) lines(head, first int) []piece {
	var out []piece
	from := max(head+1, first-25)
	if head < 0 {
		from = max(0, first-6)
	}
	by, day := false, false
	for i := from; i < min(first+2, len(p.blocks.Blocks)) && len(out) < mostLines; i++ {
		b := &p.blocks.Blocks[i]
		if b.Words > 22 || i == head || p.found.Cues[i]&(cue.Related|cue.Comment|cue.Consent|cue.Menu|cue.Caption|cue.Share|cue.Ad) != 0 {
			continue
		}
		s := b.Text(p.blocks)
		switch {
		case !by && (byLine.MatchString(s) || p.namesAuthors(s)):
			by = true
			out = append(out, piece{i, draft.Byline, -1})
		case !day && b.Words <= 14 && timeLine.MatchString(s):
			day = true
			out = append(out, piece{i, draft.Byline, -1})
		}
	}
	return out
}

// namesAuthors reports whether s is little more than the names of the authors
// that the page states.
func (p *page) namesAuthors(s string) bool {
	for _, by := range p.witness.By {
		if len(by.Text) >= 5 && strings.Contains(s, by.Text) && len(s) < 3*len(by.Text)+20 {
			return true
		}
	}
	return false
}

// role is what the page marks block i as.
func (p *page) role(i int) draft.Role {
	b := &p.blocks.Blocks[i]
	c := p.found.Cues[i]
	s := b.Text(p.blocks)
	switch {
	case notice.Correction(s) || c&cue.Correction != 0 && b.Words < 120 && strings.Contains(strings.ToLower(s), "correct"):
		return draft.Correction
	case c&cue.Caption != 0:
		return draft.Caption
	case notice.Credit(s) && b.Words < 60:
		return draft.Credit
	case b.Tag == atom.H2 || b.Tag == atom.H3 || b.Tag == atom.H4 || b.Tag == atom.H5 || b.Tag == atom.H6 || b.Tag == atom.H1:
		return draft.Subhead
	case c&cue.Pull != 0:
		return draft.PullQuote
	case c&cue.Quote != 0:
		return draft.Quote
	case b.Tag == atom.Li || b.Tag == atom.Td || b.Tag == atom.Th:
		return draft.Item
	}
	return draft.Body
}

// pulled parts the pieces whose words stand in another piece as well from the
// body: pull quotes, whether the page calls them so or not. Only quotations,
// headings and what the page sets apart are looked at; a chorus in the running
// text stays where it is.
func (p *page) pulled(body []piece) (rest, apart []piece) {
	home := map[uint64]int{} // run of words -> the piece that says it, -2 where many do
	shingles := make([][]uint64, len(body))
	for k, pc := range body {
		shingles[k] = article.Shingles(nil, p.blocks.Blocks[pc.block].Text(p.blocks))
		for _, h := range shingles[k] {
			if at, ok := home[h]; ok && at != k {
				home[h] = -2
			} else {
				home[h] = k
			}
		}
	}
	for k, pc := range body {
		b := &p.blocks.Blocks[pc.block]
		set := pc.role == draft.PullQuote || pc.role == draft.Quote || pc.role == draft.Subhead
		if set || b.Words >= 6 && b.Words <= 60 && quoted(b.Text(p.blocks)) {
			if at := p.saidIn(k, shingles, body, home); at >= 0 {
				apart = append(apart, piece{pc.block, draft.PullQuote, body[at].block})
				continue
			}
		}
		rest = append(rest, pc)
	}
	return rest, apart
}

// quoted reports whether s is a quotation and nothing else.
func quoted(s string) bool {
	return strings.ContainsAny(s[:min(len(s), 3)], "“\"‘«") && strings.ContainsAny(s[max(0, len(s)-3):], "”\"’»")
}

// saidIn is the piece that holds nearly all words of piece k, and more; -1
// where none does.
func (p *page) saidIn(k int, shingles [][]uint64, body []piece, home map[uint64]int) int {
	own := shingles[k]
	words := p.blocks.Blocks[body[k].block].Words
	if words < 6 {
		return -1
	}
	again := 0
	for _, h := range own {
		if home[h] == -2 {
			again++
		}
	}
	if again*10 < len(own)*8 {
		return -1
	}
	set := map[uint64]bool{}
	for _, h := range own {
		set[h] = true
	}
	for at := range body {
		if at == k || len(shingles[at]) < len(own) || len(shingles[at]) == len(own) && at > k {
			continue
		}
		n := 0
		for _, h := range shingles[at] {
			if set[h] {
				n++
			}
		}
		if n*10 >= len(own)*8 {
			return at
		}
	}
	return -1
}
