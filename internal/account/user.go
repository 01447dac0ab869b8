package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"hearsay/internal/aside"
)

// User is someone who may log in, or who could before.
type User struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Made    time.Time `json:"made"`
	Removed time.Time `json:"removed,omitzero"` // zero for those who may log in
	Seen    time.Time `json:"seen,omitzero"`    // the last request of a session that stands
}

// mostName is how many characters a name may have.
const mostName = 80

// fold is a name as it is compared.
func fold(name string) string {
	return cases.Fold().String(norm.NFKC.String(strings.Join(strings.Fields(name), " ")))
}

// checkName is a name as it is kept and recorded.
func checkName(name string) (string, error) {
	name = norm.NFC.String(strings.Join(strings.Fields(name), " "))
	switch {
	case name == "":
		return "", errors.New("a user needs a name: it stands beside each decision")
	case !utf8.ValidString(name) || utf8.RuneCountInString(name) > mostName:
		return "", fmt.Errorf("a name has at most %d characters", mostName)
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" .-_'’@", r) {
			return "", fmt.Errorf("%q cannot be part of a name: use letters, digits, blanks and . - _ ' @", r)
		}
	}
	return name, nil
}

// Add adds a user; by is who does it, for the audit log. The first one must be an
// admin.
func (b *Book) Add(ctx context.Context, by Entry, name string, role Role, password string) error {
	name, err := checkName(name)
	if err != nil {
		return err
	}
	if !Admin.Covers(role) {
		return fmt.Errorf("%q is no role; there are reader, coder, editor, admin", role)
	}
	if err := checkPassword(name, password); err != nil {
		return err
	}
	hash, err := b.hash(ctx, password)
	if err != nil {
		return err
	}
	return b.write(ctx, func(p *pen) error {
		var removed int64
		switch err := p.Row("SELECT removed FROM account_user WHERE key = ?", fold(name)).Scan(&removed); {
		case err == nil && removed > 0:
			return fmt.Errorf("%s was a user and was removed: decisions carry the name, so choose another", name)
		case err == nil:
			return fmt.Errorf("%s is a user already", name)
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		n, err := p.admins("")
		if err != nil {
			return err
		}
		if n == 0 && role != Admin {
			return errors.New("the first user must be an admin, who can manage the others: give the role admin")
		}
		if _, err := p.Do("INSERT INTO account_user (key, name, role, password, made, removed) VALUES (?, ?, ?, ?, ?, 0)", fold(name), name, string(role), hash, p.now); err != nil {
			return err
		}
		return p.note(by.of(UserAdded, name, string(role)))
	})
}

// admins is how many there are but for one.
func (p *pen) admins(but string) (n int, err error) {
	err = p.Row("SELECT count(*) FROM account_user WHERE role = 'admin' AND removed = 0 AND key <> ?", but).Scan(&n)
	return n, err
}

// user is the one with a name who may log in.
func (p *pen) user(name string) (key, shown string, role Role, err error) {
	key = fold(name)
	err = p.Row("SELECT name, role FROM account_user WHERE key = ? AND removed = 0", key).Scan(&shown, &role)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%s: %w; list the users there are", strings.TrimSpace(name), ErrNone)
	}
	return key, shown, role, err
}

// SetRole gives a user another role. It counts from the next request on.
func (b *Book) SetRole(ctx context.Context, by Entry, name string, role Role) error {
	if !Admin.Covers(role) {
		return fmt.Errorf("%q is no role; there are reader, coder, editor, admin", role)
	}
	return b.write(ctx, func(p *pen) error {
		key, shown, was, err := p.user(name)
		if err != nil || was == role {
			return err
		}
		if was == Admin {
			if n, err := p.admins(key); err != nil || n == 0 {
				return errors.Join(err, fmt.Errorf("%s is the only admin: make another one first", shown))
			}
		}
		if _, err := p.Do("UPDATE account_user SET role = ? WHERE key = ?", string(role), key); err != nil {
			return err
		}
		return p.note(by.of(RoleChanged, shown, string(was)+" to "+string(role)))
	})
}

// SetPassword gives a user another password and ends the user's sessions, but for
// the visitor's own where one is given.
func (b *Book) SetPassword(ctx context.Context, by Entry, name, password string, keep *Visitor) error {
	if err := checkPassword(name, password); err != nil {
		return err
	}
	hash, err := b.hash(ctx, password)
	if err != nil {
		return err
	}
	var kept []byte
	if keep != nil {
		kept = keep.session
	}
	if kept == nil {
		kept = []byte{}
	}
	return b.write(ctx, func(p *pen) error {
		key, shown, _, err := p.user(name)
		if err != nil {
			return err
		}
		if _, err := p.Do("UPDATE account_user SET password = ? WHERE key = ?", hash, key); err != nil {
			return err
		}
		if _, err := p.Do("DELETE FROM account_session WHERE owner = ? AND hash <> ?", key, kept); err != nil {
			return err
		}
		return p.note(by.of(PasswordChanged, shown, ""))
	})
}

// Proves reports whether a password is a user's, as Login does, but begins
// nothing.
func (b *Book) Proves(ctx context.Context, name, password string, from From) error {
	_, _, err := b.prove(ctx, name, password, from)
	return err
}

// Remove removes a user: sessions and tokens end, the name stays taken.
func (b *Book) Remove(ctx context.Context, by Entry, name string) error {
	return b.write(ctx, func(p *pen) error {
		key, shown, was, err := p.user(name)
		if err != nil {
			return err
		}
		if was == Admin {
			if n, err := p.admins(key); err != nil || n == 0 {
				return errors.Join(err, fmt.Errorf("%s is the only admin: make another one first", shown))
			}
		}
		if _, err := p.Do("UPDATE account_user SET removed = ?, password = '' WHERE key = ?", p.now, key); err != nil {
			return err
		}
		if _, err := p.Do("DELETE FROM account_session WHERE owner = ?", key); err != nil {
			return err
		}
		if _, err := p.Do("UPDATE account_token SET revoked = ? WHERE owner = ? AND revoked = 0", p.now, key); err != nil {
			return err
		}
		return p.note(by.of(UserRemoved, shown, ""))
	})
}

// Users lists them by name; those removed are last.
func (b *Book) Users(ctx context.Context) ([]User, error) {
	out := []User{}
	rows, err := b.db.QueryContext(ctx, "SELECT u.name, u.role, u.made, u.removed, coalesce((SELECT max(s.seen) FROM account_session s WHERE s.owner = u.key), 0) FROM account_user u ORDER BY (CASE WHEN u.removed > 0 THEN 1 ELSE 0 END), u.key")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var u User
		var made, removed, seen int64
		if err := rows.Scan(&u.Name, &u.Role, &made, &removed, &seen); err != nil {
			return nil, err
		}
		u.Made, u.Removed, u.Seen = aside.Time(made), aside.Time(removed), aside.Time(seen)
		out = append(out, u)
	}
	return out, rows.Err()
}

// Any reports whether there is a user who may log in.
func (b *Book) Any(ctx context.Context) (bool, error) {
	var n int
	err := b.db.Row(ctx, "SELECT count(*) FROM account_user WHERE removed = 0").Scan(&n)
	return n > 0, err
}
