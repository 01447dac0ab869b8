package account

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/internal/aside"
)

// mark begins every token, so that one that got away is found where it lies.
const mark = "hearsay_"

// Token is a key for a program, without its secret.
type Token struct {
	ID      string    `json:"id"`
	User    string    `json:"user"`
	Name    string    `json:"name"` // what it is for
	Scopes  []Scope   `json:"scopes"`
	Made    time.Time `json:"made"`
	Used    time.Time `json:"used,omitzero"`
	Ends    time.Time `json:"ends,omitzero"` // zero for never
	Revoked time.Time `json:"revoked,omitzero"`
}

// MakeToken makes a token for a user and returns its secret, which is not kept.
// life 0 is for good.
func (b *Book) MakeToken(ctx context.Context, by Entry, user, name string, scopes []Scope, life time.Duration) (Token, string, error) {
	t := Token{Name: cut(strings.TrimSpace(name), mostName), Scopes: scopes}
	if len(scopes) == 0 {
		return t, "", errors.New("a token needs a scope: read, add, decide, export or admin")
	}
	for _, s := range scopes {
		if !slices.Contains(Scopes, s) {
			return t, "", fmt.Errorf("%q is no scope; there are read, add, decide, export, admin", s)
		}
	}
	secret := mark + rest(32)
	t.ID = hex.EncodeToString(sum("id " + secret)[:4])
	err := b.write(ctx, func(p *pen) error {
		key, shown, role, err := p.user(user)
		if err != nil {
			return err
		}
		if slices.Contains(scopes, ScopeAdmin) && role != Admin {
			return fmt.Errorf("%s is no admin, so a token of theirs cannot be", shown)
		}
		var ends int64
		if life > 0 {
			ends = p.now + life.Microseconds()
		}
		t.User, t.Made, t.Ends = shown, aside.Time(p.now), aside.Time(ends)
		if _, err := p.Do("INSERT INTO account_token (id, hash, owner, name, scopes, made, used, ends, revoked) VALUES (?, ?, ?, ?, ?, ?, 0, ?, 0)", t.ID, sum(secret), key, t.Name, joined(scopes), p.now, ends); err != nil {
			return err
		}
		return p.note(by.of(TokenMade, shown, t.ID+": "+joined(scopes)))
	})
	return t, secret, err
}

func joined(scopes []Scope) string {
	var out []string
	for _, s := range scopes {
		out = append(out, string(s))
	}
	return strings.Join(out, ",")
}

// Bearer is whoever shows a token; ErrDenied where it is none that holds.
func (b *Book) Bearer(ctx context.Context, secret string, from From) (*Visitor, error) {
	if !strings.HasPrefix(secret, mark) {
		return nil, ErrDenied
	}
	v := &Visitor{From: from, book: b}
	var scopes string
	var used, ends int64
	h := sum(secret)
	err := b.db.Row(ctx, "SELECT t.id, t.scopes, t.used, t.ends, u.name, u.role FROM account_token t JOIN account_user u ON u.key = t.owner WHERE t.hash = ? AND t.revoked = 0 AND u.removed = 0", h).Scan(&v.Token, &scopes, &used, &ends, &v.Name, &v.Role)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrDenied
	}
	if err != nil {
		return nil, err
	}
	now := b.now()
	if ends > 0 && now > ends {
		return nil, ErrDenied
	}
	if v.Scopes, err = ParseScopes(scopes); err != nil {
		return nil, err
	}
	if now-used > touched.Microseconds() {
		if _, err := b.db.Do(ctx, "UPDATE account_token SET used = ? WHERE hash = ? AND used < ?", now, h, now); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// Tokens lists those of a user, or all where user is "", the last made first.
func (b *Book) Tokens(ctx context.Context, user string) ([]Token, error) {
	out := []Token{}
	rows, err := b.db.QueryContext(ctx, b.db.Bind("SELECT t.id, u.name, t.name, t.scopes, t.made, t.used, t.ends, t.revoked FROM account_token t JOIN account_user u ON u.key = t.owner WHERE ? = '' OR t.owner = ? ORDER BY t.made DESC, t.id"), fold(user), fold(user))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var t Token
		var scopes string
		var made, used, ends, revoked int64
		if err := rows.Scan(&t.ID, &t.User, &t.Name, &scopes, &made, &used, &ends, &revoked); err != nil {
			return nil, err
		}
		if t.Scopes, err = ParseScopes(scopes); err != nil {
			return nil, err
		}
		t.Made, t.Used, t.Ends, t.Revoked = aside.Time(made), aside.Time(used), aside.Time(ends), aside.Time(revoked)
		out = append(out, t)
	}
	return out, rows.Err()
}

// Revoke ends a token by its id; of is the user it must belong to, "" for any.
func (b *Book) Revoke(ctx context.Context, by Entry, id, of string) error {
	return b.write(ctx, func(p *pen) error {
		var owner string
		err := p.Row("SELECT u.name FROM account_token t JOIN account_user u ON u.key = t.owner WHERE t.id = ? AND t.revoked = 0 AND (? = '' OR t.owner = ?)", id, fold(of), fold(of)).Scan(&owner)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("token %s: %w; list the tokens there are", cut(id, 20), ErrNone)
		}
		if err != nil {
			return err
		}
		if _, err := p.Do("UPDATE account_token SET revoked = ? WHERE id = ?", p.now, id); err != nil {
			return err
		}
		return p.note(by.of(TokenRevoked, owner, id))
	})
}
