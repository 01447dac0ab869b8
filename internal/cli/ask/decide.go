package ask

import (
	"context"
	"fmt"
	"os"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// Queue is the verb queue.
type Queue struct {
	store.Flag
	Kind     string `enum:",duplicate,contested,statement,failure,orphan" default:"" help:"One kind only: duplicate, contested, statement, failure, or orphan: decisions whose words are gone."`
	Assigned string `placeholder:"NAME" help:"Assigned to this coder."`
	Limit    int    `default:"50" placeholder:"N" help:"How many at most."`
	Format   string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Run lists what a person should look at.
func (c *Queue) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Queue(ctx, desk.QueueFilter{Kind: c.Kind, Assigned: c.Assigned, Page: desk.Page{Limit: c.Limit}})
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(list)
		}
		for _, t := range list.Items {
			fmt.Fprintf(io.Out, "%.2f  %-9s  %s  %s\n", t.Doubt, t.Kind, t.Subject, line(t.Reason, 100))
		}
		if len(list.Items) == 0 {
			io.Say("nothing asks for a person")
		}
		return nil
	})
}

// Decide is the verb decide.
type Decide struct {
	What    string `arg:"" enum:"accept,correct,reject,merge,split,move,stand,assign,note,dismiss,withdraw" help:"accept, correct, reject: a machine's value. merge, split, move: incidents. stand: set a fact's standing. assign, note. dismiss: two incidents offered as one are two. withdraw: undo a decision."`
	Subject string `arg:"" optional:"" help:"A statement, fact, incident or report by its id; of dismiss the two incidents with a blank between, in quotes."`
	store.Flag
	Who      string   `env:"HEARSAY_WHO" placeholder:"NAME" help:"Who decides. Default: the user of this machine."`
	Value    string   `placeholder:"VALUE" help:"The corrected value, the standing (confirmed, discounted), or the coder."`
	Field    string   `placeholder:"NAME" help:"Which field is corrected."`
	Into     string   `placeholder:"ID" help:"Of merge, split and move: the incident they go to. Default of split: a new one."`
	Member   []string `placeholder:"ID" help:"Of split and move: the parts that go; show --members lists them."`
	Decision int64    `placeholder:"ROW" help:"Of withdraw: the decision's row."`
	Reason   string   `placeholder:"WORDS" help:"Why."`
	Seen     int64    `placeholder:"ROW" help:"The last row you had seen: a later decision of another is a clash."`
}

// Run keeps a decision.
func (c *Decide) Run(io *console.Streams) error {
	who := c.Who
	if who == "" {
		who = os.Getenv("USER")
	}
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		out, err := d.Decide(ctx, entry.Decided{
			Who: who, What: entry.Verdict(c.What), Subject: c.Subject, Value: c.Value, Field: c.Field, Into: c.Into, Members: c.Member,
			Decision: c.Decision, Reason: c.Reason, Seen: c.Seen,
		})
		if err != nil {
			return err
		}
		io.Say("kept as row %d: %s", out.Row, out.Subject)
		return nil
	})
}
