package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"
)

// DefaultMaxBytes is the size a report may have where the caller sets no
// limit. The longest newspaper articles stay under 200 kB; a file over 16 MB
// holds many reports, and a reading of it would take minutes and gigabytes.
const DefaultMaxBytes = 16_000_000

// Capture is a report as it was received.
type Capture struct {
	Bytes []byte
	// SHA256 of Bytes, lower-case hexadecimal; the report's id.
	SHA256 string
	// URI whence the bytes came: a file path as given, "-" for standard input,
	// an address.
	URI string
	// Fetched is when the bytes were received from a network, as whoever received
	// them says; zero for a file.
	Fetched time.Time
	// Header is what the server said of the bytes, by lower-case name; nil for a
	// file. It is kept as it came and never believed: Kind looks at the bytes.
	Header map[string]string
	Stated
}

// Stated is what the caller knows of a report; empty and zero where nothing is
// stated.
type Stated struct {
	Outlet string
	URL    string
	Date   time.Time // UTC midnight of the day of publication
	// Credit is whose text it is, where what brought it says so: a feed's
	// <source>, a wire's provider. It may be the outlet itself.
	Credit string
}

// Limits bound what is taken in. The zero value is the default.
type Limits struct {
	MaxBytes int64 // DefaultMaxBytes where 0
}

func (l Limits) max() int64 {
	if l.MaxBytes > 0 {
		return l.MaxBytes
	}
	return DefaultMaxBytes
}

// Of is the capture of bytes that are already at hand.
func Of(b []byte, uri string, st Stated) Capture {
	sum := sha256.Sum256(b)
	return Capture{Bytes: b, SHA256: hex.EncodeToString(sum[:]), URI: uri, Stated: st}
}

// Error is a capture that could not be made.
type Error struct {
	URI    string
	Reason string // what is wrong
	Advice string // what to do
	Err    error  // the system's error, or nil
}

// Error is one line: a path that holds a line feed or another character that
// cannot be shown is quoted.
func (e *Error) Error() string {
	name := e.URI
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		name = strconv.Quote(name)
	}
	return name + ": " + e.Reason + "; " + e.Advice
}

// Unwrap is the system's error.
func (e *Error) Unwrap() error { return e.Err }

// File captures one file. Its errors are *Error.
func File(path string, st Stated, lim Limits) (Capture, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Capture{}, systemError(path, err)
	}
	if info.IsDir() {
		return Capture{}, &Error{URI: path, Reason: "is a directory", Advice: "name the files in it, or let read walk it"}
	}
	if info.Mode().IsRegular() && info.Size() > lim.max() {
		return Capture{}, tooLarge(path, lim)
	}
	f, err := os.Open(path)
	if err != nil {
		return Capture{}, systemError(path, err)
	}
	defer f.Close()
	return Stream(f, path, st, lim)
}

// Stream captures all of r, which is named uri. Its errors are *Error.
func Stream(r io.Reader, uri string, st Stated, lim Limits) (Capture, error) {
	b, err := io.ReadAll(io.LimitReader(r, lim.max()+1))
	if err != nil {
		return Capture{}, systemError(uri, err)
	}
	if int64(len(b)) > lim.max() {
		return Capture{}, tooLarge(uri, lim)
	}
	return Of(b, uri, st), nil
}

func tooLarge(uri string, lim Limits) error {
	return &Error{
		URI:    uri,
		Reason: fmt.Sprintf("is larger than %d bytes", lim.max()),
		Advice: "split it into its reports, or raise --max-size",
	}
}

func systemError(uri string, err error) error {
	e := &Error{URI: uri, Reason: "cannot be read", Advice: "check the file and try again", Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Reason, e.Advice = "there is no such file", "check the path"
	case errors.Is(err, fs.ErrPermission):
		e.Reason, e.Advice = "no permission to read it", "change its mode or run as its owner"
	case errors.Is(err, syscall.ENOTDIR):
		e.Reason, e.Advice = "there is no such file", "check the path: a part of it is no directory"
	default:
		e.Reason = "cannot be read (" + cause(err) + ")"
	}
	return e
}

// cause is the innermost error's text: the outer ones repeat the path.
func cause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}
