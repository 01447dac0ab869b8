package worker

// Key is the number of the lock of a queue.
func Key(name string) int64 { return key(name) }
