package caption

import (
	"hearsay/internal/incident"
	"hearsay/internal/origin"
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
	return words(string(s)), origin.Rule(s)
}
