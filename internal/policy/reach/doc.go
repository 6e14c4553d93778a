// Package reach brings a measure to those who can have it: it tells enterprises
// what they have become eligible for, gives officers the list for their calls, and
// counts how far a measure got.
//
// # From publication to the firm
//
//	policy.published    or an import that publishes, or a resumption: a run of the
//	                    matcher is asked for, and subscribers are to be told
//	policy.matched      the job policy.reach lists and tells; a run that is behind is
//	                    followed by another one instead
//	policy.reach_sweep  every quarter of an hour: asks for the run of the day and for
//	                    one after a run that is behind, goes on with what broke off or
//	                    met the day's bound
//
// Only runs as of the day they were asked for are told, only the last of them, and
// of it only measures that are in force in the very text that was matched: version
// and revision. Nothing leaves for drafts, for what a draft of a version came to, or
// for suspended measures. A run is behind when a measure on offer stands in it with
// another text or not at all.
//
// On offer is what is in force and whose window is not over; of what opens later the
// message names the day. The funnel of a measure stays when its window is over.
//
// # Once
//
// An enterprise is told of a measure once, and once what it misses it by: the
// primary key of policy_reach_told says so. All that an enterprise is told in a
// run goes into one message of each kind, in one transaction with those rows, so
// that a crash leaves either both or neither. An enterprise of which nobody wants
// messages is not told, and not marked as told.
//
// Who subscribed to what a measure is about is told of each version once, when it
// has come into force, unless the same enterprise is or was told that it can have
// that version: one message about one thing.
//
// A message about a near miss appears in-app alone, and only for enterprises that
// somebody acts for; what is missing is a fact to supply or one threshold.
//
// # Lists
//
// New to a list is who was not eligible in any run before. Lists, counts and the
// funnel are made from the same run and the same bitmaps, narrowed to the reader's
// scope, and therefore agree; the number that an officer is told is that of the
// officer's own scope and opens the list of that run. That an enterprise opened a
// measure is kept once, without who. Calls at the door are added to each other;
// taking one back is for who made it and deletes nothing.
//
// # Tables
//
// policy_reach_run, policy_reach_gate, policy_reach_seen, policy_reach_fresh,
// policy_reach_message, policy_reach_told, policy_reach_news, policy_reach_mark,
// policy_reach_day, policy_reach_officer, policy_reach_opened, policy_reach_visit.
// Runs and their results it reads through package storage.
//
// # Events
//
// Heard: policy.published, policy.resumed, policy.imported, policy.matched. Emitted: policy.visited.
package reach
