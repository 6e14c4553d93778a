// Package beside finds what helps whoever writes a case down or works on one: cases
// that are like it, published measures that it may be about, and rules and guides
// that speak of it. It keeps nothing and changes nothing.
//
// What somebody does not see is not compared: cases come in the sight of the caller
// (see package appeal) and only then are ranked, so that neither a hit nor its
// absence tells of a case out of sight. Measures, policies and guides are published
// ones only.
//
// A case is compared with those of the same place, enterprise and topic and with
// the newest, not with every one there is; the bounds stand in service.go.
package beside
