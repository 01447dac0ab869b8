package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hearsay/internal/account"
	"hearsay/internal/desk"
	"hearsay/internal/desk/bulk"
	"hearsay/internal/export"
	"hearsay/internal/ledger"
)

// media are the types of the formats that are no CSV, and their endings.
var media = map[export.Format][2]string{
	export.Parquet:           {"application/vnd.apache.parquet", "parquet"},
	export.JSONL:             {"application/jsonl", "jsonl"},
	export.Annotation:        {"application/ld+json", "jsonl"},
	export.StatementsParquet: {"application/vnd.apache.parquet", "parquet"},
	export.StatementsJSONL:   {"application/jsonl", "jsonl"},
}

// slack is how long one part of a download may take: a download goes on as long
// as it moves.
const slack = time.Minute

type exporting struct {
	Incidents
	Format export.Format `path:"format" enum:"ucdp,acled,airwars,claims,parquet,jsonl,annotation"`
}

type exportingStatements struct {
	When
	Format string `path:"format" enum:"csv,parquet,jsonl"`
	From   string `query:"from" format:"date" doc:"Published on this day or later."`
	To     string `query:"to" format:"date" doc:"Published on this day or earlier."`
	Outlet string `query:"outlet" doc:"Of this outlet's reports."`
	Report string `query:"report" doc:"Of this report, by its id or the beginning of it."`
	Source string `query:"source" doc:"Of this source, by its key."`
	Act    string `query:"act" doc:"That do this, as deny or accuse."`
}

func (s *Server) exports() {
	file := func(at, id, summary string, kinds ...string) huma.Operation {
		op := s.ledgered(account.ToExport, http.MethodGet, at, id, summary, 404, 422)
		content := map[string]*huma.MediaType{}
		for _, k := range kinds {
			content[k] = &huma.MediaType{}
		}
		op.Responses = map[string]*huma.Response{"200": {Description: "The file, as it is written", Content: content}}
		return op
	}
	huma.Register(s.huma, file("/exports/{format}", "export", "Incidents in the columns of those who count events; limit and after are not used", "text/csv", "application/vnd.apache.parquet", "application/jsonl", "application/ld+json"), s.export)
	huma.Register(s.huma, file("/exports/statements/{format}", "export-statements", "All statements, one a line, by day of publication, report and place in it", "text/csv", "application/vnd.apache.parquet", "application/jsonl"), s.exportStatements)
}

func (s *Server) export(ctx context.Context, in *exporting) (*huma.StreamResponse, error) {
	f, err := in.filter()
	if err != nil {
		return nil, err
	}
	if !slices.Contains(export.Formats, in.Format) {
		return nil, problem(http.StatusNotFound, fmt.Sprintf("there is no format %q", in.Format), fmt.Sprintf("there are %v", export.Formats))
	}
	// What is wrong with the question is said before the file begins, and the file
	// is of the row that was asked.
	f.Page = desk.Page{Limit: 1}
	first, err := s.opt.Desk.Incidents(ctx, f)
	if err != nil {
		return nil, s.asked(ctx, err)
	}
	f.When = desk.When{Row: first.Row}
	return download(in.Format, first.Row, func(w io.Writer, more export.Progress) error {
		_, err := export.Write(ctx, w, s.opt.Desk, in.Format, f, more)
		return err
	}), nil
}

func (s *Server) exportStatements(ctx context.Context, in *exportingStatements) (*huma.StreamResponse, error) {
	w, err := in.when()
	if err != nil {
		return nil, err
	}
	format, ok := map[string]export.Format{"csv": export.Statements, "parquet": export.StatementsParquet, "jsonl": export.StatementsJSONL}[in.Format]
	if !ok {
		return nil, problem(http.StatusNotFound, fmt.Sprintf("there is no format %q of statements", in.Format), "there are csv, parquet and jsonl")
	}
	c := bulk.Choice{From: in.From, To: in.To, Outlet: in.Outlet, Report: in.Report, Source: in.Source, Act: in.Act}
	if err := s.opt.Desk.View(ctx, w, func(_ ledger.Reader, row int64) error { c.Row = row; return nil }); err != nil {
		return nil, s.asked(ctx, err)
	}
	return download(format, c.Row, func(w io.Writer, more export.Progress) error {
		_, err := export.WriteStatements(ctx, w, s.opt.Desk, format, c, more)
		return err
	}), nil
}

// download is a file of a row that goes out while it is written.
func download(format export.Format, row int64, write func(io.Writer, export.Progress) error) *huma.StreamResponse {
	kind, ok := media[format]
	if !ok {
		kind = [2]string{"text/csv; charset=utf-8", "csv"}
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", kind[0])
		hc.SetHeader("Content-Disposition", fmt.Sprintf(`attachment; filename="hearsay-%s-%d.%s"`, format, row, kind[1]))
		hc.SetStatus(http.StatusOK)
		_, w := humago.Unwrap(hc)
		ctl := http.NewResponseController(w)
		more := func(_, _ int64) {
			if err := ctl.SetWriteDeadline(time.Now().Add(slack)); err != nil && !errors.Is(err, http.ErrNotSupported) {
				return // the connection has gone: the next write says so
			}
		}
		more(0, 0)
		if err := write(hc.BodyWriter(), more); err != nil {
			panic(http.ErrAbortHandler) // half a file must not look like a whole one
		}
	}}
}
