package ledgertest

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// Processor keeps a benchmark on one thread, until done is called, and tells the
// time that this thread has computed: on a machine full of other work it tells
// more than a clock.
func Processor() (spent func() time.Duration, done func()) {
	runtime.LockOSThread()
	return func() time.Duration {
		var t unix.Timespec
		_ = unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t)
		return time.Duration(t.Nano())
	}, runtime.UnlockOSThread
}
