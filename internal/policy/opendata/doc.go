// Package opendata gives the public measures away for other programs: as JSON of
// our own and as JSON-LD in the words of CPSV-AP 3.2 (public services) and CCCEV 2
// (criteria and evidence), both described in docs/open-data.md.
//
// Every change that is seen raises a revision. Whoever has copied the data asks for
// what changed since a revision and also learns which measures are no longer
// public. What is compared is what is given: a renamed department or a policy that
// was changed counts, and so does a version whose day has come. Measures are worded
// and compared once until the catalogue or the day changes, a renamed department
// within minutes.
//
// # Tables
//
// policy_open_measure, policy_open_state. They are written when somebody asks and
// something has changed.
//
// # Events
//
// None.
package opendata
