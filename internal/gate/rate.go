package gate

import (
	"sync"
	"time"
)

// store is how many seconds of its rate a bucket holds.
const store = 5

// mostBuckets bounds the memory: full ones are forgotten first.
const mostBuckets = 10_000

// buckets are token buckets by key.
type buckets struct {
	rate float64 // tokens a second; 0 never refuses
	now  func() time.Time
	mu   sync.Mutex
	of   map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
}

func fill(rate float64) *buckets {
	return &buckets{rate: rate, now: time.Now, of: map[string]*bucket{}}
}

// take takes a token of a key, or says how long until there is one.
func (b *buckets) take(key string) (wait time.Duration, ok bool) {
	if b.rate <= 0 {
		return 0, true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	most := max(1, b.rate*store)
	k := b.of[key]
	if k == nil {
		if len(b.of) >= mostBuckets {
			b.forget(now, most)
		}
		k = &bucket{left: most, at: now}
		b.of[key] = k
	}
	k.left = min(most, k.left+now.Sub(k.at).Seconds()*b.rate)
	k.at = now
	if k.left < 1 {
		return time.Duration((1 - k.left) / b.rate * float64(time.Second)), false
	}
	k.left--
	return 0, true
}

// forget drops what is full again, else half of all.
func (b *buckets) forget(now time.Time, most float64) {
	for key, k := range b.of {
		if k.left+now.Sub(k.at).Seconds()*b.rate >= most {
			delete(b.of, key)
		}
	}
	for key := range b.of {
		if len(b.of) <= mostBuckets/2 {
			return
		}
		delete(b.of, key)
	}
}
