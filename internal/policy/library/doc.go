// Package library keeps the policies themselves: what they say and by which
// articles they are cited, how they follow from each other, what is attached to
// them, under which themes they are found.
//
// What a policy says is one JSON document in versions (policy_document_version,
// as imports have it); a saved policy is a new version and the earlier ones stay.
// The rows of this package are made from the newest version and can be made
// again (Shelve). Text is plain text, and nothing here renders it.
//
// # States
//
//	draft ──► published ──► withdrawn ──► published
//
// Only published policies are the public's. Whether one is in force is not a
// state but follows from its dates, from the policies that replace it and from
// the day (Standing).
//
// # Tables
//
// policy_library_entry, policy_library_issuer, policy_library_theme,
// policy_library_relation, policy_library_file; writes policy_document and policy_document_version through
// policy/storage.
//
// # Events
//
// Emitted: policy.library_changed (policies), policy.review_due (policy, reason, count,
// owner). Heard: none.
package library
