package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"hearsay/internal/account"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// Need is what taking a decision needs. To withdraw one needs what it needed.
func (d *Desk) Need(ctx context.Context, e *entry.Decided) (account.Need, error) {
	if e.What != entry.Withdraw {
		return account.Verdict(string(e.What)), nil
	}
	var was entry.Decided
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := r.Row(e.Decision)
		if err != nil && !errors.Is(err, ledger.ErrNone) {
			return err
		}
		if err != nil || row.Kind != ledger.Decision {
			return fmt.Errorf("row %d is no decision: %w", e.Decision, ledger.ErrNone)
		}
		return json.Unmarshal(row.Body, &was)
	})
	return account.Verdict(string(was.What)), err
}
