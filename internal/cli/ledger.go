package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"hearsay/internal/cli/value"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

// usualLedger is the file that --db names where nobody says otherwise.
const usualLedger = "hearsay.db"

// ledgerFlag names the ledger of a verb.
type ledgerFlag struct {
	DB string `name:"db" default:"hearsay.db" env:"HEARSAY_DB" placeholder:"FILE|URL" help:"The ledger: a SQLite file, or postgres://user@host/database."`
}

// open opens the ledger; made says whether a missing file is made.
func (l *ledgerFlag) open(ctx context.Context, made bool) (ledger.Store, error) {
	if strings.HasPrefix(l.DB, "postgres://") || strings.HasPrefix(l.DB, "postgresql://") {
		s, err := postgres.Open(ctx, l.DB, postgres.Options{})
		if err != nil {
			return nil, err
		}
		return s, nil
	}
	if !made {
		if _, err := os.Stat(l.DB); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no ledger at %s; `hearsay add` makes one, --db names another", shown(l.DB))
		}
	}
	s, err := sqlite.Open(l.DB, sqlite.Options{})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// openAsIs opens a ledger that is there so that nothing in it can change.
func (l *ledgerFlag) openAsIs(ctx context.Context) (ledger.Store, error) {
	if _, err := os.Stat(l.DB); err != nil { // an address, or no file: open says which
		return l.open(ctx, false)
	}
	s, err := sqlite.Open(l.DB, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// ask opens the ledger and a desk before it, brings its records up to the last
// row, and runs f.
func (l *ledgerFlag) ask(f func(ctx context.Context, d *desk.Desk, store ledger.Store) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := l.open(ctx, false)
	if err != nil {
		return err
	}
	defer store.Close()
	d := desk.Open(store, reading.Load)
	fresh, err := d.Fresh(ctx)
	if err != nil {
		return err
	}
	if fresh.Row < fresh.Head.Seq {
		if err := d.Refresh(ctx, nil); err != nil {
			return err
		}
	}
	return f(ctx, d, store)
}

// asOf is the state of the ledger that a question is about.
type asOf struct {
	AsOf value.Moment `name:"as-of" placeholder:"TIME" help:"Ask the ledger as it stood then: a day (its end) or a time, as 2025-12-30T14:00:00Z. Default: now."`
	Row  int64        `placeholder:"N" help:"Ask the ledger as it stood with this row."`
}

func (a *asOf) when() desk.When { return desk.When{Time: a.AsOf.Time, Row: a.Row} }

// paged is a part of a list.
type paged struct {
	Limit  int    `default:"50" placeholder:"N" help:"How many at most, up to 1000."`
	After  string `placeholder:"CURSOR" help:"Go on where a list broke off; it shows the ledger as it stood when the list began."`
	Format string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

func (p *paged) page() desk.Page { return desk.Page{After: p.After, Limit: p.Limit} }

// Validate checks what kong cannot.
func (p *paged) Validate() error {
	if p.Limit < 1 || p.Limit > 1000 {
		return fmt.Errorf("--limit must be 1 to 1000")
	}
	return nil
}

// json prints a document.
func (s *streams) json(v any) error {
	enc := encoder(s.out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// more says how a list goes on.
func (s *streams) more(next string, shown int, total int64) {
	if next != "" {
		s.say("%d of %d shown; --after %s shows more", shown, total, next)
	}
}
