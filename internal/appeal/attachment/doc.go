// Package attachment keeps photos and voice notes that come with appeals, and what
// departments show with their answers.
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
//	loose ──► taken by a case, or by an answer to it
//	  └─────► swept after a day
//
// What a department shows with an answer (evidence) waits in the same way, under the
// case and the department that writes the answer. It stands with the answer that it was handed
// in with: an answer that is given anew has its own.
//
// # Tables
//
// appeal_ticket, appeal_file.
package attachment
