//go:build !linux

package ledgertest

import "time"

// Processor tells the time that has passed, as this system does not tell a
// thread's own.
func Processor() (spent func() time.Duration, done func()) {
	begin := time.Now()
	return func() time.Duration { return time.Since(begin) }, func() {}
}
