// Package member is the pages about who may use a desk. Part of room web.
//
//	GET, POST /login             a name and a password; JavaScript is not needed
//	POST /logout
//	GET  /account                the user's own: password, tokens
//	POST /account/{what}
//	GET  /users, POST /users/{what}   an admin's
//	GET  /audit                  who did what
//
// Always true: a login begins a new session and ends the one the browser had; a
// token cannot make tokens or change passwords; what an admin does stands in the
// audit log. Whether a request may come here at all is room gate's.
package member
