// Package hook is the verb hook: who is told what is new. Part of room cli.
package hook

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"hearsay/internal/aside"
	"hearsay/internal/caption"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/cli/user"
	"hearsay/internal/hook"
)

// Hook is the verb hook.
type Hook struct {
	Add    add    `cmd:"" help:"Have an address told what is new; the secret that signs it is printed once."`
	List   list   `cmd:"" help:"List the addresses that are told."`
	Remove remove `cmd:"" help:"Tell an address nothing more."`
	Log    log    `cmd:"" help:"Show what was told, and what was not taken; the last first."`
	Retry  retry  `cmd:"" help:"Try a delivery again now."`
}

func on(f *user.Flag, made bool, do func(ctx context.Context, b *hook.Book) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if !made && !aside.There(f.Path()) {
		return errors.New("nobody is told anything yet; `hearsay hook add URL` has an address told")
	}
	b, err := hook.Open(ctx, f.Path(), nil)
	if err != nil {
		return err
	}
	defer b.Close()
	return do(ctx, b)
}

type add struct {
	URL string `arg:"" name:"url" help:"Where events are posted to, as https://host/path."`
	user.Flag
	On      string `default:"incident.contested,figure.changed,denial.came" placeholder:"KINDS" help:"Of which events, with commas between: incident.contested, figure.changed, denial.came."`
	Private bool   `help:"The address may be on a private network or this machine, and need not be https."`
}

// Help is shown below the summary of hook add.
func (*add) Help() string {
	return `hearsay serve posts JSON there, within seconds, of what comes into the ledger from now on, signed as standardwebhooks.com has it. ` +
		`What is not answered with a code of 200 to 299 within ten seconds is tried eight times within 17 hours. docs/serve.md shows what is sent.`
}

// Run has an address told.
func (c *add) Run(io *console.Streams) error {
	kinds, err := hook.ParseKinds(c.On)
	if err != nil {
		return fmt.Errorf("--on: %w", err)
	}
	st, d, done, err := (&store.Flag{DB: c.DB}).Desk(context.Background())
	if err != nil {
		return err
	}
	defer done()
	if st == nil {
		return fmt.Errorf("there is no ledger at %s; `hearsay add` makes one, --db names another", console.Shown(c.DB))
	}
	return on(&c.Flag, true, func(ctx context.Context, b *hook.Book) error {
		f, err := d.Fresh(ctx)
		if err != nil {
			return err
		}
		t, secret, err := b.Add(ctx, c.URL, kinds, c.Private, f.Row)
		if err != nil {
			return err
		}
		fmt.Fprintln(io.Out, secret)
		io.Say("hook %s tells %s of what comes after row %d; the secret is shown this once", t.ID, caption.Tame(t.URL), t.Row)
		return nil
	})
}

type list struct {
	user.Flag
	Format string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Run lists addresses.
func (c *list) Run(io *console.Streams) error {
	return on(&c.Flag, false, func(ctx context.Context, b *hook.Book) error {
		all, err := b.Targets(ctx)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(all)
		}
		for _, t := range all {
			state := fmt.Sprintf("told up to row %d", t.Row)
			if !t.Ended.IsZero() {
				state = "ended " + t.Ended.Format(time.DateTime)
			}
			var kinds []string
			for _, k := range t.Kinds {
				kinds = append(kinds, string(k))
			}
			fmt.Fprintf(io.Out, "%s  %s  %s, %s\n", t.ID, caption.Tame(t.URL), strings.Join(kinds, ","), state)
		}
		return nil
	})
}

type remove struct {
	ID string `arg:"" name:"hook" help:"Its id, as list has it."`
	user.Flag
}

// Run ends an address.
func (c *remove) Run(io *console.Streams) error {
	return on(&c.Flag, false, func(ctx context.Context, b *hook.Book) error {
		if err := b.Remove(ctx, c.ID); err != nil {
			return err
		}
		io.Say("hook %s is told nothing more", c.ID)
		return nil
	})
}

type log struct {
	ID string `arg:"" optional:"" name:"hook" help:"Of this one; of all where none is named."`
	user.Flag
	Limit  int    `default:"50" placeholder:"N" help:"How many at most."`
	Format string `enum:"text,jsonl" default:"text" help:"text: for people. jsonl: one delivery a line, with what was sent."`
}

// Run shows deliveries.
func (c *log) Run(io *console.Streams) error {
	return on(&c.Flag, false, func(ctx context.Context, b *hook.Book) error {
		all, err := b.Deliveries(ctx, c.ID, max(1, c.Limit))
		if err != nil {
			return err
		}
		for i := range all {
			d := &all[i]
			if c.Format == "jsonl" {
				if err := console.Encoder(io.Out).Encode(d); err != nil {
					return err
				}
				continue
			}
			state := string(d.State)
			if d.State == hook.Waiting {
				state += " until " + d.Next.Format(time.DateTime)
			}
			fmt.Fprintf(io.Out, "%6d  %s  %s  %-18s  %d tries, %s  %s\n", d.ID, d.Made.Format(time.DateTime), d.Target, d.Kind, d.Tries, state, caption.Tame(d.Reason))
		}
		return nil
	})
}

type retry struct {
	ID int64 `arg:"" name:"delivery" help:"Its number, as log has it."`
	user.Flag
}

// Run tries a delivery again.
func (c *retry) Run(io *console.Streams) error {
	return on(&c.Flag, false, func(ctx context.Context, b *hook.Book) error {
		if err := b.Retry(ctx, c.ID); err != nil {
			return err
		}
		io.Say("delivery %d is tried again", c.ID)
		return nil
	})
}
