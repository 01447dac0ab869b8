package phrase

// Terms reads the terms of speaking that token i states, in the words of
// docs/format.md, and where their words begin.
func (d *Page) Terms(i int) (kind string, from int) {
	switch d.Tok[i].Lower {
	case "anonymity", "anonymously":
		from := i
		for from > 0 && d.Is(from-1, "of", "condition", "the", "on", "requested", "requesting", "spoke", "speaking", "under") {
			from--
		}
		return "condition_of_anonymity", from
	case "named", "identified", "quoted":
		if d.Is(i-1, "be") && (d.Is(i-2, "to") && d.Is(i-3, "not", "asked", "declined", "refused")) {
			return "condition_of_anonymity", i - 3
		}
	case "authorized", "authorised", "allowed", "permitted", "cleared":
		if d.Is(i-1, "not", "n't", "n’t") && (d.Is(i+1, "to") && d.Is(i+2, "speak", "talk", "discuss", "brief", "comment", "disclose", "address", "publicly", "release")) {
			return "not_authorised", i - 1
		}
	case "background":
		if d.Is(i-1, "on") && !d.Is(i+1, "of", "check") {
			return "background", i - 1
		}
	case "record":
		if d.Is(i-1, "the") && d.Is(i-2, "on") && d.Is(i-3, "speaking", "spoke", "said") {
			return "on_record", i - 2
		}
	}
	return "", 0
}

// ClauseEnd is where the clause of token i ends: a comma that is followed by a
// new verb of its own, or the end of the sentence.
func (d *Page) ClauseEnd(i, limit int) int {
	for k := i + 1; k < limit; k++ {
		if k == i+1 && d.Is(k, "that") { // "on condition of anonymity that …"
			return k
		}
		if d.Is(k, ",", ";", ".", "—", "–", "”", "\"", ")") || d.Is(k, "said", "told") {
			return k
		}
	}
	return limit
}
