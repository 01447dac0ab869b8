package article

import (
	"bytes"
	"regexp"

	"golang.org/x/net/html/atom"

	"hearsay/internal/document/notice"
	"hearsay/internal/document/web/cue"
)

// heading reports whether a block is a heading.
func heading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// pick takes the blocks of the article below root: those that are paragraphs,
// and between them headings, short lines and items of lists.
func (f *finder) pick(root int) []int {
	from, to := f.blocks(root)
	kept := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		if f.keeps(i) {
			kept = append(kept, i)
		}
	}
	return f.trim(kept)
}

// keeps reports whether block i may be of an article.
func (f *finder) keeps(i int) bool {
	b := &f.p.Blocks[i]
	c := f.cues[i]
	if c&cue.Correction != 0 && b.Words < 120 || c&cue.Pull != 0 && c&(cue.Away&^cue.Sidebar) == 0 {
		return true
	}
	if c&cue.Wall != 0 && b.Words < 60 && c&cue.Body == 0 {
		return false
	}
	if c&cue.Away != 0 && !(c&cue.Away&^(cue.Footer|cue.Tags|cue.Sidebar) == 0 && f.about(i)) {
		return false
	}
	switch b.Tag {
	case atom.Button, atom.Label, atom.Legend:
		return false
	}
	share := b.LinkShare()
	switch {
	case heading(b.Tag) && i+1 < len(f.p.Blocks) && goodness(&f.p.Blocks[i+1]) >= 20 && f.cues[i+1]&cue.Away == 0:
	case share > 0.8 && b.Words < 40, share > 0.5 && b.Words < 20 && b.Stops == 0:
		return false
	case (b.Tag == atom.Td || b.Tag == atom.Th) && b.Words < 12 && b.Stops == 0:
		return false // a figure or a name in a table of them
	case c&cue.Meta != 0 && b.Words <= 15 && b.Stops == 0 && !f.about(i) && !dateline.Match(b.Bytes(f.p)):
		return false // a byline, a time
	case b.Words < 60 && f.begs(b.Bytes(f.p)) && !f.about(i):
		return false
	case b.Words < 25 && aside.Match(b.Bytes(f.p)) && !f.about(i):
		return false
	}
	return true
}

// dateline is a dateline that is set apart from the sentence it begins.
var dateline = regexp.MustCompile(`(?:—|–|-|:|\))\s*$`)

// begs are paragraphs that ask the reader for something: an address, money, a
// switch in the browser.
var begs = regexp.MustCompile(`(?i)\b(?:report (?:a correction|an error)|aware of an (?:inaccuracy|error)|(?:may|might) (?:earn|receive) (?:a |an )?(?:affiliate )?(?:commission|compensation)|sign(?:ing)? up (?:to|for) (?:our|the|your|[a-z' ]{0,30}newsletter)|(?:our|free|daily|weekly|morning|email|e-mail) (?:[a-z]+ )?newsletters?\b|(?:straight|delivered|right) (?:in)?to your inbox|unsubscribe|enable javascript|needs javascript|without javascript|you can (?:also )?(?:follow|find) us on|follow us on (?:twitter|facebook|instagram|telegram|whatsapp)|subscribe to our|download (?:the|our) [a-z ]{0,20}app\b|support our (?:work|journalism)|accept (?:all |[a-z]+ )?cookies)`)

// begWords are words of which begs needs one. They are looked for first: nearly
// no paragraph has any.
var begWords = [][]byte{
	[]byte("newsletter"), []byte("inbox"), []byte("sign up"), []byte("signing up"), []byte("subscribe"), []byte("javascript"), []byte(" us on "), []byte("download"),
	[]byte("support our"), []byte("cookies"), []byte("correction"), []byte("an error"), []byte("inaccuracy"), []byte("commission"), []byte("compensation"),
}

func (f *finder) begs(s []byte) bool {
	f.low = f.low[:0]
	for _, c := range s {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		f.low = append(f.low, c)
	}
	for _, w := range begWords {
		if bytes.Contains(f.low, w) {
			return begs.Match(s)
		}
	}
	return false
}

// aside are lines of a page that stand between an article's paragraphs.
var aside = regexp.MustCompile(`^(?i:(?:read|see|watch|listen|related|more|also read|read also|read more|see also|don['’]t miss|recommended|up next|must read|must watch|sponsored|advertisement|advertising|ad|story continues|article continues|continue reading|scroll to continue|skip (?:to|past|advert|ad)|sign up|subscribe|click here|follow us|follow @|share this|share on|share|tweet|e-?mail|print|copy link|loading|download our app|get our|join our|enter your email|thank you for|we use cookies|tap here|view (?:image|gallery|comments)|image caption|image source|media caption|play video|by signing up|by subscribing|view more|show more|load more|post a comment|leave a comment|comments?|newsletter|photos?:|video:|all rights reserved|copyright|©)\b.{0,200})$`)

// trim drops what stands before the first and after the last paragraph and
// headings that nothing follows.
func (f *finder) trim(kept []int) []int {
	first, last := 0, len(kept)-1
	for first <= last && !f.solid(kept[first]) {
		first++
	}
	for last >= first && !f.solid(kept[last]) {
		last--
	}
	for last >= first && last+1 < len(kept) && f.listed(kept[last], kept[last+1]) {
		last++
	}
	if first > last {
		return nil
	}
	before, behind := f.captions(kept[:first]), f.captions(kept[last+1:])
	kept = kept[first : last+1]
	out := before[:len(before):len(before)]
	for k, i := range kept {
		if heading(f.p.Blocks[i].Tag) && k+1 < len(kept) && heading(f.p.Blocks[kept[k+1]].Tag) && f.p.Blocks[kept[k+1]].Tag <= f.p.Blocks[i].Tag {
			continue
		}
		out = append(out, i)
	}
	return append(out, behind...)
}

// listed reports whether block i is an item of a list that goes on from block
// before, or that its colon announces; or the line that announces one.
func (f *finder) listed(before, i int) bool {
	b := &f.p.Blocks[i]
	if b.Tag == atom.P && i == before+1 && i+1 < len(f.p.Blocks) && f.p.Blocks[i+1].Tag == atom.Li && f.cues[i]&cue.Away == 0 {
		s := b.Bytes(f.p)
		return s[len(s)-1] == ':' && f.listed(i, i+1)
	}
	if b.Tag != atom.Li || i != before+1 || b.Words < 2 || b.LinkShare() > 0.5 || f.cues[i]&cue.Away != 0 {
		return false
	}
	p := &f.p.Blocks[before]
	s := p.Bytes(f.p)
	return p.Tag == atom.Li && f.group[before] == f.group[i] || len(s) > 0 && s[len(s)-1] == ':'
}

// captions are those of blocks that are captions in words.
func (f *finder) captions(blocks []int) (out []int) {
	for _, i := range blocks {
		if f.cues[i]&cue.Caption != 0 && f.p.Blocks[i].Words >= 5 {
			out = append(out, i)
		}
	}
	return out
}

// solid reports whether an article may begin or end with block i.
func (f *finder) solid(i int) bool {
	alone := f.p.Blocks[i].Words < 12 && f.group[i] < 60 // a line under a link of a menu
	return goodness(&f.p.Blocks[i]) > 0 && !alone && f.cues[i]&cue.Caption == 0 || f.cues[i]&(cue.Correction|cue.Pull) != 0 || f.about(i)
}

// about reports whether block i says something of the report: a correction, a
// credit.
func (f *finder) about(i int) bool {
	b := &f.p.Blocks[i]
	if b.Words > 80 {
		return false
	}
	s := b.Text(f.p)
	return notice.Correction(s) || notice.Credit(s)
}
