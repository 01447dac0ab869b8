package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/base64"
	"errors"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"
)

// How many logins may fail within span before more are refused, by the network
// and name, by the network, and by the name.
const (
	span        = 15 * time.Minute
	mostOfBoth  = 5
	mostOfPlace = 25
	mostOfName  = 100
)

// rest is a secret of n random bytes.
func rest(n int) string {
	raw := make([]byte, n)
	_, _ = rand.Read(raw) // never fails
	return base64.RawURLEncoding.EncodeToString(raw)
}

// sum is what is kept of a secret.
func sum(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}

// form is the secret that the forms of a session carry: who sees a page of it
// cannot tell the session's own secret.
func form(secret string) string {
	h := sha256.Sum256([]byte("hearsay form\x00" + secret))
	return base64.RawURLEncoding.EncodeToString(h[:])
}

// Seal is the secret of v's forms as a page carries it: another text each time,
// so that nothing can be told of it by how well a page is compressed (BREACH).
func (v *Visitor) Seal() string {
	raw, err := base64.RawURLEncoding.DecodeString(v.Form)
	if err != nil || len(raw) == 0 {
		return ""
	}
	pad := make([]byte, len(raw))
	_, _ = rand.Read(pad) // never fails
	subtle.XORBytes(raw, raw, pad)
	return base64.RawURLEncoding.EncodeToString(append(pad, raw...))
}

// Fits reports whether what a form carries is the sealed secret of v's session.
func (v *Visitor) Fits(sealed string) bool {
	if v == nil || v.Form == "" {
		return false
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	want, e := base64.RawURLEncoding.DecodeString(v.Form)
	if err != nil || e != nil || len(raw) != 2*len(want) {
		return false
	}
	got := raw[len(want):]
	subtle.XORBytes(got, got, raw[:len(want)])
	return subtle.ConstantTimeCompare(got, want) == 1
}

// Network is what failures and requests are counted by: an address of IPv4, 64
// bits of IPv6.
func (f From) Network() string {
	a, err := netip.ParseAddr(f.Address)
	if err != nil {
		return f.Address
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	p, _ := a.Prefix(64)
	return p.String()
}

// Login proves a name and a password and begins a session, whose secret it
// returns: nobody can have known it before. Its error is ErrDenied or a *TooMany.
func (b *Book) Login(ctx context.Context, name, password string, from From) (string, *Visitor, error) {
	key, again, err := b.prove(ctx, name, password, from)
	if err != nil {
		return "", nil, err
	}
	fresh := ""
	if again {
		if fresh, err = b.hash(ctx, password); err != nil {
			return "", nil, err
		}
	}
	secret := rest(32)
	v := &Visitor{From: from, Form: form(secret), session: sum(secret), book: b}
	err = b.write(ctx, func(p *pen) error {
		err := p.Row("SELECT name, role FROM account_user WHERE key = ? AND removed = 0", key).Scan(&v.Name, &v.Role)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrDenied // removed meanwhile
		}
		if err != nil {
			return err
		}
		if fresh != "" {
			if _, err := p.Do("UPDATE account_user SET password = ? WHERE key = ?", fresh, key); err != nil {
				return err
			}
		}
		if _, err := p.Do("DELETE FROM account_session WHERE seen < ? OR made < ?", p.now-b.opt.Idle.Microseconds(), p.now-b.opt.Life.Microseconds()); err != nil {
			return err
		}
		if _, err := p.Do("INSERT INTO account_session (hash, owner, made, seen, address, agent) VALUES (?, ?, ?, ?, ?, ?)", v.session, key, p.now, p.now, from.Address, cut(from.Agent, 200)); err != nil {
			return err
		}
		return p.note(Entry{Who: v.Name, Act: LoggedIn, About: v.Name, Address: from.Address})
	})
	if err != nil {
		return "", nil, err
	}
	return secret, v, nil
}

// prove is the key of the user with a name and a password; again says that the
// password should be hashed anew. An unknown name takes the same work.
func (b *Book) prove(ctx context.Context, name, password string, from From) (key string, again bool, err error) {
	key = cut(fold(name), mostName)
	if len(password) > 4*mostPassword {
		password = password[:4*mostPassword]
	}
	if err := b.throttle(ctx, key, from); err != nil {
		return "", false, err
	}
	done, err := b.turn(ctx)
	if err != nil {
		return "", false, err
	}
	defer done()
	// Others may have failed while this one waited for its turn.
	if err := b.throttle(ctx, key, from); err != nil {
		return "", false, err
	}
	var kept string
	err = b.db.Row(ctx, "SELECT password FROM account_user WHERE key = ? AND removed = 0", key).Scan(&kept)
	known := err == nil
	if errors.Is(err, sql.ErrNoRows) {
		kept, err = b.decoy, nil
	}
	if err != nil {
		return "", false, err
	}
	ok, again, err := b.matches(password, kept)
	if err != nil {
		return "", false, err
	}
	if !ok || !known {
		if err := b.Note(ctx, Entry{Act: LoginFailed, About: key, Address: from.Network()}); err != nil {
			return "", false, err
		}
		return "", false, ErrDenied
	}
	return key, again, nil
}

// throttle refuses where too many logins failed.
func (b *Book) throttle(ctx context.Context, key string, from From) error {
	since := b.now() - span.Microseconds()
	place := from.Network()
	var both, ofPlace, ofName int
	var first int64
	err := b.db.Row(ctx, "SELECT coalesce(sum(CASE WHEN about = ? AND address = ? THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN address = ? THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN about = ? THEN 1 ELSE 0 END), 0), "+
		"coalesce(min(CASE WHEN about = ? OR address = ? THEN time END), 0) FROM account_audit WHERE act = ? AND time > ?",
		key, place, place, key, key, place, string(LoginFailed), since).Scan(&both, &ofPlace, &ofName, &first)
	if err != nil {
		return err
	}
	if both >= mostOfBoth || ofPlace >= mostOfPlace || ofName >= mostOfName {
		return &TooMany{Wait: time.Duration(first-since) * time.Microsecond}
	}
	return nil
}

// touched is how old the note of a session's last request may be.
const touched = time.Minute

// Session is who began a session; ErrDenied where it has ended or never began.
func (b *Book) Session(ctx context.Context, secret string, from From) (*Visitor, error) {
	v := &Visitor{From: from, Form: form(secret), session: sum(secret), book: b}
	var made, seen int64
	err := b.db.Row(ctx, "SELECT u.name, u.role, s.made, s.seen FROM account_session s JOIN account_user u ON u.key = s.owner WHERE s.hash = ? AND u.removed = 0", v.session).Scan(&v.Name, &v.Role, &made, &seen)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrDenied
	}
	if err != nil {
		return nil, err
	}
	now := b.now()
	if now-seen > b.opt.Idle.Microseconds() || now-made > b.opt.Life.Microseconds() {
		return nil, ErrDenied
	}
	if now-seen > touched.Microseconds() {
		if _, err := b.db.Do(ctx, "UPDATE account_session SET seen = ? WHERE hash = ? AND seen < ?", now, v.session, now); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// Logout ends v's session.
func (b *Book) Logout(ctx context.Context, v *Visitor) error {
	return b.write(ctx, func(p *pen) error {
		n, err := p.Do("DELETE FROM account_session WHERE hash = ?", v.session)
		if err != nil || n == 0 {
			return err
		}
		return p.note(Entry{Who: v.Name, Act: LoggedOut, About: v.Name, Address: v.From.Address})
	})
}

// End ends all sessions of a user.
func (b *Book) End(ctx context.Context, by Entry, name string) error {
	return b.write(ctx, func(p *pen) error {
		key, shown, _, err := p.user(name)
		if err != nil {
			return err
		}
		if _, err := p.Do("DELETE FROM account_session WHERE owner = ?", key); err != nil {
			return err
		}
		return p.note(by.of(SessionsEnded, shown, ""))
	})
}

// cut is at most the first n characters of s, without what is no character.
func cut(s string, n int) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}
