package document

// ErrorKind says why a report is refused.
type ErrorKind uint8

// The kinds of refusal.
const (
	Empty ErrorKind = iota
	Binary
	Language
)

// Error is a capture that is no report this program can read. It names what
// is wrong and what to do; the path is the caller's to add.
type Error struct {
	Kind   ErrorKind
	Reason string
	Advice string
}

func (e *Error) Error() string { return e.Reason + "; " + e.Advice }

func binaryError(what string) error {
	return &Error{Kind: Binary, Reason: "this is " + what + ", not plain text", Advice: "extract its text and give that"}
}
