package fact

import (
	"time"

	"hearsay/internal/fact/place"
	"hearsay/internal/fact/stage"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// Event is one mention of something that happened, was tried, threatened or is
// merely spoken of: a trigger word with its kind. Several mentions make one
// incident; that is incident's work.
type Event struct {
	Trigger  span.Span
	Sentence int
	// Type and SubType are ACLED's; empty where the trigger names no kind
	// ("the attack", "the incident").
	Type, SubType string
	Stage         Stage
	// Outcome marks a trigger that says what befell people or things ("killed",
	// "destroyed") and so may belong to the action named beside it.
	Outcome bool
	// Bare marks a trigger that is often a figure of speech, with nothing beside
	// it that shows force: alone it makes no incident.
	Bare bool
	// Statement is the index of the statement whose content holds the trigger,
	// -1 where the report speaks in its own voice.
	Statement int
}

// Stage is how far an event went: MUC-4's stage of execution, with two values
// for mentions that are no incident.
type Stage = stage.Stage

// The stages.
const (
	Accomplished = stage.Accomplished
	Attempted    = stage.Attempted
	Threatened   = stage.Threatened   // threatened, planned, demanded
	Hypothetical = stage.Hypothetical // "if", "could", "would", feared
	Habitual     = stage.Habitual     // "frequently conducts bombings": no incident
)

// Claim is one value that one speaker, or the report itself, gives to one slot
// of an event.
type Claim struct {
	Event int // index into the events; -1 where none is near
	Slot  Slot
	// Value is the words as written, trimmed to the value.
	Value string
	Norm  Norm
	Span  span.Span // where the value stands
	// Statement is the index of the statement that carries it; -1 where the
	// report states it in its own voice.
	Statement int
	Stance    Stance
	InPart    bool // the speaker grants part of the value only
	Certainty statement.Certainty
	// Echo marks a claim of a headline, caption or pull quote: it repeats what
	// the body says and adds no origin.
	Echo bool
}

// Stance is what a claim does to its value.
type Stance uint8

// The stances.
const (
	Asserts Stance = iota
	Denies
	Uncommitted // declined, asked, no response, possible
)

// Slot is the question a fact answers.
type Slot string

// The slots.
const (
	Perpetrator    Slot = "perpetrator"
	Target         Slot = "target"
	Instrument     Slot = "instrument"
	WherePlace     Slot = "place"
	WhenDate       Slot = "date"
	Killed         Slot = "killed"
	Injured        Slot = "injured"
	Support        Slot = "support"
	Responsibility Slot = "responsibility"
	DamageDone     Slot = "damage"
	Motive         Slot = "motive"
	Detained       Slot = "detained"
	Other          Slot = "other"
)

// Norm is a value in the field's own terms; at most one part is set besides
// Name and Category.
type Norm struct {
	Name     string   `json:"name,omitempty"`     // canonical name of an actor, instrument, target
	Category Category `json:"category,omitempty"` // of the people counted
	Number   *Number  `json:"number,omitempty"`
	Date     *Date    `json:"date,omitempty"`
	Place    *Place   `json:"place,omitempty"`
}

// Category is whom a casualty figure counts.
type Category string

// The categories.
const (
	Unspecified  Category = "unspecified"
	Civilian     Category = "civilian"
	Children     Category = "children"
	Combatant    Category = "combatant"
	Perpetrators Category = "perpetrator"
)

// Number is a figure as a range. Min or Max is null where the text sets no
// bound; Word keeps "dozens", "several".
type Number struct {
	Min  *int   `json:"min"`
	Max  *int   `json:"max"`
	Word string `json:"word,omitempty"`
}

// Date is a day or a range of days, both ends included. Start and End are zero
// where the expression stays relative.
type Date struct {
	Start    time.Time `json:"-"`
	End      time.Time `json:"-"`
	Prec     int       `json:"prec"` // UCDP date_prec 1..5; 0 unknown
	Relative bool      `json:"relative"`
	// Value is the TIMEX3 value ("2025-12", "PAST_REF"); "" where none.
	Value string `json:"value,omitempty"`
}

// Place is where an event was.
type Place = place.Place
