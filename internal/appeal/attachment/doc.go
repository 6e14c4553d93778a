// Package attachment keeps photos and voice notes that come with appeals.
//
// Whoever reports draws a ticket first: a secret that binds uploads to one report
// and lets a report that is sent twice make one case. It needs no account, so that
// everybody reports in the same way; what a ticket has uploaded is bounded, files
// that no report takes are removed after a day, and all loose files together have
// a bound.
//
// What a file is follows from its content, never from its name, which is not kept:
// it may hold a person's. Where it was taken and by which device is removed before
// anything is written; the picture itself stays as it is.
//
//	loose ──► taken by a case
//	  └─────► swept after a day
//
// # Tables
//
// appeal_ticket, appeal_file.
package attachment
