package cli

import (
	"os"

	"hearsay/internal/capture"
	"hearsay/internal/reading"
)

// item is one report to read, or what was found wrong with it already.
type item struct {
	uri string
	err error
}

// list names the reports in the order given, directories by path, and says what
// is passed over.
func (c *readCmd) list(io *streams) []item {
	var out []item
	for _, name := range c.Reports {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.IsDir() {
			out = append(out, item{uri: name})
			continue
		}
		if link, err := os.Lstat(name); err == nil && link.Mode()&os.ModeSymlink != 0 {
			name += string(os.PathSeparator) // a link that is named is followed
		}
		found, skipped, failed := capture.Walk(name)
		for _, path := range found {
			out = append(out, item{uri: path})
		}
		for _, err := range failed {
			out = append(out, item{reading.Fail(name, err).URI, err})
		}
		if len(found) > 0 {
			io.skipped(name, skipped)
		}
	}
	return out
}

// taker captures one report.
func (c *readCmd) taker(io *streams) func(uri string) (capture.Capture, error) {
	st := capture.Stated{Outlet: c.Outlet, URL: c.URL, Date: c.Date.Time}
	lim := capture.Limits{MaxBytes: int64(c.MaxSize)}
	return func(uri string) (capture.Capture, error) {
		if uri == "-" {
			if isTerminal(io.in) {
				io.say("reading standard input; Ctrl-D ends it")
			}
			return capture.Stream(io.in, uri, st, lim)
		}
		return capture.File(uri, st, lim)
	}
}
