package api_test

import (
	"strings"
	"testing"
	"time"

	"hearsay/internal/account"
	"hearsay/internal/api"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/ledger/projection"
)

// TestNewer: a ledger that a newer version made its own is not answered from, in
// part or at all; the answer says which version is to be started.
func TestNewer(t *testing.T) {
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	store := memory.New(time.Now)
	opt := api.Options{Reader: r, MaxBytes: 200_000, Desk: desk.Open(store, reader), Keeper: keep.New(store)}
	srv := asking(t, opt, account.Here(account.Editor))
	call(t, srv, "POST", "/api/v1/reports", obj{"text": first, "date": "2026-03-02"}, 201, nil)
	later := projection.Records
	later.Version++
	if err := store.Write(t.Context(), func(tx ledger.Tx) error { return tx.SetApplied(later, 1) }); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/incidents", "/sources"} {
		var p api.Problem
		call(t, srv, "GET", "/api/v1"+path, nil, 503, &p)
		if !strings.Contains(p.Detail+p.Title, "newer version") {
			t.Errorf("%s: %+v", path, p)
		}
	}
}
