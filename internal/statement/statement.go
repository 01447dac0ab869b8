package statement

import "hearsay/internal/span"

// Statement is an attribution read for what it does: who, in which act, how
// certain. Vocabulary: docs/format.md.
type Statement struct {
	ID         string       `json:"id"`
	Source     *string      `json:"source"`      // source id; null where none
	SourceSpan *span.Quote  `json:"source_span"` // null where none
	Cue        *span.Quote  `json:"cue"`
	Content    []span.Quote `json:"content"`
	Quotation  Quotation    `json:"quotation"`
	Act        Act          `json:"act"`
	Certainty  Certainty    `json:"certainty"`
	Negated    bool         `json:"negated"`
	Chain      []string     `json:"chain"`   // source ids, nearest the speaker first
	Within     *string      `json:"within"`  // statement id
	Repeats    *string      `json:"repeats"` // statement id
	Confidence float64      `json:"confidence"`

	// Index of the attribution, the source and the chain in the room's input;
	// for the rooms after this one, not part of the record.
	Attribution int   `json:"-"`
	Speaker     int   `json:"-"` // index into sources, -1 where none
	Via         []int `json:"-"` // indices into sources
	// Answers are the indices of the statements this one denies, confirms or
	// retracts, where the text ties them ("denied the report", "this").
	Answers []int `json:"-"`
}

// The closed vocabularies of a statement.
type (
	Quotation string
	Act       string
	Certainty string
)

// How words are given.
const (
	Direct   Quotation = "direct"
	Indirect Quotation = "indirect"
	Mixed    Quotation = "mixed"
)

// What a statement does.
const (
	State                 Act = "state"
	Confirm               Act = "confirm"
	Deny                  Act = "deny"
	Accuse                Act = "accuse"
	ClaimResponsibility   Act = "claim_responsibility"
	DeclineComment        Act = "decline_comment"
	NoResponse            Act = "no_response"
	Asked                 Act = "asked"
	NeitherConfirmNorDeny Act = "neither_confirm_nor_deny"
	Retract               Act = "retract"
	Intend                Act = "intend"
	Demand                Act = "demand"
	Predict               Act = "predict"
	Believe               Act = "believe"
	Decide                Act = "decide"
	Show                  Act = "show"
	Express               Act = "express"
)

// How certain the source puts the content (FactBank).
const (
	Certain  Certainty = "certain"
	Probable Certainty = "probable"
	Possible Certainty = "possible"
	Unstated Certainty = "unstated"
)
