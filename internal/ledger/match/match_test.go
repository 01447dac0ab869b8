package match_test

import (
	"testing"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
)

var table = &ledger.Table{
	Name: "t", Searched: "passage", Grows: true,
	Columns: []ledger.Column{{Name: "source"}, {Name: "name"}, {Name: "act"}, {Name: "day"}, {Name: "passage"}},
	Tags:    []ledger.Tag{{Column: "source"}, {Column: "name", By: ledger.ByWord}, {Column: "act"}, {Column: "day", By: ledger.ByMonth}},
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		values []any
		want   string
	}{
		{[]any{"body:navy", "Navy of Lanby", "claim_responsibility", "2026-01-03", "It struck."}, "It struck. xsourcexbodyxnavy xnamexnavy xnamexof xnamexlanby xactxclaimxresponsibility xdayx2026x01"},
		{[]any{nil, "São Vicente's doctor", "deny", "", "No."}, "No. xnamexsao xnamexvicente xnamexs xnamexdoctor xactxdeny"},
		{[]any{nil, nil, nil, nil, nil}, ""},
	} {
		if got := match.Text(table, c.values); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		asked, value string
		want         bool
	}{
		{"navy", "The Navy of Lanby", true},
		{"lanby navy", "The Navy of Lanby", true},
		{"nav", "The Navy of Lanby", false},
		{"nav*", "The Navy of Lanby", true},
		{"SÃO", "Sao Vicente", true},
		{"army", "The Navy of Lanby", false},
	} {
		if got := match.Named(c.asked, c.value); got != c.want {
			t.Errorf("%q in %q: %v", c.asked, c.value, got)
		}
	}
}

func BenchmarkText(b *testing.B) {
	values := []any{"body:navy of lanby", "Navy of Lanby", "claim_responsibility", "2026-01-03", "The navy of Lanby said that it had struck the port."}
	for b.Loop() {
		match.Text(table, values)
	}
}
