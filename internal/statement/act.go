package statement

import (
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/syntax"
)

// words are an attribution as the rules read it.
type words struct {
	i        int
	cueFirst int // tokens of the cue
	cueLast  int
	cue      []string // its lemmas, lower case
	main     string   // the lemma that carries it
	known    lexicon.Cue
	first    int // tokens of the first content fragment
	last     int
	content  string // all content, lower case
	lemmas   string // lemmas of the first fragment, blank before and after
	negated  bool
	passive  bool
	noSource bool
	silence  bool
}

// read gathers the words of attribution i.
func (b *bench) read(i int) words {
	a := &b.atts[i]
	w := words{i: i, noSource: len(a.Source) == 0, silence: a.Scope == attribution.Silence}
	w.cueFirst, w.cueLast = b.tokens(a.Cue)
	var text strings.Builder
	for _, c := range a.Content {
		text.WriteString(strings.ToLower(b.doc.Text.Slice(c)))
		text.WriteByte(' ')
	}
	w.content = strings.ReplaceAll(text.String(), "’", "'")
	if len(a.Content) > 0 {
		w.first, w.last = b.tokens(a.Content[0])
	}
	for k := w.cueFirst; k < w.cueLast; k++ {
		w.cue = append(w.cue, strings.ToLower(b.tok[k].Lemma))
		if b.is(k, "not", "n't", "n’t", "never", "neither", "nor", "no") {
			w.negated = true
		}
	}
	w.negated = w.negated || b.neither(i, w.cueFirst)
	var lemmas strings.Builder
	lemmas.WriteByte(' ')
	for k := w.first; k < w.last; k++ {
		lemmas.WriteString(strings.ToLower(b.tok[k].Lemma))
		lemmas.WriteByte(' ')
	}
	w.lemmas = lemmas.String()
	b.lead(&w)
	return w
}

// neither reports whether a "neither", "none" or "no one" governs the cue from
// the words just before the source.
func (b *bench) neither(i, cue int) bool {
	a := &b.atts[i]
	if len(a.Source) == 0 {
		return false
	}
	first, _ := b.tokens(a.Source[0])
	return first < cue && b.is(first-1, "neither", "none") || b.is(first, "neither", "none", "no") || first > 1 && b.is(first-1, "of") && b.is(first-2, "none", "neither")
}

// lead finds the lemma that carries the cue and what the tables say of it.
func (b *bench) lead(w *words) {
	joined := strings.Join(w.cue, " ")
	for _, phrase := range cuePhrases {
		if strings.Contains(" "+joined+" ", " "+phrase.words+" ") {
			w.main, w.known = phrase.words, lexicon.Cue{Act: string(phrase.act), Certainty: string(phrase.certainty)}
			return
		}
	}
	for k := range w.cue {
		if k+1 < len(w.cue) {
			if c, ok := lexicon.CueOf(w.cue[k] + " " + w.cue[k+1]); ok {
				w.main, w.known = w.cue[k]+" "+w.cue[k+1], c
				return
			}
		}
	}
	// The verb carries it; of several the last before the first noun.
	for k, l := range w.cue {
		tok := &b.tok[w.cueFirst+k]
		if c, l, ok := cueOf(l); ok && (tok.UPOS == syntax.VERB || w.main == "") {
			if w.main != "" && tok.UPOS == syntax.VERB && b.tok[w.cueFirst].UPOS == syntax.NOUN {
				continue
			}
			if w.main == "" || light(w.main) {
				w.main, w.known = l, c
				w.passive = tok.XPOS == syntax.TagVBN && b.auxiliary(w.cueFirst+k-1)
			}
		}
	}
	if w.main == "" {
		if base, ok := nounCues[lastOf(w.cue)]; ok {
			w.main, w.known = base, mustCue(base)
		} else if len(w.cue) > 0 {
			w.main, w.known = w.cue[len(w.cue)-1], lexicon.Cue{Act: string(State), Certainty: string(Certain)}
		}
	}
}

// cueOf looks a lemma up; one that the tagger left inflected ("denied" taken
// for an adjective) without its ending.
func cueOf(lemma string) (lexicon.Cue, string, bool) {
	if c, ok := lexicon.CueOf(lemma); ok {
		return c, lemma, true
	}
	for _, e := range [...][2]string{{"ied", "y"}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}, {"s", ""}} {
		if base, ok := strings.CutSuffix(lemma, e[0]); ok {
			if c, ok := lexicon.CueOf(base + e[1]); ok {
				return c, base + e[1], true
			}
		}
	}
	return lexicon.Cue{}, "", false
}

func lastOf(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[len(s)-1]
}

func mustCue(lemma string) lexicon.Cue {
	c, _ := lexicon.CueOf(lemma)
	return c
}

// light reports whether a verb leaves the meaning of the cue to the next.
func light(lemma string) bool {
	return lemma == "go" || lemma == "continue" || lemma == "seek" || lemma == "mean" || lemma == "issue" || lemma == "list" || lemma == "express" || lemma == "voice" || lemma == "put"
}

// auxiliary reports whether a form of "be" stands at or just before token k.
func (b *bench) auxiliary(k int) bool {
	for n := 0; n < 3 && k >= 0; n, k = n+1, k-1 {
		switch strings.ToLower(b.tok[k].Lemma) {
		case "be", "get":
			return true
		case "have", "also", "widely", "already", "not", "been":
			continue
		}
		return false
	}
	return false
}

type cuePhrase struct {
	words     string
	act       Act
	certainty Certainty
}

// cuePhrases are cues whose words mean something else together.
var cuePhrases = []cuePhrase{
	{"point a finger", Accuse, Certain}, {"point the finger", Accuse, Certain}, {"lay blame", Accuse, Certain},
	{"cast doubt", Believe, Probable}, {"call for", Demand, Unstated}, {"call on", Demand, Unstated}, {"call upon", Demand, Unstated},
	{"call off", Decide, Certain}, {"according to", State, Certain}, {"make clear", State, Certain}, {"point out", State, Certain},
	{"rule out", Deny, Certain}, {"speak out", Express, Unstated}, {"push back", Deny, Certain}, {"hit back", Deny, Certain},
	{"push for", Demand, Unstated}, {"ask for", Demand, Unstated}, {"warn against", Demand, Unstated}, {"hit out", Express, Unstated}, {"walk back", Retract, Certain},
	{"back down", Retract, Certain}, {"find guilty", Decide, Certain}, {"say no", Deny, Certain}, {"have no intention", Intend, Unstated}, {"express doubt", Believe, Probable},
	{"express hope", Express, Unstated}, {"look forward", Express, Unstated}, {"in favor of", Express, Unstated}, {"look to", Intend, Unstated}, {"be confident", Believe, Probable}, {"be convinced", Believe, Probable}, {"be sure", Believe, Probable}, {"be set to", Intend, Unstated}, {"be determined", Intend, Unstated},
	{"be willing", Intend, Unstated}, {"be ready", Intend, Unstated}, {"take issue", Deny, Certain}, {"argue against", Express, Unstated}, {"take credit", ClaimResponsibility, Certain},
	{"be concerned", Believe, Probable}, {"be worried", Believe, Probable}, {"be aware", State, Certain},
}

// nounCues are nouns that stand as cues, with the verb they come from.
var nounCues = map[string]string{
	"allegation": "allege", "accusation": "accuse", "claim": "claim", "denial": "deny", "belief": "believe", "view": "believe", "opinion": "believe",
	"fear": "fear", "concern": "worry", "hope": "hope", "plan": "plan", "pledge": "pledge", "promise": "promise", "vow": "vow", "threat": "threaten",
	"demand": "demand", "call": "demand", "request": "request", "appeal": "appeal", "order": "order", "decision": "decide", "ruling": "rule", "verdict": "rule",
	"prediction": "predict", "forecast": "forecast", "estimate": "believe", "expectation": "expect", "suspicion": "suspect", "doubt": "doubt",
	"report": "report", "statement": "state", "comment": "comment", "warning": "warn", "criticism": "criticize", "praise": "praise", "support": "support",
	"opposition": "oppose", "intention": "intend", "desire": "want", "goal": "aim", "proposal": "propose", "suggestion": "suggest", "admission": "admit",
	"confirmation": "confirm", "evidence": "show", "eye": "believe", "allegedly": "allege", "reportedly": "report", "mind": "believe", "theory": "believe",
}

// act says what the attribution does.
func (b *bench) act(w *words) Act {
	if a, ok := b.silent(w); ok {
		return a
	}
	base := Act(w.known.Act)
	if w.known.Act == "" {
		base = State
	}
	if called(w) {
		return Deny
	}
	if w.negated {
		switch base {
		case Confirm:
			if w.noSource || b.voices[w.i].Source < 0 {
				return State
			}
			return DeclineComment // "could not verify", "has not acknowledged"
		case Deny:
			return NeitherConfirmNorDeny // "did not deny": no stand is taken
		case ClaimResponsibility:
			return NoResponse
		}
	}
	switch base {
	case Deny:
		return b.denial(w)
	case State, Confirm:
		return b.stated(w, base)
	case Intend:
		if w.main == "offer" && !strings.HasPrefix(w.lemmas, " to ") {
			return State
		}
	case Demand:
		if w.main == "plead" && falsehood(w.content) {
			return Deny // "pleaded not guilty"
		}
		return b.demanded(w)
	case Decide:
		if w.main == "find" {
			return b.finding(w)
		}
	case Show:
		return Show
	case Believe:
		if (w.main == "conclude" || w.main == "hold" || w.main == "understand") && b.fromDocument(w) {
			return Show
		}
	}
	return base
}

// silent reads refusals, silence, and parties who were asked.
func (b *bench) silent(w *words) (Act, bool) {
	cue := " " + strings.Join(w.cue, " ") + " "
	all := cue + w.lemmas
	has := func(s string, words ...string) bool {
		for _, x := range words {
			if strings.Contains(s, " "+x+" ") {
				return true
			}
		}
		return false
	}
	if has(all, "confirm") && has(all, "deny") && (has(all, "nor", "or")) && (w.negated || has(all, "neither", "not", "refuse", "decline", "nor")) {
		return NeitherConfirmNorDeny, true
	}
	telling := has(all, "comment", "say", "answer", "respond", "discuss", "elaborate", "disclose", "reveal", "specify", "speculate", "detail", "details",
		"statement", "response", "reply", "name", "identify", "share", "provide", "give", "explain", "question", "address", "clarify", "speak", "talk", "confirm", "information", "pending")
	switch {
	case has(cue, "decline", "refuse") && (telling || strings.TrimSpace(w.content) == ""):
		return DeclineComment, true
	case has(cue, "confirm") && w.negated:
		return DeclineComment, true
	case has(all, "unable") && has(w.lemmas, "provide", "give", "share", "confirm", "comment", "say", "discuss", "disclose") && has(w.lemmas, "detail", "details", "comment", "further", "additional", "more", "information", "say", "comment"):
		return DeclineComment, true
	case w.negated && has(cue, "share", "give", "provide", "offer", "elaborate", "disclose", "release", "specify") && has(all, "detail", "details", "elaborate", "information", "explanation", "specify", "further"):
		return DeclineComment, true
	case has(cue, "yet") && telling, w.negated && has(cue, "respond", "reply", "return", "comment", "answer", "response"),
		w.negated && w.silence, has(cue, "unavailable"), w.negated && has(cue, "available", "reach"), strings.Contains(all, " no immediate ") && has(all, "comment", "response", "reaction", "word"):
		return NoResponse, true
	}
	sought := has(cue, "seek", "ask", "request", "contact", "approach", "reach") && has(all, "comment", "comments", "response", "statement", "reaction", "clarification")
	if sought && (w.silence || has(cue, "comment", "comments") || b.noPromise(w)) {
		return Asked, true
	}
	if w.silence {
		if has(cue, "seek", "ask", "request", "contact", "approach", "reach") {
			return Asked, true
		}
		return NoResponse, true
	}
	return "", false
}

// noPromise reports whether what was asked for is a comment alone.
func (b *bench) noPromise(w *words) bool {
	c := strings.TrimSpace(w.content)
	return c == "comment" || c == "for comment" || c == "comments" || c == "a comment" || c == "for a comment"
}

// denial tells denials of what others say from refusals of what they offer.
func (b *bench) denial(w *words) Act {
	switch w.main {
	case "reject", "dismiss", "dispute", "contest", "refute", "counter", "deny", "contradict":
		for _, n := range []string{" plan ", " offer ", " proposal ", " appeal ", " request ", " bid ", " petition ", " motion ", " plea ", " deal ", " bail ", " application ", " entry ", " access ", " lawsuit ", " demand ", " call ", " calls ", " move ", " initiative ", " ultimatum ", " ceasefire ", " cease - fire ", " truce ", " resolution ", " amendment ", " pact ", " agreement ", " extension "} {
			if strings.Contains(w.lemmas, n) && !strings.Contains(w.lemmas, " allegation ") && !strings.Contains(w.lemmas, " that ") {
				if strings.Contains(n, "bail") || strings.Contains(n, "appeal") || strings.Contains(n, "motion") || strings.Contains(n, "petition") || strings.Contains(n, "plea") || strings.Contains(n, "application") || strings.Contains(n, "bid") || strings.Contains(n, "lawsuit") {
					return Decide
				}
				return Express
			}
		}
	case "downplay":
		return State
	}
	return Deny
}

// demanded tells what is asked of others from what is asked about.
func (b *bench) demanded(w *words) Act {
	switch w.main {
	case "ask":
		if q := strings.TrimLeft(w.content, " “\"‘'"); strings.HasPrefix(q, "whether") || strings.HasPrefix(q, "if ") || strings.HasPrefix(q, "why") || strings.HasPrefix(q, "how") || strings.HasPrefix(q, "what") || strings.HasPrefix(q, "who") || strings.HasSuffix(strings.TrimRight(q, " ”\"’'"), "?") {
			return State
		}
	case "want", "seek", "request":
		return Demand
	case "advise", "suggest", "direct", "challenge":
		return Demand
	}
	return Demand
}

// finding tells verdicts from findings.
func (b *bench) finding(w *words) Act {
	for _, v := range []string{"guilty", "liable", "responsible", "innocent", "eligible", "in favor", "in favour"} {
		if strings.Contains(w.content, v) {
			return Decide
		}
	}
	if v := b.voices[w.i].Source; v >= 0 && b.sources[v].Kind == source.Person {
		return Believe
	}
	return Show
}

// fromDocument reports whether the source is a document or data.
func (b *bench) fromDocument(w *words) bool {
	if v := b.voices[w.i].Source; v >= 0 {
		return b.sources[v].Kind == source.Document || b.sources[v].Kind == source.Dataset
	}
	return false
}
