package syntax

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/internal/syntax/linear"
	"hearsay/internal/syntax/name"
	"hearsay/internal/syntax/parse"
	"hearsay/internal/syntax/token"
	"hearsay/internal/syntax/word"
	"hearsay/internal/treebank"
)

// labelled is a sentence with the label of each word.
type labelled struct {
	words  []*word.Word
	tags   []uint8
	labels []uint8
	given  []uint8 // labels at first sight
}

// silverLabel is the label of what PolNeAR's machine calls so.
func silverLabel(kind string) uint8 {
	switch kind {
	case "PERSON":
		return name.Person
	case "ORGANIZATION":
		return name.Organisation
	case "LOCATION":
		return name.Place
	case "MISC":
		return name.Other
	}
	return name.Outside
}

// labelArticle splits an article as the reader does and lays the machine's
// labels over its words.
func labelArticle(a *treebank.Article, lex *lexer, p *parse.Parser, s *parse.State) []labelled {
	var kinds []uint8 // by code point
	for _, s := range a.Sentences {
		for _, t := range s {
			for len(kinds) <= t.End {
				kinds = append(kinds, name.Outside)
			}
			for k := t.Start; k < t.End; k++ {
				kinds[k] = silverLabel(t.Name)
			}
		}
	}
	var out []labelled
	var sp token.Splitter
	at, cp, done := 0, 0, 0
	for line := range strings.Lines(a.Text) {
		sp.Reset()
		sp.Paragraph(a.Text, at, at+len(line))
		at += len(line)
		first := 0
		for _, end := range sp.Ends {
			var l labelled
			for _, t := range sp.Tokens[first:end] {
				cp += utf8.RuneCountInString(a.Text[done:t.Start])
				done = t.Start
				k := uint8(name.Outside)
				if cp < len(kinds) {
					k = kinds[cp]
				}
				l.words = append(l.words, lex.word(a.Text[t.Start:t.End]))
				l.labels = append(l.labels, k)
			}
			p.Run(s, l.words, 0)
			l.tags = slices.Clone(s.Tags)
			out = append(out, l)
			first = end
		}
	}
	return out
}

// labelArticles lays out all articles that have the machine's layers. One
// sentence in eight is there a second time in capitals.
func labelArticles(arts []treebank.Article, lex *lexer, p *parse.Parser) [][]labelled {
	var out [][]labelled
	var s parse.State
	for i := range arts {
		if len(arts[i].Sentences) == 0 {
			continue
		}
		art := labelArticle(&arts[i], lex, p, &s)
		for k := range art {
			if k%8 == i%8 {
				art = append(art, shouted(&art[k], lex, p, &s))
			}
		}
		out = append(out, art)
	}
	return out
}

// shouted is the sentence in capitals.
func shouted(l *labelled, lex *lexer, p *parse.Parser, s *parse.State) labelled {
	up := labelled{labels: l.labels}
	for _, w := range l.words {
		up.words = append(up.words, lex.word(strings.ToUpper(w.Form)))
	}
	p.Run(s, up.words, 0)
	up.tags = slices.Clone(s.Tags)
	return up
}

const nameBits, nameRounds = 20, 6

// margin is by how much the right choice should beat the others.
const margin = 8

// trainNames makes the two models of names from the articles, each a list of
// sentences. The second learns from what a first says that has not seen the
// article.
func trainNames(arts [][]labelled, say func(string, ...any)) (first, second *linear.Model) {
	t := nameTrainer{say: say, random: 20261126}
	var half [2][][]labelled
	for i, a := range arts {
		half[i%2] = append(half[i%2], a)
	}
	for k := range half {
		m := t.train(half[1-k], false)
		for _, a := range half[k] {
			t.try(m, a)
		}
	}
	return t.train(arts, false), t.train(arts, true)
}

type nameTrainer struct {
	say    func(string, ...any)
	random random
}

// try gives an article's sentences their labels at first sight.
func (t *nameTrainer) try(m linear.Scorer, art []labelled) {
	f := name.Finder{First: m}
	f.Reset()
	for i := range art {
		s := &art[i]
		s.given = make([]uint8, len(s.words))
		f.Try(s.words, s.tags, s.given)
	}
}

// train runs an averaged perceptron over the articles.
func (t *nameTrainer) train(arts [][]labelled, second bool) *linear.Model {
	l := linear.NewLearner(name.Labels, nameBits)
	var f name.Finder
	scores := make([]int32, name.Labels)
	for round := range nameRounds {
		wrong, all := 0, 0
		for _, k := range t.random.order(len(arts)) {
			f.Reset()
			if second {
				for _, s := range arts[k] {
					f.End(s.words, s.given)
				}
			}
			for i := range arts[k] {
				w, a := learnNames(l, &f, &arts[k][i], second, scores)
				wrong, all = wrong+w, all+a
			}
		}
		t.say("names: round %d of %d, %.2f %% wrong", round+1, nameRounds, 100*float64(wrong)/float64(all))
	}
	return l.Freeze(2000, 1)
}

func learnNames(l *linear.Learner, f *name.Finder, s *labelled, second bool, scores []int32) (wrong, all int) {
	f.Begin(s.words)
	out := make([]uint8, len(s.words))
	given := s.given
	if !second {
		given = nil
	}
	l1, l2 := uint8(name.Outside), uint8(name.Outside)
	for i, w := range s.words {
		if name.Weighed(w, l1) {
			feats := f.Features(s.words, s.tags, given, i, l1, l2)
			l.Score(scores, feats)
			got := linear.Best(scores)
			want := int(s.labels[i])
			rival := -1
			for k, sc := range scores {
				if k != want && (rival < 0 || sc > scores[rival]) {
					rival = k
				}
			}
			l.Tick()
			all++
			if scores[want] < scores[rival]+margin {
				l.Update(feats, want, 1)
				l.Update(feats, rival, -1)
			}
			if got != want {
				wrong++
			}
			out[i] = uint8(got)
		}
		l1, l2 = out[i], l1
	}
	f.End(s.words, out)
	return wrong, all
}
