package chart

import (
	"strings"
	"testing"
)

// TestDaysThin: of many marks a few of each day are drawn, and the rest counted.
func TestDaysThin(t *testing.T) {
	day := func(name string, n int) Column {
		c := Column{Day: name}
		for range n {
			c.Marks = append(c.Marks, Mark{Kind: "report", Label: as("a report")}, Mark{Kind: "says", Label: as("a statement")}, Mark{Kind: "denies", Label: as("a denial")})
		}
		return c
	}
	few := Days([]Column{day("2025-03-11", 5), day("2025-03-12", 4)}, "", "")
	if strings.Contains(few, " more") || strings.Count(few, "<rect") != 9 {
		t.Errorf("%s", few)
	}
	many := Days([]Column{day("2025-03-11", 400), day("2025-03-12", 2)}, "", "")
	if len(many) > 20_000 || !strings.Contains(many, "378 more") || !strings.Contains(many, "778 more") || strings.Contains(many, ">2 more") {
		t.Errorf("%d bytes: %.3000s", len(many), many)
	}
}
