package origin

import (
	"testing"

	"hearsay/internal/source"
)

func TestOwnVersion(t *testing.T) {
	for name, want := range map[string]bool{"earlier version of this story": true, "previous version of this article": true, "harbour report": false} {
		if got := ownVersion(&source.Source{Kind: source.Document, Name: name}); got != want {
			t.Errorf("ownVersion(%q) = %v", name, got)
		}
	}
	if ownVersion(&source.Source{Kind: source.Person, Name: "version of this"}) {
		t.Error("a person is no version")
	}
}
