// Package serve carries out the verbs that answer others: serve for browsers and
// programs, mcp for an assistant. Part of room cli.
package serve
