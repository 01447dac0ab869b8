package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hearsay/internal/account"
	"hearsay/internal/desk"
	"hearsay/internal/export"
)

// media are the types of the formats that are no CSV, and their endings.
var media = map[export.Format][2]string{
	export.Parquet:    {"application/vnd.apache.parquet", "parquet"},
	export.JSONL:      {"application/jsonl", "jsonl"},
	export.Annotation: {"application/ld+json", "jsonl"},
}

// slack is how long one part of a download may take: a download goes on as long
// as it moves.
const slack = time.Minute

type exporting struct {
	Incidents
	Format export.Format `path:"format" enum:"ucdp,acled,airwars,claims,parquet,jsonl,annotation"`
}

func (s *Server) exports() {
	op := s.ledgered(account.ToExport, http.MethodGet, "/exports/{format}", "export", "Incidents in the columns of those who count events; limit and after are not used", 404, 422)
	op.Responses = map[string]*huma.Response{"200": {Description: "The file, as it is written", Content: map[string]*huma.MediaType{
		"text/csv": {}, "application/vnd.apache.parquet": {}, "application/jsonl": {}, "application/ld+json": {},
	}}}
	huma.Register(s.huma, op, s.export)
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
	kind, ok := media[in.Format]
	if !ok {
		kind = [2]string{"text/csv; charset=utf-8", "csv"}
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", kind[0])
		hc.SetHeader("Content-Disposition", fmt.Sprintf(`attachment; filename="hearsay-%s-%d.%s"`, in.Format, first.Row, kind[1]))
		hc.SetStatus(http.StatusOK)
		_, w := humago.Unwrap(hc)
		ctl := http.NewResponseController(w)
		more := func(_, _ int64) {
			if err := ctl.SetWriteDeadline(time.Now().Add(slack)); err != nil && !errors.Is(err, http.ErrNotSupported) {
				return // the connection has gone: the next write says so
			}
		}
		more(0, 0)
		if err := export.Write(ctx, hc.BodyWriter(), s.opt.Desk, in.Format, f, more); err != nil {
			panic(http.ErrAbortHandler) // half a file must not look like a whole one
		}
	}}, nil
}
