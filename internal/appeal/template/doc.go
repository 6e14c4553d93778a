// Package template keeps prepared words for replies: the centre's, which everybody
// uses, and those of each department, for it and all below it. Placeholders stand
// for what differs from case to case and are filled in for a case that the caller
// sees; a person reads and finishes every reply before it goes to a second one.
//
//	active ──► retired
//
// # Tables
//
// appeal_template.
package template
