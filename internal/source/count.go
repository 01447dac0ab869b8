package source

import (
	"encoding/json"
	"fmt"
	"strconv"

	"hearsay/internal/source/phrase"
)

// MarshalJSON prints a number, "several", or null for a count that says
// neither.
func (c Count) MarshalJSON() ([]byte, error) {
	switch {
	case c.Several:
		return []byte(`"several"`), nil
	case c.N > 0:
		return strconv.AppendInt(nil, int64(c.N), 10), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON prints.
func (c *Count) UnmarshalJSON(b []byte) error {
	*c = Count{}
	switch s := string(b); s {
	case "null":
		return nil
	case `"several"`:
		c.Several = true
		return nil
	}
	if err := json.Unmarshal(b, &c.N); err != nil {
		return fmt.Errorf("count of a source: %w", err)
	}
	return nil
}

// counted is the count of a phrase that says n.
func counted(n int) *Count {
	switch {
	case n == phrase.Several:
		return &Count{Several: true}
	case n > 0:
		return &Count{N: n}
	}
	return nil
}
