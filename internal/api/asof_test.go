package api_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestAsOf: every question about the ledger can be asked as of a time, and a new one
// is no exception until it is named here.
func TestAsOf(t *testing.T) {
	b, err := os.ReadFile("../../docs/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]struct {
			Get *struct {
				Parameters []struct{ Name string }
			}
		}
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	other := []string{"/api/v1/audit", "/api/v1/users", "/api/v1/changes/stream"} // of accounts; and what comes from now on
	for path, p := range doc.Paths {
		if p.Get == nil || slices.Contains(other, path) {
			continue
		}
		if !slices.ContainsFunc(p.Get.Parameters, func(x struct{ Name string }) bool { return x.Name == "as_of" }) {
			t.Errorf("%s cannot be asked as of a time", path)
		}
	}
	if len(doc.Paths) < 12 {
		t.Errorf("%d paths", len(doc.Paths))
	}
}
