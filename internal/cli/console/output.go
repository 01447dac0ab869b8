package console

import (
	"bufio"
	"errors"
	"io"
	"os"
	"syscall"

	"hearsay/internal/capture"
)

// Output is standard output, or a file that appears under its name once it is
// whole: an older one of that name stays until then.
type Output struct {
	*bufio.Writer
	file *os.File // nil for standard output
	name string
}

// WriteError is an output that could not be written.
type WriteError struct{ err *capture.Error }

func (e *WriteError) Error() string { return e.err.Error() }

// Create opens a file to be written, or stdout where name is "".
func Create(name string, stdout io.Writer) (*Output, error) {
	if name == "" {
		return &Output{Writer: bufio.NewWriter(stdout)}, nil
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return nil, NotWritten(name, "is a directory", "name a file in it")
		}
		f, err := os.OpenFile(name, os.O_WRONLY, 0) // a device or pipe is written to as it is
		if err != nil {
			return nil, NotWritten(name, "cannot be written ("+Cause(err)+")", "check --out")
		}
		return &Output{bufio.NewWriter(f), f, ""}, nil
	}
	f, err := os.OpenFile(name+".part", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, NotWritten(name, "cannot be written ("+Cause(err)+")", "check --out, or make its folder")
	}
	return &Output{bufio.NewWriter(f), f, name}, nil
}

// NotWritten is that name could not be written: why, and what to do.
func NotWritten(name, reason, advice string) error {
	return &WriteError{&capture.Error{URI: name, Reason: reason, Advice: advice}}
}

// Write adds to what is buffered.
func (o *Output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	return n, o.unwritten(err)
}

// unwritten is a WriteError for an error of the output; where whoever read it has
// gone, that error.
func (o *Output) unwritten(err error) error {
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return err
	}
	name := "standard output"
	if o.file != nil {
		name = o.file.Name()
	}
	return NotWritten(name, "cannot be written ("+Cause(err)+")", "make room on the disk, or check --out")
}

// Commit writes out what is buffered and gives a file its name.
func (o *Output) Commit() error {
	err := o.Flush()
	if o.file == nil {
		return o.unwritten(err)
	}
	if e := o.file.Close(); err == nil {
		err = e
	}
	if err == nil && o.name != "" {
		err = os.Rename(o.file.Name(), o.name)
	}
	if err != nil {
		return o.unwritten(err)
	}
	o.file = nil
	return nil
}

// Close removes a file that was not committed.
func (o *Output) Close() {
	if o.file != nil && o.name != "" {
		_ = o.file.Close()
		_ = os.Remove(o.file.Name())
	}
}

// Cause is the innermost error's text; the outer ones repeat the path.
func Cause(err error) string {
	for {
		u, ok := err.(interface{ Unwrap() error })
		if !ok || u.Unwrap() == nil {
			return err.Error()
		}
		err = u.Unwrap()
	}
}
