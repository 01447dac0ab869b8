// Command client asks a desk with a client that was generated from
// docs/openapi.json, as a user of the API would: .ci/client/run makes that client,
// compiles both, and starts the desk.
//
//	client URL TOKEN-OF-A-CODER TOKEN-OF-A-READER
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
)

// The report is invented.
const report = `Drone strike kills four at Port Veshka

PORT VESHKA, 2 March 2026 - A drone strike killed four people in the port of Odesa, Ukraine, on Sunday, regional governor Oleh Marenko said.

The Russian defence ministry denied that its forces had struck the port.
`

func main() {
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "client:", err)
		os.Exit(1)
	}
}

// with is a client that shows a token; "" shows none.
func with(url, token string) (*ClientWithResponses, error) {
	return NewClientWithResponses(url, WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		return nil
	}))
}

func run(ctx context.Context, url, coder, reader string) error {
	var clients [3]*ClientWithResponses
	for i, token := range []string{coder, reader, ""} {
		var err error
		if clients[i], err = with(url, token); err != nil {
			return err
		}
	}
	c := clients[0]
	text, outlet, date := report, "Invented Wire", "2026-03-02"
	doc, err := c.ReadWithResponse(ctx, Report{Text: &text, Date: &date})
	if err != nil || doc.JSON200 == nil || len(*doc.JSON200.Readings) != 1 {
		return fmt.Errorf("read: %v %s", err, doc.Body)
	}
	added, err := c.AddReportWithResponse(ctx, Report{Text: &text, Outlet: &outlet, Date: &date})
	if err != nil || added.JSON201 == nil {
		return fmt.Errorf("add-report: %v %s", err, added.Body)
	}
	again, err := c.AddReportWithResponse(ctx, Report{Text: &text, Outlet: &outlet, Date: &date})
	if err != nil || again.JSON200 == nil || again.JSON200.Report != added.JSON201.Report {
		return fmt.Errorf("add-report again: %v %s", err, again.Body)
	}
	list, err := c.ListIncidentsWithResponse(ctx, nil)
	if err != nil || list.JSON200 == nil || list.JSON200.Items == nil || len(*list.JSON200.Items) == 0 {
		return fmt.Errorf("list-incidents: %v %s", err, list.Body)
	}
	id := (*list.JSON200.Items)[0].Id
	page, err := c.IncidentWithResponse(ctx, id, nil)
	if err != nil || page.JSON200 == nil || len(*page.JSON200.Facts) == 0 || len(*page.JSON200.Passages) == 0 {
		return fmt.Errorf("incident: %v %s", err, page.Body)
	}
	for _, p := range *page.JSON200.Passages {
		from, err := c.ReportWithResponse(ctx, p.Report, nil)
		if err != nil || from.JSON200 == nil || from.JSON200.Reading == nil {
			return fmt.Errorf("report: %v %s", err, from.Body)
		}
		chars := []rune(from.JSON200.Reading.Report.Text)
		for _, s := range *p.Content {
			if got := string(chars[s.Start:s.End]); got != s.Text {
				return fmt.Errorf("passage %s: %q stands there, not %q", p.Id, got, s.Text)
			}
		}
	}
	found, err := c.SearchStatementsWithResponse(ctx, &SearchStatementsParams{Q: "act:deny"})
	if err != nil || found.JSON200 == nil || len(*found.JSON200.Items) == 0 {
		return fmt.Errorf("search-statements: %v %s", err, found.Body)
	}
	reason := "looked at the report"
	note, err := c.DecideWithResponse(ctx, Decision{What: "note", Subject: &id, Reason: &reason})
	if err != nil || note.JSON201 == nil {
		return fmt.Errorf("decide: %v %s", err, note.Body)
	}
	since, err := c.ListSinceWithResponse(ctx, &ListSinceParams{Row: &added.JSON201.Row})
	if err != nil || since.JSON200 == nil || !strings.Contains(string(since.Body), "Cody") {
		return fmt.Errorf("list-since: %v %s", err, since.Body)
	}
	csv, err := c.ExportWithResponse(ctx, "ucdp", nil)
	if err != nil || csv.StatusCode() != http.StatusOK || !strings.Contains(string(csv.Body), "conflict_name") && len(csv.Body) < 100 {
		return fmt.Errorf("export: %v %s", err, csv.Body)
	}
	return refusals(ctx, clients, id)
}

// refusals are problems that the client knows as such.
func refusals(ctx context.Context, clients [3]*ClientWithResponses, id string) error {
	stand, value := "stand", "confirmed"
	edit, err := clients[0].DecideWithResponse(ctx, Decision{What: DecisionWhat(stand), Subject: &id, Value: &value})
	if err != nil || edit.ApplicationproblemJSON403 == nil || edit.ApplicationproblemJSON403.Advice == nil {
		return fmt.Errorf("a coder sets a standing: %v %s", err, edit.Body)
	}
	text := report
	add, err := clients[1].AddReportWithResponse(ctx, Report{Text: &text})
	if err != nil || add.ApplicationproblemJSON403 == nil {
		return fmt.Errorf("a reader adds a report: %v %s", err, add.Body)
	}
	nobody, err := clients[2].ListIncidentsWithResponse(ctx, nil)
	if err != nil || nobody.ApplicationproblemJSON401 == nil {
		return fmt.Errorf("nobody lists incidents: %v %s", err, nobody.Body)
	}
	none, err := clients[1].IncidentWithResponse(ctx, "inc-none", nil)
	if err != nil || none.ApplicationproblemJSON404 == nil {
		return errors.Join(err, fmt.Errorf("an incident that is not there: %s", none.Body))
	}
	fmt.Println("client: read, added, asked, decided and was refused as the description says")
	return nil
}
