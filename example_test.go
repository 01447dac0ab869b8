package hearsay_test

import (
	"fmt"
	"time"

	"hearsay"
)

// The report is invented.
func ExampleRead() {
	rd, err := hearsay.Read(`Coalition Denies Strike on Port

A drone of the Joint Maritime Command struck a warehouse in Tadjoura, two officials said.

“No coalition aircraft struck the port,” said Cmdr. Elena Marsh, a spokeswoman for the command.`,
		hearsay.Stated{Date: time.Date(2025, time.March, 5, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	names := map[string]string{}
	for _, src := range rd.Sources {
		names[src.ID] = fmt.Sprintf("%s (%s)", src.Name, src.Identification)
	}
	for _, st := range rd.Statements {
		if st.Source != nil {
			fmt.Printf("%s: %s\n", names[*st.Source], st.Act)
		}
	}
	// Output:
	// Coalition (institution): deny
	// two officials (unnamed): state
	// Elena Marsh (named): deny
}
