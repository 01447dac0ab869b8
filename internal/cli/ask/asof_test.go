package ask

import (
	"reflect"
	"testing"

	"hearsay/internal/cli/store"
)

// TestAsOf: every verb that asks a ledger can ask it as of a time.
func TestAsOf(t *testing.T) {
	for _, verb := range []any{Incidents{}, Show{}, Sources{}, Search{}, Log{}, Changes{}, Queue{}, Export{}} {
		of := reflect.TypeOf(verb)
		if f, ok := of.FieldByName("AsOf"); !ok || f.Type == nil || !embeds(of, reflect.TypeFor[store.AsOf]()) {
			t.Errorf("%s cannot ask as of a time", of.Name())
		}
	}
}

// embeds reports whether a struct embeds another, itself or within one it embeds.
func embeds(in, what reflect.Type) bool {
	for f := range in.Fields() {
		if f.Anonymous && (f.Type == what || f.Type.Kind() == reflect.Struct && embeds(f.Type, what)) {
			return true
		}
	}
	return false
}
