// Package store is the flag that names a ledger, what opens it, and what asks a
// part of it. Part of room cli.
package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/value"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

// Usual is the file that --db names where nobody says otherwise.
const Usual = "hearsay.db"

// Flag names the ledger of a verb.
type Flag struct {
	DB string `name:"db" default:"hearsay.db" env:"HEARSAY_DB" placeholder:"FILE|URL" help:"The ledger: a SQLite file, or postgres://user@host/database."`
}

// Open opens the ledger; made says whether a missing file is made.
func (l *Flag) Open(ctx context.Context, made bool) (ledger.Store, error) {
	if strings.HasPrefix(l.DB, "postgres://") || strings.HasPrefix(l.DB, "postgresql://") {
		s, err := postgres.Open(ctx, l.DB, postgres.Options{})
		if err != nil {
			return nil, err
		}
		return s, nil
	}
	if !made {
		switch info, err := os.Stat(l.DB); {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("there is no ledger at %s; `hearsay add` makes one, --db names another", console.Shown(l.DB))
		case err == nil && info.Size() == 0: // it is asked, and not to be made
			return nil, fmt.Errorf("%s is empty: %w", console.Shown(l.DB), ledger.ErrForeign)
		}
	}
	s, err := sqlite.Open(l.DB, sqlite.Options{})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// OpenAsIs opens a ledger that is there so that nothing in it can change.
func (l *Flag) OpenAsIs(ctx context.Context) (ledger.Store, error) {
	if _, err := os.Stat(l.DB); err != nil { // an address, or no file: open says which
		return l.Open(ctx, false)
	}
	s, err := sqlite.Open(l.DB, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Ask opens the ledger and a desk before it, brings its records up to the last
// row, and runs f. A file that may only be read is asked as it is.
func (l *Flag) Ask(f func(ctx context.Context, d *desk.Desk, store ledger.Store) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := l.Open(ctx, false)
	if errors.Is(err, ledger.ErrClosed) {
		if asIs, e := l.OpenAsIs(ctx); e == nil {
			store, err = asIs, nil
		}
	}
	if err != nil {
		return err
	}
	defer store.Close()
	d := desk.Open(store, reading.Load)
	fresh, err := d.Fresh(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", store.Name(), err)
	}
	if fresh.Row < fresh.Head.Seq {
		if err := catch(ctx, d, fresh); err != nil {
			return err
		}
	}
	return f(ctx, d, store)
}

// catch brings records up to the last row, and says so where it takes time.
func catch(ctx context.Context, d *desk.Desk, fresh desk.Freshness) error {
	if fresh.Row == 0 {
		fmt.Fprintln(os.Stderr, "hearsay: the records of this ledger are made first, once: they are missing, or an older version of hearsay made them")
	}
	bar := console.NewWork(os.Stderr, "rows")
	defer bar.Done()
	return d.Refresh(ctx, bar.To)
}

// AsOf is the state of the ledger that a question is about.
type AsOf struct {
	AsOf value.Moment `name:"as-of" placeholder:"TIME" help:"Ask the ledger as it stood then: a day (its end, UTC) or a time, as 2025-12-30T14:00:00Z. Default: now."`
	Row  int64        `placeholder:"N" help:"Ask the ledger as it stood with this row."`
}

// When is the state asked for.
func (a *AsOf) When() desk.When { return desk.When{Time: a.AsOf.Time, Row: a.Row} }

// Paged is a part of a list.
type Paged struct {
	Limit  int    `default:"50" placeholder:"N" help:"How many at most, up to 1000."`
	After  string `placeholder:"CURSOR" help:"Go on where a list broke off; it shows the ledger as it stood when the list began."`
	Format string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Page is the part asked for.
func (p *Paged) Page() desk.Page { return desk.Page{After: p.After, Limit: p.Limit} }

// Validate checks what kong cannot.
func (p *Paged) Validate() error {
	if p.Limit < 1 || p.Limit > 1000 {
		return fmt.Errorf("--limit must be 1 to 1000")
	}
	return nil
}

// Desk opens the ledger, brought up to its last row; nil where none is named and
// the usual file is not there.
func (l *Flag) Desk(ctx context.Context) (ledger.Store, *desk.Desk, func(), error) {
	if l.DB == Usual {
		if _, err := os.Stat(l.DB); errors.Is(err, fs.ErrNotExist) {
			return nil, nil, func() {}, nil
		}
	}
	store, err := l.Open(ctx, false)
	if err != nil {
		return nil, nil, nil, err
	}
	d := desk.Open(store, reading.Load)
	if err := d.Refresh(ctx, nil); err != nil {
		_ = store.Close()
		return nil, nil, nil, fmt.Errorf("%s: %w", store.Name(), err)
	}
	return store, d, func() { _ = store.Close() }, nil
}
