package trigger

import (
	"slices"

	"hearsay/internal/syntax"
)

var (
	weapons = []string{"drone", "drones", "missile", "missiles", "rocket", "rockets", "jet", "jets", "warplanes", "shell", "shells", "bomb", "bombs", "aircraft", "forces", "military", "army", "navy", "we", "operation", "operations", "attackers", "militants", "airstrikes", "strike", "strikes", "u.s.", "israel", "russia"}
	// arms beside a strike make it one of force, in a report on unions too.
	arms    = []string{"drone", "drones", "missile", "missiles", "rocket", "rockets", "jet", "jets", "warplanes", "bombs", "aircraft", "military", "army", "air", "militants", "airstrikes"}
	rammed  = []string{"attack", "attacker", "suicide", "bomber", "explosives", "checkpoint", "militant", "militants", "deliberately", "pedestrians", "security", "troops", "soldiers", "embassy", "terrorist", "gate"}
	tests   = []string{"test", "tests", "tested", "drill", "drills", "exercise", "exercises", "maneuvers", "manoeuvres", "maneuver", "war-games"}
	vessels = []string{"vessel", "vessels", "ship", "ships", "tanker", "tankers", "freighter", "trawler", "yacht", "boat", "boats", "dhow", "cargo", "carrier", "ferry", "mv"}
	// things can be destroyed by force alone.
	things   = []string{"vessel", "vessels", "boat", "boats", "ship", "ships", "tanker", "tankers", "house", "houses", "homes", "building", "buildings", "tank", "tanks", "vehicles", "village", "villages", "bridge", "bridges", "camp", "base", "depot", "mosque", "church", "school", "hospital", "airport", "runway", "pipeline", "convoy", "positions", "hideout", "hideouts", "launcher", "launchers", "warehouse", "dock", "docks", "port", "pier", "compound", "headquarters", "barracks", "outpost", "checkpoint", "refinery", "terminal", "facility", "factory", "plant", "tunnel", "tunnels"}
	craft    = []string{"plane", "planes", "aircraft", "jet", "helicopter", "airliner", "airplane", "flight", "drone", "glider", "airbus", "boeing"}
	outlets  = []string{"outlet", "outlets", "websites", "website", "newspapers", "newspaper", "stations", "broadcaster", "broadcasters", "crossing", "crossings", "border", "embassy"}
	marchers = []string{"people", "protesters", "thousands", "hundreds", "demonstrators", "supporters", "workers", "students", "activists", "residents", "crowds", "crowd", "mourners"}
	traffic  = []string{"bus", "car", "truck", "van", "lorry", "train", "motorcycle", "tram", "taxi", "motorist", "driver", "lightning", "storm", "wave", "waves", "flu", "ball"}
	held     = []string{"police", "troops", "soldiers", "forces", "army", "authorities", "agents", "officers", "members", "women", "leader", "commander", "militants", "rebels", "suspects", "suspect", "fighters", "people", "men", "suspected", "protesters", "demonstrators", "insurgents", "gunmen", "militant", "rebel"}
	captives = []string{"detainees", "detainee", "migrants", "prisoners", "prisoner", "hostages", "hostage", "captives", "inmates", "deportees"}
	signed   = []string{"signed", "sign", "signing", "brokered", "concluded", "negotiated"}
	labour   = []string{"union", "unions", "workers", "hunger", "general", "labor", "labour", "wage", "pay", "strikers"}
	// owners are nouns after a trigger that make it a part of their name.
	owners = []string{"helicopter", "helicopters", "group", "groups", "plane", "planes", "force", "forces", "vehicle", "vehicles", "command", "aircraft",
		"rifle", "rifles", "dog", "ad", "ads", "investigator", "warrant", "warrants", "zone", "zones", "charge", "charges", "trial", "case", "film", "movie", "novel", "mystery", "game", "line", "star", "action", "victim", "squad", "capability", "capabilities", "traffic", "mongrel", "jet", "jets", "boat", "ship", "ships", "submarine", "submarines", "vote", "song", "rate", "rates"}
)

// modifies reports whether a noun only colours the noun after it: "a combat
// patrol", "strike force", but not "the bombing victims", "attack site".
func (f *finder) modifies(t *Trigger) bool {
	k := t.Last
	if f.tok[t.First].XPOS != syntax.TagNN && f.tok[t.First].UPOS != syntax.ADJ || k >= f.last {
		return false
	}
	for k < f.last && f.tok[k].UPOS == syntax.ADJ {
		k++
	}
	if k >= f.last || f.tok[k].UPOS != syntax.NOUN {
		return false
	}
	if _, n := f.noun.Match(f.syn, k, f.last); n > 0 {
		return false
	}
	return !f.is(k, "site", "sites", "scene", "victim", "victims", "survivor", "survivors", "suspect", "suspects", "death", "deaths", "toll", "aftermath", "investigation", "probe", "casualties",
		"series", "spree", "wave", "morning", "night", "attempt", "attempts", "plot", "area", "day", "anniversary", "week", "year", "weekend", "today", "yesterday", "overnight", "witness", "witnesses", "bid", "plotters", "site")
}

// beside reports whether one of the words stands within n tokens of token k in
// the sentence.
func (f *finder) beside(k, n int, words []string) bool {
	for j := max(f.first, k-n); j < min(f.last, k+n+1); j++ {
		if j != k && slices.Contains(words, f.tok[j].Lower) {
			return true
		}
	}
	return false
}

// means reports whether the words of a trigger mean an event here: no labour
// strike, heart attack, "hit by inflation", compound of another noun.
func (f *finder) means(t *Trigger) bool {
	k, last, verb := t.First, t.Last, t.Verb
	l := lemma(&f.tok[k])
	if f.is(k, "flown", "flew") {
		l = "fly" // a tagger takes it for "flow"
	}
	one := last-k == 1
	if one && k > f.first && f.sense[f.tok[k-1].Lower]&figure != 0 {
		return false
	}
	if f.is(k-1, "-") || f.is(last, "-") && !verb {
		return false
	}
	if !verb && f.is(last, owners...) {
		return false
	}
	if one && !verb && f.modifies(t) {
		return false
	}
	if one && f.weak[l] && f.onThought(t) {
		return false
	}
	switch l {
	case "injure", "wound":
		if f.is(k-1, "the", "those") && (last >= f.last || f.tok[last].UPOS != syntax.NOUN) {
			return false // "the injured were taken to hospital"
		}
	case "strike", "hit", "target":
		if verb {
			if f.is(last, "by") && f.beside(last, 3, traffic) {
				return false
			}
			if l == "target" && last < f.last && f.tok[last].UPOS == syntax.NOUN && f.is(last, "strikes", "strike", "killings", "killing", "assassinations", "attacks", "raids") {
				return false // "targeted killings"
			}
			return f.beside(k, 8, weapons) || f.beside(k, 6, things)
		}
		if f.labour && one && !f.beside(k, 8, arms) {
			return false
		}
		return !one || !f.beside(k, 3, labour)
	case "gun":
		return verb && f.is(last, "down")
	case "ram":
		return verb && f.tok[k].XPOS != syntax.TagVB && (f.forceful || f.beside(k, 14, rammed))
	case "torch", "execute":
		return verb && f.tok[k].XPOS != syntax.TagVB && (l != "execute" || !Light(&f.tok[k]) || !f.is(k+1, "a", "an", "the"))
	case "destroy", "sink":
		return f.beside(k, 8, weapons) || f.beside(k, 6, things)
	case "detain", "apprehend":
		return verb
	case "capture":
		for j := k + 1; verb && j < min(f.last, k+6); j++ {
			if slices.Contains(held, f.tok[j].Lower) {
				return true
			}
			if f.tok[j].UPOS == syntax.PUNCT || f.tok[j].UPOS == syntax.ADP && !f.is(j, "of") {
				break // "captured the town, as rebels"
			}
		}
		return verb && f.is(k-1, "were", "was", "been") && f.beside(k, 8, held)
	case "crash":
		return f.beside(k, 14, craft) || !one
	case "transfer", "fly", "release", "evacuate", "free", "expel", "clear":
		return f.beside(k, 20, captives)
	case "seize", "board":
		return !one || verb && last < f.last && f.tok[last].UPOS != syntax.ADP && (f.beside(k, 6, vessels) || f.is(k-1, "was", "were") && f.beside(k, 12, vessels))
	case "close", "shut":
		for j := last; verb && j < min(f.last, last+6); j++ {
			if slices.Contains(outlets, f.tok[j].Lower) {
				return true
			}
		}
		return false
	case "march":
		return verb && f.beside(k, 6, marchers)
	case "shell":
		return verb
	case "demonstrate":
		return last >= f.last || f.tok[last].UPOS == syntax.ADP || f.tok[last].UPOS == syntax.PUNCT || f.tok[last].UPOS == syntax.ADV
	case "protest":
		return !f.is(k-1, "in", "under") || !f.is(last, "at", "against", "of")
	case "agreement", "accord", "pact", "treaty", "truce", "deal":
		return !one || f.beside(k, 5, signed) && !f.is(k-1, "signed", "reached")
	case "operation":
		return f.tok[k].UPOS == syntax.NOUN && !f.is(k-1, "special", "rescue", "search", "business", "normal", "daily")
	case "battle":
		return !f.is(k+1, "against")
	case "execution":
		return !f.is(k-1, "of") || !f.is(k-2, "stay")
	}
	return true
}

// onThought reports whether what a trigger strikes is a thought, a rule or the
// like: "attack on the proposal", "attacked the government's record".
func (f *finder) onThought(t *Trigger) bool {
	at := t.Last
	if !t.Verb {
		if !f.is(at, "on", "against", "over", "with", "for") {
			return false
		}
		at++
	}
	head := -1
	for k := at; k < min(f.last, at+8); k++ {
		switch f.tok[k].UPOS {
		case syntax.NOUN, syntax.PROPN:
			head = k
			continue
		case syntax.DET, syntax.ADJ, syntax.NUM, syntax.PRON, syntax.PART, syntax.ADV:
			if head < 0 || f.tok[k].UPOS == syntax.PART {
				continue
			}
		case syntax.PUNCT:
			if f.is(k, "“", "\"", "'", "‘", "-") {
				continue
			}
		}
		break
	}
	return head >= 0 && f.sense[f.tok[head].Lower]&thought != 0
}

// Light reports whether a verb only says that somebody did what the noun after
// it names.
func Light(t *syntax.Token) bool {
	if t.UPOS != syntax.VERB {
		return false
	}
	switch lemma(t) {
	case "conduct", "execute", "launch", "stage", "mount", "perpetrate", "commit", "carry", "impose", "initiate", "unleash", "relaunch", "resume", "renew", "wage", "intensify", "escalate", "sign", "negotiate":
		return true
	}
	return false
}
