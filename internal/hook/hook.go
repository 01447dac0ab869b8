package hook

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"hearsay/internal/aside"
)

// Kind is a kind of event.
type Kind string

// The kinds.
const (
	Contested Kind = "incident.contested"
	Figure    Kind = "figure.changed"
	Denial    Kind = "denial.came"
)

// Kinds are all of them.
var Kinds = []Kind{Contested, Figure, Denial}

// Target is an address that is told.
type Target struct {
	ID      string    `json:"id"`
	URL     string    `json:"url"`
	Kinds   []Kind    `json:"kinds"`
	Private bool      `json:"private"` // it may be on a private network
	Made    time.Time `json:"made"`
	Row     int64     `json:"row"`            // the last row that it was told of
	Ended   time.Time `json:"ended,omitzero"` // it answered 410, or was removed
}

// State is how a delivery stands.
type State string

// The states.
const (
	Waiting State = "waiting"
	Done    State = "done"
	Dead    State = "dead" // after the last try; Retry brings it back
)

// Delivery is one event for one address.
type Delivery struct {
	ID     int64     `json:"id"`
	Target string    `json:"target"`
	Event  string    `json:"event"` // its id, as webhook-id has it
	Kind   Kind      `json:"kind"`
	Made   time.Time `json:"made"`
	Tries  int       `json:"tries"`
	Next   time.Time `json:"next"`
	State  State     `json:"state"`
	Code   int       `json:"code"` // of the last answer; 0 for none
	Reason string    `json:"reason,omitempty"`
	Body   string    `json:"body"`
}

// ErrNone is an address or delivery that there is not.
var ErrNone = errors.New("no such hook")

// Book is the addresses of one ledger, and what they are told. It is safe for
// concurrent use, also from other processes.
type Book struct {
	db    *aside.DB
	clock func() time.Time
}

// Open opens those at a path of aside, and makes their tables where there are
// none. clock may be nil.
func Open(ctx context.Context, at string, clock func() time.Time) (*Book, error) {
	if clock == nil {
		clock = time.Now
	}
	db, err := aside.Open(at)
	if err != nil {
		return nil, err
	}
	key := "INTEGER PRIMARY KEY"
	if db.Numbered {
		key = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
	}
	err = db.Make(ctx, "hook", 1, []string{
		`CREATE TABLE hook_target (id TEXT PRIMARY KEY, url TEXT NOT NULL, kinds TEXT NOT NULL, secret TEXT NOT NULL, private BIGINT NOT NULL, made BIGINT NOT NULL, told BIGINT NOT NULL, ended BIGINT NOT NULL)`,
		`CREATE TABLE hook_delivery (id ` + key + `, target TEXT NOT NULL, event TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, made BIGINT NOT NULL, tries BIGINT NOT NULL, next BIGINT NOT NULL, state TEXT NOT NULL, code BIGINT NOT NULL, reason TEXT NOT NULL, UNIQUE (target, event))`,
		`CREATE INDEX hook_delivery_due ON hook_delivery (state, next)`,
	})
	if err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("the hooks in %s: %w", db.Name(), err)
	}
	return &Book{db, clock}, nil
}

// Close ends all connections.
func (b *Book) Close() error { return b.db.Close() }

func (b *Book) now() int64 { return b.clock().UnixMicro() }

// ParseKinds are kinds with commas between.
func ParseKinds(s string) ([]Kind, error) {
	var out []Kind
	for f := range strings.SplitSeq(s, ",") {
		k := Kind(strings.TrimSpace(f))
		if !slices.Contains(Kinds, k) {
			return nil, fmt.Errorf("%q is no kind of event; there are incident.contested, figure.changed, denial.came", k)
		}
		out = append(out, k)
	}
	return out, nil
}

// whole begins a secret, as standardwebhooks.com has it.
const whole = "whsec_"

// Add has an address told of kinds of events that come after a row. The secret
// that signs them is returned, and not shown again.
func (b *Book) Add(ctx context.Context, address string, kinds []Kind, private bool, row int64) (Target, string, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return Target{}, "", errors.New("this is no address to tell: write it as https://host/path")
	case u.User != nil:
		return Target{}, "", errors.New("an address holds no password: what is sent is signed instead")
	case u.Scheme == "http" && !private:
		return Target{}, "", errors.New("over http everybody on the way reads along: give an https address, or --private for one of your own network")
	case len(kinds) == 0:
		return Target{}, "", errors.New("say of which events: incident.contested, figure.changed, denial.came")
	}
	var raw [40]byte
	_, _ = rand.Read(raw[:]) // never fails
	t := Target{ID: hex.EncodeToString(raw[:4]), URL: u.String(), Kinds: kinds, Private: private, Row: row, Made: aside.Time(b.now())}
	secret := whole + base64.StdEncoding.EncodeToString(raw[8:])
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	hidden := 0
	if private {
		hidden = 1
	}
	_, err = b.db.Do(ctx, "INSERT INTO hook_target (id, url, kinds, secret, private, made, told, ended) VALUES (?, ?, ?, ?, ?, ?, ?, 0)", t.ID, t.URL, strings.Join(names, ","), secret, hidden, t.Made.UnixMicro(), row)
	return t, secret, err
}

// Targets lists addresses, the first made first; ended ones, too.
func (b *Book) Targets(ctx context.Context) ([]Target, error) {
	out := []Target{}
	rows, err := b.db.QueryContext(ctx, "SELECT id, url, kinds, private, made, told, ended FROM hook_target ORDER BY made, id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var t Target
		var kinds string
		var private, made, ended int64
		if err := rows.Scan(&t.ID, &t.URL, &kinds, &private, &made, &t.Row, &ended); err != nil {
			return nil, err
		}
		if t.Kinds, err = ParseKinds(kinds); err != nil {
			return nil, err
		}
		t.Private, t.Made, t.Ended = private != 0, aside.Time(made), aside.Time(ended)
		out = append(out, t)
	}
	return out, rows.Err()
}

// Remove ends an address; what waits for it is left.
func (b *Book) Remove(ctx context.Context, id string) error {
	return b.db.Write(ctx, "hook_target", func(t *aside.Tx) error {
		n, err := t.Do("UPDATE hook_target SET ended = ?, secret = '' WHERE id = ? AND ended = 0", b.now(), id)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("hook %s: %w; list those there are", id, ErrNone)
		}
		_, err = t.Do("UPDATE hook_delivery SET state = 'dead', reason = 'the hook was ended' WHERE target = ? AND state = 'waiting'", id)
		return err
	})
}

// Deliveries lists those of an address, of all where target is "", the last
// first.
func (b *Book) Deliveries(ctx context.Context, target string, limit int) ([]Delivery, error) {
	return b.deliveries(ctx, "WHERE ? = '' OR target = ? ORDER BY id DESC LIMIT ?", target, target, limit)
}

func (b *Book) deliveries(ctx context.Context, where string, args ...any) ([]Delivery, error) {
	out := []Delivery{}
	rows, err := b.db.QueryContext(ctx, b.db.Bind("SELECT id, target, event, kind, body, made, tries, next, state, code, reason FROM hook_delivery "+where), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var d Delivery
		var made, next int64
		if err := rows.Scan(&d.ID, &d.Target, &d.Event, &d.Kind, &d.Body, &made, &d.Tries, &next, &d.State, &d.Code, &d.Reason); err != nil {
			return nil, err
		}
		d.Made, d.Next = aside.Time(made), aside.Time(next)
		out = append(out, d)
	}
	return out, rows.Err()
}

// Retry has a delivery tried again now.
func (b *Book) Retry(ctx context.Context, id int64) error {
	n, err := b.db.Do(ctx, "UPDATE hook_delivery SET state = 'waiting', next = ?, tries = 0 WHERE id = ? AND state <> 'done'", b.now(), id)
	if err == nil && n == 0 {
		err = fmt.Errorf("delivery %d waits for nothing: %w", id, ErrNone)
	}
	return err
}

// keep keeps events for an address that was told up to row since, which is from
// then on told up to upto. Where another process did so, nothing is done.
func (b *Book) keep(ctx context.Context, target string, since, upto int64, events []Event) error {
	return b.db.Write(ctx, "hook_target", func(t *aside.Tx) error {
		n, err := t.Do("UPDATE hook_target SET told = ? WHERE id = ? AND told = ? AND ended = 0", upto, target, since)
		if err != nil || n == 0 {
			return err
		}
		for i := range events {
			e := &events[i]
			if _, err := t.Do("INSERT INTO hook_delivery (target, event, kind, body, made, tries, next, state, code, reason) VALUES (?, ?, ?, ?, ?, 0, ?, 'waiting', 0, '') ON CONFLICT DO NOTHING", target, e.ID, string(e.Type), e.body(), b.now(), b.now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// claim takes a delivery for a minute, so that no other process sends it
// meanwhile, and returns what signs it; ok is false where another was first.
func (b *Book) claim(ctx context.Context, d *Delivery) (secret string, ok bool, err error) {
	n, err := b.db.Do(ctx, "UPDATE hook_delivery SET next = ?, tries = tries + 1 WHERE id = ? AND next = ? AND state = 'waiting'", b.now()+time.Minute.Microseconds(), d.ID, d.Next.UnixMicro())
	if err != nil || n == 0 {
		return "", false, err
	}
	d.Tries++
	err = b.db.Row(ctx, "SELECT secret FROM hook_target WHERE id = ? AND ended = 0", d.Target).Scan(&secret)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, b.settle(ctx, d, Dead, 0, "the hook was ended", 0)
	}
	return secret, err == nil, err
}

// settle notes what became of a try.
func (b *Book) settle(ctx context.Context, d *Delivery, s State, code int, reason string, wait time.Duration) error {
	_, err := b.db.Do(ctx, "UPDATE hook_delivery SET state = ?, code = ?, reason = ?, next = ? WHERE id = ?", string(s), code, reason, b.now()+wait.Microseconds(), d.ID)
	return err
}
