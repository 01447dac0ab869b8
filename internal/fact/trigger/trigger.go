package trigger

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"hearsay/internal/syntax"
)

// Trigger is a word or phrase, tokens [First, Last), that speaks of an event.
type Trigger struct {
	First, Last int
	Kind        // Type is "" where the words name no kind ("the incident")
	Verb        bool
	Outcome     bool // says what befell people or things, whatever was done
	Decoy       bool // no event, but takes what stands beside it
	Disaster    bool // a decoy that harms people: what befell them is no deed
	Bare        bool // nothing beside it shows that it is meant bodily
}

//go:embed data/event.tsv
var eventData string

//go:embed data/sense.tsv
var senseData string

// tables are the words by part of speech, and the words of each sense.
type tables struct {
	noun, verb, outcome Table
	weak                map[string]bool
	sense               map[string]sense
}

// sense is a set of the classes of data/sense.tsv.
type sense uint16

const (
	force sense = 1 << iota
	crowd
	state
	apart
	disaster
	thought
	figure
)

var senses = map[string]sense{"force": force, "crowd": crowd, "state": state, "apart": apart, "disaster": disaster, "thought": thought, "figure": figure}

var words = sync.OnceValue(func() *tables {
	t := &tables{Table{}, Table{}, Table{}, map[string]bool{}, map[string]sense{}}
	for line := range strings.Lines(eventData) {
		col := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(col) < 4 {
			continue
		}
		table := t.noun
		switch col[0] {
		case "v":
			table = t.verb
		case "o":
			table = t.outcome
		}
		for w := range strings.FieldsSeq(col[3]) {
			table.Add(w, Kind{col[1], col[2]})
		}
	}
	for line := range strings.Lines(senseData) {
		class, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			if class == "weak" {
				t.weak[w] = true
				continue
			}
			t.sense[w] |= senses[class]
			if !strings.HasSuffix(w, "s") {
				t.sense[w+"s"] |= senses[class]
			}
		}
	}
	return t
})

// finder looks through one report.
type finder struct {
	*tables
	syn         *syntax.Analysis
	tok         []syntax.Token
	forceful    bool // the report as a whole speaks of force
	labour      bool // it speaks of unions and their strikes
	first, last int  // of the sentence being read
}

// survey reads from all words of the report whether it speaks of force.
func (f *finder) survey(mute []bool) {
	strong, other, union := 0, 0, 0
	for s := range f.syn.Sentences {
		if mute[s] {
			continue
		}
		f.first, f.last = f.syn.Sentences[s].First, f.syn.Sentences[s].Last
		for k := f.first; k < f.last; k++ {
			if f.is(k, "union", "unions", "workers", "wage", "wages", "walkout", "unionists", "austerity", "picket", "employees") {
				union++
			}
			switch c := f.sense[f.tok[k].Lower]; {
			case c&force != 0:
				strong++
			case c&apart != 0:
				other++
			}
		}
	}
	f.labour = union >= 2 && union >= other
	f.forceful = strong >= 5 && strong > 2*other && 60*strong > len(f.tok)
}

// Find finds the triggers of all sentences but those that mute marks.
func Find(syn *syntax.Analysis, mute []bool) []Trigger {
	f := finder{tables: words(), syn: syn, tok: syn.Tokens}
	f.survey(mute)
	var out []Trigger
	for s := range syn.Sentences {
		if mute[s] {
			continue
		}
		f.first, f.last = syn.Sentences[s].First, syn.Sentences[s].Last
		from := len(out)
		for k := f.first; k < f.last; k++ {
			if n := len(out); n > from && out[n-1].Outcome && out[n-1].Last == k-1 && f.is(k-1, "and", "or", "/") && f.is(k, "injured", "wounded") {
				out[n-1].Last = k + 1 // "killed and injured", whatever the tagger says
				continue
			}
			if t, ok := f.at(k); ok {
				if n := len(out); n > from && out[n-1].Last == k && out[n-1].names() && t.names() {
					out[n-1].add(t) // "a shooting ambush": one event
				} else {
					out = append(out, t)
				}
				k = t.Last - 1
			}
		}
		if len(out) > from {
			f.weigh(out[from:])
		}
	}
	return out
}

// at is the trigger that begins at token k.
func (f *finder) at(k int) (t Trigger, ok bool) {
	var kd Kind
	n := 0
	switch f.tok[k].UPOS {
	case syntax.NOUN, syntax.PROPN, syntax.ADJ:
		if f.is(k, "injured", "wounded", "killed") && k+1 < f.last && f.tok[k+1].UPOS == syntax.NUM {
			kd, n = Kind{Type: "Violence against civilians"}, 1 // a verb, whatever the tagger says: "injured two officers"
			t.Outcome, t.Verb = true, true
			break
		}
		kd, n = f.noun.Match(f.syn, k, f.last)
	case syntax.VERB:
		if kd, n = f.verb.Match(f.syn, k, f.last); n == 0 {
			kd, n = f.outcome.Match(f.syn, k, f.last)
			t.Outcome = n > 0
		}
		if m, end := f.hurled(k); m.Type != "" && !t.Outcome && end-k > n {
			kd, n = m, end-k
		}
		t.Verb = n > 0
		if n == 0 && f.tok[k].XPOS == syntax.TagVBG {
			kd, n = f.noun.Match(f.syn, k, f.last)
		}
	}
	if n == 0 {
		return t, false
	}
	t.First, t.Last = k, k+n
	if !f.means(&t) {
		return t, false
	}
	t.Decoy = kd.Type == "-"
	t.Disaster = t.Decoy && f.sense[f.tok[k].Lower]&disaster != 0
	if kd.Type == "." {
		kd.Type = ""
	}
	if kd.SubType == "." {
		kd.SubType = ""
	}
	t.Kind = kd
	return t, true
}

// hurled is the kind of the verb at k by what it lets fly, and where that ends:
// "lobbed a grenade", "rebels fired rockets at the port", "police fired on the
// crowd"; none where that is no weapon.
func (f *finder) hurled(k int) (kd Kind, end int) {
	l := lemma(&f.tok[k])
	switch l {
	case "throw", "lob", "hurl", "toss", "fire", "launch", "drop", "rain", "fling":
	default:
		return Kind{}, 0
	}
	if (l == "fire" || l == "launch") && f.beside(k, 6, tests) {
		return Kind{}, 0
	}
	if l == "fire" && f.is(k+1, "on", "at", "upon", "into") && !f.is(k-1, "be", "been", "was", "were", "shell", "shells", "rocket", "rockets", "missile", "missiles", "shot", "shots", "bullets") {
		for j := k + 2; j < min(f.last, k+8); j++ {
			if f.sense[f.tok[j].Lower]&(force|crowd) != 0 || f.is(j, "people", "civilians", "residents", "villagers", "vehicle", "car", "bus", "convoy", "patrol", "house", "houses", "passengers", "men", "boys", "youths", "ship", "boat") {
				return Kind{"Violence against civilians", "Attack"}, k + 2
			}
		}
		return Kind{}, 0
	}
	for j := k + 1; j < min(f.last, k+6); j++ {
		t := &f.tok[j]
		switch {
		case f.is(j, "grenade", "grenades"):
			kd = Kind{"Explosions/Remote violence", "Grenade"}
		case f.is(j, "rocket", "rockets", "missile", "missiles", "mortar", "mortars", "shells", "artillery") && !f.is(j+1, "test", "tests", "program", "programme", "launcher", "launchers", "range"):
			kd = Kind{"Explosions/Remote violence", "Shelling/artillery/missile attack"}
			if l == "launch" && !f.aimed(j) {
				return Kind{}, 0 // a launch into space, a test
			}
		case f.is(j, "bomb", "bombs") && l == "drop":
			kd = Kind{"Explosions/Remote violence", "Air/drone strike"}
		case f.is(j, "bomb", "bombs") && f.is(j-1, "petrol", "gasoline", "paint", "smoke", "fire", "firebomb"), f.is(j, "stones", "rocks", "bricks", "firebombs", "cocktails"):
			kd = Kind{"Riots", "Violent demonstration"}
		case f.is(j, "bomb", "bombs"):
			kd = Kind{"Explosions/Remote violence", "Remote explosive/landmine/IED"}
		case t.UPOS == syntax.DET, t.UPOS == syntax.ADJ, t.UPOS == syntax.NUM, t.UPOS == syntax.NOUN, t.UPOS == syntax.ADV, f.is(j, "-", "of"):
			continue
		}
		if j++; kd.Type == "" || j < f.last && Noun(f.syn, j, f.last) {
			return Kind{}, 0 // "launched missile strikes"
		}
		return kd, j
	}
	return Kind{}, 0
}

// aimed reports whether something is aimed at after token k.
func (f *finder) aimed(k int) bool {
	for j := k + 1; j < min(f.last, k+4); j++ {
		if f.is(j, "at", "on", "against", "into", "toward", "towards") {
			return true
		}
	}
	return false
}

// Noun reports whether a noun of the tables begins at token k and ends before
// last, in whatever sense.
func Noun(syn *syntax.Analysis, k, last int) bool {
	_, n := words().noun.Match(syn, k, last)
	return n > 0
}

// names reports whether a trigger is a noun that can be part of a longer name
// of one event.
func (t *Trigger) names() bool { return !t.Verb && !t.Decoy }

// add makes two nouns side by side one trigger; the kind is that of the first
// that has a sub-type.
func (t *Trigger) add(o Trigger) {
	if t.SubType == "" && (o.SubType != "" || t.Type == "") {
		t.Kind = o.Kind
	}
	t.Last = o.Last
}

// weigh marks the triggers of a sentence that nothing beside them bears out.
func (f *finder) weigh(ts []Trigger) {
	var n [16]int
	for k := f.first; k < f.last; k++ {
		s := f.sense[f.tok[k].Lower]
		for b := 0; s != 0; s, b = s>>1, b+1 {
			if s&1 != 0 {
				n[b]++
			}
		}
	}
	for i := range ts {
		t := &ts[i]
		if f.is(t.Last-1, "explosion", "explosions", "blast", "blasts", "explode", "exploded", "exploding") && n[4] > 0 && t.SubType == "Remote explosive/landmine/IED" && !f.planted() {
			t.Decoy, t.Disaster = true, true // "a gas blast in a colliery"
		}
		if t.Decoy || t.Last-t.First > 1 || !f.weak[lemma(&f.tok[t.First])] && !f.weak[f.tok[t.First].Lower] {
			continue
		}
		var own sense
		for k := t.First; k < t.Last; k++ {
			own |= f.sense[f.tok[k].Lower]
		}
		count := func(s sense) int {
			c := 0
			for b := range n {
				if s&(1<<b) != 0 {
					c += n[b]
					if own&(1<<b) != 0 {
						c--
					}
				}
			}
			return c
		}
		need := force
		switch t.Type {
		case "Protests", "Riots":
			need = crowd
		case "Strategic developments":
			need = force
			if t.SubType == "Agreement" {
				need = state
			}
		}
		t.Bare = count(need) <= count(apart)
		if f.forceful && need == force && count(apart) == 0 {
			t.Bare = false
		}
	}
}

// planted reports whether the sentence speaks of a bomb, or of those who lay
// one.
func (f *finder) planted() bool {
	for k := f.first; k < f.last; k++ {
		switch f.tok[k].Lower {
		case "mine":
			if f.is(k-1, "land") {
				return true
			}
		case "bomb", "bombs", "bomber", "bombing", "bombings", "attack", "attacks", "attacked", "suicide", "militants", "militant", "terrorist", "terrorists", "grenade", "missile", "missiles", "rocket", "rockets",
			"device", "devices", "mortar", "landmine", "mines", "drone", "sabotage", "insurgents", "rebels", "troops", "soldiers", "car", "shell", "shelling":
			return true
		}
	}
	return false
}

// is reports whether token k stands in the sentence and is one of the words.
func (f *finder) is(k int, words ...string) bool {
	return k >= f.first && k < f.last && slices.Contains(words, f.tok[k].Lower)
}
