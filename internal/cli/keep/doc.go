// Package keep carries out the verbs that bring reports into a ledger and look
// after it: add, work, jobs, watch, verify, backup, restore, rebuild. Part of room
// cli.
package keep
