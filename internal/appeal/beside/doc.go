// Package beside finds what helps whoever writes a case down or works on one: cases
// that are like it, published measures that it may be about, and rules and guides
// that speak of it. It keeps nothing and changes nothing.
//
// What somebody does not see is not compared: cases come in the sight of the caller
// (see package appeal) and only then are ranked, so that neither a hit nor its
// absence tells of a case out of sight. Measures, policies and guides are published
// ones only.
//
// A case is compared with those that share the most words of all there are, with
// those of the same place, enterprise and topic and with the newest; the bounds stand
// in service.go. As long as the columns of the inbox are not in memory, only the
// latter are.
package beside
