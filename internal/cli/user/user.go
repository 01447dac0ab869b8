package user

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"strings"
	"syscall"
	"time"

	"golang.org/x/term"

	"hearsay/internal/account"
	"hearsay/internal/aside"
	"hearsay/internal/caption"
	"hearsay/internal/cli/console"
)

// User is the verb user.
type User struct {
	Add      add      `cmd:"" help:"Add a user; the password is asked for, or the first line of standard input."`
	List     list     `cmd:"" help:"List users."`
	Role     role     `cmd:"" help:"Give a user another role; it counts at once."`
	Password password `cmd:"" help:"Give a user another password and end the user's sessions."`
	Logout   logout   `cmd:"" help:"End a user's sessions."`
	Remove   remove   `cmd:"" help:"Remove a user: sessions and tokens end, the name stays taken."`
	Token    token    `cmd:"" help:"Make a token for a program; it is printed once."`
	Tokens   tokens   `cmd:"" help:"List tokens, without their secrets."`
	Revoke   revoke   `cmd:"" help:"End a token."`
	Audit    audit    `cmd:"" help:"Show who did what: logins, users, tokens, decisions; the last first."`
}

// Flag names the accounts of a desk.
type Flag struct {
	DB       string `name:"db" default:"hearsay.db" env:"HEARSAY_DB" placeholder:"FILE|URL" help:"The ledger whose desk it is."`
	Accounts string `env:"HEARSAY_ACCOUNTS" placeholder:"FILE|URL" help:"Where the accounts are. Default: a file beside the ledger, with .accounts after its name, or its PostgreSQL database."`
}

// Path is where the accounts are.
func (f *Flag) Path() string {
	if f.Accounts != "" {
		return f.Accounts
	}
	return aside.Path(f.DB)
}

// on opens the accounts and runs f; made says whether missing ones are made.
func (f *Flag) on(made bool, do func(ctx context.Context, b *account.Book) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if !made && !aside.There(f.Path()) {
		return fmt.Errorf("there are no accounts at %s; `hearsay user add NAME --role admin` makes them, --db names another ledger", console.Shown(f.Path()))
	}
	b, err := account.Open(ctx, f.Path(), account.Options{})
	if err != nil {
		return err
	}
	defer b.Close()
	return do(ctx, b)
}

// by is whoever uses this command line, for the audit log.
func by() account.Entry {
	who := "command line"
	if u, err := user.Current(); err == nil {
		who += " (" + u.Username + ")"
	}
	return account.By(who, "")
}

type add struct {
	Name string `arg:"" help:"As it stands beside decisions."`
	Flag
	Role string `enum:"reader,coder,editor,admin" default:"reader" help:"reader: reads. coder: adds reports; accepts, corrects, notes. editor: merges, splits, sets standings, assigns. admin: manages users."`
}

// Run adds a user.
func (c *add) Run(io *console.Streams) error {
	return c.on(true, func(ctx context.Context, b *account.Book) error {
		pw, err := typed(io, "password of "+c.Name)
		if err != nil {
			return err
		}
		if err := b.Add(ctx, by(), c.Name, account.Role(c.Role), pw); err != nil {
			return err
		}
		io.Say("%s is a user, as %s", c.Name, c.Role)
		return nil
	})
}

// mostTyped bounds what is taken of standard input.
const mostTyped = 4096

// typed is a password: typed twice at a terminal, which does not show it, else
// the first line of standard input.
func typed(s *console.Streams, what string) (string, error) {
	if s.In == nil {
		return "", errors.New("no password came: type it, or give it on standard input")
	}
	fd := int(s.In.Fd())
	if !term.IsTerminal(fd) {
		line, err := bufio.NewReader(io.LimitReader(s.In, mostTyped)).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", err
		}
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return "", errors.New("no password came: type it, or give it on standard input")
		}
		return line, nil
	}
	// A signal while the terminal is silent must not leave it so.
	was, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	sig := make(chan os.Signal, 1)
	signal.Notify(sig, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	defer func() { signal.Stop(sig); close(done) }()
	go func() {
		select {
		case <-sig:
			_ = term.Restore(fd, was)
			fmt.Fprintln(s.Err)
			os.Exit(console.Interrupted)
		case <-done:
		}
	}()
	var both [2]string
	for i, prompt := range []string{what + ": ", "once more: "} {
		fmt.Fprint(s.Err, prompt)
		b, err := term.ReadPassword(fd)
		fmt.Fprintln(s.Err)
		if err != nil {
			return "", err
		}
		both[i] = string(b)
	}
	if both[0] != both[1] {
		return "", errors.New("the two are not the same: nothing was changed")
	}
	return both[0], nil
}

type list struct {
	Flag
	Format string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Run lists users.
func (c *list) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		all, err := b.Users(ctx)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(all)
		}
		for _, u := range all {
			state := "last seen " + day(u.Seen)
			if !u.Removed.IsZero() {
				state = "removed " + day(u.Removed)
			}
			fmt.Fprintf(io.Out, "%-30s %-7s added %s, %s\n", u.Name, u.Role, day(u.Made), state)
		}
		return nil
	})
}

func day(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Format("2006-01-02 15:04")
}

type role struct {
	Name string `arg:"" help:"The user."`
	Role string `arg:"" enum:"reader,coder,editor,admin" help:"reader, coder, editor or admin."`
	Flag
}

// Run gives a user a role.
func (c *role) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		if err := b.SetRole(ctx, by(), c.Name, account.Role(c.Role)); err != nil {
			return err
		}
		io.Say("%s is %s", c.Name, c.Role)
		return nil
	})
}

type password struct {
	Name string `arg:"" help:"The user."`
	Flag
}

// Run gives a user a password.
func (c *password) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		pw, err := typed(io, "new password of "+c.Name)
		if err != nil {
			return err
		}
		if err := b.SetPassword(ctx, by(), c.Name, pw, nil); err != nil {
			return err
		}
		io.Say("%s has a new password; all sessions have ended", c.Name)
		return nil
	})
}

type logout struct {
	Name string `arg:"" help:"The user."`
	Flag
}

// Run ends a user's sessions.
func (c *logout) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		if err := b.End(ctx, by(), c.Name); err != nil {
			return err
		}
		io.Say("all sessions of %s have ended", c.Name)
		return nil
	})
}

type remove struct {
	Name string `arg:"" help:"The user."`
	Flag
}

// Run removes a user.
func (c *remove) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		if err := b.Remove(ctx, by(), c.Name); err != nil {
			return err
		}
		io.Say("%s is no user any more; decisions keep the name", c.Name)
		return nil
	})
}

type token struct {
	Name string `arg:"" help:"The user it acts for."`
	Flag
	Scope string `required:"" placeholder:"SCOPES" help:"What it may be used for, with commas between: read, add, decide, export, admin. It never may what its user may not."`
	For   string `placeholder:"WORDS" help:"What it is for, to be told apart by."`
	Days  int    `default:"90" placeholder:"N" help:"How many days it holds; 0 for good."`
}

// Validate checks what kong cannot.
func (c *token) Validate() error {
	if _, err := account.ParseScopes(c.Scope); err != nil {
		return fmt.Errorf("--scope: %w", err)
	}
	if c.Days < 0 || c.Days > 36500 {
		return errors.New("--days must be 0 to 36500")
	}
	return nil
}

// Run makes a token and prints it.
func (c *token) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		scopes, err := account.ParseScopes(c.Scope)
		if err != nil {
			return err
		}
		t, secret, err := b.MakeToken(ctx, by(), c.Name, c.For, scopes, time.Duration(c.Days)*24*time.Hour)
		if err != nil {
			return err
		}
		fmt.Fprintln(io.Out, secret)
		io.Say("token %s of %s; it is shown this once: send it as Authorization: Bearer", t.ID, t.User)
		return nil
	})
}

type tokens struct {
	Name string `arg:"" optional:"" help:"Those of this user; all where nobody is named."`
	Flag
	Format string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Run lists tokens.
func (c *tokens) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		all, err := b.Tokens(ctx, c.Name)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(all)
		}
		for _, t := range all {
			state := "for good"
			if !t.Ends.IsZero() {
				state = "until " + day(t.Ends)
			}
			if !t.Revoked.IsZero() {
				state = "revoked " + day(t.Revoked)
			}
			fmt.Fprintf(io.Out, "%s  %-24s %-24s made %s, used %s, %s  %s\n", t.ID, t.User, joined(t.Scopes), day(t.Made), day(t.Used), state, caption.Tame(t.Name))
		}
		return nil
	})
}

func joined(scopes []account.Scope) string {
	var out []string
	for _, s := range scopes {
		out = append(out, string(s))
	}
	return strings.Join(out, ",")
}

type revoke struct {
	ID string `arg:"" name:"token" help:"Its id, as tokens lists it."`
	Flag
}

// Run ends a token.
func (c *revoke) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		if err := b.Revoke(ctx, by(), c.ID, ""); err != nil {
			return err
		}
		io.Say("token %s has ended", c.ID)
		return nil
	})
}

type audit struct {
	Flag
	Before int64  `placeholder:"N" help:"Entries before this one."`
	Limit  int    `default:"100" placeholder:"N" help:"How many entries at most."`
	Format string `enum:"text,jsonl" default:"text" help:"text: for people. jsonl: one entry a line."`
}

// Run shows the audit log.
func (c *audit) Run(io *console.Streams) error {
	return c.on(false, func(ctx context.Context, b *account.Book) error {
		all, err := b.Audit(ctx, c.Before, max(1, c.Limit))
		if err != nil {
			return err
		}
		for i := range all {
			e := &all[i]
			if c.Format == "jsonl" {
				if err := console.Encoder(io.Out).Encode(e); err != nil {
					return err
				}
				continue
			}
			who := e.Who
			if who == "" {
				who = "somebody"
			}
			fmt.Fprintf(io.Out, "%6d  %s  %-16s %s: %s %s %s\n", e.Seq, e.Time.Format("2006-01-02 15:04:05"), e.Act, caption.Tame(who), caption.Tame(e.About), caption.Tame(e.Detail), caption.Tame(e.Address))
		}
		if len(all) == max(1, c.Limit) && all[len(all)-1].Seq > 1 {
			io.Say("--before %d shows what was before", all[len(all)-1].Seq)
		}
		return nil
	})
}
