// Package draft is what two persons change together (双人复核): somebody asks for a
// new edition of something that holds for everybody, a second person agrees to it or
// sends it back, and it counts from a day on; every edition is kept.
//
//	pending ─ approve ──► approved (an edition)
//	   ├───── refuse ───► refused
//	   └───── withdraw ─► withdrawn
//
// What is asked for, who may ask and agree, what comes of it and the words of the
// refusals are of the packages that embed a Draft: definition, threshold and alarm.
// It stands under internal/appeal, not in platform, because only the three of them
// decide so: versions of policies and proposals about accounts go other ways, with
// more states.
//
// # Tables
//
// None of its own: each kind of drafts has a table of its own, with Columns.
//
// # Events
//
// None.
package draft
