package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// cost is what a password's hash takes: memory in KiB, passes, lanes. These are
// the first choice of the OWASP Password Storage Cheat Sheet for Argon2id.
type cost struct {
	memory, time uint32
	lanes        uint8
}

var usual = cost{memory: 47104, time: 1, lanes: 1}

const (
	saltBytes = 16
	hashBytes = 32
	// leastPassword in characters is NIST SP 800-63B-4's for a password that stands
	// alone; mostPassword bounds the work.
	leastPassword = 15
	mostPassword  = 256
)

// plain is a password as it is hashed: one form for each way to type it.
func plain(password string) []byte { return norm.NFKC.Bytes([]byte(password)) }

// checkPassword says what is wrong with a new password.
func checkPassword(name, password string) error {
	n := utf8.RuneCountInString(password)
	distinct := map[rune]bool{}
	for _, r := range password {
		distinct[r] = true
	}
	rest := strings.ReplaceAll(fold(password), fold(name), "")
	switch {
	case !utf8.ValidString(password):
		return errors.New("the password is no text: type it again")
	case n < leastPassword:
		return fmt.Errorf("the password has %d characters: give %d or more, as four words that do not belong together", n, leastPassword)
	case n > mostPassword:
		return fmt.Errorf("the password has %d characters: give %d at most", n, mostPassword)
	case len(distinct) < 6:
		return errors.New("the password has hardly any different characters: choose another")
	case utf8.RuneCountInString(rest) < leastPassword/2:
		return errors.New("the password is little more than the name: choose another")
	}
	return nil
}

// hash is a password's, in the form of PHC strings. At most so many are made at
// once as there are cores: each takes the memory of its cost.
func (b *Book) hash(ctx context.Context, password string) (string, error) {
	done, err := b.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails
	return b.phc(salt, b.derive(password, salt, b.cost)), nil
}

// phc writes a hash of the cost of now.
func (b *Book) phc(salt, sum []byte) string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, b.cost.memory, b.cost.time, b.cost.lanes, enc.EncodeToString(salt), enc.EncodeToString(sum))
}

// matches reports whether a password has a hash, and whether that hash is of
// another cost than those made now.
func (b *Book) matches(password, hash string) (ok, old bool, err error) {
	var v int
	var c cost
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, false, errors.New("a password's hash is damaged: set the password again")
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &v); err != nil || v != argon2.Version {
		return false, false, errors.New("a password's hash is of another version: set the password again")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.lanes); err != nil || c.memory > 1<<21 || c.time == 0 || c.time > 64 || c.lanes == 0 {
		return false, false, errors.New("a password's hash is damaged: set the password again")
	}
	salt, e1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, e2 := base64.RawStdEncoding.DecodeString(parts[5])
	if e1 != nil || e2 != nil || len(want) != hashBytes {
		return false, false, errors.New("a password's hash is damaged: set the password again")
	}
	got := b.derive(password, salt, c)
	return subtle.ConstantTimeCompare(got, want) == 1, c != b.cost, nil
}

// queue is how long a password waits for its turn: many at once, from many
// networks, must not pile up.
const queue = 15 * time.Second

// turn waits until one may hash, and returns what ends that.
func (b *Book) turn(ctx context.Context) (func(), error) {
	late := time.NewTimer(queue)
	defer late.Stop()
	select {
	case b.turns <- struct{}{}:
		return func() { <-b.turns }, nil
	case <-late.C:
		return nil, &TooMany{Wait: queue}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// derive hashes.
func (b *Book) derive(password string, salt []byte, c cost) []byte {
	b.derived.Add(1)
	return argon2.IDKey(plain(password), salt, c.time, c.memory, c.lanes, hashBytes)
}
