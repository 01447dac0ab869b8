// Package user is the verb user: who may use a desk. Part of room cli.
//
// A password is typed at the terminal, which does not show it, or comes as the
// first line of standard input; it is never an argument, which others on the
// machine could see.
package user
