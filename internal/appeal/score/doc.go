// Package score holds what the three rates need to know of a case, and reads it.
//
// A score says nothing of a rate: what a rate makes of it is the matter of a
// definition (package figure). The columns in memory (package inbox) and the direct
// count are filled by the same reader, so that they cannot differ.
package score
