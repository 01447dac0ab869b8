// Package intake opens what the command line names and brings it in: files and
// what they hold, streams, addresses; and it carries out the verbs fetch and
// watch. Part of room cli.
package intake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
	"unicode"

	"hearsay/internal/capture"
)

// Streams are where a verb reads and writes.
type Streams struct {
	In       *os.File
	Out, Err io.Writer
}

// Say prints one message.
func (s *Streams) Say(format string, args ...any) {
	fmt.Fprintf(s.Err, "hearsay: "+format+"\n", args...)
}

// Exit is an exit code as an error; the message has been printed.
type Exit int

func (e Exit) Error() string { return fmt.Sprint("exit code ", int(e)) }

// The exit codes, as docs/cli.md has them.
const (
	exitSome        = 1
	exitNone        = 3
	exitInterrupted = 130
)

// Opening is what one worker takes: one report, or what leads to some.
type Opening struct {
	URI  string
	Open func(ctx context.Context) iter.Seq2[capture.Capture, error]
}

// Shown is a path as one line: one with characters that cannot be shown is
// quoted.
func Shown(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(path)
	}
	return path
}

// output is a file that appears under its name once it is whole.
type output struct {
	*bufio.Writer
	file *os.File
	name string
}

func create(name string) (*output, error) {
	f, err := os.Create(name + ".part")
	if err != nil {
		return nil, unwritten(name, "cannot be written ("+cause(err)+")", "check the name, or make its folder")
	}
	return &output{bufio.NewWriter(f), f, name}, nil
}

// commit gives the file its name.
func (o *output) commit() error {
	err := errors.Join(o.Flush(), o.file.Close())
	if err == nil {
		err = os.Rename(o.file.Name(), o.name)
	}
	if err != nil {
		return unwritten(o.name, "cannot be written ("+cause(err)+")", "make room on the disk")
	}
	o.file = nil
	return nil
}

// close removes a file that was not committed.
func (o *output) close() {
	if o.file != nil {
		_ = o.file.Close()
		_ = os.Remove(o.file.Name())
	}
}

func unwritten(name, reason, advice string) error {
	return &capture.Error{URI: name, Reason: reason, Advice: advice}
}

// cause is the innermost error's text; the outer ones repeat the path.
func cause(err error) string {
	for u := errors.Unwrap(err); u != nil; u = errors.Unwrap(err) {
		err = u
	}
	return err.Error()
}
