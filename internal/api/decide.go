package api

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/account"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/entry"
)

// Decision is a person's decision, as entry.Decided has it.
type Decision struct {
	Who      string        `json:"who,omitempty" maxLength:"200" doc:"Who decides, where the desk has no users; else it is the token's user, whatever stands here."`
	When     time.Time     `json:"when,omitempty" doc:"By the clock where it was decided; now where left out."`
	What     entry.Verdict `json:"what" enum:"accept,correct,reject,merge,split,move,stand,assign,note,dismiss,withdraw"`
	Subject  string        `json:"subject,omitempty" doc:"Id of a statement, source, fact, incident or report; of dismiss, two incidents with a space between."`
	Report   string        `json:"report,omitempty" doc:"Ties it to words of this report."`
	Start    int           `json:"start,omitempty" minimum:"0" doc:"Of the words, in code points."`
	End      int           `json:"end,omitempty" minimum:"0"`
	Text     string        `json:"text,omitempty"`
	Field    string        `json:"field,omitempty" doc:"What is corrected: of a statement content, cue, source_span, source, act or certainty; of an incident date, place or type."`
	Was      string        `json:"was,omitempty" doc:"The value that was seen."`
	Value    string        `json:"value,omitempty" doc:"The value that it should be."`
	Members  []string      `json:"members,omitempty" doc:"What a split or move takes along."`
	Into     string        `json:"into,omitempty" doc:"The incident that a merge or move goes to."`
	Decision int64         `json:"decision,omitempty" doc:"The row that is withdrawn."`
	Reason   string        `json:"reason,omitempty" maxLength:"10000"`
	Seen     int64         `json:"seen,omitempty" minimum:"0" doc:"The last row that was seen of the subject; a later decision of another is a clash. 0 looks for none."`
}

func (d *Decision) decided() entry.Decided {
	return entry.Decided{
		Who: d.Who, When: d.When, What: d.What, Subject: d.Subject, Report: d.Report, Start: d.Start, End: d.End, Text: d.Text, Field: d.Field, Was: d.Was,
		Value: d.Value, Members: d.Members, Into: d.Into, Decision: d.Decision, Reason: d.Reason, Seen: d.Seen,
	}
}

func (s *Server) decisions() {
	op := s.ledgered(account.ToDecide, http.MethodPost, "/decisions", "decide", "Keep a person's decision", 404, 422)
	op.MaxBodyBytes = 1 << 20
	op.DefaultStatus = http.StatusCreated
	op.Responses = map[string]*huma.Response{"409": {
		Description: "Another decided on the same subject after the row seen; nothing was kept",
		Content: map[string]*huma.MediaType{"application/problem+json": {
			Schema: s.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, ""),
		}},
	}}
	huma.Register(s.huma, op, func(ctx context.Context, in *struct{ Body Decision }) (*Answer[desk.Outcome], error) {
		e, v := in.Body.decided(), account.Asks(ctx)
		if v.Known() {
			e.Who = v.Name
		}
		need, err := s.opt.Desk.Need(ctx, &e)
		if err != nil {
			return nil, s.asked(ctx, err)
		}
		if !v.May(need) {
			_ = v.Note(ctx, account.Refused, e.Subject, string(e.What))
			return nil, refused(v, need)
		}
		out, err := s.opt.Desk.Decide(ctx, e)
		if err == nil {
			s.noted(v.Note(ctx, account.Decided, e.Subject, fmt.Sprintf("%s, row %d", e.What, out.Row)))
		}
		return answer(out, s.asked(ctx, err))
	})
}

// noted logs that what was done could not be noted in the audit log.
func (s *Server) noted(err error) {
	if err != nil && s.opt.Log != nil {
		s.opt.Log.Error("audit", "what", err.Error())
	}
}
