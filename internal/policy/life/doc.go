// Package life takes a version of a measure from its draft to its end: written and
// edited, submitted, reviewed by somebody else, published from a day on, suspended,
// resumed, withdrawn, superseded, expired.
//
// # States of a version
//
//	            ┌────────────┐
//	            ▼            │
//	(start) ► draft ──► in_review ──► published ◄──► suspended
//	            │                        │               │
//	            ▼                        ▼               ▼
//	        withdrawn              expired · withdrawn · superseded
//
// A measure has at most one version that is being written or reviewed. Nobody
// reviews what he wrote or submitted. Submission and publication ask for all that
// definition.Gate asks: what the public page has to state, a policy that is public,
// not repealed and reviewed, quotes that stand in its text, a proactive award that
// rests on nobody's discretion or own word, and fact keys that are known.
//
// A published version counts from its day, which may lie ahead; a version that
// follows another counts from today at the earliest. What counts on a day follows
// from the steps alone (definition.Standing): the job that writes down what a day
// has brought may miss days or run twice. A measure ends with its policy, also where
// that is repealed or replaced; while the policy is not public, the measure is held
// as if suspended, and no step is written.
//
// A version that lies ahead can be called off alone. A pause takes what would follow
// with it, so that no day ends it.
//
// # Tables
//
// policy_measure_step and policy_measure_author, and the columns state and revision
// of policy_measure_version; written through package storage.
//
// # Events
//
// Emitted: policy.published, policy.suspended, policy.resumed, policy.withdrawn,
// policy.expired. An import tells of what it publishes in policy.imported.
package life
