package link_test

import (
	"runtime"
	"syscall"
	"time"
)

// thread keeps a test on one thread and returns the time that this thread has
// computed: on a machine full of other work it tells more than a clock.
func thread() (spent func() time.Duration, done func()) {
	runtime.LockOSThread()
	return func() time.Duration {
		const self = 1 // RUSAGE_THREAD
		var u syscall.Rusage
		_ = syscall.Getrusage(self, &u)
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}, runtime.UnlockOSThread
}
