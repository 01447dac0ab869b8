package member

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hearsay/internal/account"
	"hearsay/internal/caption"
	"hearsay/internal/gate"
)

// Desk is what the pages need.
type Desk struct {
	// Accounts are those of the desk; nil, or a nil Book, where there are none.
	Accounts func(context.Context) (*account.Book, error)
	// Show answers with a page.
	Show func(w http.ResponseWriter, r *http.Request, code int, title, part string, body templ.Component)
	Log  *slog.Logger
}

// Routes adds the pages.
func (d *Desk) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /login", d.on(d.loginForm))
	mux.HandleFunc("POST /login", d.on(d.login))
	mux.HandleFunc("POST /logout", d.on(d.logout))
	mux.HandleFunc("GET /account", d.on(d.own))
	mux.HandleFunc("POST /account/{what}", d.on(d.change))
	mux.HandleFunc("GET /users", d.on(d.users))
	mux.HandleFunc("POST /users/{what}", d.on(d.manage))
	mux.HandleFunc("GET /audit", d.on(d.audit))
}

// on gives a handler the accounts; without any, there is nothing to show.
func (d *Desk) on(f func(w http.ResponseWriter, r *http.Request, b *account.Book) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		var b *account.Book
		var err error
		if d.Accounts != nil {
			b, err = d.Accounts(r.Context())
		}
		if err == nil && b == nil {
			d.Show(w, r, http.StatusNotFound, "No users", "", noneHere())
			return
		}
		if err == nil {
			err = f(w, r, b)
		}
		if err != nil && !errors.Is(err, context.Canceled) {
			d.Log.Error("accounts", "id", gate.ID(r), "path", r.URL.Path, "what", err.Error())
			d.Show(w, r, http.StatusServiceUnavailable, "The accounts do not answer", "", told("The accounts could not be asked.", "The log says why. Try again."))
		}
	}
}

// back is a page of this desk to go to; the first one where it is none.
func back(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") || strings.HasPrefix(path, "/login") {
		return "/"
	}
	return path
}

// entered is what a login form had, and what was wrong with it.
type entered struct{ Name, Next, Problem string }

func (d *Desk) loginForm(w http.ResponseWriter, r *http.Request, _ *account.Book) error {
	next := back(r.FormValue("next"))
	if account.Asks(r.Context()).Known() {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	}
	d.Show(w, r, http.StatusOK, "Log in", "login", loginPage(entered{Next: next}))
	return nil
}

func (d *Desk) login(w http.ResponseWriter, r *http.Request, b *account.Book) error {
	in := entered{Name: r.PostFormValue("name"), Next: back(r.PostFormValue("next"))}
	secret, _, err := b.Login(r.Context(), in.Name, r.PostFormValue("password"), gate.From(r))
	var many *account.TooMany
	switch {
	case errors.As(err, &many):
		w.Header().Set("Retry-After", strconv.Itoa(int(many.Wait.Seconds())+1))
		in.Problem = sentence(many.Error())
		d.Show(w, r, http.StatusTooManyRequests, "Log in", "login", loginPage(in))
		return nil
	case errors.Is(err, account.ErrDenied):
		in.Problem = sentence(err.Error())
		d.Show(w, r, http.StatusUnauthorized, "Log in", "login", loginPage(in))
		return nil
	case err != nil:
		return err
	}
	if had := account.Asks(r.Context()); had.Known() && had.Token == "" {
		if err := b.Logout(r.Context(), had); err != nil {
			return err
		}
	}
	gate.Begin(w, r, secret)
	http.Redirect(w, r, in.Next, http.StatusSeeOther)
	return nil
}

func (d *Desk) logout(w http.ResponseWriter, r *http.Request, b *account.Book) error {
	if err := b.Logout(r.Context(), account.Asks(r.Context())); err != nil {
		return err
	}
	gate.Finish(w, r)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
	return nil
}

// ownView is what a user sees of the own account.
type ownView struct {
	Visitor *account.Visitor
	Tokens  []account.Token
	Secret  string // of the token that was just made
	Problem string
	Done    string
}

func (d *Desk) own(w http.ResponseWriter, r *http.Request, b *account.Book) error {
	return d.showOwn(w, r, b, http.StatusOK, ownView{})
}

func (d *Desk) showOwn(w http.ResponseWriter, r *http.Request, b *account.Book, code int, v ownView) error {
	v.Visitor = account.Asks(r.Context())
	if v.Visitor.Token != "" {
		d.Show(w, r, http.StatusForbidden, "Not with a token", "", told("This page is for people.", "A token cannot make tokens or change passwords: log in."))
		return nil
	}
	var err error
	if v.Tokens, err = b.Tokens(r.Context(), v.Visitor.Name); err != nil {
		return err
	}
	d.Show(w, r, code, "Your account", "account", ownPage(&v))
	return nil
}

// most is the longest life of a token made on a page.
const most = 366 * 24 * time.Hour

// change does what a user does to the own account.
func (d *Desk) change(w http.ResponseWriter, r *http.Request, b *account.Book) error {
	v := account.Asks(r.Context())
	if v.Token != "" {
		return d.showOwn(w, r, b, http.StatusForbidden, ownView{})
	}
	var err error
	out := ownView{}
	switch r.PathValue("what") {
	case "password":
		if r.PostFormValue("new") != r.PostFormValue("again") {
			err = errors.New("the two new passwords are not the same: nothing was changed")
			break
		}
		if err = b.Proves(r.Context(), v.Name, r.PostFormValue("old"), gate.From(r)); err == nil {
			err = b.SetPassword(r.Context(), v.By(), v.Name, r.PostFormValue("new"), v)
		}
		out.Done = "The password is changed; your other sessions have ended."
	case "token":
		var scopes []account.Scope
		for _, s := range r.PostForm["scope"] {
			scopes = append(scopes, account.Scope(s))
		}
		days, e := strconv.Atoi(r.PostFormValue("days"))
		if e != nil || days < 1 || time.Duration(days)*24*time.Hour > most {
			err = errors.New("a token holds for 1 to 366 days")
			break
		}
		_, out.Secret, err = b.MakeToken(r.Context(), v.By(), v.Name, caption.Tame(r.PostFormValue("for")), scopes, time.Duration(days)*24*time.Hour)
	case "revoke":
		err = b.Revoke(r.Context(), v.By(), r.PostFormValue("id"), v.Name)
		out.Done = "The token has ended."
	case "sessions":
		if err = b.End(r.Context(), v.By(), v.Name); err == nil {
			gate.Finish(w, r)
			http.Redirect(w, r, "/login", http.StatusSeeOther)
			return nil
		}
	default:
		return d.nothing(w, r)
	}
	return d.outcome(err, func(code int, problem string) error {
		if problem != "" {
			out = ownView{Problem: problem}
		}
		return d.showOwn(w, r, b, code, out)
	})
}

// outcome shows a page again with what was wrong; errors of the database are
// handed on.
func (d *Desk) outcome(err error, show func(code int, problem string) error) error {
	var many *account.TooMany
	switch {
	case err == nil:
		return show(http.StatusOK, "")
	case errors.Is(err, account.ErrDenied):
		return show(http.StatusForbidden, "The old password is wrong. Nothing was changed.")
	case errors.As(err, &many):
		return show(http.StatusTooManyRequests, sentence(err.Error()))
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return show(http.StatusUnprocessableEntity, sentence(caption.Tame(err.Error())))
}

func (d *Desk) nothing(w http.ResponseWriter, r *http.Request) error {
	d.Show(w, r, http.StatusNotFound, "There is no such page", "", told("There is no such page.", "The links above lead to those there are."))
	return nil
}

// usersView is all users, and what became of a change.
type usersView struct {
	Users   []account.User
	Tokens  []account.Token
	Me      string
	Name    string // entered, beside a problem
	Problem string
	Done    string
}

func (d *Desk) users(w http.ResponseWriter, r *http.Request, b *account.Book) error {
	return d.showUsers(w, r, b, http.StatusOK, usersView{})
}

func (d *Desk) showUsers(w http.ResponseWriter, r *http.Request, b *account.Book, code int, v usersView) error {
	v.Me = account.Asks(r.Context()).Name
	var err error
	if v.Users, err = b.Users(r.Context()); err != nil {
		return err
	}
	if v.Tokens, err = b.Tokens(r.Context(), ""); err != nil {
		return err
	}
	d.Show(w, r, code, "Users", "users", usersPage(&v))
	return nil
}

// manage does what an admin does to users.
func (d *Desk) manage(w http.ResponseWriter, r *http.Request, b *account.Book) error {
	v := account.Asks(r.Context())
	if v.Token != "" {
		return d.showOwn(w, r, b, http.StatusForbidden, ownView{})
	}
	name := r.PostFormValue("name")
	out := usersView{}
	var err error
	switch r.PathValue("what") {
	case "add":
		err = b.Add(r.Context(), v.By(), name, account.Role(r.PostFormValue("role")), r.PostFormValue("password"))
		out.Done = caption.Tame(name) + " is a user."
	case "role":
		role := account.Role(r.PostFormValue("role"))
		err = b.SetRole(r.Context(), v.By(), name, role)
		out.Done = caption.Tame(name) + " is " + string(role) + "."
	case "password":
		err = b.SetPassword(r.Context(), v.By(), name, r.PostFormValue("password"), v)
		out.Done = caption.Tame(name) + " has a new password; all sessions have ended."
	case "sessions":
		err = b.End(r.Context(), v.By(), name)
		out.Done = "All sessions of " + caption.Tame(name) + " have ended."
	case "remove":
		err = b.Remove(r.Context(), v.By(), name)
		out.Done = caption.Tame(name) + " is no user any more; decisions keep the name."
	case "revoke":
		err = b.Revoke(r.Context(), v.By(), r.PostFormValue("id"), "")
		out.Done = "The token has ended."
	default:
		return d.nothing(w, r)
	}
	return d.outcome(err, func(code int, problem string) error {
		if problem != "" {
			out = usersView{Problem: problem, Name: caption.Tame(name)}
		}
		return d.showUsers(w, r, b, code, out)
	})
}

// auditPart is how many entries a page shows.
const auditPart = 100

func (d *Desk) audit(w http.ResponseWriter, r *http.Request, b *account.Book) error {
	before, _ := strconv.ParseInt(r.FormValue("before"), 10, 64) // what is no number begins
	list, err := b.Audit(r.Context(), before, auditPart)
	if err != nil {
		return err
	}
	older := ""
	if len(list) == auditPart {
		older = "/audit?before=" + strconv.FormatInt(list[len(list)-1].Seq, 10)
	}
	d.Show(w, r, http.StatusOK, "Audit log", "audit", auditPage(list, older, before > 0))
	return nil
}

// sentence makes a reason of the program a sentence of the page.
func sentence(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	out := strings.ToUpper(string(r[0])) + string(r[1:])
	if !strings.HasSuffix(out, ".") {
		out += "."
	}
	return out
}

// stamp is a time as the pages write it.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2 January 2006, 15:04")
}

// one is words on one line of at most n code points.
func one(s string, n int) string { return caption.Shorten(caption.Tame(s), n) }

func scopes(list []account.Scope) string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return strings.Join(out, ", ")
}

// may says what a role may do, for the forms that give one.
var may = map[account.Role]string{
	account.Reader: "reads everything", account.Coder: "adds reports, accepts, corrects, notes", account.Editor: "merges, splits, sets standings, assigns", account.Admin: "manages users",
}

// uses says what a scope is for.
var uses = map[account.Scope]string{
	account.ScopeRead: "ask", account.ScopeAdd: "add reports", account.ScopeDecide: "take decisions", account.ScopeExport: "export", account.ScopeAdmin: "read users and the audit log",
}
