// Package account keeps who may use a desk, and what they did there. Room 11,
// beside the ledger.
//
//	hearsay user add "Ana Ruiz" --role coder      a user, the password typed
//	Login("ana ruiz", …)                          a session: 32 random bytes, kept as their hash
//	Session(secret) -> Visitor{Ana Ruiz, coder}   who asks, at each request
//	Visitor.May(account.ToEdit) -> false          what an editor may, a coder may not
//
// What is always true. No secret is kept: of a password its Argon2id hash, of a
// session and a token their SHA-256. A user that is removed keeps the name for
// good, since decisions carry it: nobody else can be given it, whatever its
// case. A user's role is looked up at each request, so a change counts at once. A
// new password and a removal end all sessions; a removal ends the tokens, too. A
// token may do what its scopes and its user's role both allow. There is always an
// admin, once there is a user. The audit log is only ever appended to, the
// database itself refuses anything else.
//
// What it refuses, and how. An unknown name, a removed user and a wrong password
// are one error after the same work, so that neither answer nor time tells which
// names there are (ErrDenied). Too many failures from one network or for one name
// are refused before any work (*TooMany, with the time to wait).
//
// Accounts are kept beside the ledger and not in it: a file of their own beside
// a ledger in SQLite, tables of their own in PostgreSQL, which hearsay backup
// leaves out (docs/decisions/0018-accounts.md); side room aside opens both.
//
// The parameters of Argon2id are the first of the OWASP Password Storage Cheat
// Sheet; the length of passwords is NIST SP 800-63B-4, section 3.1.1.2. Cookies,
// forms and addresses are the matter of room gate.
package account
