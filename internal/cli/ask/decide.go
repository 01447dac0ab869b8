package ask

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

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
	store.AsOf
	Limit  int    `default:"50" placeholder:"N" help:"How many at most."`
	After  string `placeholder:"CURSOR" help:"Go on where the list broke off."`
	Format string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Run lists what a person should look at.
func (c *Queue) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Queue(ctx, desk.QueueFilter{When: c.When(), Kind: c.Kind, Assigned: c.Assigned, Page: desk.Page{After: c.After, Limit: c.Limit}})
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(list)
		}
		rows := make([]row, 0, len(list.Items))
		for _, t := range list.Items {
			rows = append(rows, row{fmt.Sprintf("%.2f", t.Doubt), t.Kind, t.Subject, line(t.Reason, 400)})
		}
		if err := table(io.Out, rows, 3); err != nil {
			return err
		}
		if len(list.Items) == 0 {
			io.Say("nothing asks for a person")
		}
		io.More(list.Next, len(list.Items), list.Counted())
		return nil
	})
}

// Decide is the verb decide.
type Decide struct {
	What    string   `arg:"" enum:"accept,correct,reject,merge,split,move,stand,assign,note,dismiss,withdraw" help:"accept, correct, reject: a machine's value. merge, split, move: incidents. stand: set a fact's standing. assign, note. dismiss: two incidents offered as one are two. withdraw: undo a decision."`
	Subject []string `arg:"" optional:"" help:"A statement, fact, incident or report by its id, as show prints them; of dismiss the two incidents."`
	store.Flag
	Who      string   `env:"HEARSAY_WHO" placeholder:"NAME" help:"Who decides. Default: the user of this machine."`
	Value    string   `placeholder:"VALUE" help:"The corrected value, the standing (confirmed, discounted; none for the computed one), or the coder (none for nobody)."`
	Field    string   `placeholder:"NAME" help:"What is corrected. Of a statement: content, cue or source_span, whose words must stand in the report; source, who said it; act; certainty. Of an incident: date, place, type."`
	At       int      `default:"-1" placeholder:"N" help:"Of a corrected span: the code point of the report at which the words begin, where they stand in several places."`
	Into     string   `placeholder:"ID" help:"Of merge, split and move: the incident they go to. Default of split: a new one."`
	Member   []string `placeholder:"ID" help:"Of split and move: the parts that go; show --members lists them."`
	Decision int64    `placeholder:"ROW" help:"Of withdraw: the decision's row."`
	Reason   string   `placeholder:"WORDS" help:"Why."`
	Seen     int64    `placeholder:"ROW" help:"The last row you had seen: a later decision of another is a clash."`
}

// Help is shown below the summary of decide.
func (*Decide) Help() string {
	return `A decision is a row with who, when and why; what the program wrote stays beside it. The reader's rows and people's never mix: read anew, a decision stays with the words it was about, and is listed by hearsay queue --kind orphan where they are gone.

` + "  hearsay decide accept e07f8b4259e8.st2\n" +
		"  hearsay decide correct e07f8b4259e8.st2 --field content --value 'killed two guards'\n" +
		"  hearsay decide correct inc-4ced97ede62e.killed.7ef2397e --value 'three guards' --reason 'the hospital's list'\n" +
		"  hearsay decide correct inc-4ced97ede62e --field date --value 2025-03-10\n" +
		"  hearsay decide correct inc-4ced97ede62e --field place --value 'Aden, Yemen' --reason 'the video shows the port'\n" +
		"  hearsay decide stand inc-4ced97ede62e.killed.7ef2397e --value confirmed\n" +
		"  hearsay decide merge inc-4ced97ede62e --into inc-415fc1aed52d\n" +
		"  hearsay decide split inc-4ced97ede62e --member e07f8b4259e8.593ec890.inc1\n" +
		"  hearsay decide dismiss inc-415fc1aed52d inc-4ced97ede62e --reason 'two docks'\n" +
		"  hearsay decide withdraw --decision 57"
}

// Run keeps a decision.
func (c *Decide) Run(io *console.Streams) error {
	who := c.Who
	if who == "" {
		who = os.Getenv("USER")
	}
	if who == "" {
		return errors.New("a decision says who decides: give --who, or set HEARSAY_WHO")
	}
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		out, err := d.Decide(ctx, entry.Decided{
			Who: who, What: entry.Verdict(c.What), Subject: strings.Join(c.Subject, " "), Value: c.Value, Start: max(c.At, 0), Field: c.Field, Into: c.Into, Members: c.Member,
			Decision: c.Decision, Reason: c.Reason, Seen: c.Seen,
		})
		if err != nil {
			return err
		}
		io.Say("kept as row %d: %s", out.Row, out.Subject)
		return nil
	})
}
