package treebank

import (
	"encoding/json"
	"strconv"
	"strings"

	"hearsay/internal/span"
)

// SilverToken is a token of PolNeAR with what an older machine made of it.
type SilverToken struct {
	span.Span
	Form, Lemma, Tag, Name string
}

// Article is an article of PolNeAR. Sentences is empty where the machine-made
// layers are missing.
type Article struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Sentences [][]SilverToken
}

// ReadSilver reads stem.jsonl.gz and stem.conll.gz.
func ReadSilver(stem string) ([]Article, error) {
	var arts []Article
	at := map[string]int{}
	err := Lines(stem+".jsonl.gz", func(l string) error {
		var a Article
		if err := json.Unmarshal([]byte(l), &a); err != nil {
			return err
		}
		at[a.ID] = len(arts)
		arts = append(arts, a)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var art *Article
	var sent []SilverToken
	err = Lines(stem+".conll.gz", func(l string) error {
		if id, ok := strings.CutPrefix(l, "# doc = "); ok {
			art = nil
			if i, ok := at[id]; ok {
				art = &arts[i]
			}
			return nil
		}
		if l == "" || l[0] == '#' && !strings.Contains(l, "\t") {
			if art != nil && len(sent) > 0 {
				art.Sentences = append(art.Sentences, sent)
			}
			sent = nil
			return nil
		}
		f := strings.Split(l, "\t")
		if len(f) != 10 {
			return nil
		}
		from, _ := strconv.Atoi(f[1])
		to, _ := strconv.Atoi(f[2])
		sent = append(sent, SilverToken{span.Of(from, to), f[3], f[4], f[5], f[6]})
		return nil
	})
	return arts, err
}
