package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hearsay/internal/account"
	"hearsay/internal/caption"
	"hearsay/internal/desk"
	desked "hearsay/internal/desk/verdict"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/reading"
)

// deciding is what the forms of a page need.
type deciding struct {
	May   bool   // the visitor may decide as coders do
	Edits bool   // and as editors do
	Known bool   // Who is the user who logged in, and cannot be another
	Who   string // who decides, as remembered
	Seen  int64  // the last row the visitor sees
	Back  string // the page to come back to
	Did   int64  // the row of the decision just kept; 0 for none
}

// whoCookie remembers who decides on this browser. It is a name, no proof.
const whoCookie = "hearsay-who"

func remembered(r *http.Request) string {
	c, err := r.Cookie(whoCookie)
	if err != nil {
		return ""
	}
	name, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return named(name)
}

// named is a coder's name as it is kept: one line of at most 80 code points.
func named(s string) string { return one(strings.TrimSpace(s), 80) }

func remember(w http.ResponseWriter, name string) {
	http.SetCookie(w, &http.Cookie{Name: whoCookie, Value: url.QueryEscape(name), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteStrictMode})
}

func (s *Server) mayDecide(r *http.Request) (deciding, error) {
	f, err := s.opt.Desk.Fresh(r.Context())
	v := account.Asks(r.Context())
	d := deciding{May: v.May(account.ToDecide), Edits: v.May(account.ToEdit), Known: v.Known(), Who: who(r), Seen: f.Row}
	q := r.URL.Query()
	if n, err := strconv.ParseInt(q.Get("did"), 10, 64); err == nil && n > 0 && d.May {
		d.Did = n
	}
	q.Del("did")
	u := url.URL{Path: r.URL.Path, RawQuery: q.Encode()}
	d.Back = u.RequestURI()
	return d, err
}

// who decides: the user who logged in, else the name that the browser remembers.
func who(r *http.Request) string {
	if v := account.Asks(r.Context()); v.Known() {
		return v.Name
	}
	return remembered(r)
}

// offered are the choices that the visitor may take.
func (d deciding) offered(choices []choice) []choice {
	var out []choice
	for _, c := range choices {
		if d.Edits || account.Verdict(c.Value) == account.ToDecide {
			out = append(out, c)
		}
	}
	return out
}

// most bytes of a form about a decision.
const mostForm = 64 << 10

// form reads a form that changes something.
func (s *Server) form(w http.ResponseWriter, r *http.Request) error {
	if !account.Asks(r.Context()).May(account.ToDecide) {
		return &problem{http.StatusForbidden, "You may not decide here.", "A coder or an editor may; an admin gives roles."}
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		return &problem{http.StatusBadRequest, "The form could not be read.", "Send it again."}
	}
	return nil
}

func (s *Server) whoIs(w http.ResponseWriter, r *http.Request) error {
	if err := s.form(w, r); err != nil {
		return err
	}
	remember(w, named(r.PostFormValue("who")))
	http.Redirect(w, r, back(r.PostFormValue("back"), "/review"), http.StatusSeeOther)
	return nil
}

// decided is the decision of a form.
func decided(r *http.Request) (entry.Decided, error) {
	e := entry.Decided{
		Who: named(r.PostFormValue("who")), What: entry.Verdict(r.PostFormValue("what")), Subject: r.PostFormValue("subject"),
		Value: strings.TrimSpace(r.PostFormValue("value")), Into: strings.TrimSpace(r.PostFormValue("into")), Reason: strings.TrimSpace(r.PostFormValue("reason")),
	}
	if e.Who == "" || account.Asks(r.Context()).Known() {
		e.Who = who(r)
	}
	for _, n := range []struct {
		name string
		to   *int64
	}{{"seen", &e.Seen}, {"decision", &e.Decision}} {
		if v := r.PostFormValue(n.name); v != "" {
			var err error
			if *n.to, err = strconv.ParseInt(v, 10, 64); err != nil {
				return e, &problem{http.StatusBadRequest, "The form names no row.", "Open the page again."}
			}
		}
	}
	// One choice of a form stands for a verdict and what goes with it.
	if field, ok := strings.CutPrefix(string(e.What), "correct-"); ok {
		e.What, e.Field, e.Text = entry.Correct, field, strings.TrimSpace(r.PostFormValue("quote"))
		if e.Start, e.End = -1, 0; field == "source" {
			e.Value, e.Text = strings.TrimSpace(r.PostFormValue("person")), ""
		} else if n, err := strconv.Atoi(r.PostFormValue("start")); err == nil {
			e.Start = n
		}
	}
	switch e.What {
	case "confirm":
		e.What, e.Value = entry.Stand, "confirmed"
	case "discount":
		e.What, e.Value = entry.Stand, "discounted"
	case entry.Assign, entry.Correct, entry.Stand:
	default:
		e.Value = ""
	}
	switch e.What {
	case entry.Merge:
		e.Into = strings.TrimPrefix(e.Into, "/incident/")
	case entry.Split, entry.Move:
		e.Into = strings.TrimPrefix(e.Into, "/incident/")
		for _, m := range r.PostForm["member"] {
			e.Members = append(e.Members, strings.Fields(m)...)
		}
		if e.What = entry.Move; e.Into == "" {
			e.What = entry.Split
		}
	default:
		e.Into = ""
	}
	if e.What == entry.Note && e.Reason == "" {
		return e, &problem{http.StatusUnprocessableEntity, "The note is empty.", "Write what it should say."}
	}
	return e, nil
}

func (s *Server) decide(w http.ResponseWriter, r *http.Request) error {
	if err := s.form(w, r); err != nil {
		return err
	}
	e, err := decided(r)
	if err != nil {
		return err
	}
	if err := s.isThere(r.Context(), &e); err != nil {
		return err
	}
	v := account.Asks(r.Context())
	needs, err := s.opt.Desk.Need(r.Context(), &e)
	if err != nil {
		return err
	}
	if !v.May(needs) {
		_ = v.Note(r.Context(), account.Refused, e.Subject, string(e.What))
		return &problem{http.StatusForbidden, "You may not decide this as " + string(v.Role) + ".", "It takes the role " + string(needs.Role()) + ". Nothing was changed."}
	}
	home := back(r.PostFormValue("back"), "/review")
	out, err := s.opt.Desk.Decide(r.Context(), e)
	var clash *desk.Clash
	var no *desked.Refusal
	switch {
	case errors.As(err, &clash):
		s.show(w, r, http.StatusConflict, "Decided meanwhile", "review", clashPage(e, &clash.Other, home))
		return nil
	case errors.Is(err, ledger.ErrNone):
		return err
	case errors.As(err, &no):
		return &problem{http.StatusUnprocessableEntity, "This was not decided.", sentence(caption.Tame(no.Error()))}
	case err != nil && refused(err):
		return &problem{http.StatusUnprocessableEntity, "This was not decided.", sentence(caption.Tame(err.Error()))}
	case err != nil:
		return err
	}
	if err := v.Note(r.Context(), account.Decided, e.Subject, string(e.What)+", row "+strconv.FormatInt(out.Row, 10)); err != nil {
		s.opt.Log.Error("audit", "what", err.Error(), "row", out.Row)
	}
	if !v.Known() {
		remember(w, e.Who)
	}
	if e.What == entry.Merge || e.What == entry.Split || e.What == entry.Move {
		home = incidentPath(out.Subject)
	}
	http.Redirect(w, r, after(home, &e, out.Row), http.StatusSeeOther)
	return nil
}

// most code points of what a person writes beside a decision.
const mostReason = 2000

// isThere checks that a decision is about something of this ledger. Of incidents
// and facts the desk checks it itself.
func (s *Server) isThere(ctx context.Context, e *entry.Decided) error {
	if len([]rune(e.Reason)) > mostReason || len([]rune(e.Value)) > mostReason {
		return &problem{http.StatusUnprocessableEntity, "This was not decided.", "A reason has at most 2000 characters."}
	}
	if e.What == entry.Withdraw {
		return nil
	}
	if strings.HasPrefix(e.Subject, "inc-") {
		return s.seen(ctx, e)
	}
	if subjectPath(e.Subject) == "" {
		return &problem{http.StatusNotFound, "The ledger does not have it.", "Open the page again and decide there."}
	}
	id, st, _ := strings.Cut(e.Subject, ".")
	rep, err := s.opt.Desk.Report(ctx, id, desk.When{})
	if err != nil || st == "" {
		return err
	}
	if rep.Reading != nil {
		for i := range rep.Reading.Statements {
			if rep.Reading.Statements[i].ID == e.Subject {
				return tied(e, rep.Reading, i)
			}
		}
	}
	return &problem{http.StatusNotFound, "The report has no such statement.", "Open the page again and decide there."}
}

// seen notes the value of the fact that a decision is on, as the person saw it; the
// desk itself refuses what is not there.
func (s *Server) seen(ctx context.Context, e *entry.Decided) error {
	in, slot, fact := strings.Cut(e.Subject, ".")
	if !fact || slot == "" || strings.Contains(e.Subject, " ") {
		return nil
	}
	p, err := s.opt.Desk.Incident(ctx, in, desk.When{})
	if errors.Is(err, ledger.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	for i := range p.Facts {
		if f := &p.Facts[i]; f.ID == e.Subject {
			e.Was, _ = caption.Value(&f.Fact)
		}
	}
	return nil
}

// refused reports whether a decision's error speaks of the decision, and not of
// the ledger.
func refused(err error) bool {
	for _, own := range []string{"a decision says", "a correction says", "people set", "a merge says", "a split says", "to withdraw", "what is withdrawn", "row ", "incident ", "fact ", "member ", `"`} {
		if strings.HasPrefix(err.Error(), own) {
			return true
		}
	}
	return false
}

// back is a page of this desk to go to; other where it is none.
func back(path, other string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return other
	}
	return path
}

// after is the page to come back to once a decision was kept, which it names.
func after(home string, e *entry.Decided, row int64) string {
	if e.What == entry.Withdraw {
		return home
	}
	u, err := url.Parse(home)
	if err != nil {
		return home
	}
	q := u.Query()
	q.Set("did", strconv.FormatInt(row, 10))
	u.RawQuery = q.Encode()
	return u.String()
}

// tied ties a decision to the words of a statement.
func tied(e *entry.Decided, rd *reading.Reading, i int) error {
	err := desked.Tie(e, rd, i)
	if no := (*desked.Refusal)(nil); errors.As(err, &no) {
		return &problem{http.StatusUnprocessableEntity, sentence(no.Reason), sentence(no.Advice)}
	}
	return err
}
