package source

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
)

// Source is one who speaks in a report: all mentions that name the same
// speaker, and how the text identifies it. Vocabulary: docs/format.md.
type Source struct {
	ID             string         `json:"id"`
	Name           string         `json:"name"` // "" where unspecified
	Kind           Kind           `json:"kind"`
	Identification Identification `json:"identification"`
	Count          *Count         `json:"count"`        // of unnamed people; null where the text gives none
	DescribedAs    *span.Quote    `json:"described_as"` // the words used for an unnamed source
	Role           *span.Quote    `json:"role"`
	Affiliation    *Affiliation   `json:"affiliation"`
	Relation       Relation       `json:"relation"`
	Terms          Terms          `json:"terms"`
	Mentions       []span.Quote   `json:"mentions"` // in text order
	Members        []string       `json:"members"`  // source ids of a compound source
	// Tie is what the relation is read off once the incidents are known; it is
	// no part of the record.
	Tie Tie `json:"-"`
}

// Tie says for whom a source speaks, as far as the report tells.
type Tie struct {
	Role         lexicon.Role
	Body         lexicon.BodyKind // the source itself, or the body a person belongs to
	Nation       string           // ISO 3166-1 alpha-2; of an office without a country the one the report speaks of most
	Home         bool             // the nation is only that of the report
	Group        string           // armed group
	Words        string           // lower-case words of role and affiliation
	Acts, Struck bool             // the report's words set its nation or group as one that acts, or is acted on
}

// Count is how many people an unnamed source is: a number, or "several" where
// the text uses a plural without one. It prints as that number or word.
type Count struct {
	N       int // 0 where Several
	Several bool
}

// Affiliation is the body a source speaks for, as the text gives it.
type Affiliation struct {
	Name string     `json:"name"`
	Span span.Quote `json:"span"`
}

// Terms are the terms on which a source speaks, as the text states them.
type Terms struct {
	Kind TermsKind   `json:"kind"`
	Span *span.Quote `json:"span"` // the stated reason; null for not_stated
}

// The closed vocabularies of a source.
type (
	Kind           string
	Identification string
	Relation       string
	TermsKind      string
)

// Kinds of source.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
	Group        Kind = "group"
	Document     Kind = "document"
	Dataset      Kind = "dataset"
	Outlet       Kind = "outlet"
	Author       Kind = "author"
	Unspecified  Kind = "unspecified"
)

// How a text identifies a source.
const (
	Named          Identification = "named"
	NamedOffice    Identification = "named_office"
	Institution    Identification = "institution"
	Unnamed        Identification = "unnamed"
	Unattributed   Identification = "unattributed"
	OwnObservation Identification = "own_observation"
)

// Relation of a source to the event.
const (
	PartyAccused    Relation = "party_accused"
	PartyAffected   Relation = "party_affected"
	OtherOfficial   Relation = "other_official"
	Witness         Relation = "witness"
	MedicalOrRescue Relation = "medical_or_rescue"
	MonitorNGO      Relation = "monitor_ngo"
	Expert          Relation = "expert"
	Media           Relation = "media"
	Unknown         Relation = "unknown"
)

// Terms a text states.
const (
	OnRecord             TermsKind = "on_record"
	Background           TermsKind = "background"
	ConditionOfAnonymity TermsKind = "condition_of_anonymity"
	NotAuthorised        TermsKind = "not_authorised"
	NotStated            TermsKind = "not_stated"
)

// Voice ties one attribution to who speaks in it.
type Voice struct {
	Source int   // index into the sources; -1 where the text names none
	Chain  []int // sources the words came through, nearest the speaker first
	// Lent is where the source stands, for an attribution that has none of its
	// own: the subject it shares with another verb of its sentence.
	Lent []span.Span
}
