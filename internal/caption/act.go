package caption

import (
	"hearsay/internal/incident"
	"hearsay/internal/statement"
)

// Act is what a statement does, in words: "denies", "does not confirm".
func Act(st *statement.Statement) string {
	w, ok := acts[st.Act]
	switch {
	case !ok:
		return words(string(st.Act))
	case st.Negated && !Silent(st.Act):
		return "does not " + words(string(st.Act))
	}
	return w
}

var acts = map[statement.Act]string{
	statement.State: "states", statement.Confirm: "confirms", statement.Deny: "denies", statement.Accuse: "accuses",
	statement.ClaimResponsibility: "claims responsibility", statement.DeclineComment: "declines to comment",
	statement.NoResponse: "did not respond", statement.Asked: "was asked", statement.NeitherConfirmNorDeny: "neither confirms nor denies",
	statement.Retract: "retracts", statement.Intend: "intends", statement.Demand: "demands", statement.Predict: "predicts",
	statement.Believe: "believes", statement.Decide: "decides", statement.Show: "shows", statement.Express: "expresses",
}

// Silent reports whether an act commits its source to nothing.
func Silent(a statement.Act) bool {
	switch a {
	case statement.DeclineComment, statement.NoResponse, statement.Asked, statement.NeitherConfirmNorDeny:
		return true
	}
	return false
}

// Doubt is the certainty of a statement where it is not plain: "probable",
// "possible"; "" otherwise.
func Doubt(c statement.Certainty) string {
	if c == statement.Probable || c == statement.Possible {
		return string(c)
	}
	return ""
}

// Standing is a standing in words and the rule it stands for; "–" without a
// rule where none is set.
func Standing(s incident.Standing) (name, rule string) {
	if s == "" {
		return "–", ""
	}
	return words(string(s)), rules[s]
}

var rules = map[incident.Standing]string{
	incident.Declared:             "the acting party itself asserts it",
	incident.DeclaredInPart:       "the acting party itself asserts part of it",
	incident.Contested:            "a competing value stands beside it, or a party or a named source denies it",
	incident.Corroborated:         "at least two independent origins, and no denial",
	incident.PossiblyCorroborated: "one independent origin for certain, possibly more",
	incident.SingleSource:         "one origin stands behind it, however many repeat it",
	incident.UncommittedOnly:      "nobody commits to it: declined, asked, no response, or merely possible",
	incident.NoSource:             "no source is given, and the report does not say it in its own voice",
	incident.Reported:             "a report says it in its own voice and names no source",
	incident.Discounted:           "a person set it aside",
	incident.Confirmed:            "a person confirmed it",
}
