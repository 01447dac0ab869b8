// Package telling says in words what a row of a ledger keeps. Part of room desk.
//
//	a version row: "changed: https://lantern.example/dock (Correction: an earlier version …)"
package telling

import (
	"encoding/json"
	"fmt"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/reading"
)

// Row is a row in words, and the reports that it is about.
func Row(x *ledger.Row) (words string, reports []string, err error) {
	into := func(v any) error { return json.Unmarshal(x.Body, v) }
	switch x.Kind {
	case ledger.Capture:
		var b entry.Captured
		if err := into(&b); err != nil {
			return "", nil, err
		}
		reports, words = []string{b.SHA256}, fmt.Sprintf("captured %s, %d bytes", b.URI, b.Bytes)
	case ledger.Sighting:
		var b entry.Seen
		if err := into(&b); err != nil {
			return "", nil, err
		}
		reports, words = []string{b.SHA256}, "seen again, unchanged: "+b.URI
	case ledger.Version:
		var b entry.Changed
		if err := into(&b); err != nil {
			return "", nil, err
		}
		reports, words = []string{b.Before, b.After}, "changed: "+b.URL
		if len(b.Notes) > 0 {
			words += " (" + b.Notes[0] + ")"
		}
	case ledger.Reading:
		var b entry.Read
		if err := into(&b); err != nil {
			return "", nil, err
		}
		reports = []string{b.Capture}
		words = fmt.Sprintf("read “%s”: %d statements, %d incidents", title(b.Reading), len(b.Reading.Statements), len(b.Reading.Incidents))
	case ledger.Failure:
		var b entry.Failed
		if err := into(&b); err != nil {
			return "", nil, err
		}
		reports, words = []string{b.Capture}, "not read: "+b.Reason
	case ledger.Link:
		var b entry.Linked
		if err := into(&b); err != nil {
			return "", nil, err
		}
		switch {
		case b.From != "":
			words = b.From + " is one with " + b.Incident + ": " + b.Reason
		case b.Begins:
			words = b.Incident + " begins"
		case b.Reason == "":
			words = "read anew, still of " + b.Incident
		default:
			words = "another telling of " + b.Incident + ": " + b.Reason
		}
	case ledger.Near:
		var b entry.Nearly
		if err := into(&b); err != nil {
			return "", nil, err
		}
		words = b.A + " and " + b.B + " may be one: " + b.Reason
	case ledger.Edge:
		var b entry.Made
		if err := into(&b); err != nil {
			return "", nil, err
		}
		reports, words = []string{b.To}, b.Words()
		if b.From != "" {
			reports = append(reports, b.From)
		}
	case ledger.Decision:
		var b entry.Decided
		if err := into(&b); err != nil {
			return "", nil, err
		}
		words = b.Who + ": " + string(b.What)
		for _, s := range append([]string{b.Subject, b.Field, b.Value, b.Into}, b.Members...) {
			if s != "" {
				words += " " + s
			}
		}
		if b.Decision > 0 {
			words += fmt.Sprintf(", row %d", b.Decision)
		}
		if b.Reason != "" {
			words += " (" + b.Reason + ")"
		}
	}
	return words, reports, nil
}

func title(rd *reading.Reading) string {
	if rd.Report.SourceHeadline != "" {
		return rd.Report.SourceHeadline
	}
	return rd.Report.URI
}
