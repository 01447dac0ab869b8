package incident

import (
	"hearsay/internal/fact"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// Incident is one thing that happened, was attempted or was threatened, in
// ACLED's, UCDP's and MUC-4's terms. Vocabulary: docs/format.md.
type Incident struct {
	ID               string        `json:"id"`
	Main             bool          `json:"main"`
	EventType        string        `json:"event_type"`     // ACLED; "" where none fits
	SubEventType     string        `json:"sub_event_type"` // ACLED
	Stage            fact.Stage    `json:"stage_of_execution"`
	DateStart        string        `json:"date_start"` // ISO day, "" where unknown or relative
	DateEnd          string        `json:"date_end"`
	DatePrec         int           `json:"date_prec"`
	WhereDescription string        `json:"where_description"` // the text's words
	Place            string        `json:"place"`             // gazetteer name
	Country          string        `json:"country"`
	ISO              string        `json:"iso"`
	Adm1             string        `json:"adm_1"`
	Latitude         *float64      `json:"latitude"`
	Longitude        *float64      `json:"longitude"`
	WherePrec        int           `json:"where_prec"`
	Belligerents     []Belligerent `json:"belligerents"`
	Targets          []Target      `json:"targets"`
	Casualties       []Casualty    `json:"casualties"`
	Facts            []string      `json:"facts"` // fact ids
	// Mentions are the words that speak of it, in text order.
	Mentions []Mention `json:"mentions"`
	// Members are the ids of the incidents of single readings that were joined
	// into this one; empty in a reading.
	Members []string `json:"members"`
	// PossibleDuplicates are near matches that were not joined, with the reason.
	PossibleDuplicates []NearMatch `json:"possible_duplicates"`
}

// Mention is a span of one report.
type Mention struct {
	Report string `json:"report"` // report id
	span.Quote
}

// Belligerent is a party said to have acted.
type Belligerent struct {
	Name     string   `json:"name"`
	Role     string   `json:"role"`     // "perpetrator", "supporter"
	Type     string   `json:"type"`     // known | suspected
	Position string   `json:"position"` // claimed | acknowledged_in_part | denied | silent | none
	Facts    []string `json:"facts"`
}

// Target is what or who was hit.
type Target struct {
	Name   string   `json:"name"`
	Type   string   `json:"type"`   // person | structure | vehicle | place | group
	Effect string   `json:"effect"` // killed | injured | destroyed | damaged | ""
	Facts  []string `json:"facts"`
}

// Casualty is one distinct figure for one category.
type Casualty struct {
	Category   fact.Category `json:"category"`
	KilledMin  *int          `json:"killed_min"`
	KilledMax  *int          `json:"killed_max"`
	InjuredMin *int          `json:"injured_min"`
	InjuredMax *int          `json:"injured_max"`
	Facts      []string      `json:"facts"`
}

// NearMatch is an incident that may be the same.
type NearMatch struct {
	Incident string `json:"incident"`
	Reason   string `json:"reason"`
}

// Fact is one slot of one incident with one value, and all positions on it.
// Origins and standing are filled by room origin.
type Fact struct {
	ID           string        `json:"id"`
	Incident     string        `json:"incident"`
	Slot         fact.Slot     `json:"slot"`
	Value        string        `json:"value"`
	Norm         fact.Norm     `json:"norm"`
	Spans        []Mention     `json:"spans"`     // where the value stands
	OwnVoice     []Mention     `json:"own_voice"` // where a report states it itself
	AssertedBy   []Position    `json:"asserted_by"`
	DeniedBy     []Position    `json:"denied_by"`
	Uncommitted  []Position    `json:"uncommitted"`
	Standing     Standing      `json:"standing"`
	OriginsMin   int           `json:"origins_min"`
	OriginsMax   int           `json:"origins_max"`
	OriginGroups []OriginGroup `json:"origin_groups"`
}

// Position is one statement's stand on a fact.
type Position struct {
	Statement string              `json:"statement"`
	InPart    bool                `json:"in_part"`
	Certainty statement.Certainty `json:"certainty"`
}

// OriginGroup is a set of statements that share an informant, and why.
type OriginGroup struct {
	Statements []string `json:"statements"`
	Reason     string   `json:"reason"`
	Span       *Mention `json:"span"`
}

// Standing is the rule that a fact's positions and origins meet.
type Standing string

// The standings; discounted and confirmed are a person's decision only.
const (
	Declared             Standing = "declared"
	DeclaredInPart       Standing = "declared_in_part"
	Contested            Standing = "contested"
	Corroborated         Standing = "corroborated"
	PossiblyCorroborated Standing = "possibly_corroborated"
	SingleSource         Standing = "single_source"
	UncommittedOnly      Standing = "uncommitted"
	NoSource             Standing = "unattributed"
	Reported             Standing = "reported"
	Discounted           Standing = "discounted"
	Confirmed            Standing = "confirmed"
)
