package cli

import (
	"bytes"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/cli/console"
	"hearsay/internal/reading"
)

// TestWriteJSON: written an element at a time, a document is what it is written
// whole. The report is invented.
func TestWriteJSON(t *testing.T) {
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	var rds []*reading.Reading
	for _, text := range []string{"", "A blast killed two people in Nairobi on Monday, police said. <b>\n\n“We heard it,” said Ines Vidal, a cook.", "The minister denied on Tuesday that the army had shelled the town of Lanby & its port."} {
		if text == "" {
			continue
		}
		rd, err := r.Read(capture.Of([]byte(text), "x", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		rds = append(rds, rd)
	}
	for _, doc := range []*reading.Document{
		r.Join(rds, nil), r.Join(nil, nil), r.Join(rds[:1], []reading.Failure{{URI: "y", Stage: "capture", Reason: "is no report", Advice: "give another"}}), {},
	} {
		var want, got bytes.Buffer
		enc := console.Encoder(&want)
		enc.SetIndent("", "  ")
		if err := enc.Encode(doc); err != nil {
			t.Fatal(err)
		}
		if err := writeJSON(&got, doc); err != nil {
			t.Fatal(err)
		}
		if want.String() != got.String() {
			t.Errorf("%d readings: written\n%.2000s\nwant\n%.2000s", len(doc.Readings), got.String(), want.String())
		}
	}
}
