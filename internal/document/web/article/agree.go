package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/document/web/cue"
)

// shingle is how many words beside each other are compared.
const shingle = 4

// Shingles hashes every run of four words of s, in lower case and without
// marks; a shorter text is one run. They are appended to out.
func Shingles(out []uint64, s string) []uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	var last [shingle]uint64
	n := 0
	h, in := uint64(offset), false
	end := func() {
		copy(last[:], last[1:])
		last[shingle-1] = h
		if n++; n >= shingle {
			out = append(out, join(last[:]))
		}
		h, in = offset, false
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c|0x20 && c|0x20 <= 'z':
				h, in = (h^uint64(c|0x20))*prime, true
			case '0' <= c && c <= '9':
				h, in = (h^uint64(c))*prime, true
			case in && c != '\'':
				end()
			}
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		i += w
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			h, in = (h^uint64(unicode.ToLower(r)))*prime, true
		case in && r != '’':
			end()
		}
	}
	if in {
		end()
	}
	if 0 < n && n < shingle {
		out = append(out, join(last[shingle-n:]))
	}
	return out
}

func join(words []uint64) uint64 {
	h := uint64(0x9E3779B97F4A7C15)
	for _, w := range words {
		h = (h ^ w) * 0xBF58476D1CE4E5B9
		h ^= h >> 31
	}
	return h
}

// Of a text that the page states so many words must stand in blocks, and it
// must have so many, for it to choose the blocks.
const (
	agreed      = 0.75
	leastStated = 80
)

// agree takes the blocks whose words stand in the text that the page states of
// its article; ok is false where the two are not of one article, or where what
// is stated is the beginning only.
func (f *finder) agree(stated string, picked []int) (blocks []int, ok bool) {
	if strings.Contains(stated, "<p") || strings.Contains(stated, "&lt;p") {
		stated = untag.Replace(stated)
	}
	all := Shingles(nil, stated)
	if len(all) < leastStated || strings.HasSuffix(strings.TrimSpace(stated), "...") || strings.HasSuffix(strings.TrimSpace(stated), "…") {
		return nil, false
	}
	set := make(map[uint64]bool, len(all)) // value: seen in a block before
	for _, h := range all {
		set[h] = false
	}
	words := 0
	for _, i := range picked {
		if goodness(&f.p.Blocks[i]) > 0 {
			words += f.p.Blocks[i].Words
		}
	}
	if float64(words) > 1.6*float64(len(all)) && len(all) < 300 {
		return nil, false
	}
	in, first, last, found := f.spoken(set, cue.Comment|cue.Away)
	if first < 0 || float64(found) < agreed*float64(len(all)-20) {
		// A name may be wrong: the text stands under one that says it is not of
		// the article.
		for h := range set {
			set[h] = false
		}
		in, first, last, found = f.spoken(set, cue.Comment)
	}
	if first < 0 || float64(found) < agreed*float64(len(all)-20) {
		return nil, false
	}
	chosen := make(map[int]bool, len(picked))
	for _, i := range picked {
		chosen[i] = true
	}
	for i := range f.p.Blocks {
		switch {
		case in[i] && i >= first && i <= last,
			chosen[i] && i > first && i < last && f.besides(i, in),
			chosen[i] && f.solid(i) && f.about(i):
			blocks = append(blocks, i)
		}
	}
	return blocks, true
}

// spoken marks the blocks whose words stand in the stated text, whose runs are
// set, but for those under the cues of not: with the first and the last that is
// more than a few words, and how many runs were found.
func (f *finder) spoken(set map[uint64]bool, not cue.Cue) (in []bool, first, last, found int) {
	in, first, last = make([]bool, len(f.p.Blocks)), -1, -1
	var buf []uint64
	for i := range f.p.Blocks {
		b := &f.p.Blocks[i]
		if b.Words < 3 || f.cues[i]&(cue.Caption|not) != 0 && f.cues[i]&cue.Pull == 0 {
			continue
		}
		buf = Shingles(buf[:0], b.Text(f.p))
		hit, again := 0, 0
		for _, h := range buf {
			if seen, ok := set[h]; ok {
				hit++
				if seen {
					again++
				}
			}
		}
		if hit*5 < len(buf)*3 || again*5 > len(buf)*4 && f.cues[i]&cue.Pull == 0 {
			continue
		}
		for _, h := range buf {
			if _, ok := set[h]; ok {
				set[h] = true
			}
		}
		in[i] = true
		found += hit - again
		if b.Words >= 8 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return in, first, last, found
}

var untag = strings.NewReplacer("<p>", " ", "</p>", " ", "<br>", " ", "<br/>", " ", "&lt;p&gt;", " ", "&lt;/p&gt;", " ", "&nbsp;", " ")

// besides reports whether a block that the stated text leaves out belongs to
// the article all the same: a quotation, a heading of what follows, a caption.
func (f *finder) besides(i int, in []bool) bool {
	b := &f.p.Blocks[i]
	if f.cues[i]&(cue.Caption|cue.Pull|cue.Quote|cue.Correction) != 0 {
		return true
	}
	if heading(b.Tag) {
		return i+1 < len(in) && in[i+1]
	}
	return b.Words >= 8 && strings.ContainsAny(b.Text(f.p), "“”\"")
}
