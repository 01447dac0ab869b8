package attribution

import "hearsay/internal/span"

// Attribution is one "source, cue, content" as the words stand, by the rules
// of PolNeAR (docs/attribution.md). Spans are in order and do not overlap
// inside one role.
type Attribution struct {
	// Source as written; empty where the text names none ("reportedly"). More
	// than one span where it is interrupted, which is rare.
	Source []span.Span
	// Cue is never empty.
	Cue span.Span
	// Content has at least one span, except for Silence.
	Content []span.Span
	// Within is the index of the attribution whose content holds this one, -1
	// for an outermost one. Only outermost ones are scored against PolNeAR.
	Within int
	// Scope says by which convention it was found.
	Scope Scope
	// Confidence is a calibrated probability, 0..1, that cue, source and
	// content overlap a reader's.
	Confidence float64
}

// Scope is the convention an attribution belongs to.
type Scope uint8

// The scopes.
const (
	// Speech is any attributed attitude by PolNeAR's rules.
	Speech Scope = iota
	// Silence is a refusal, no reply, or a party asked for comment, which
	// PolNeAR mostly leaves out ("has yet to provide a statement"). The source
	// is who kept silent or was asked; content may be empty.
	Silence
)
