// Package exchange is how appeals (诉求) leave the program and come back: lists
// that staff take away, files that another instance or system reads, and what is
// said between this program and the systems of others.
//
// # What leaves
//
// A list of the desk leaves as a workbook or CSV with masked persons, through the
// gate of platform/export. A file of cases leaves by command only, in the very
// format that `yikou import appeals` takes; persons are in it only when asked for.
// What somebody may not see is in neither: both are made of the same Sight as the
// inbox.
//
// # Other systems
//
// A partner is a system that hands cases over under its own numbers and is told of
// what becomes of them. Both ways are signed messages (Standard Webhooks, ADR 0029):
// ours leave by jobs and are tried again over a day, then wait for somebody to send
// them anew; a partner's are taken once each, and what contradicts the state of a
// case is refused with that state. A case of another partner looks like one that
// does not exist.
//
// # Tables
//
// appeal_partner, appeal_delivery, appeal_message.
//
// # Events
//
// None of its own; it hears those of package appeal that partners can be told of.
package exchange
