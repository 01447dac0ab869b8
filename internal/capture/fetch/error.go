package fetch

import (
	"errors"
	"time"

	"hearsay/internal/capture"
)

// Error is an address that could not be fetched.
type Error struct {
	URL    string
	Status int    // of the answer; 0 where there was none
	Reason string // what is wrong
	Advice string // what to do
	// Retry is when the server may be asked again, where that is known.
	Retry   time.Time
	Err     error
	passing bool // it may be gone the next time
}

// Error is one line.
func (e *Error) Error() string { return e.capture().Error() }

func (e *Error) capture() *capture.Error {
	return &capture.Error{URI: e.URL, Reason: e.Reason, Advice: e.Advice, Err: e.Err}
}

// Unwrap is the network's error, or nil.
func (e *Error) Unwrap() error { return e.Err }

// As lets the error be taken for a capture's.
func (e *Error) As(target any) bool {
	if t, ok := target.(**capture.Error); ok {
		*t = e.capture()
		return true
	}
	return false
}

// named puts the address into an error that was made without one.
func named(err error, url string) error {
	var e *Error
	if errors.As(err, &e) && e.URL == "" {
		e.URL = url
	}
	return err
}

// cause is the innermost error's text: the outer ones repeat the address.
func cause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}

// Final reports whether asking again would bring the same: the page is gone or
// refused, the address is none or not public. What a server or the network may
// do another time is not final.
func (e *Error) Final() bool {
	switch {
	case e.passing || !e.Retry.IsZero():
		return false
	case e.Status == 408 || e.Status == 425 || e.Status == 429 || e.Status >= 500:
		return false
	}
	return true
}
