package identity_test

import (
	"testing"

	"hearsay/internal/source"
	"hearsay/internal/source/identity"
)

func TestSame(t *testing.T) {
	person := func(n string) *source.Source { return &source.Source{Name: n, Identification: source.Named} }
	body := func(n string) *source.Source { return &source.Source{Name: n, Identification: source.Institution} }
	for _, tc := range []struct {
		a, b *source.Source
		want bool
	}{
		{person("Mohammed Tarik"), person("Muhammad Tarek"), true},
		{person("Tarik"), person("Mohamed Tarik"), true},
		{person("Ana Bekele"), person("Ana Fonte"), false},
		{body("CENTCOM"), body("U.S. Central Command"), true},
		{body("Ministry of Ports"), person("Ministry of Ports"), false},
		{&source.Source{Name: "officials", Identification: source.Unnamed}, &source.Source{Name: "officials", Identification: source.Unnamed}, false},
	} {
		if got := identity.Same(tc.a, tc.b); got != tc.want {
			t.Errorf("Same(%s, %s) = %v", tc.a.Name, tc.b.Name, got)
		}
	}
}
