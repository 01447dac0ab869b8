package account

import (
	"context"
	"time"

	"hearsay/internal/aside"
)

// Act is what an entry of the audit log tells of.
type Act string

// The acts.
const (
	LoggedIn        Act = "logged in"
	LoginFailed     Act = "login failed" // about is the name that was tried, address its network
	LoggedOut       Act = "logged out"
	SessionsEnded   Act = "sessions ended"
	UserAdded       Act = "user added"
	UserRemoved     Act = "user removed"
	RoleChanged     Act = "role changed"
	PasswordChanged Act = "password changed"
	TokenMade       Act = "token made"
	TokenRevoked    Act = "token revoked"
	Decided         Act = "decided"      // detail has the ledger's row
	ReportAdded     Act = "report added" // about is its id
	Refused         Act = "refused"      // detail is what was asked for without the right to it
)

// Entry is one line of the audit log.
type Entry struct {
	Seq     int64     `json:"seq"`
	Time    time.Time `json:"time"`
	Who     string    `json:"who"` // "" for nobody known
	Act     Act       `json:"act"`
	About   string    `json:"about"`
	Detail  string    `json:"detail"`
	Address string    `json:"address"`
}

// By begins an entry: who acts, and from where.
func By(who, address string) Entry { return Entry{Who: who, Address: address} }

// By begins an entry of what v does.
func (v *Visitor) By() Entry { return By(v.Name, v.From.Address) }

func (e Entry) of(act Act, about, detail string) Entry {
	e.Act, e.About, e.Detail = act, about, detail
	return e
}

const addEntry = "INSERT INTO account_audit (time, who, act, about, detail, address) VALUES (?, ?, ?, ?, ?, ?)"

func (e *Entry) values(now int64) []any {
	return []any{now, cut(e.Who, 200), string(e.Act), cut(e.About, 200), cut(e.Detail, 500), cut(e.Address, 100)}
}

func (p *pen) note(e Entry) error {
	_, err := p.Do(addEntry, e.values(p.now)...)
	return err
}

// Note appends one entry.
func (b *Book) Note(ctx context.Context, e Entry) error {
	_, err := b.db.Do(ctx, addEntry, e.values(b.now())...)
	return err
}

// Audit lists entries, the last first: those before a number (0: the last there
// are), at most limit of them.
func (b *Book) Audit(ctx context.Context, before int64, limit int) ([]Entry, error) {
	out := []Entry{}
	if before <= 0 {
		before = 1<<63 - 1
	}
	rows, err := b.db.QueryContext(ctx, b.db.Bind("SELECT seq, time, who, act, about, detail, address FROM account_audit WHERE seq < ? ORDER BY seq DESC LIMIT ?"), before, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var e Entry
		var when int64
		if err := rows.Scan(&e.Seq, &when, &e.Who, &e.Act, &e.About, &e.Detail, &e.Address); err != nil {
			return nil, err
		}
		e.Time = aside.Time(when)
		out = append(out, e)
	}
	return out, rows.Err()
}
