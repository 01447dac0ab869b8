package memory_test

import (
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/memory"
)

func TestStore(t *testing.T) {
	ledgertest.Run(t, func(_ *testing.T, clock func() time.Time) ledger.Store { return memory.New(clock) })
}
