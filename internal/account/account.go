package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Role is what a user may do; each may also do what those before it may.
type Role string

// The roles, the least first.
const (
	Reader Role = "reader" // reads everything, and has texts read that are not kept
	Coder  Role = "coder"  // adds reports; accepts, corrects, rejects, notes
	Editor Role = "editor" // merges, splits, moves, sets standings, assigns
	Admin  Role = "admin"  // manages users, reads the audit log
)

// Roles are all of them, the least first.
var Roles = []Role{Reader, Coder, Editor, Admin}

// Covers reports whether whoever has r may do what o may.
func (r Role) Covers(o Role) bool {
	return slices.Contains(Roles, o) && slices.Index(Roles, r) >= slices.Index(Roles, o)
}

// Scope is what a token may be used for.
type Scope string

// The scopes.
const (
	ScopeRead   Scope = "read"
	ScopeAdd    Scope = "add"
	ScopeDecide Scope = "decide"
	ScopeExport Scope = "export"
	ScopeAdmin  Scope = "admin"
)

// Scopes are all of them.
var Scopes = []Scope{ScopeRead, ScopeAdd, ScopeDecide, ScopeExport, ScopeAdmin}

// Need is what someone must have to do a thing: a role and, of a token, a scope.
type Need string

// What is done on a desk needs one of these.
const (
	ToEnter  Need = "enter" // any user, with any token
	ToRead   Need = "read"
	ToExport Need = "export"
	ToAdd    Need = "add"
	ToDecide Need = "decide"
	ToEdit   Need = "edit"
	ToManage Need = "manage"
)

var needs = map[Need]struct {
	role  Role
	scope Scope
}{
	ToEnter: {Reader, ""}, ToRead: {Reader, ScopeRead}, ToExport: {Reader, ScopeExport}, ToAdd: {Coder, ScopeAdd},
	ToDecide: {Coder, ScopeDecide}, ToEdit: {Editor, ScopeDecide}, ToManage: {Admin, ScopeAdmin},
}

// Verdict is what a decision needs: what a person says of the machine's values is
// a coder's; which incidents there are, what stands and who works on it, an
// editor's.
func Verdict(verdict string) Need {
	switch verdict {
	case "accept", "correct", "reject", "note":
		return ToDecide
	}
	return ToEdit
}

// Role is the least role that has n.
func (n Need) Role() Role { return needs[n].role }

// Scope is the scope that a token must have; "" for any.
func (n Need) Scope() Scope { return needs[n].scope }

// Visitor is who asks. A nil Visitor is nobody, and may do nothing.
type Visitor struct {
	// Name is the user's, under which decisions are recorded; "" for whoever sits
	// at this machine where there are no users.
	Name string
	Role Role
	// Token is the id of the token that was shown, "" for a session.
	Token string
	// Scopes are the token's; a session has all.
	Scopes []Scope
	// Form is the secret that forms of a session carry back; "" where there is no
	// session.
	Form string
	// From is whence the request came.
	From From

	session []byte // its hash
	book    *Book
}

// From is whence a request came.
type From struct{ Address, Agent string }

// Here is whoever sits at this machine, where there are no users: all but the
// management of users is theirs. With a lesser role it is anybody who is let in
// without a name.
func Here(role Role) *Visitor { return &Visitor{Role: role} }

// May reports whether v has what n asks for.
func (v *Visitor) May(n Need) bool {
	return v != nil && v.Role.Covers(n.Role()) && (v.Token == "" || n.Scope() == "" || slices.Contains(v.Scopes, n.Scope()))
}

// Known reports whether v is a user who logged in or showed a token.
func (v *Visitor) Known() bool { return v != nil && v.Name != "" }

// Note writes into the audit log what v did; nothing where there are no accounts.
func (v *Visitor) Note(ctx context.Context, act Act, about, detail string) error {
	if v == nil || v.book == nil {
		return nil
	}
	who := v.Name
	if v.Token != "" {
		who += " (token " + v.Token + ")"
	}
	return v.book.Note(ctx, Entry{Who: who, Act: act, About: about, Detail: detail, Address: v.From.Address})
}

type visitorKey struct{}

// With hands v on to whoever answers.
func With(ctx context.Context, v *Visitor) context.Context {
	return context.WithValue(ctx, visitorKey{}, v)
}

// Asks is who asks; nil where nobody said so.
func Asks(ctx context.Context) *Visitor {
	v, _ := ctx.Value(visitorKey{}).(*Visitor)
	return v
}

// The errors a caller may want to tell apart.
var (
	// ErrDenied is a name and password, a session or a token that is none.
	ErrDenied = errors.New("the name or the password is wrong")
	// ErrNone is a user or token that there is not.
	ErrNone = errors.New("no such account")
)

// TooMany is a login that was not tried: too many failed before, or wait for
// their turn.
type TooMany struct{ Wait time.Duration }

func (e *TooMany) Error() string {
	return fmt.Sprintf("too many logins; try again in %d minutes", int(e.Wait.Minutes())+1)
}

// ParseScopes are scopes with commas between.
func ParseScopes(s string) ([]Scope, error) {
	var out []Scope
	for f := range strings.SplitSeq(s, ",") {
		sc := Scope(strings.TrimSpace(f))
		if !slices.Contains(Scopes, sc) {
			return nil, fmt.Errorf("%q is no scope; there are read, add, decide, export, admin", sc)
		}
		if !slices.Contains(out, sc) {
			out = append(out, sc)
		}
	}
	return out, nil
}
