// Package projection makes from a ledger's rows what is asked of it: incident
// pages, claims, statements, sources, reports.
package projection
