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
package exchange
