package document

// ErrorKind says why a report is refused.
type ErrorKind uint8

// The kinds of refusal.
const (
	Empty    ErrorKind = iota // no words
	Binary                    // another format than plain text
	Encoding                  // text in an encoding that is not read
	Language                  // another language than English
	Walled                    // a page that keeps its article from the reader
)

// Error is a capture that is no report this program can read. It names what
// is wrong and what to do; the path is the caller's to add.
type Error struct {
	Kind   ErrorKind
	Reason string
	Advice string
}

func (e *Error) Error() string { return e.Reason + "; " + e.Advice }

func emptyError(what string) error {
	return &Error{Kind: Empty, Reason: what, Advice: "give a file with text"}
}

func encodingError(what string) error {
	return &Error{Kind: Encoding, Reason: what + ", which is not read", Advice: "save it as UTF-8 and give that"}
}

func binaryError(what string) error {
	return &Error{Kind: Binary, Reason: "this is " + what + ", not plain text", Advice: "extract its text and give that"}
}
