//go:build !linux

package link_test

import "time"

func thread() (spent func() time.Duration, done func()) {
	begin := time.Now()
	return func() time.Duration { return time.Since(begin) }, func() {}
}
